import type { Cube } from './cube.ts'
import { IS_PENDING } from './facets.ts'
import { countedIn } from './places.ts'
import { isOverdueRow } from './standing.ts'

/** A condition on a row of the cube as it stands now: ask for it anew whenever the cube has changed. */
export type Keep = (cube: Cube) => (row: number) => boolean

/** Pending with a due day before `asOf`, days since 1970-01-01. */
export function isOverdue(asOf: number): Keep {
  return ({ columns }) => (row) => isOverdueRow(columns, row, asOf)
}

/** Open or handling. */
export const isPending: Keep = ({ columns: { facet } }) => (row) => IS_PENDING[facet[row]!] === 1

/** Its place is unknown, or known to the town only. */
export const isWaiting: Keep = ({ columns: { area } }) => (row) => area[row]! < 0

/** Cases by id. */
export class IdSet {
  private readonly bits: Uint8Array

  constructor(ids: ArrayLike<number>) {
    let greatest = -1
    for (let k = 0; k < ids.length; k++) greatest = Math.max(greatest, ids[k]!)
    this.bits = new Uint8Array((greatest >> 3) + 1)
    for (let k = 0; k < ids.length; k++) this.bits[ids[k]! >> 3]! |= 1 << (ids[k]! & 7)
  }

  has(id: number): boolean {
    return ((this.bits[id >> 3] ?? 0) & (1 << (id & 7))) !== 0
  }
}

export function isAmong(ids: IdSet): Keep {
  return ({ columns: { id } }) => (row) => ids.has(id[row]!)
}

/** Counted in an area of [start, end), or one of the cases. */
export function isInOrAmong(areas: { start: number; end: number }, ids: IdSet): Keep {
  return ({ columns: { id, area } }) => (row) => {
    const at = countedIn(area[row]!)
    return (at >= areas.start && at < areas.end) || ids.has(id[row]!)
  }
}
