import { dayNumber } from '../contract/day.ts'
import { DAYS_APART, sameCase, type CaseLike } from './match.ts'

/** A row of a file whose words say enough to know a case by. */
export interface ToldCase {
  /** number in the file */
  seq: number
  /** place and kind */
  group: string
  /** nothing was found yet to say that it is no new case */
  open: boolean
  like: CaseLike
}

/** A row and the earlier row of the file whose case it tells of again. */
export interface Again {
  seq: number
  first: number
}

interface Passing extends ToldCase {
  day: number
  found: { first: number; days: number } | null
}

/** Rows of one place and kind and of days near its own that a row is held against at the most. */
const NEIGHBOURS = 40

/**
 * Finds the rows that tell of an earlier row's case in like words, the nearest day first. Rows come by group, then by
 * day, so that each is held against the few that pass by with it: O(rows), whatever the length of the file.
 */
export function passingRows() {
  const passing: Passing[] = []
  const leave = (count: number): Again[] =>
    passing.splice(0, count).flatMap(({ seq, found }) => (found ? [{ seq, first: found.first }] : []))
  return {
    /** Takes the next row; gives what is settled by now. */
    take(row: ToldCase): Again[] {
      const next: Passing = { ...row, day: dayNumber(row.like.occurredOn), found: null }
      const near = passing.findIndex(({ group, day }) => group === next.group && day >= next.day - DAYS_APART)
      const settled = leave(near < 0 ? passing.length : Math.max(near, passing.length - NEIGHBOURS))
      for (const other of passing) meet(other, next)
      passing.push(next)
      return settled
    },
    end: (): Again[] => leave(passing.length),
  }
}

/** Of two rows the later one in the file may repeat the earlier one. */
function meet(a: Passing, b: Passing): void {
  const [first, later] = a.seq < b.seq ? [a, b] : [b, a]
  const days = Math.abs(a.day - b.day)
  const { found } = later
  const nearer = !found || days < found.days || (days === found.days && first.seq < found.first)
  if (later.open && nearer && sameCase(later.like, first.like)) later.found = { first: first.seq, days }
}
