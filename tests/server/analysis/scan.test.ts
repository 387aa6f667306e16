import { describe, expect, test } from 'vitest'
import { random } from '../../../server/analysis/random.ts'
import { conclude } from '../../../server/analysis/scan/conclude.ts'
import { prepare } from '../../../server/analysis/scan/prepare.ts'
import { scan } from '../../../server/analysis/scan/scan.ts'
import { search } from '../../../server/analysis/scan/search.ts'
import { simulate } from '../../../server/analysis/scan/simulate.ts'
import { simulated } from '../../../server/analysis/scan/simulated.ts'
import type { Cases, Prepared, ScanInput, ScanOptions } from '../../../server/analysis/scan/types.ts'
import fc from '../../property.ts'

interface Small {
  places: number
  days: number
  cases: { place: number; day: number }[]
}

const small = fc.record({ places: fc.integer({ min: 2, max: 6 }), days: fc.integer({ min: 4, max: 9 }), seed: fc.integer({ min: 1, max: 1e6 }), count: fc.integer({ min: 4, max: 30 }) })
  .map(({ places, days, seed, count }): Small => {
    const draw = random(seed)
    return { places, days, cases: Array.from({ length: count }, () => ({ place: draw.below(places), day: draw.below(days) })) }
  })

/** Places on a spiral: no two are equally far from a third. */
const axesOf = (places: number) => [Math.cos, Math.sin].map((turn) => Float64Array.from({ length: places }, (_, k) => (1 + 0.37 * k) * turn(k * 2.1)))

function inputOf({ places, days, cases }: Small, model: ScanInput['model']): ScanInput {
  return { axes: axesOf(places), cases: { place: cases.map(({ place }) => place), day: cases.map(({ day }) => day) }, period: { from: 0, to: days - 1 }, model }
}

/** The greatest llr over every circle and span, by the definition. */
function byHand({ places, days, cases }: Small, { time, maxShare = 0.5, maxDays, minCases = 2 }: ScanOptions, population?: Float64Array): number {
  const axes = axesOf(places)
  const total = cases.length
  const whole = population?.reduce((sum, one) => sum + one, 0) ?? 0
  const longest = time === 'spatial' ? days : (maxDays ?? Math.max(1, Math.floor(days / 2)))
  let best = 0
  for (let centre = 0; centre < places; centre++) {
    const order = [...Array(places).keys()].sort((a, b) => far(axes, centre, a) - far(axes, centre, b))
    const inside = new Set<number>()
    let size = 0
    for (const place of order) {
      size += population ? population[place]! : cases.filter((one) => one.place === place).length
      if (size > maxShare * (population ? whole : total) && inside.size > 0) break
      inside.add(place)
      for (let from = 0; from < days; from++) {
        for (let to = from; to < days; to++) {
          if (time === 'prospective' && to !== days - 1) continue
          if (time === 'spatial' ? from !== 0 || to !== days - 1 : to - from + 1 > longest) continue
          const within = cases.filter((one) => inside.has(one.place) && one.day >= from && one.day <= to).length
          const there = cases.filter((one) => inside.has(one.place)).length
          const then = cases.filter((one) => one.day >= from && one.day <= to).length
          const share = population ? [...inside].reduce((sum, one) => sum + population[one]!, 0) / whole : 0
          const due = population ? (total * share * (to - from + 1)) / days : (there * then) / total
          if (within < minCases || within <= due) continue
          const rest = total - within
          best = Math.max(best, within * Math.log(within / due) + (rest > 0 ? rest * Math.log(rest / (total - due)) : 0))
        }
      }
    }
  }
  return best
}

function far(axes: Float64Array[], a: number, b: number): number {
  return axes.reduce((sum, axis) => sum + (axis[a]! - axis[b]!) ** 2, 0)
}

const MODES: ScanOptions[] = [{ time: 'retrospective' }, { time: 'prospective' }, { time: 'retrospective', maxDays: 2, maxShare: 0.3 }, { time: 'prospective', maxShare: 1 }]

/** The study that a simulation is of: cases that no window reaches are paired anyhow, each place and day keeping its number. */
function dealt({ places, days, cases }: Small, { slots, time }: Prepared, { place, start }: Cases): Small {
  const dayOf = (slot: number) => (time === 'prospective' ? days - 1 - slot : slot)
  const reached = Array.from({ length: slots }, (_, slot) => [...place.subarray(start[slot], start[slot + 1])].map((one) => ({ place: one, day: dayOf(slot) }))).flat()
  const left = cases.map((one) => one.place)
  for (const one of reached) left.splice(left.indexOf(one.place), 1)
  const beyond = cases.filter(({ day }) => time === 'prospective' && day < days - slots).map(({ day }, at) => ({ place: left[at]!, day }))
  return { places, days, cases: [...reached, ...beyond] }
}

describe('the most likely window', () => {
  test.each(MODES)('of a permutation scan is that of every window tried by hand: %o', (options) => {
    fc.assert(fc.property(small, (study) => {
      const [first] = search(prepare(inputOf(study, { kind: 'permutation' }), { minCases: 2, ...options }))
      expect(first?.llr ?? 0).toBeCloseTo(byHand(study, options), 9)
    }), { seed: 3, numRuns: 120 })
  })

  test.each([{ time: 'spatial' }, { time: 'retrospective' }, { time: 'prospective' }] as ScanOptions[])('of a Poisson scan as well: %o', (options) => {
    fc.assert(fc.property(small, (study) => {
      const population = Float64Array.from({ length: study.places }, (_, k) => 100 + 37 * k)
      const [first] = search(prepare(inputOf(study, { kind: 'poisson', places: population }), { minCases: 2, ...options }))
      expect(first?.llr ?? 0).toBeCloseTo(byHand(study, options, population), 9)
    }), { seed: 4, numRuns: 120 })
  })

  test('may be of one place that holds more than its share of the cases', () => {
    const cases = [...Array.from({ length: 12 }, (_, k) => ({ place: 0, day: k < 8 ? 9 : k - 8 })), ...Array.from({ length: 6 }, (_, k) => ({ place: 1 + (k % 3), day: k }))]
    const [first] = search(prepare(inputOf({ places: 4, days: 10, cases }, { kind: 'permutation' }), { time: 'prospective', maxShare: 0.25 }))
    expect([...first!.locations]).toEqual([0])
  })
})

describe('simulations', () => {
  const study: Small = { places: 6, days: 20, cases: Array.from({ length: 60 }, (_, k) => ({ place: (k * 7) % 6, day: (k * 11) % 20 })) }
  const prepared = prepare(inputOf(study, { kind: 'permutation' }), { time: 'retrospective' })

  test('are the same however they are shared out, and others with another seed', () => {
    const whole = simulate(prepared, 0, 40, 5)
    expect([...simulate(prepared, 0, 13, 5), ...simulate(prepared, 13, 40, 5)]).toEqual([...whole])
    expect([...simulate(prepared, 0, 40, 6)]).not.toEqual([...whole])
  })

  test.each(MODES)('know the true maximum of each: that of every window of its very cases, %o', (options) => {
    fc.assert(fc.property(small, fc.constantFrom(1, 2, 3), (one, minCases) => {
      const asked = { ...options, minCases }
      const own = prepare(inputOf(one, { kind: 'permutation' }), asked)
      const maxima = simulate(own, 0, 4, 9)
      maxima.forEach((maximum, at) => expect(maximum).toBeCloseTo(byHand(dealt(one, own, simulated(own, 9, at)), asked), 9))
    }), { seed: 5, numRuns: 60 })
  })

  test('know it of a busy study as well', () => {
    const maxima = simulate(prepared, 0, 60, 9)
    maxima.forEach((maximum, at) => expect(maximum).toBeCloseTo(byHand(dealt(study, prepared, simulated(prepared, 9, at)), { time: 'retrospective' }), 9))
  })

  test('of studies without structure give p below 5 % in hardly more than 5 %', () => {
    let alarms = 0
    for (let county = 0; county < 120; county++) {
      const draw = random(50 + county)
      const cases = Array.from({ length: 60 }, () => ({ place: draw.below(8), day: draw.below(30) }))
      const { clusters } = scan(inputOf({ places: 8, days: 30, cases }, { kind: 'permutation' }), { time: 'retrospective', simulations: 99, seed: county, maxShare: 0.5 })
      if (clusters[0] && clusters[0].p <= 0.05) alarms++
    }
    // at 5 %, more than 14 of 120 would come once in 500 tries
    expect(alarms).toBeLessThanOrEqual(14)
  })

  test('that stop early leave p what it is by Besag and Clifford', () => {
    const windows = search(prepared, { most: 1 })
    const maxima = Float64Array.from({ length: 30 }, (_, k) => (k % 3 === 2 ? 1e3 : 0))
    const [first] = conclude(windows, maxima, { time: 'retrospective' }, { stopAfter: 5 })
    // the fifth as likely one is the 15th
    expect(first!.p).toBeCloseTo(5 / 15, 12)
    expect(conclude(windows, maxima, { time: 'retrospective' })[0]!.p).toBeCloseTo(11 / 31, 12)
  })
})
