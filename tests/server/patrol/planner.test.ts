import fc from '../../property.ts'
import { describe, expect, test } from 'vitest'
import { greedyPlan } from '../../../server/patrol/planner/greedy.ts'
import type { Plan, Problem } from '../../../server/patrol/planner/problem.ts'
import { Search } from '../../../server/patrol/planner/search.ts'

interface PlainStop {
  at: [number, number]
  worth: number
  stay: number
  window: [number, number]
}

interface PlainShift {
  from: [number, number]
  to: [number, number]
  hours: [number, number]
}

const DAY = 480
const spot = fc.tuple(fc.nat(60), fc.nat(60)) as fc.Arbitrary<[number, number]>
const span = (least: number) => fc.tuple(fc.nat(DAY - least), fc.integer({ min: least, max: DAY })).map(([from, long]): [number, number] => [from, Math.min(DAY, from + long)])
const plainStop: fc.Arbitrary<PlainStop> = fc.record({ at: spot, worth: fc.integer({ min: 1, max: 100 }), stay: fc.nat(40), window: span(0) })
const plainShift: fc.Arbitrary<PlainShift> = fc.record({ from: spot, to: spot, hours: span(30) })
/** by stop and shift: 0 may, −1 may not, more is liked more */
const likings = fc.array(fc.constantFrom(0, 0, 0, -1, 5), { minLength: 200, maxLength: 200 })

function problemOf(stops: PlainStop[], shifts: PlainShift[], { liking, evenness = 0 }: { liking?: number[]; evenness?: number } = {}): Problem {
  const points = [...stops.map(({ at }) => at), ...shifts.flatMap(({ from, to }) => [from, to])]
  const nodes = points.length
  return {
    nodes,
    evenness,
    travel: [Float64Array.from({ length: nodes * nodes }, (_, k) => Math.hypot(points[Math.floor(k / nodes)]![0] - points[k % nodes]![0], points[Math.floor(k / nodes)]![1] - points[k % nodes]![1]))],
    liking: liking ? Float64Array.from({ length: stops.length * shifts.length }, (_, k) => (liking[k % liking.length]! < 0 ? -Infinity : liking[k % liking.length]!)) : null,
    stops: {
      count: stops.length,
      node: Int32Array.from(stops, (_, k) => k),
      worth: Float64Array.from(stops, ({ worth }) => worth),
      stay: Float64Array.from(stops, ({ stay }) => stay),
      opens: Float64Array.from(stops, ({ window }) => window[0]),
      closes: Float64Array.from(stops, ({ window }) => window[1]),
    },
    shifts: {
      count: shifts.length,
      from: Int32Array.from(shifts, (_, k) => stops.length + 2 * k),
      to: Int32Array.from(shifts, (_, k) => stops.length + 2 * k + 1),
      opens: Float64Array.from(shifts, ({ hours }) => hours[0]),
      closes: Float64Array.from(shifts, ({ hours }) => hours[1]),
      mode: new Uint8Array(shifts.length),
    },
  }
}

/** Walks the plan with a watch; what it is worth, minutes on the road and busy minutes of each shift. */
function walk({ stops, shifts, travel, nodes, liking }: Problem, plan: Plan) {
  const visited = new Set<number>()
  let worth = 0
  let roads = 0
  const busy = plan.map((route, shift) => {
    let clock = shifts.opens[shift]!
    let at = shifts.from[shift]!
    let minutes = 0
    for (const stop of route) {
      expect(visited.has(stop)).toBe(false)
      visited.add(stop)
      const liked = liking?.[stop * shifts.count + shift] ?? 0
      expect(liked).toBeGreaterThan(-Infinity)
      const road = travel[0]![at * nodes + stops.node[stop]!]!
      clock = Math.max(clock + road, stops.opens[stop]!)
      expect(clock).toBeLessThanOrEqual(stops.closes[stop]! + 1e-6)
      clock += stops.stay[stop]!
      worth += stops.worth[stop]! + liked
      roads += road
      minutes += road + stops.stay[stop]!
      at = stops.node[stop]!
    }
    const back = travel[0]![at * nodes + shifts.to[shift]!]!
    // a shift that visits nobody may have no time even for its way
    expect(route.length === 0 || clock + back <= shifts.closes[shift]! + 1e-6).toBe(true)
    roads += back
    return minutes + back
  })
  return { worth, roads, busy }
}

function searched(problem: Problem, { seed = 1, rounds = 20, start }: { seed?: number; rounds?: number; start?: Plan } = {}): Search {
  const search = new Search(problem, { seed, ...(start && { start }) })
  for (let round = 0; round < rounds; round++) search.run(10, round / rounds)
  return search
}

/** The most that any plan of one shift can be worth: all orders of all visits. */
function mostOfOne(problem: Problem): number {
  const { stops, shifts, travel, nodes } = problem
  const roads = (a: number, b: number) => travel[0]![a * nodes + b]!
  const go = (at: number, clock: number, left: number[]): number => {
    let most = clock + roads(at, shifts.to[0]!) <= shifts.closes[0]! ? 0 : -Infinity
    for (const stop of left) {
      const begins = Math.max(clock + roads(at, stops.node[stop]!), stops.opens[stop]!)
      if (begins > stops.closes[stop]!) continue
      most = Math.max(most, stops.worth[stop]! + go(stops.node[stop]!, begins + stops.stay[stop]!, left.filter((one) => one !== stop)))
    }
    return most
  }
  return Math.max(0, go(shifts.from[0]!, shifts.opens[0]!, [...Array(stops.count).keys()]))
}

describe('a plan', () => {
  const stops = fc.array(plainStop, { maxLength: 25 })
  const shifts = fc.array(plainShift, { minLength: 1, maxLength: 10 })

  test('breaks no window, no shift and no bar, pays no visit twice, and is worth what it says', () => {
    fc.assert(fc.property(stops, shifts, likings, fc.constantFrom(0, 0.5), (some, teams, liking, evenness) => {
      const problem = problemOf(some, teams, { liking, evenness })
      for (const plan of [greedyPlan(problem), searched(problem).best]) walk(problem, plan)
      const { best, bestValue } = searched(problem)
      const { worth, roads, busy } = walk(problem, best)
      expect(bestValue.worth).toBeCloseTo(worth, 6)
      const uneven = busy.reduce((sum, minutes, shift) => sum + minutes ** 2 / (problem.shifts.closes[shift]! - problem.shifts.opens[shift]!), 0)
      expect(bestValue.cost).toBeCloseTo(roads + evenness * uneven, 4)
    }), { numRuns: 30 })
  })

  test('is the same for the same seed, and another may come of another', () => {
    const problem = problemOf(fc.sample(plainStop, { seed: 3, numRuns: 40 }), fc.sample(plainShift, { seed: 4, numRuns: 3 }))
    expect(searched(problem, { seed: 7 }).best).toEqual(searched(problem, { seed: 7 }).best)
    const first = new Search(problem, { seed: 7 }).best
    expect([8, 9, 10, 11].some((seed) => JSON.stringify(new Search(problem, { seed }).best) !== JSON.stringify(first))).toBe(true)
  })

  test('of one shift is the best that there is', () => {
    fc.assert(fc.property(fc.array(plainStop, { maxLength: 6 }), plainShift, (some, team) => {
      const problem = problemOf(some, [team])
      expect(searched(problem).bestValue.worth).toBeCloseTo(mostOfOne(problem), 6)
    }), { numRuns: 30 })
  })

  test('that was handed out stays as it is where nothing better is liked', () => {
    const some = fc.sample(plainStop, { seed: 5, numRuns: 30 })
    const teams = fc.sample(plainShift, { seed: 6, numRuns: 4 })
    const plain = problemOf(some, teams)
    const handedOut = searched(plain).best
    const shiftOf = (plan: Plan) => some.map((_, stop) => plan.findIndex((route) => route.includes(stop)))
    const was = shiftOf(handedOut)
    const liking = some.flatMap((_, stop) => teams.map((__, shift) => (was[stop] === shift ? 1000 : 0)))
    const again = searched({ ...plain, liking: Float64Array.from(liking) }, { seed: 99, start: handedOut }).best
    expect(shiftOf(again).every((shift, stop) => was[stop]! < 0 || shift === was[stop])).toBe(true)
  })

  test('leaves out of the plan it begins with what no longer fits', () => {
    const [a, b]: [PlainStop, PlainStop] = [{ at: [0, 10], worth: 5, stay: 10, window: [0, DAY] }, { at: [0, 20], worth: 5, stay: 10, window: [0, DAY] }]
    const problem = problemOf([a, b], [{ from: [0, 0], to: [0, 0], hours: [0, 40] }])
    // both take 60 minutes
    expect(new Search(problem, { seed: 1, start: [[0, 1, 0]] }).best).toEqual([[0]])
  })
})

test('even loads are worth a longer road, as much as is asked', () => {
  const row = (x: number): PlainStop => ({ at: [x, 0], worth: 10, stay: 30, window: [0, DAY] })
  const team: PlainShift = { from: [0, 0], to: [0, 0], hours: [0, DAY] }
  const stops = [row(10), row(20), row(30), row(40)]
  const lengths = (evenness: number) => searched(problemOf(stops, [team, team], { evenness }), { rounds: 30 }).best.map(({ length }) => length).toSorted()
  expect(lengths(0)).toEqual([0, 4])
  expect(lengths(20)).toEqual([2, 2])
})
