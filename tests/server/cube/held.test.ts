import { describe, expect, test } from 'vitest'
import { heldMonths } from '../../../server/cube/held.ts'
import fc from '../../property.ts'

/** Months with the cases that were reported and those among them that break something. */
const record = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 40 }).map((months) => ({
  reported: months.map(([reported]) => reported),
  breaking: months.map(([reported, breaking]) => Math.min(reported, breaking)),
}))

describe('months that a place has kept something', () => {
  test('are those after the last break in which something was reported', () => {
    fc.assert(fc.property(record, ({ reported, breaking }) => {
      const { months, first, silent, brokenAt } = heldMonths(reported, breaking)
      const last = breaking.findLastIndex((cases) => cases > 0)
      expect(brokenAt).toBe(last)
      const counted = reported.flatMap((cases, at) => (at > last && cases > 0 ? [at] : []))
      expect(months).toBe(counted.length)
      expect(first).toBe(counted[0] ?? reported.length)
      expect(silent).toBe(counted.length === 0 ? 0 : reported.slice(first, counted.at(-1)! + 1).filter((cases) => cases === 0).length + reported.length - 1 - counted.at(-1)!)
    }))
  })

  test('are no fewer where less breaks it', () => {
    fc.assert(fc.property(record, fc.array(fc.nat(3), { maxLength: 40 }), ({ reported, breaking }, more) => {
      const fewer = breaking.map((cases, at) => Math.max(0, cases - (more[at] ?? 0)))
      expect(heldMonths(reported, fewer).months).toBeGreaterThanOrEqual(heldMonths(reported, breaking).months)
    }))
  })

  test('are none where nobody ever reported, and none without a record', () => {
    fc.assert(fc.property(fc.nat(40), (length) => {
      const none = Array.from({ length }, () => 0)
      expect(heldMonths(none, none)).toEqual({ months: 0, silent: 0, first: length, brokenAt: -1 })
    }))
  })

  test('grow by one with a month of reports and no break, and stay with a silent one', () => {
    fc.assert(fc.property(record, ({ reported, breaking }) => {
      const { months } = heldMonths(reported, breaking)
      expect(heldMonths([...reported, 2], [...breaking, 0]).months).toBe(months + 1)
      expect(heldMonths([...reported, 0], [...breaking, 0]).months).toBe(months)
      expect(heldMonths([...reported, 2], [...breaking, 1]).months).toBe(0)
    }))
  })
})
