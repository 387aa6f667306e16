import { describe, expect, test } from 'vitest'
import type { HotPlace } from '../../../../server/analysis/hot/hotPlaces.ts'
import { listWeights } from '../../../../server/analysis/weightsFrom.ts'
import { factsOf } from '../../../../server/services/hotspots/facts.ts'
import type { Filter } from '../../../../server/contract/filter.ts'
import type { Setting } from '../../../../server/services/hotspots/setting.ts'

/** A place in the middle of some, of which the first `high` have more than expected by themselves. */
function told(neighbours: number, high: number, { by, mark = 'recurring', years = 0, filter = {} }: { by?: HotPlace['by']; mark?: string; years?: number; filter?: Filter } = {}) {
  const all = Array.from({ length: neighbours + 1 }, (_, at) => at)
  const weights = listWeights(all.map((at) => (at === 0 ? all.slice(1) : [0])))
  const setting = { question: { filter }, ground: { weights }, from: '2026-03-02', to: '2026-05-30' } as unknown as Setting
  const base = {
    expectation: { observed: Float64Array.from(all, () => 9), expected: Float64Array.from(all, () => 3), basis: 'residents' },
    marks: all.map(() => mark),
    test: { own: { p: Float64Array.from(all, (at) => (at <= high ? 0.09 : 0.4)) } },
  } as unknown as Parameters<typeof factsOf>[1]
  const course = { classes: all.map(() => 'persistent-hot' as const), months: all.map(() => ({ of: 12, hot: 11, run: 11, last: null })), risingSince: all.map(() => null) }
  return factsOf(setting, base, { kinds: new Uint32Array(40 * all.length).fill(2), years: Array.from({ length: years }, () => new Uint32Array(all.length)) }, course, { area: 0, named: by && ({ by } as HotPlace) })
}

describe('what is told of a place', () => {
  test('that neighbours are high as well, only where so many of them are not by chance', () => {
    const high = (neighbours: number, of: number) => told(neighbours, of).neighboursHigh
    expect([high(5, 0), high(5, 1), high(5, 2), high(5, 3), high(5, 5)]).toEqual([null, null, null, 3, 5])
    expect([high(1, 1), high(2, 2), high(12, 3), high(12, 4), high(0, 0)]).toEqual([null, 2, null, 4, null])
  })

  test('that it is new, only where an earlier year is on record to say so', () => {
    expect([told(5, 0, { mark: 'new', years: 1 }), told(5, 0, { mark: 'new' }), told(5, 0, { years: 1 })].map(({ fresh }) => fresh)).toEqual([true, false, false])
  })

  test('no change and no recurrence of those around it, where it stands out alone', () => {
    const seen = (by?: HotPlace['by']) => (({ by: why, emerging, recurring }) => [why, emerging, recurring])(told(5, 0, by && { by }))
    expect([seen('alone'), seen('place'), seen()]).toEqual([['alone', 'none', false], ['place', 'persistent-hot', true], [null, 'persistent-hot', true]])
  })

  test('what it is mostly about, unless that is what was asked for', () => {
    const kinds = (category?: Filter['category']) => told(5, 5, { filter: category ? { category } : {} }).categories.length
    expect([kinds() > 2, kinds(['05']), kinds(['05', '08']) > 1]).toEqual([true, 0, true])
  })
})
