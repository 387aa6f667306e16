import type { TownCell } from '../../server/contract/towns.ts'
import { classOf, type Breaks } from './breaks.ts'

/** In per cent, the same whatever the shares are: places that are much alike look alike. */
export const SHARES: Breaks = { lows: [0, 70, 80, 90, 95], max: 100, method: 'natural' }

/** A share in per cent, rounded as it is printed; null where there is none. */
export function shareValue(cell: Pick<TownCell, 'value'> | undefined): number | null {
  if (typeof cell?.value !== 'number') return null
  return Math.min(Math.round(cell.value * 1000) / 10, cell.value < 1 ? 99.9 : 100)
}

/** The share of all lies within the interval of this one, nine chances in ten: which of the two is the higher cannot be told. */
export function shareUnsure({ low, high }: Pick<TownCell, 'low' | 'high'>, whole: number | null): boolean {
  return whole !== null && low !== null && high !== null && low <= whole && whole <= high
}

/** Class on the map of a share: those of `SHARES`, and after them the same again for what is unsure; -1 without one. `whole`: the share of all. */
export function shareClass(cell: TownCell | undefined, whole: number | null): number {
  const value = shareValue(cell)
  if (!cell || value === null) return -1
  const one = classOf(value, SHARES)
  return one > 0 && shareUnsure(cell, whole) ? one + SHARES.lows.length : one
}
