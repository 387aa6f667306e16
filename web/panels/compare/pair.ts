import type { AreaRow } from '../../../server/contract/answers.ts'
import type { Lengths } from '../../areas/change.ts'
import { lengthDays, type Compare } from '../../stores/compare.ts'
import type { FigureSet } from '../../stores/figures.ts'

/** Both sides of a comparison, counted at one revision: `a` is the view on show, `b` what it is held against. */
export interface Pair {
  compare: Compare
  a: FigureSet
  b: FigureSet
  placeA: AreaRow | null
  placeB: AreaRow | null
}

/** Days of both sides where they are two periods. */
export function lengthsOf({ compare, a, b }: Pair): Lengths | null {
  if (compare.by !== 'period') return null
  const [x, y] = [lengthDays(a.ask.filter, a.summary.asOf), lengthDays(b.ask.filter, b.summary.asOf)]
  return x && y ? { a: x, b: y } : null
}
