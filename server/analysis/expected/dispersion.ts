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
 * variance and expectations under that very law, so that it is unbiased with few cases as well (an M-estimate of scale after Huber
 * 1964, proposal 2; c = 6). 1 where there is nothing to tell it from.
 */
export function dispersionOf(counts: Float64Array, times: number, share: Float64Array): number {
  const rows = rowsOf(counts, times, share)
  if (rows.length === 0 || excess(rows, 1) <= 0) return 1
  let [low, high] = [1, MOST]
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2
    if (excess(rows, middle) > 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** One place: its counts by time, their sum, what its sum should have been, and the county's shares by time. */
interface Row {
  counts: Float64Array
  total: number
  mean: number
  byTime: Float64Array
}

function rowsOf(counts: Float64Array, times: number, share: Float64Array): Row[] {
  const totals = share.map((one, i) => (one > 0 ? sumOf(counts.subarray(i * times, (i + 1) * times)) : 0))
  const all = sumOf(totals)
  const expected = share.map((one) => (one > 0 ? one * all : 0))
  const strength = priorStrength(totals, expected)
  const byTime = new Float64Array(times)
  for (let i = 0; i < share.length; i++) {
    if (totals[i]! > 0) for (let t = 0; t < times; t++) byTime[t] = byTime[t]! + counts[i * times + t]! / all
  }
  const rows: Row[] = []
  totals.forEach((total, i) => {
    // a single case falls at one time, whatever φ
    if (total < 2) return
    rows.push({ counts: counts.subarray(i * times, (i + 1) * times), total, mean: expected[i]! * shrunk(total, expected[i]!, strength), byTime })
  })
  return rows
}

/** How much larger the capped residuals are than they should be under φ, summed over all cells. */
function excess(rows: readonly Row[], dispersion: number): number {
  let sum = 0
  for (const { counts, total, mean, byTime } of rows) {
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
