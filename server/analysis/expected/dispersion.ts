import { lawOf, ratio, type Law } from '../tails.ts'
import { sumOf } from '../sum.ts'
import { priorStrength, shrunk } from './shrink.ts'

/** Squared residuals count up to this many variances: a hot-spot of the past must not pass for restlessness of all. */
const CAP = 6
const MOST = 30
const HALVINGS = 14
const NEGLIGIBLE = 1e-12

/**
 * φ ≥ 1, how much more the counts of places vary from one time to another than chance lets them: one quarrel that brings five
 * reports, a week of clearing up in one village. `counts` are cases by area × time (`counts[area * times + time]`), `share` the
 * areas' expected shares of all.
 *
 * Lasting differences between places are no part of it (a place that always has more is hot, not restless): each row is taken
 * under its own sum, and its cases fall to the times as those of the county do, q. With counts of variance φ × mean they are then
 * Dirichlet-multinomial with weights μ q / (φ − 1). φ solves Σ min(r², c) = Σ E min(r², c) over all cells, with r² = (x − n q)² /
 * variance and expectations under that very law, so that it is hardly biased with few cases either (an M-estimate of scale after Huber
 * 1964, proposal 2; c = 6). μ is what the place should have, drawn to its own sum as far as sums differ more than φ lets them
 * (`priorStrength` under that φ; as if they were Poisson, μ follows what is chance and φ comes out a third too high with 0.3 cases a
 * cell). 1 where there is nothing to tell it from.
 */
export function dispersionOf(counts: Float64Array, times: number, share: Float64Array): number {
  const table = tableOf(counts, times, share)
  if (table.rows.length === 0 || excess(table, 1) <= 0) return 1
  let [low, high] = [1, MOST]
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2
    if (excess(table, middle) > 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Places with their sums over all times, what these should have been, and the county's shares by time. */
interface Table {
  totals: Float64Array
  expected: Float64Array
  byTime: Float64Array
  /** numbers of the places that tell something, with their counts by time */
  rows: { place: number; counts: Float64Array }[]
}

function tableOf(counts: Float64Array, times: number, share: Float64Array): Table {
  const rowOf = (i: number): Float64Array => counts.subarray(i * times, (i + 1) * times)
  const totals = share.map((one, i) => (one > 0 ? sumOf(rowOf(i)) : 0))
  const all = sumOf(totals)
  const byTime = new Float64Array(times)
  for (let i = 0; i < share.length; i++) {
    if (totals[i]! > 0) for (let t = 0; t < times; t++) byTime[t] = byTime[t]! + counts[i * times + t]! / all
  }
  // a single case falls at one time, whatever φ
  const rows = [...totals.keys()].filter((i) => totals[i]! >= 2).map((place) => ({ place, counts: rowOf(place) }))
  return { totals, expected: share.map((one) => (one > 0 ? one * all : 0)), byTime, rows }
}

/** How much larger the capped residuals are than they should be under φ, summed over all cells. */
function excess({ totals, expected, byTime, rows }: Table, dispersion: number): number {
  const drawn = priorStrength(totals, expected, dispersion)
  let sum = 0
  for (const { place, counts } of rows) {
    const total = totals[place]!
    const mean = expected[place]! * shrunk(total, expected[place]!, drawn)
    const strength = dispersion > 1 ? mean / (dispersion - 1) : Infinity
    const inflation = strength === Infinity ? 1 : (total + strength) / (1 + strength)
    for (let t = 0; t < byTime.length; t++) {
      const q = byTime[t]!
      if (q <= 0 || q >= 1) continue
      const variance = inflation * total * q * (1 - q)
      sum += Math.min(CAP, (counts[t]! - total * q) ** 2 / variance) - meanCapped(lawOf(total, q, strength), variance)
    }
  }
  return sum
}

/** E min((X − n q)² / variance, c), summed outwards from the middle. */
function meanCapped(law: Law, variance: number): number {
  const centre = law.n * law.share
  const start = Math.floor(centre)
  const at = (j: number): number => Math.min(CAP, (j - centre) ** 2 / variance)
  let [weights, sum] = [1, at(start)]
  for (let j = start, weight = 1; j < law.n; j++) {
    weight *= ratio(law, j)
    weights += weight
    sum += weight * at(j + 1)
    if (weight < NEGLIGIBLE * weights && law.beta >= 1) break
  }
  for (let j = start, weight = 1; j > 0; j--) {
    weight /= ratio(law, j - 1)
    weights += weight
    sum += weight * at(j - 1)
    if (weight < NEGLIGIBLE * weights && law.alpha >= 1) break
  }
  return sum / weights
}
