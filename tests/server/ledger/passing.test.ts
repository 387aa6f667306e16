import { describe, expect, test } from 'vitest'
import { dayNumber, dayOfNumber, type Day } from '../../../server/contract/day.ts'
import { sameCase, type CaseLike } from '../../../server/ledger/match.ts'
import { passingRows, type Again, type ToldCase } from '../../../server/ledger/passing.ts'
import fc from '../../property.ts'
import { code } from './ground.ts'

const TEXTS = ['采煤沉陷引起房屋裂缝,要求修缮补偿', '采煤沉陷造成房屋裂缝,要求修缮补偿', '翻建院墙时与邻居就边界产生争议', '灌溉用水先后次序引起争执']

const like = (change: Partial<CaseLike>): CaseLike => ({
  originalNo: null, occurredOn: '2024-03-12' as Day, closedOn: null, category: '03', area: code('990202100201'), placeWords: null,
  people: null, amountFen: null, summary: TEXTS[0]!, point: null, ...change,
})

/** Rows in the order in which they come: by place, then day, then number. */
function found(rows: ToldCase[]): Again[] {
  const passing = passingRows()
  const byDay = (row: ToldCase) => dayNumber(row.like.occurredOn)
  const sorted = rows.toSorted((a, b) => (a.group === b.group ? byDay(a) - byDay(b) || a.seq - b.seq : a.group < b.group ? -1 : 1))
  const again = sorted.flatMap((row) => passing.take(row))
  return [...again, ...passing.end()].toSorted((a, b) => a.seq - b.seq)
}

/** Every row against every earlier one. */
function plainly(rows: ToldCase[]): Again[] {
  return rows.flatMap((row) => {
    const days = (other: ToldCase) => Math.abs(dayNumber(row.like.occurredOn) - dayNumber(other.like.occurredOn))
    const fitting = rows.filter((other) => row.open && other.seq < row.seq && other.group === row.group && sameCase(row.like, other.like))
    const [first] = fitting.toSorted((a, b) => days(a) - days(b) || a.seq - b.seq)
    return first ? [{ seq: row.seq, first: first.seq }] : []
  })
}

describe('rows of one file that tell of one case in like words', () => {
  const rows = fc
    .array(
      fc.record({
        area: fc.constantFrom('990202100201', '990202100202'),
        day: fc.nat(12),
        text: fc.constantFrom(...TEXTS),
        people: fc.constantFrom(null, 2, 3),
        open: fc.boolean(),
      }),
      { maxLength: 40 },
    )
    .map((list) => list.map(({ area, day, text, people, open }, at): ToldCase => {
      const told = like({ area: code(area), occurredOn: dayOfNumber(19_800 + day), summary: text, people })
      return { seq: at + 1, group: area, open, like: told }
    }))

  test('are those that comparing each with each finds, the nearest day first', () => {
    fc.assert(fc.property(rows, (list) => {
      expect(found(list)).toEqual(plainly(list))
    }), { seed: 1, numRuns: 500 })
  })

  test('take no longer for being many on one day', () => {
    const many = Array.from({ length: 5_000 }, (_, at): ToldCase => ({ seq: at + 1, group: 'a', open: true, like: like({ people: at, amountFen: at }) }))
    let compared = 0
    for (const { like: told } of many) {
      const { people } = told
      Object.defineProperty(told, 'people', { get: () => (compared++, people) })
    }
    expect(found(many)).toEqual([])
    expect(compared).toBeGreaterThan(5_000)
    expect(compared).toBeLessThan(5_000 * 200)
  })
})
