import { describe, expect, it } from 'vitest'
import { dispersionOf } from '../../../../server/analysis/expected/dispersion.ts'
import { expectedCounts, type Expectation } from '../../../../server/analysis/expected/expectedCounts.ts'
import { seriesExpected } from '../../../../server/analysis/expected/series.ts'
import type { Events } from '../../../../server/analysis/expected/types.ts'
import { random } from '../../../../server/analysis/random.ts'
import fc from '../../../property.ts'
import { randomCounty, type RandomCounty } from '../counties.ts'

const county = randomCounty({ areas: 60, perArea: 3, historyDays: 1100, windowDays: 60, shape: 'voronoi' }, { seed: 3, stream: 0 })
const expectation = (of: RandomCounty = county, options: { from?: number; to?: number; since?: number } = {}): Expectation =>
  expectedCounts(of.events, of.residents, of.calendar, { kinds: of.kinds, since: of.since, from: of.from, to: of.to, ...options })
const sum = (values: Float64Array): number => values.reduce((a, b) => (Number.isNaN(b) ? a : a + b), 0)

/** The events, and others after them. */
function withMore({ area, day, kind }: Events, more: { area: number; day: number; kind: number }[]): Events {
  const at = [...area.keys()]
  const list = [...at.map((e) => ({ area: area[e]!, day: day[e]!, kind: kind[e]! })), ...more]
  return { area: Int32Array.from(list, (e) => e.area), day: Int32Array.from(list, (e) => e.day), kind: Uint8Array.from(list, (e) => e.kind) }
}

describe('what places should have', () => {
  it('shares the cases of the window out by residents', () => {
    const { basis, total, expected, usual, observed } = expectation()
    expect(basis).toBe('residents')
    expect(sum(observed)).toBe(total)
    expect(sum(expected)).toBeCloseTo(total, 8)
    expect(sum(usual)).toBeCloseTo(total, 8)
    expect(expected[7]! / expected[12]!).toBeCloseTo(county.residents[7]! / county.residents[12]!, 10)
  })

  it('learns nothing from the window itself, nor from what lies after it', () => {
    const inWindow = Array.from({ length: 300 }, (_, k) => ({ area: 5, day: county.from + (k % 60), kind: k % 5 }))
    const after = Array.from({ length: 300 }, (_, k) => ({ area: 5, day: county.to + 1 + k, kind: 0 }))
    const [plain, more] = [expectation(), expectation({ ...county, events: withMore(county.events, [...inWindow, ...after]) })]
    expect(more.before).toBe(plain.before)
    expect(more.dispersion).toBe(plain.dispersion)
    expect(more.usual[9]! / more.total).toBeCloseTo(plain.usual[9]! / plain.total, 12)
    expect(more.total).toBe(plain.total + 300)
  })

  it('does not depend on the order of the cases', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const draw = random(seed)
        const order = [...county.events.area.keys()].map((e) => ({ e, key: draw.uniform() })).sort((a, b) => a.key - b.key)
        const { area, day, kind } = county.events
        const shuffled = { area: Int32Array.from(order, ({ e }) => area[e]!), day: Int32Array.from(order, ({ e }) => day[e]!), kind: Uint8Array.from(order, ({ e }) => kind[e]!) }
        expect(expectation({ ...county, events: shuffled })).toEqual(expectation())
      }),
      { seed: 5, numRuns: 3 },
    )
  })

  it('leaves out and reports the areas whose residents nobody knows', () => {
    const residents = county.residents.map((count, i) => (i === 3 ? NaN : i === 4 ? 0 : count))
    const found = expectation({ ...county, residents })
    expect(found.unknown).toEqual([3, 4])
    expect(found.expected[3]).toBeNaN()
    expect(found.usual[4]).toBeNaN()
    expect(found.total + found.unknownCases).toBe(expectation().total)
    expect(sum(found.expected)).toBeCloseTo(found.total, 8)
  })

  it('goes by the past where there is no census, and evenly where there is none of either', () => {
    const residents = county.residents.map(() => NaN)
    const past = expectation({ ...county, residents })
    expect(past.basis).toBe('past')
    expect(past.unknown).toEqual([])
    // log-normal residents differ tenfold, and so do the shares that are learned
    const ordered = [...county.residents.keys()].sort((a, b) => county.residents[a]! - county.residents[b]!)
    expect(past.expected[ordered.at(-1)!]! / past.expected[ordered[0]!]!).toBeGreaterThan(4)
    expect(Math.min(...past.expectedVariance)).toBeGreaterThan(0)
    const even = expectation({ ...county, residents }, { since: county.from })
    expect(even.basis).toBe('even')
    expect(new Set(even.expected).size).toBe(1)
  })

  it('takes places for unlike also where the past has too few cases to show it', () => {
    // one case each in half of the places: no more unlike than chance lets them be
    const { from, to, kinds, since, calendar } = county
    const once = Array.from({ length: 30 }, (_, k) => ({ area: 2 * k, day: from - 9, kind: 0 }))
    const events = withMore({ area: Int32Array.of(), day: Int32Array.of(), kind: Uint8Array.of() }, [...once, ...Array.from({ length: 120 }, (_, k) => ({ area: k % 60, day: from, kind: 0 }))])
    const thin = expectedCounts(events, county.residents.map(() => NaN), calendar, { kinds, since, from, to })
    expect([thin.basis, thin.taught]).toEqual(['past', 30])
    // 0.5 expected and 1 or none seen, drawn to 1 by one expected case: 2 / 1.5 and 1 / 1.5
    expect(thin.expected[0]!).toBeCloseTo(2 * (2 / 1.5), 8)
    expect(thin.expected[1]!).toBeCloseTo(2 * (1 / 1.5), 8)
    expect(thin.expectedVariance[1]! / thin.dispersion).toBeCloseTo((2 / 1.5) ** 2, 8)
  })

  it('says how much past it had', () => {
    expect(expectation().history).toEqual({ days: 1100, season: 'years', sameWeeks: 3, times: 18 })
    expect(expectation(county, { since: county.from - 400 }).history).toEqual({ days: 400, season: 'one-year', sameWeeks: 1, times: 6 })
    expect(expectation(county, { since: county.from - 100 }).history).toEqual({ days: 100, season: 'none', sameWeeks: 0, times: 4 })
    const first = expectation(county, { since: county.from - 20 })
    expect(first.before).toBeNaN()
    expect(sum(first.expected)).toBeCloseTo(first.total, 8)
    expect(expectation(county, { since: county.from + 10 }).history.days).toBe(0)
  })

  it('does not tell what the county should have after a year with gaps', () => {
    const { since, from, to, kinds } = county
    const before = (gap: { from: number; to: number }) => {
      const keep = [...county.events.day.keys()].filter((e) => county.events.day[e]! < gap.from || county.events.day[e]! > gap.to)
      const { area, day, kind } = county.events
      const events = { area: Int32Array.from(keep, (e) => area[e]!), day: Int32Array.from(keep, (e) => day[e]!), kind: Uint8Array.from(keep, (e) => kind[e]!) }
      return expectedCounts(events, county.residents, county.calendar, { kinds, since, from, to, gaps: [gap] })
    }
    expect(before({ from: from - 200, to: from - 100 }).before).toBeNaN()
    const earlier = before({ from: from - 800, to: from - 620 })
    expect(earlier.history.days).toBe(1100 - 181)
    expect(Math.abs(earlier.before / expectation().before - 1)).toBeLessThan(0.1)
  })

  it('knows how far chance takes the county from its season, also where all of it is restless', () => {
    const rms = (dispersion: number) => {
      let squares = 0
      for (let stream = 0; stream < 40; stream++) {
        const { total, before, beforeSpread } = expectation(randomCounty({ areas: 40, perArea: 4, historyDays: 800, windowDays: 90, shape: 'lattice', dispersion }, { seed: 12, stream }))
        squares += ((total - before) / beforeSpread) ** 2 / 40
      }
      return Math.sqrt(squares)
    }
    for (const dispersion of [1, 3]) {
      expect(rms(dispersion)).toBeLessThan(1.2)
      expect(rms(dispersion)).toBeGreaterThan(0.6)
    }
    expect(expectation(county, { since: county.from - 700 }).beforeSpread).toBeNaN()
    // every second month has twice the cases, in all places alike
    const { events, from, since } = county
    const again = [...events.day.keys()].filter((e) => events.day[e]! < from && Math.floor((events.day[e]! - since) / 30) % 2 === 0)
      .map((e) => ({ area: events.area[e]!, day: events.day[e]!, kind: events.kind[e]! }))
    const waves = expectation({ ...county, events: withMore(events, again) })
    expect(waves.beforeSpread / Math.sqrt(waves.before)).toBeGreaterThan(1.8 * (expectation().beforeSpread / Math.sqrt(expectation().before)))
  })

  it('sees a rise of the whole county against its past, and not between its places', () => {
    const { events, from, to } = county
    const again = [...events.area.keys()].filter((e) => events.day[e]! >= from && events.day[e]! <= to).map((e) => ({ area: events.area[e]!, day: events.day[e]!, kind: events.kind[e]! }))
    const [plain, doubled] = [expectation(), expectation({ ...county, events: withMore(events, again) })]
    expect(doubled.total / doubled.before).toBeCloseTo((2 * plain.total) / plain.before, 10)
    expect(Math.abs(plain.total / plain.before - 1)).toBeLessThan(0.25)
    expect(doubled.expected[0]! / doubled.observed[0]!).toBeCloseTo(plain.expected[0]! / plain.observed[0]!, 10)
  })

  it('follows a place that has its season each year, and not one that had a case', () => {
    const yearly = [365, 730, 1095].flatMap((back) => Array.from({ length: 25 }, (_, k) => ({ area: 11, day: county.from - back + 10 + k, kind: 0 })))
    const found = expectation({ ...county, events: withMore(county.events, yearly) })
    expect(found.usual[11]!).toBeGreaterThan(10)
    expect(found.usual[11]!).toBeGreaterThan(3 * found.expected[11]!)
    expect(found.earlier[11]).toBeGreaterThanOrEqual(75)
    const once = expectation({ ...county, events: withMore(county.events, [{ area: 11, day: county.from - 350, kind: 0 }]) })
    expect(once.usual[11]! / expectation().usual[11]!).toBeLessThan(1.3)
  })

  it('refuses what does not fit together', () => {
    expect(() => expectation({ ...county, residents: county.residents.subarray(0, 10) })).toThrow('an area lies outside −1 … 9')
    expect(() => expectedCounts(county.events, county.residents, county.calendar, { ...county, kinds: 2 })).toThrow('a kind lies outside 0 … 1')
    expect(() => expectation(county, { to: county.from + 5000 })).toThrow(RangeError)
  })
})

describe('restlessness', () => {
  it.each([[1, 1, 0.12], [1.5, 0.3, 0.12], [3, 4, 0.12], [2, 0.3, 0.12], [3, 0.3, 0.2]])('of counts that vary %d times as much is found, at %d cases a cell', (dispersion, perArea, off) => {
    const found = Array.from({ length: 12 }, (_, stream) =>
      expectation(randomCounty({ areas: 120, perArea, historyDays: 1000, windowDays: 90, shape: 'lattice', dispersion }, { seed: 9, stream })).dispersion)
    const mean = found.reduce((a, b) => a + b, 0) / found.length
    expect(Math.abs(mean / dispersion - 1)).toBeLessThan(off)
  })

  it('is judged on the days of the window too where the record is short, and not known in its first four weeks', () => {
    const phi = (historyDays: number, windowDays: number, begins = 0, stream = 0) => {
      const of = randomCounty({ areas: 120, perArea: 4, historyDays, windowDays, shape: 'lattice', dispersion: 2 }, { seed: 10, stream })
      const keep = [...of.events.day.keys()].filter((e) => of.events.day[e]! >= of.since + begins)
      const { area, day, kind } = of.events
      const events = { area: Int32Array.from(keep, (e) => area[e]!), day: Int32Array.from(keep, (e) => day[e]!), kind: Uint8Array.from(keep, (e) => kind[e]!) }
      const { dispersion, history } = expectation({ ...of, events })
      return { dispersion, times: history.times }
    }
    for (const [history, window, times] of [[27, 7, 4], [20, 20, 4], [0, 28, 4], [10, 90, 4]] as const) {
      const found = phi(history, window)
      expect(found.times).toBe(times)
      expect(Math.abs(found.dispersion - 2)).toBeLessThan(0.4)
    }
    expect([phi(0, 27), phi(20, 7)]).toEqual([{ dispersion: 1, times: 0 }, { dispersion: 1, times: 0 }])
    // a ledger that began 40 or 20 days ago, asked for its last 90
    const late = Array.from({ length: 8 }, (_, stream) => phi(0, 90, 50, stream))
    expect(Math.min(...late.map(({ times }) => times))).toBeGreaterThanOrEqual(4)
    expect(Math.abs(late.reduce((all, { dispersion }) => all + dispersion, 0) / 8 - 2)).toBeLessThan(0.4)
    expect(phi(0, 90, 70).times).toBe(0)
    // and one with a slip of the year in one case
    const slip = withMore({ area: Int32Array.of(), day: Int32Array.of(), kind: Uint8Array.of() },
      [{ area: 0, day: county.from - 200, kind: 0 }, ...Array.from({ length: 300 }, (_, k) => ({ area: k % 60, day: county.to - (k % 15), kind: 0 }))])
    expect(expectation({ ...county, events: slip }).history.times).toBe(0)
  })

  it('is not lasting difference, nor one hot-spot', () => {
    const draw = random(4)
    const times = 10
    const poisson = (mean: number) => {
      let count = 0
      for (let product = draw.uniform(); product > Math.exp(-mean); product *= draw.uniform()) count++
      return count
    }
    const counts = Float64Array.from({ length: 80 * times }, (_, at) => poisson(at < 10 * times ? 12 : 2))
    for (let i = 20; i < 24; i++) counts[i * times + 3] = 25
    expect(dispersionOf(counts, times, new Float64Array(80).fill(1 / 80))).toBeLessThan(1.3)
  })
})

describe('the course of one place', () => {
  const edges = Int32Array.from({ length: 13 }, (_, k) => county.from - 720 + 60 * k)
  const course = (area: number, of = county) => seriesExpected(expectation(of), of.events, { area, edges })

  it('ends a step of the window with what the window has', () => {
    const last = Int32Array.of(county.from, county.to + 1)
    const found = seriesExpected(expectation(), county.events, { area: 8, edges: last })
    const { observed, expected } = expectation()
    expect([found.observed[0], found.expected[0]]).toEqual([observed[8], expected[8]])
  })

  it('stays in its band nearly always where nothing is the matter', () => {
    let [outside, steps] = [0, 0]
    for (let area = 0; area < 60; area++) {
      const { observed, expected, lower, upper } = course(area)
      observed.forEach((count, s) => {
        expect(lower[s]!).toBeLessThanOrEqual(Math.round(expected[s]!))
        expect(upper[s]!).toBeGreaterThanOrEqual(Math.round(expected[s]!))
        outside += count < lower[s]! || count > upper[s]! ? 1 : 0
        steps++
      })
    }
    expect(outside / steps).toBeLessThan(0.05)
    expect(outside).toBeGreaterThan(0)
  })

  it('has counts and nothing else where the residents are not known', () => {
    const found = course(2, { ...county, residents: county.residents.map((count, i) => (i === 2 ? NaN : count)) })
    expect(sum(found.observed)).toBeGreaterThan(0)
    expect(found.expected.every(Number.isNaN)).toBe(true)
  })
})
