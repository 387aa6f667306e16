import type { HotBase } from '../../analysis/tasks.ts'
import type { HotPlace } from '../../analysis/hot/hotPlaces.ts'
import { CONFIDENCE, type Confidence } from '../../contract/hotTerms.ts'

/**
 * How sure it is that a neighbourhood has too many: by its p-value after false-discovery control, and a step less where the
 * comparison itself is weaker (without residents to compare by, with so few cases that only extremes show) or speaks for the places
 * around as much as for this one. Null for what
 * nobody should be told of.
 */
export function confidenceOf(adjusted: number, { expectation: { basis }, enough: { verdict } }: HotBase, { by = 'place' }: { by?: HotPlace['by'] } = {}): Confidence | null {
  const at = stepOf(adjusted)
  if (at < 0) return null
  const lower = (basis === 'residents' ? 0 : 1) + (verdict === 'enough' ? 0 : 1) + (by === 'around' ? 1 : 0)
  return CONFIDENCE.codes[Math.min(at + lower, CONFIDENCE.codes.length - 1)]!
}

/** How sure a burst is, which was shown as one. */
export function burstConfidence(p: number): Confidence {
  return CONFIDENCE.rows[stepOf(p)]?.code ?? 'hint'
}

/** Position of the strongest word that a p-value allows; -1 for none. */
function stepOf(p: number): number {
  return CONFIDENCE.rows.findIndex(({ q }) => p <= q)
}

/** What speaks for a named place: the excess, its p-values and how sure it is. */
export function evidenceOf(
  { by, own, observed, expected, neighbourhood: { z, p, adjusted, ...around } }: HotPlace, base: HotBase,
): { value: number; z: number; p: number; pFdr: number; confidence: Confidence } {
  if (by !== 'alone') return { value: around.observed - around.expected, z, p, pFdr: adjusted, confidence: confidenceOf(adjusted, base, { by }) ?? 'hint' }
  return { value: observed - expected, z: own.z, p: own.p, pFdr: own.q, confidence: confidenceOf(own.q, base) ?? 'hint' }
}
