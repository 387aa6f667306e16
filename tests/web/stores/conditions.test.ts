import { afterEach, expect, test, vi } from 'vitest'
import type { Say } from '../../../server/contract/error.ts'
import { KINDS, LISTS, type Filter } from '../../../server/contract/filter.ts'
import { useConditions } from '../../../web/stores/conditions.ts'
import { useCounty } from '../../../web/stores/county.ts'
import { someCounty, useServer } from './server.ts'

// the look of this browser, which has no window here
const settings = vi.hoisted(() => ({ language: 'zh' as 'zh' | 'en', say: (words: Say): string => words[settings.language] }))
vi.mock('../../../web/stores/settings.ts', () => ({ useSettings: () => settings }))

afterEach(() => {
  settings.language = 'zh'
  vi.unstubAllGlobals()
})

function begin() {
  useServer(() => null)
  useCounty().info = { ...someCounty('990101000000'), tiers: [{ colour: 'red', label: { zh: '极高', en: 'Extreme' } }] } as never
  return useConditions()
}

test('every list of a filter is said, in the order of the address; place and time are not', () => {
  const conditionsOf = begin()
  const whole: Filter = { area: '990101100000' as never, from: '2026-01-01' as never, mark: ['relapsed'], age: ['over90'], due: ['overdue'], channel: [LISTS.channel.codes[0]!], phase: ['open'], colour: ['blue'], category: ['05'] }
  const said = conditionsOf(whole)
  expect(said.map(({ key }) => key)).toEqual(KINDS)
  expect(said.find(({ key }) => key === 'due')!.words).toBe(LISTS.due.row('overdue').label.zh)
  expect(conditionsOf({ area: '990101100000' as never, category: [] })).toEqual([])
})

test('tiers are called as the county calls them, and both languages join their words', () => {
  const blue = LISTS.colour.row('blue').label
  expect(begin()({ colour: ['blue', 'red'] })).toEqual([{ key: 'colour', words: `极高、${blue.zh}` }])
  settings.language = 'en'
  expect(begin()({ colour: ['blue', 'red'] })).toEqual([{ key: 'colour', words: `Extreme, ${blue.en}` }])
})
