import type { VisitFault } from '../contract/patrolFaults.ts'
import type { CheckInRules } from '../contract/patrolRules.ts'
import type { Fence } from './fence.ts'

/** What a phone sends. It has a position, the code of a checkpoint's plate, or both; never who holds the phone. */
export interface CheckIn {
  /** made by the phone: sent again, it is the same check-in */
  id: string
  team: string
  /** ms since 1970 by the clock of the phone, and when the program received it */
  atMs: number
  receivedMs: number
  /** WGS-84 degrees */
  lngLat: readonly [number, number] | null
  /** radius, metres; null where the phone does not tell */
  accuracyM: number | null
  code: string | null
}

/** Where a team checks in: a grid, and the checkpoint of the code, by index of the place. */
export interface Spot {
  grid: number
  checkpoint: number | null
}

export interface CheckInGround {
  /** the spot of a code; null = none of this county */
  codeAt(code: string): Spot | null
  /** the grid that contains a point; null outside all */
  gridAt(lngLat: readonly [number, number]): number | null
  fence(grid: number): Fence
  /** of rural grids, whose tolerance is the wider one */
  isRural(grid: number): boolean
}

export interface CheckInShift {
  fromMs: number
  toMs: number
  /** grids that the team was to visit: a position just across the border of one of them still counts there */
  grids: readonly number[]
}

/** A check-in, where it counts, and why it does not: it counts where there is no fault. */
export interface Verdict {
  checkIn: CheckIn
  /** null: nowhere */
  spot: Spot | null
  faults: VisitFault[]
}

const MS_PER_MINUTE = 60_000
/** clocks that set themselves are this close */
const CLOCK_MS = 2 * MS_PER_MINUTE

/** Each check-in once, in the order of its time, whatever order and however often it was sent: of several with one id the one received first. */
export function checkInsOnce(sent: readonly CheckIn[]): CheckIn[] {
  const once = new Map<string, CheckIn>()
  for (const one of sent) {
    const other = once.get(one.id)
    if (!other || isBefore(one, other)) once.set(one.id, one)
  }
  return [...once.values()].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
}

function isBefore(a: CheckIn, b: CheckIn): boolean {
  if (a.receivedMs !== b.receivedMs) return a.receivedMs < b.receivedMs
  return a.atMs === b.atMs ? JSON.stringify(a) < JSON.stringify(b) : a.atMs < b.atMs
}

/**
 * Which check-ins of one team count, and why the others do not. A code speaks for its place, whatever the position says; a position counts in the
 * grid that contains it or, by the tolerance, in one that the shift goes to. At two checkpoints a team checks in `apartMinutes` apart, or the later one does not count.
 * @param checkIns of one team, any order, see `checkInsOnce`
 * @param shiftOf the shift that a check-in belongs to; null where none is planned, and then no time is early or late
 */
export function judge(
  checkIns: readonly CheckIn[],
  ground: CheckInGround,
  { rules, shiftOf }: { rules: CheckInRules; shiftOf(checkIn: CheckIn): CheckInShift | null },
): Verdict[] {
  let before: { checkpoint: number; atMs: number } | null = null
  return checkInsOnce(checkIns).map((checkIn) => {
    const shift = shiftOf(checkIn)
    const { spot, faults } = placed(checkIn, ground, { rules, shift })
    if (checkIn.atMs > checkIn.receivedMs + CLOCK_MS) faults.push('ahead')
    if (shift && checkIn.atMs < shift.fromMs - rules.shiftMinutes * MS_PER_MINUTE) faults.push('early')
    if (shift && checkIn.atMs > shift.toMs + rules.shiftMinutes * MS_PER_MINUTE) faults.push('late')
    const checkpoint = spot?.checkpoint ?? null
    if (checkpoint !== null && before && before.checkpoint !== checkpoint && checkIn.atMs - before.atMs < rules.apartMinutes * MS_PER_MINUTE) faults.push('soon')
    if (checkpoint !== null && faults.length === 0) before = { checkpoint, atMs: checkIn.atMs }
    return { checkIn, spot, faults }
  })
}

function placed({ lngLat, accuracyM, code }: CheckIn, ground: CheckInGround, { rules, shift }: { rules: CheckInRules; shift: CheckInShift | null }): { spot: Spot | null; faults: VisitFault[] } {
  if (code !== null) {
    const spot = ground.codeAt(code)
    return { spot, faults: spot ? [] : ['unknown_code'] }
  }
  if (lngLat === null || !lngLat.every(Number.isFinite)) return { spot: null, faults: ['placeless'] }
  const grid = gridOf(lngLat, ground, { rules, grids: shift?.grids ?? [] })
  const faults: VisitFault[] = accuracyM !== null && !(accuracyM <= rules.accuracyM) ? ['inaccurate'] : []
  if (grid === null) faults.push('outside')
  return { spot: grid === null ? null : { grid, checkpoint: null }, faults }
}

/** A grid of the shift goes before others: first the one that contains the point, then one that is near enough. */
function gridOf(lngLat: readonly [number, number], ground: CheckInGround, { rules, grids }: { rules: CheckInRules; grids: readonly number[] }): number | null {
  const inside = ground.gridAt(lngLat)
  if (inside !== null && (grids.length === 0 || grids.includes(inside))) return inside
  const near = grids.find((grid) => ground.fence(grid).holds(lngLat, ground.isRural(grid) ? rules.ruralToleranceM : rules.toleranceM))
  return near ?? inside
}
