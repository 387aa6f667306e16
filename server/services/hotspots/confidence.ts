import type { HotBase } from '../../analysis/tasks.ts'
import { CONFIDENCE, type Confidence } from '../../contract/hotspots.ts'

/**
 * How sure it is that a neighbourhood has too many: by its p-value after false-discovery control, and a step less where the
 * comparison itself is weaker, without residents to compare by or with so few cases that only extremes show. Null for what
 * nobody should be told of.
 */
export function confidenceOf(adjusted: number, { expectation: { basis }, enough: { verdict } }: HotBase): Confidence | null {
  const at = CONFIDENCE.rows.findIndex(({ q }) => adjusted <= q)
  if (at < 0) return null
  const lower = (basis === 'residents' ? 0 : 1) + (verdict === 'enough' ? 0 : 1)
  return CONFIDENCE.codes[Math.min(at + lower, CONFIDENCE.codes.length - 1)]!
}
