import { describe, expect, test } from 'vitest'
import type { Series } from '../../server/contract/answers.ts'
import { dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'
import { alignedPeriods, alignedSeries, drawnSteps, type Span } from '../../web/charts/aligned.ts'
import fc from '../property.ts'

const span = (from: string, to: string): Span => ({ from: from as Day, to: to as Day })
const nothing = new Map<Day, number>()
const of = (one: Span, counts: ReadonlyMap<Day, number> = nothing) => ({ span: one, counts })

describe('two periods step by step', () => {
  test('go by seven days from the first of each, whatever the day of the week', () => {
    const counts = new Map([['2026-07-01', 1], ['2026-07-07', 2], ['2026-07-08', 4], ['2026-09-30', 8]] as [Day, number][])
    const line = alignedPeriods(of(span('2026-07-01', '2026-09-30'), counts), of(span('2025-07-01', '2025-09-30')))
    expect([line.unit, line.a.length, drawnSteps(line.a).length, drawnSteps(line.b).length]).toEqual(['week', 14, 13, 13])
    expect(line.a.map(({ count }) => count)).toEqual([3, 4, ...Array.from({ length: 11 }, () => 0), 8])
    expect(line.a[13]).toEqual({ from: '2026-09-30', to: '2026-09-30', count: 8, full: false })
    expect(line.b[0]).toEqual({ from: '2025-07-01', to: '2025-07-07', count: 0, full: true })
  })

  test('long ones go by months where both begin with one, else by thirty days', () => {
    const year = alignedPeriods(of(span('2025-12-01', '2026-11-30')), of(span('2024-12-01', '2025-11-30')))
    expect([year.unit, drawnSteps(year.a).length]).toEqual(['month', 12])
    expect(year.b[2]).toMatchObject({ from: '2025-02-01', to: '2025-02-28' })
    const other = alignedPeriods(of(span('2026-01-05', '2026-11-30')), of(span('2025-02-09', '2026-01-04')))
    expect([other.unit, other.a.length, drawnSteps(other.a).length]).toEqual(['days30', 11, 11])
  })

  test('of which one is shorter: its line ends earlier', () => {
    const line = alignedPeriods(of(span('2026-11-01', '2026-11-28')), of(span('2026-01-01', '2026-03-04')))
    expect([line.a.length, line.b.length]).toEqual([4, 9])
    const short = alignedPeriods(of(span('2026-11-01', '2026-11-03')), of(span('2025-11-01', '2025-11-03')))
    expect(drawnSteps(short.a)).toHaveLength(1)
  })

  test('no day is lost or counted twice', () => {
    const periods = fc.tuple(fc.integer({ min: 18_000, max: 20_000 }), fc.integer({ min: 0, max: 800 }))
    fc.assert(fc.property(periods, periods, ([x, m], [y, n]) => {
      const [a, b] = [{ from: dayOfNumber(x), to: dayOfNumber(x + m) }, { from: dayOfNumber(y), to: dayOfNumber(y + n) }]
      const each = ({ from, to }: Span) => new Map(Array.from({ length: dayNumber(to) - dayNumber(from) + 1 }, (_, k) => [dayOfNumber(dayNumber(from) + k), 1]))
      const line = alignedPeriods(of(a, each(a)), of(b, each(b)))
      for (const [steps, whole] of [[line.a, a], [line.b, b]] as const) {
        expect(steps.reduce((sum, { count }) => sum + count!, 0)).toBe(dayNumber(whole.to) - dayNumber(whole.from) + 1)
        expect([steps[0]!.from, steps.at(-1)!.to]).toEqual([whole.from, whole.to])
      }
    }), { seed: 1, numRuns: 60 })
  })
})

test('two series of the same days have the same steps, and a step without cases is none', () => {
  const series = (points: [string, number | 'small'][]): Series => ({ revision: 1, step: 'month', yearBeforeAsOf: null, points: points.map(([start, count]) => ({ start: start as Day, count, resolved: 0, yearBefore: null })) })
  const line = alignedSeries(series([['2026-01-01', 3], ['2026-02-01', 'small']]), series([['2026-02-01', 5], ['2026-03-01', 6]]), '2026-03-10' as Day)
  expect(line.a.map(({ count }) => count)).toEqual([3, null, 0])
  expect(line.b.map(({ count }) => count)).toEqual([0, 5, 6])
  expect([line.unit, line.a.map(({ full }) => full)]).toEqual(['month', [true, true, false]])
})
