import type { TrackFault } from '../contract/patrolFaults.ts'
import type { PatrolRules } from '../contract/patrolRules.ts'
import type { Fence } from './fence.ts'
import { cleanTrack, type CleanPoint, type TrackPoint } from './trackClean.ts'

/** A time in a grid that a track tells of. */
export interface TrackStay {
  place: number
  fromMs: number
  toMs: number
  /** minutes of it in which nothing was recorded: indoors, on stairs, without reception */
  creditedMinutes: number
}

export interface TrackGround {
  /** the grid that contains a point; null outside all */
  gridAt(lngLat: readonly [number, number]): number | null
  fence(grid: number): Fence
  isRural(grid: number): boolean
}

export interface TrackReading {
  /** by time, no two at once */
  stays: TrackStay[]
  /** what is wrong in the track: in so many points, or so many gaps; `minutes` that no grid was credited with, of gaps alone */
  faults: { fault: TrackFault; count: number; minutes: number | null }[]
  /** grids that a track without believable times passed through, in their order: a supervisor may tick them off */
  passed: number[]
}

const MS_PER_MINUTE = 60_000
/** without a point for longer than this, something is missing */
const GAP_MS = 3 * MS_PER_MINUTE
/** crossing a corner is no stay */
const LEAST_STAY_MS = MS_PER_MINUTE

/**
 * Which grids a track stayed in, from entering to leaving. A stay goes on where the track leaves the grid within the tolerance for no longer than
 * `jitterMinutes`, or within it lies in no grid at all; and over a gap that begins and ends in the grid and is no longer than `gapMinutes`, for people go
 * into houses and phones lose sight of the sky. The time between two grids is neither's. Positions are used here and kept nowhere: what comes out names places alone.
 */
export function readTrack(track: readonly TrackPoint[], ground: TrackGround, { receivedMs, rules }: { receivedMs: number; rules: Pick<PatrolRules, 'track' | 'checkIn'> }): TrackReading {
  const { points, faults, undated } = cleanTrack(track, { receivedMs, rules })
  const walk = new Walk(ground, rules)
  for (const point of points) walk.to(point)
  const stays = walk.end()
  const told = [...faults].map(([fault, count]) => ({ fault, count, minutes: null }))
  const gaps = walk.gaps > 0 ? [{ fault: 'gap' as const, count: walk.gaps, minutes: Math.round(walk.lostMs / MS_PER_MINUTE) }] : []
  return { stays, faults: [...told, ...gaps], passed: points.length === 0 ? passedThrough(undated, ground) : [] }
}

function passedThrough(positions: readonly (readonly [number, number])[], ground: TrackGround): number[] {
  return [...new Set(positions.map((lngLat) => ground.gridAt(lngLat)).filter((grid) => grid !== null))]
}

/** Goes along a track and knows where it is. */
class Walk {
  private readonly stays: TrackStay[] = []
  private stay: TrackStay | null = null
  /** since when the track has been in another grid, still within the tolerance of the one of the stay */
  private away: { grid: number; sinceMs: number } | null = null
  private last: CleanPoint | null = null
  private readonly ground: TrackGround
  private readonly rules: Pick<PatrolRules, 'track' | 'checkIn'>
  gaps = 0
  lostMs = 0

  constructor(ground: TrackGround, rules: Pick<PatrolRules, 'track' | 'checkIn'>) {
    this.ground = ground
    this.rules = rules
  }

  to(point: CleanPoint): void {
    const grid = this.ground.gridAt(point.lngLat)
    this.pass(point, grid)
    this.last = point
    if (this.stay === null) this.enter(grid, point.atMs)
    else if (grid === this.stay.place || (grid === null && this.isNear(point))) this.remain(point.atMs)
    else if (grid !== null && this.isNear(point)) this.stray(grid, point.atMs)
    else this.leave(grid, point.atMs)
  }

  end(): TrackStay[] {
    this.close()
    return this.stays.filter(({ fromMs, toMs }) => toMs - fromMs >= LEAST_STAY_MS)
  }

  /** What lies between the last point and this one. */
  private pass(point: CleanPoint, grid: number | null): void {
    if (this.last === null) return
    const missing = point.atMs - this.last.atMs
    if (missing <= GAP_MS && !point.afterJump) return
    if (missing > GAP_MS) this.gaps++
    const isCredited = !point.afterJump && this.stay !== null && this.away === null && grid === this.stay.place && missing <= this.rules.track.gapMinutes * MS_PER_MINUTE
    if (isCredited) this.stay!.creditedMinutes += missing / MS_PER_MINUTE
    else {
      if (missing > GAP_MS) this.lostMs += missing
      this.close()
    }
  }

  private isNear({ lngLat }: CleanPoint): boolean {
    const { place } = this.stay!
    const { toleranceM, ruralToleranceM } = this.rules.checkIn
    return this.ground.fence(place).holds(lngLat, this.ground.isRural(place) ? ruralToleranceM : toleranceM)
  }

  private enter(grid: number | null, atMs: number): void {
    this.away = null
    this.stay = grid === null ? null : { place: grid, fromMs: atMs, toMs: atMs, creditedMinutes: 0 }
  }

  private remain(atMs: number): void {
    this.stay!.toMs = atMs
    this.away = null
  }

  private stray(grid: number, atMs: number): void {
    if (this.away?.grid !== grid) this.away = { grid, sinceMs: atMs }
    if (atMs - this.away.sinceMs > this.rules.track.jitterMinutes * MS_PER_MINUTE) this.leave(grid, atMs)
  }

  private leave(grid: number | null, atMs: number): void {
    const since = this.away?.grid === grid ? this.away!.sinceMs : atMs
    this.close()
    this.enter(grid, since)
    if (this.stay) this.stay.toMs = atMs
  }

  private close(): void {
    if (this.stay) this.stays.push(this.stay)
    this.stay = null
    this.away = null
  }
}
