import { Delaunay } from 'd3-delaunay'
import type { DayCalendar, Events } from '../../../server/analysis/expected/types.ts'
import { random, type Random } from '../../../server/analysis/random.ts'
import type { Weights } from '../../../server/analysis/weights.ts'
import { listWeights } from '../../../server/analysis/weightsFrom.ts'
import { calendarDays } from '../../../server/ledger/calendar.ts'
import { workdays } from '../../../server/ledger/life/workdays.ts'

/** A made-up county, to be asked for hot places where there are none, or where one was put. */
export interface RandomCounty {
  residents: Float64Array
  weights: Weights
  /** where each area lies in a square with sides of 1 */
  centres: [number, number][]
  events: Events
  calendar: DayCalendar
  kinds: number
  since: number
  from: number
  to: number
  /** areas that were given more cases in the window */
  planted: number[]
}

export interface CountyOptions {
  areas: number
  /** mean cases an area has in the window */
  perArea: number
  /** days before the window */
  historyDays: number
  windowDays: number
  /** φ of the counts by area and kind; 1 Poisson */
  dispersion?: number
  /** relative risk of a planted cluster of `size` neighbours in the window */
  plant?: { risk: number; size: number }
  shape: 'lattice' | 'voronoi'
}

/** What counties are like; each one's number of areas is drawn between two. */
export interface Scene extends Omit<CountyOptions, 'areas'> {
  areas: [number, number]
}

const KINDS = 5
const FIRST = 18_993 // 2022-01-01
let days: DayCalendar | undefined

/** Days enough for every county here, made once. */
const calendar = (): DayCalendar => (days ??= calendarDays(FIRST, FIRST + 1700, workdays({})))

/**
 * Residents are uneven (log-normal, σ 0.8), kinds are too, each with a season and all with a week; cases fall to places by
 * residents alone. With dispersion φ > 1 each case of the Poisson number brings a cluster of cases at that place and time, sized so
 * that counts vary φ times their mean.
 */
export function randomCounty(options: CountyOptions, { seed, stream }: { seed: number; stream: number }): RandomCounty {
  const draw = random(seed, stream)
  const { areas, perArea, historyDays, windowDays, dispersion = 1, plant } = options
  const { weights, centres } = options.shape === 'lattice' ? lattice(areas) : voronoi(areas, draw)
  const residents = Float64Array.from({ length: weights.n }, () => Math.round(200 + 1200 * Math.exp(0.8 * normal(draw))))
  const planted = plant ? clusterOf(weights, draw.below(weights.n), plant.size) : []
  const since = FIRST + draw.below(300)
  const from = since + historyDays
  const to = from + windowDays - 1
  const list: { area: number; day: number; kind: number }[] = []
  const byResidents = running(residents)
  for (let kind = 0; kind < KINDS; kind++) {
    const peak = draw.below(365)
    const perDay = (perArea * weights.n * [0.4, 0.3, 0.15, 0.1, 0.05][kind]!) / windowDays
    const rates = Float64Array.from({ length: to - since + 1 }, (_, d) => perDay * rhythm(since + d, peak))
    const deal = (byArea: Float64Array, byDay: Float64Array, first: number, share: number): void => {
      // negative binomial of one scale is a Poisson number of clusters of logarithmic size (Quenouille 1949)
      const clusters = dispersion > 1 ? Math.log(dispersion) / (dispersion - 1) : 1
      for (let c = poisson(byDay.at(-1)! * share * clusters, draw); c > 0; c--) {
        const [area, day] = [pick(byArea, draw), first + pick(byDay, draw)]
        for (let size = logarithmic(dispersion, draw); size > 0; size--) list.push({ area, day, kind })
      }
    }
    deal(byResidents, running(rates), since, 1)
    const inPlant = running(residents.map((count, i) => (planted.includes(i) ? count : 0)))
    if (plant) deal(inPlant, running(rates.subarray(historyDays)), from, ((plant.risk - 1) * inPlant.at(-1)!) / byResidents.at(-1)!)
  }
  const events = { area: Int32Array.from(list, (e) => e.area), day: Int32Array.from(list, (e) => e.day), kind: Uint8Array.from(list, (e) => e.kind) }
  return { residents, weights, centres, events, calendar: calendar(), kinds: KINDS, since, from, to, planted }
}

const rhythm = (day: number, peak: number): number => (1 + 0.8 * Math.cos((2 * Math.PI * (day - peak)) / 365.25)) * (day % 7 < 5 ? 1.3 : 0.25)

function running(values: Float64Array): Float64Array {
  let sum = 0
  return values.map((value) => (sum += value))
}

/** An index in proportion to the steps of running sums. */
function pick(sums: Float64Array, draw: Random): number {
  const wanted = draw.uniform() * sums.at(-1)!
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sums[middle]! > wanted) high = middle
    else low = middle + 1
  }
  return low
}

function normal(draw: Random): number {
  return Math.sqrt(-2 * Math.log(1 - draw.uniform())) * Math.cos(2 * Math.PI * draw.uniform())
}

/** Counts arrivals; a large mean in parts, lest its exponential underflow. */
function poisson(mean: number, draw: Random): number {
  let count = 0
  for (let left = mean; left > 0; left -= 30) {
    const limit = Math.exp(-Math.min(30, left))
    for (let product = draw.uniform(); product > limit; product *= draw.uniform()) count++
  }
  return count
}

/** Logarithmic series with parameter 1 − 1/φ, by summing up. */
function logarithmic(dispersion: number, draw: Random): number {
  if (dispersion <= 1) return 1
  const p = 1 - 1 / dispersion
  let [size, chance, left] = [1, p / Math.log(dispersion), draw.uniform()]
  while (left > chance) {
    left -= chance
    chance *= (p * size) / (size + 1)
    size++
  }
  return size
}

type Ground = Pick<RandomCounty, 'weights' | 'centres'>

function lattice(areas: number): Ground {
  const side = Math.round(Math.sqrt(areas))
  const at = (i: number): [number, number] => [Math.floor(i / side), i % side]
  const lists = Array.from({ length: side * side }, (_, i) => {
    const [row, column] = at(i)
    const list: number[] = []
    for (let r = Math.max(0, row - 1); r <= Math.min(side - 1, row + 1); r++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(side - 1, column + 1); c++) if (r !== row || c !== column) list.push(r * side + c)
    }
    return list
  })
  return { weights: listWeights(lists), centres: lists.map((_, i) => [(at(i)[1] + 0.5) / side, (at(i)[0] + 0.5) / side]) }
}

function voronoi(areas: number, draw: Random): Ground {
  const points = Float64Array.from({ length: areas * 2 }, () => draw.uniform())
  const cells = new Delaunay(points).voronoi([0, 0, 1, 1])
  return {
    weights: listWeights(Array.from({ length: areas }, (_, i) => [...cells.neighbors(i)])),
    centres: Array.from({ length: areas }, (_, i) => [points[2 * i]!, points[2 * i + 1]!]),
  }
}

/** An area and its nearest by steps from neighbour to neighbour. */
function clusterOf({ start, to }: Weights, first: number, size: number): number[] {
  const found = [first]
  for (let k = 0; k < found.length && found.length < size; k++) {
    for (const next of to.subarray(start[found[k]!]!, start[found[k]! + 1]!)) if (found.length < size && !found.includes(next)) found.push(next)
  }
  return found
}
