import { describe, expect, it } from 'vitest'
import { dayNumber, type Day } from '../../../../server/contract/day.ts'
import { PHASES, phaseOf } from '../../../../server/analysis/expected/phase.ts'
import { countyExpected, learnRhythm } from '../../../../server/analysis/expected/rhythm.ts'
import { priorStrength, shrunk } from '../../../../server/analysis/expected/shrink.ts'
import type { Events } from '../../../../server/analysis/expected/types.ts'
import { random } from '../../../../server/analysis/random.ts'
import { calendarDays, springFestival } from '../../../../server/ledger/calendar.ts'
import { workdays } from '../../../../server/ledger/life/workdays.ts'

const on = (day: string) => dayNumber(day as Day)
const calendar = calendarDays(on('2020-01-01'), on('2026-12-31'), workdays({}))
const [FROM, TO] = [on('2022-01-01'), on('2025-12-31')]

/** Cases of a county, so many a day on average as `rate` says of each kind. */
function drawn(kinds: number, rate: (kind: number, day: number) => number, { from = FROM, to = TO, seed = 1 } = {}): Events {
  const draw = random(seed)
  const list: { day: number; kind: number }[] = []
  for (let day = from; day <= to; day++) {
    for (let kind = 0; kind < kinds; kind++) {
      for (let product = draw.uniform(), limit = Math.exp(-rate(kind, day)); product > limit; product *= draw.uniform()) list.push({ day, kind })
    }
  }
  return { area: new Int32Array(list.length), day: Int32Array.from(list, (e) => e.day), kind: Uint8Array.from(list, (e) => e.kind) }
}

const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0)
const expectedOn = (rhythm: ReturnType<typeof learnRhythm>, from: string, to: string) => countyExpected(rhythm, calendar, { from: on(from), to: on(to) })

describe('the standard year', () => {
  it('puts Spring Festival of every year on one place and leaves the far season alone', () => {
    const years = [2021, 2022, 2023, 2024, 2025, 2026]
    expect(new Set(years.map((year) => phaseOf(calendar, springFestival(year)))).size).toBe(1)
    expect(new Set(years.map((year) => phaseOf(calendar, springFestival(year) - 20))).size).toBe(1)
    for (const year of years) expect(Math.abs(phaseOf(calendar, on(`${year}-07-01`)) - 192)).toBeLessThanOrEqual(1)
    for (let day = calendar.first; day < on('2026-12-31'); day++) expect((phaseOf(calendar, day + 1) - phaseOf(calendar, day) + PHASES) % PHASES).toBeLessThanOrEqual(3)
  })
})

describe('a rhythm', () => {
  it('learns the week, days off, and the wages that fall due before each Spring Festival', () => {
    const beforeFestival = (day: number) => {
      const gap = calendar.fromSpring[day - calendar.first]!
      return gap < 0 && gap >= -30
    }
    const rate = (kind: number, day: number) => (calendar.weekday[day - calendar.first]! % 6 === 0 ? 0.2 : 1.4) * (kind === 0 ? 3 : beforeFestival(day) ? 5 : 0.5)
    const rhythm = learnRhythm(drawn(2, rate), calendar, { kinds: 2, from: FROM, to: TO })
    expect(rhythm.season).toBe('years')
    // the festival of 2026 is on 17 February, that of 2025 was on 29 January
    const [, ahead] = expectedOn(rhythm, '2026-01-24', '2026-02-10')
    const [, early] = expectedOn(rhythm, '2025-12-20', '2026-01-06')
    expect(ahead! / early!).toBeGreaterThan(4)
    const [week] = expectedOn(rhythm, '2026-06-22', '2026-06-26')
    const [weekend] = expectedOn(rhythm, '2026-06-27', '2026-06-28')
    expect(week! / 5 / (weekend! / 2)).toBeGreaterThan(4)
    expect(Math.abs(sum(expectedOn(rhythm, '2026-06-01', '2026-06-28')) / (20 * 1.4 * 3.5 + 8 * 0.2 * 3.5) - 1)).toBeLessThan(0.15)
  })

  it('is the same whether half a year is missing or not, where it is known to be', () => {
    const rate = (_: number, day: number) => (calendar.sunDay[day - calendar.first]! < 180 ? 3 : 6)
    const missing = { from: on('2024-03-01'), to: on('2024-08-31') }
    const whole = drawn(1, rate)
    const keep = [...whole.day.keys()].filter((e) => whole.day[e]! < missing.from || whole.day[e]! > missing.to)
    const some = { area: new Int32Array(keep.length), day: Int32Array.from(keep, (e) => whole.day[e]!), kind: new Uint8Array(keep.length) }
    const told = (events: Events, gaps: { from: number; to: number }[]) => {
      const rhythm = learnRhythm(events, calendar, { kinds: 1, from: FROM, to: TO, gaps })
      return { days: rhythm.days, ahead: sum(expectedOn(rhythm, '2026-04-01', '2026-06-30')) }
    }
    const all = told(whole, []).ahead
    const known = told(some, [missing])
    expect(known.days).toBe(TO - FROM + 1 - 184)
    expect(Math.abs(known.ahead / all - 1)).toBeLessThan(0.06)
    expect(told(some, []).ahead / all).toBeLessThan(0.9)
  })

  it('tells ahead at the level of the last year, whatever the county had before', () => {
    const growing = (_: number, day: number) => (day < on('2025-01-01') ? 2 : 6)
    const rhythm = learnRhythm(drawn(1, growing), calendar, { kinds: 1, from: FROM, to: TO })
    expect(Math.abs(sum(expectedOn(rhythm, '2026-03-01', '2026-05-29')) / 540 - 1)).toBeLessThan(0.15)
  })

  it('is nearly even where the cases are even, and even where they are few', () => {
    const even = learnRhythm(drawn(1, () => 4), calendar, { kinds: 1, from: FROM, to: TO })
    expect(Math.max(...even.year)).toBeLessThan(1.15)
    expect(Math.min(...even.year)).toBeGreaterThan(0.87)
    const few = learnRhythm(drawn(1, () => 0.01), calendar, { kinds: 1, from: FROM, to: TO })
    expect(Math.max(...few.year)).toBeLessThan(2)
  })

  it('gives a kind with few cases the rhythm of the county, and one without cases none', () => {
    const spring = (day: number) => (phaseOf(calendar, day) > 80 && phaseOf(calendar, day) < 130 ? 8 : 1)
    const rhythm = learnRhythm(drawn(3, (kind, day) => [spring(day), 0.005 * spring(day), 0][kind]!), calendar, { kinds: 3, from: FROM, to: TO })
    const [peak, rare, none] = expectedOn(rhythm, '2026-03-20', '2026-04-20')
    const [low, rareLow] = expectedOn(rhythm, '2026-08-01', '2026-09-01')
    expect(peak! / low!).toBeGreaterThan(5)
    expect(rare! / rareLow!).toBeGreaterThan(3)
    expect(none).toBe(0)
  })

  it('has no season in its first year, and nothing at all without a day', () => {
    const short = { from: on('2025-03-01'), to: TO }
    const rhythm = learnRhythm(drawn(1, () => 2, short), calendar, { kinds: 1, ...short })
    expect(rhythm.season).toBe('none')
    expect(new Set(rhythm.year)).toEqual(new Set([1]))
    expect(sum(expectedOn(learnRhythm(drawn(1, () => 2), calendar, { kinds: 1, from: FROM, to: FROM - 1 }), '2026-01-01', '2026-01-31'))).toBe(0)
  })
})

describe('shrinkage', () => {
  it('has the strength that the spread beyond chance gives', () => {
    // Σ e (o/e − 1)² = 40, less 2 groups, over 40 cases: A = 0.95
    expect(priorStrength([40, 0], [20, 20])).toBeCloseTo(40 / 38, 12)
    expect(priorStrength([11, 9], [10, 10])).toBe(Infinity)
    expect(priorStrength([0, 0], [1, 1])).toBe(Infinity)
    // what is observed where nothing is expected tells nothing of the rest
    expect(priorStrength([40, 0, 7], [20, 20, NaN])).toBeCloseTo(40 / 38, 12)
    expect(shrunk(6, 2, 2)).toBe(2)
    expect(shrunk(6, 2, Infinity)).toBe(1)
  })
})
