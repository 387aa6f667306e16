import { CONFIDENCE, type Confidence } from '../../../server/contract/hotTerms.ts'
import { exact } from '../../i18n/format.ts'

/** How many of three marks stand for it: the best has all. */
export function strength(confidence: Confidence): number {
  return CONFIDENCE.rows.length - CONFIDENCE.index(confidence)
}

/** An expected number as far as it means anything, as the sentences have it: 4.1 · 38 · <0.1. */
export function about(value: number): string {
  return value < 0.1 ? '<0.1' : exact(value, value < 9.95 ? 1 : 0)
}
