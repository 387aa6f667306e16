import { noneAbove, type Best } from './best.ts'
import { distance } from './circles.ts'
import { scannerOf } from './scanner.ts'
import type { Prepared, Window } from './types.ts'

/** Below this llr a second window of a centre (at another time) is not sought, as in SaTScan. */
const FLOOR_OF_MORE = 1
/** Windows that differ by no more count as equally likely: sums of the same places in another order. */
const ALIKE = 1e-9

interface Candidate extends Best {
  centre: number
}

/**
 * The most likely cluster of the observed cases and the secondary ones, most likely first, as SaTScan 10.3 ranks them: every
 * centre proposes its most likely window and, looking back over all time, the most likely ones before and after it; of two
 * that share a place on the same day the less likely falls away (equally likely: the one with more places, then with the
 * later centre). `floor`: only windows with a greater llr are sought, which saves time where weak ones do not matter;
 * `most`: how many clusters at most.
 */
export function search(prepared: Prepared, { floor = 0, most = 500 } = {}): Window[] {
  const { scanner, judge } = scannerOf(prepared)
  const candidates: Candidate[] = []
  const propose = (centre: number, low: number, high: number, least: number): void => {
    if (low > high) return
    const best = noneAbove(least, judge)
    scanner.improve(prepared.observed, best, { low, high })
    if (best.circle < 0) return
    candidates.push({ ...best, centre })
    if (prepared.time !== 'retrospective') return
    propose(centre, low, best.from - 1, Math.max(floor, FLOOR_OF_MORE))
    propose(centre, best.to + 1, high, Math.max(floor, FLOOR_OF_MORE))
  }
  for (let centre = 0; centre < prepared.places; centre++) {
    scanner.around(centre, floor)
    propose(centre, 0, prepared.slots - 1, floor)
  }
  candidates.sort(moreLikely)
  return withoutOverlap(candidates, prepared, most).map((candidate) => windowOf(candidate, prepared))
}

function moreLikely(a: Candidate, b: Candidate): number {
  if (Math.abs(a.llr - b.llr) > ALIKE * Math.max(1, a.llr)) return b.llr - a.llr
  return a.circle - b.circle || a.centre - b.centre
}

function withoutOverlap(candidates: Candidate[], prepared: Prepared, most: number): Candidate[] {
  const kept: { candidate: Candidate; inside: Uint8Array }[] = []
  for (const candidate of candidates) {
    if (kept.length >= most) break
    const members = placesOf(candidate, prepared)
    const meets = kept.some(({ candidate: { from, to }, inside }) =>
      candidate.from <= to && candidate.to >= from && members.some((place) => inside[place] === 1))
    if (meets) continue
    const inside = new Uint8Array(prepared.places)
    for (const place of members) inside[place] = 1
    kept.push({ candidate, inside })
  }
  return kept.map(({ candidate }) => candidate)
}

function placesOf({ centre, circle }: Candidate, prepared: Prepared): Uint16Array {
  const start = prepared.circleStart[centre]!
  return prepared.circle.subarray(start, start + circle + 1)
}

function windowOf(candidate: Candidate, prepared: Prepared): Window {
  const { centre, cases, weight, llr } = candidate
  const locations = Uint32Array.from(placesOf(candidate, prepared))
  const { from, to } = daysOf(candidate, prepared)
  const radius = distance(prepared.axes, centre, locations.at(-1)!)
  return { locations, centre, radius, from, to, cases, expected: weight * prepared.scale, llr }
}

function daysOf({ from, to }: Candidate, { time, period }: Prepared): { from: number; to: number } {
  if (time === 'spatial') return period
  return time === 'prospective' ? { from: period.to - to, to: period.to - from } : { from: period.from + from, to: period.from + to }
}
