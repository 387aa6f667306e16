import { distanceM } from '../../geodata/ground/distance.ts'
import type { TrackFault } from '../contract/patrolFaults.ts'
import type { CheckInRules, TrackRules } from '../contract/patrolRules.ts'

/** A point of a track as it was recorded. */
export interface TrackPoint {
  /** WGS-84 degrees */
  lngLat: readonly [number, number]
  /** ms since 1970; null without a time */
  atMs: number | null
  /** radius, metres; null where the device does not tell */
  accuracyM: number | null
}

export interface CleanPoint {
  lngLat: readonly [number, number]
  atMs: number
  /** nothing joins it to the point before: the way from there would have been faster than a car */
  afterJump: boolean
}

export interface CleanTrack {
  /** by time, never backwards */
  points: CleanPoint[]
  /** how many points each fault is said of; a jump is one point */
  faults: Map<TrackFault, number>
  /** positions without a believable time, in their order: they tell where, not when */
  undated: (readonly [number, number])[]
}

const YEAR_2000_MS = Date.UTC(2000, 0, 1)
const CLOCK_MS = 2 * 60_000
/** two positions differ by chance up to so many metres */
const NOISE_M = 100

/** What of a track can be believed. Nothing is repaired: what is wrong is left out and counted. */
export function cleanTrack(track: readonly TrackPoint[], { receivedMs, rules }: { receivedMs: number; rules: { track: TrackRules; checkIn: Pick<CheckInRules, 'accuracyM'> } }): CleanTrack {
  const faults = new Map<TrackFault, number>()
  const blame = (fault: TrackFault): void => void faults.set(fault, (faults.get(fault) ?? 0) + 1)
  const undated: (readonly [number, number])[] = []
  const dated: CleanPoint[] = []
  for (const { lngLat, atMs, accuracyM } of track) {
    const fault = faultOf({ lngLat, atMs, accuracyM }, receivedMs, rules.checkIn.accuracyM)
    if (fault) blame(fault)
    if (fault === 'no_times' || fault === 'old_times' || fault === 'ahead') undated.push(lngLat)
    if (fault === null && atMs !== null) dated.push({ lngLat, atMs, afterJump: false })
  }
  const forward = neverBack(dated)
  for (let left = dated.length - forward.length; left > 0; left--) blame('backwards')
  return { points: believable(forward, rules.track, blame), faults, undated }
}

function faultOf({ lngLat: [lng, lat], atMs, accuracyM }: TrackPoint, receivedMs: number, accurateM: number): TrackFault | null {
  if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90)) return 'placeless'
  if (accuracyM !== null && !(accuracyM <= accurateM)) return 'inaccurate'
  if (atMs === null || !Number.isFinite(atMs)) return 'no_times'
  if (atMs < YEAR_2000_MS) return 'old_times'
  return atMs > receivedMs + CLOCK_MS ? 'ahead' : null
}

/**
 * The longest part of a sequence in which time does not run backwards (patience sorting, n log n): one wrong time costs one point, not all that
 * follow it.
 */
function neverBack(points: readonly CleanPoint[]): CleanPoint[] {
  const tails: number[] = []
  const before = new Int32Array(points.length).fill(-1)
  points.forEach(({ atMs }, at) => {
    let low = 0
    for (let high = tails.length; low < high; ) {
      const middle = (low + high) >> 1
      if (points[tails[middle]!]!.atMs <= atMs) low = middle + 1
      else high = middle
    }
    before[at] = low > 0 ? tails[low - 1]! : -1
    tails[low] = at
  })
  const kept: CleanPoint[] = []
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at]!) kept.push(points[at]!)
  return kept.reverse()
}

/** Without spikes; a jump stays, if the next point is near it and not near where the track came from. */
function believable(points: readonly CleanPoint[], { fastestKmh }: TrackRules, blame: (fault: TrackFault) => void): CleanPoint[] {
  const fastest = fastestKmh / 3_600
  const joins = (a: CleanPoint, b: CleanPoint): boolean => distanceM(a.lngLat, b.lngLat) <= NOISE_M + fastest * (b.atMs - a.atMs)
  const kept: CleanPoint[] = []
  points.forEach((point, at) => {
    const last = kept.at(-1)
    if (!last || joins(last, point)) {
      kept.push(point)
      return
    }
    const next = points[at + 1]
    const jumps = next !== undefined && joins(point, next) && !joins(last, next)
    blame(jumps ? 'jump' : 'spike')
    if (jumps) kept.push({ ...point, afterJump: true })
  })
  return kept
}
