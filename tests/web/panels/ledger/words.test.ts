import { describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../../server/contract/answers.ts'
import type { Day } from '../../../../server/contract/day.ts'
import { STATES } from '../../../../server/contract/states.ts'
import { byAssignable } from '../../../../web/panels/ledger/assignable.ts'
import { filterWords, type Names } from '../../../../web/panels/ledger/filterWords.ts'
import { rowStep } from '../../../../web/panels/ledger/keys.ts'
import { placeInEnglish, placeOnce } from '../../../../web/stores/placeNames.ts'

const names: Names = { language: 'zh', place: '柳河镇', holder: null, tierName: (colour) => (colour === 'red' ? '红色（重大）' : colour), overdue: '超期未结', waiting: '地点待定' }

describe('a selection in words', () => {
  test('names every part of it, by the county’s own names', () => {
    const filter = { from: '2026-01-01' as Day, to: '2026-03-05' as Day, colour: ['red' as const], phase: ['open' as const], state: ['mediating' as const, 'whistled' as const], category: ['05' as const], channel: ['grid' as const], overdue: true as const, waiting: true as const, holder: 'o1', q: '用水' }
    expect(filterWords(filter, { ...names, holder: '柳河镇调委会' })).toEqual([
      '柳河镇', '2026年1月1日—3月5日', '红色（重大）', '待处理', '调解中、已吹哨', '生产经营', '网格上报', '超期未结', '地点待定', '柳河镇调委会', '“用水”',
    ])
  })

  test('says the whole of it plainly', () => {
    expect(filterWords({}, names)).toEqual(['柳河镇', '全部时间'])
    expect(filterWords({ state: ['closed', 'archived'] }, { ...names, language: 'en' })).toEqual(['柳河镇', 'All time', 'Closed, Archived'])
  })
})

test.each([['白塬镇 / 甘塘村 / 甘塘村第三网格', '白塬镇 / 甘塘村第三网格'], ['柳河镇 / 新庄村', '柳河镇 / 新庄村'], ['柳河镇', '柳河镇']])('%s tells no place twice', (place, once) => {
  expect(placeOnce(place)).toBe(once)
})

describe('a place in English', () => {
  const areas = new Map([
    ['1', { parent: null, nameEn: 'Fengxi County', level: 'county' as const }],
    ['2', { parent: '1' as AreaCode, nameEn: 'Liuhe Town', level: 'town' as const }],
    ['3', { parent: '2' as AreaCode, nameEn: 'Xinzhuang Village', level: 'village' as const }],
    ['4', { parent: '2' as AreaCode, level: 'village' as const }],
  ])

  test.each([['3', 'Xinzhuang Village, Liuhe Town'], ['2', 'Liuhe Town'], ['1', null], ['4', null], ['9', null], [null, null]])('%s: %s', (code, said) => {
    expect(placeInEnglish(code as AreaCode | null, areas)).toBe(said)
  })
})

test('a case can be given away while it is triaged or in hand, and by nobody once it is over', () => {
  const rows = STATES.codes.map((state) => ({ state }))
  const { able, unable } = byAssignable(rows)
  expect(able.map(({ state }) => state)).toEqual(expect.arrayContaining(['triaged', 'dispatched', 'mediating', 'reopened']))
  expect(unable.map(({ state }) => state)).toEqual(expect.arrayContaining(['closed', 'archived', 'merged', 'terminated']))
  expect(able.length + unable.length).toBe(rows.length)
})

test('keys go from row to row and stop at both ends, the space bar chooses, others are none of the table’s business', () => {
  expect(['ArrowDown', 'ArrowUp', 'Home', 'End'].map((key) => rowStep(key, 1, 3))).toEqual([2, 0, 0, 2].map((to) => ({ do: 'go', to })))
  expect([rowStep('ArrowDown', 2, 3), rowStep('ArrowUp', 0, 3)]).toEqual([{ do: 'go', to: 2 }, { do: 'go', to: 0 }])
  expect([rowStep(' ', 0, 3), rowStep('Enter', 0, 3), rowStep('ArrowDown', -1, 3)]).toEqual([{ do: 'choose' }, null, null])
})
