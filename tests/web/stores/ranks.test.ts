import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Cross } from '../../../server/contract/answers.ts'
import type { Day } from '../../../server/contract/day.ts'
import type { Filter } from '../../../server/contract/filter.ts'
import { linesOf, monthsAsked } from '../../../web/stores/multiples.ts'
import { sameTowns, useRanks, type PlacesQuestion } from '../../../web/stores/ranks.ts'
import { useSession } from '../../../web/stores/session.ts'
import { somePost, someSession } from './people.ts'
import { useServer } from './server.ts'

const day = (text: string) => text as Day
const ASK: PlacesQuestion = { county: '990101000000', filter: { colour: ['red'] }, by: 'town', revision: 7, today: day('2026-06-15') }
const settle = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('ranks', () => {
  test('are asked for by their address, once a day', async () => {
    const calls = useServer(() => ({ rows: [] }))
    const ranks = useRanks()
    ranks.places.show(ASK)
    ranks.places.show({ ...ASK })
    ranks.places.show({ ...ASK, today: day('2026-06-16') })
    ranks.categories.show(ASK)
    ranks.towns.show(ASK)
    ranks.months.show({ ...ASK, by: 'category' })
    await settle()
    expect(calls.map(({ path }) => path.replace('/api/counties/990101000000/', ''))).toEqual([
      'ranks?by=town&colour=red', 'ranks?by=town&colour=red', 'ranks?by=category&colour=red', 'towns?by=town&colour=red', 'cross?by=category%2Cmonth&colour=red',
    ])
  })

  test('of other cases, of another day or of other areas are others; a case that came in makes them no others', () => {
    const other: Partial<PlacesQuestion>[] = [{ filter: { colour: ['blue'] } }, { filter: { ...ASK.filter, from: day('2026-01-01') } }, { today: day('2026-06-16') }, { by: 'village' }, { county: '990202000000' }]
    expect(other.map((one) => sameTowns(ASK, { ...ASK, ...one }))).toEqual(other.map(() => false))
    expect(sameTowns(ASK, { ...ASK, filter: { ...ASK.filter, category: [] }, revision: 8 })).toBe(true)
  })

  test('of cases chosen by how they stand the months of the year before are asked for as they stood then, where that is known', async () => {
    const calls = useServer(() => ({ axes: [] }))
    const { months } = useRanks()
    const asked = async (filter: Filter) => {
      calls.length = 0
      months.show({ ...ASK, filter, by: 'town' })
      await settle()
      return calls.map(({ path }) => path.replace(/^.*month/, '')).sort()
    }
    expect(await asked({ due: ['overdue'] })).toEqual(['&due=overdue', '&due=overdue&asOf=2025-06-15'])
    expect(await asked({ mark: ['agreed'] })).toEqual(['&mark=agreed'])
    expect(months.answer?.before).toBeNull()
    // which a mediator organisation is not told
    useSession().session = someSession('mediator', [somePost('mediator')])
    expect(await asked({ due: ['overdue'] })).toEqual(['&due=overdue'])
    expect(months.answer?.before).toBeNull()
  })

  test('a late answer does not cover a newer one', async () => {
    const late: ((answer: object) => void)[] = []
    useServer(() => new Promise((resolve) => late.push(resolve)))
    const { places } = useRanks()
    places.show(ASK)
    places.show({ ...ASK, filter: {} })
    late[1]!({ revision: 2 })
    await settle()
    late[0]!({ revision: 1 })
    await settle()
    expect([places.state, places.answer, places.answered?.filter]).toEqual(['done', { revision: 2 }, {}])
  })
})

describe('months of small lines', () => {
  const now = { today: day('2026-06-15'), last: day('2026-06-14') }

  test('are those of the filter as whole months, with the year before', () => {
    const { filter, months, partial } = monthsAsked({ from: day('2025-01-10'), to: day('2026-05-31') }, now)
    expect([filter.from, filter.to, months[0], months.at(-1), months.length, partial]).toEqual(['2024-01-01', '2026-05-31', '2025-01', '2026-05', 17, false])
  })

  test('are twelve where it is short or open, and end no later than today', () => {
    const short = monthsAsked({ from: day('2026-06-01'), to: day('2026-06-30') }, now)
    expect([short.filter.from, short.filter.to, short.months.length, short.partial]).toEqual(['2024-07-01', '2026-06-15', 12, true])
    expect(monthsAsked({}, now).filter.to).toBe('2026-06-14')
    expect(monthsAsked({ from: day('2010-01-01') }, now).months).toHaveLength(36)
  })

  test('fall to their line and to the year before; what is not on record is no zero', () => {
    const cross: Cross = {
      revision: 1, total: 12, unlocated: 0, coarser: 0,
      axes: [{ by: 'town', keys: ['a', 'b'], names: ['a', 'b'] }, { by: 'month', keys: ['2025-05', '2026-04', '2026-05'], names: [] }],
      positions: [[0, 0, 1], [0, 2, 1]], count: [3, 4, 5],
    }
    const months = ['2026-04', '2026-05']
    const lines = linesOf({ now: cross, before: cross }, months, day('2025-05-03'))
    // of categories the months come first
    const turned = { ...cross, axes: cross.axes.toReversed(), positions: cross.positions.toReversed() }
    expect(linesOf({ now: turned, before: turned }, months, day('2025-05-03'))).toEqual(lines)
    // another answer tells how the cases of the year before stood then, or none does
    const then = { ...cross, axes: [{ by: 'town', keys: ['c'], names: [] }, { by: 'month', keys: ['2025-05'], names: [] }], positions: [[0], [0]], count: [7] }
    expect(linesOf({ now: cross, before: then }, months, day('2025-05-03')).get('c')).toEqual({ key: 'c', now: [0, 0], before: [null, 7] })
    expect(linesOf({ now: cross, before: null }, months, day('2025-05-03')).get('a')).toEqual({ key: 'a', now: [0, 4], before: [null, null] })
    expect(lines.get('a')).toEqual({ key: 'a', now: [0, 4], before: [null, 3] })
    expect(lines.get('b')).toEqual({ key: 'b', now: [5, 0], before: [null, 0] })
  })
})
