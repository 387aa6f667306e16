import type { Expectation } from '../expected/expectedCounts.ts'
import type { Sufficiency } from './sufficiency.ts'

/**
 * Why nothing is named in a window. nothing: neither residents nor a past to compare by; whole: everything neighbours everything;
 * thin: no residents, and a past of too few cases to tell shares by; few: too few cases in the window; young, and patchy: fewer than four
 * weeks have cases, so that nobody knows how much the counts of places vary by themselves, as the record has only begun, or although it is
 * long enough.
 */
export type Refusal = 'nothing' | 'whole' | 'thin' | 'young' | 'patchy' | 'few'

const YOUNG_DAYS = 28
/** Shares learned from less than a fifth of the window's cases are less sure than what is to be judged by them. */
const LEAST_PAST = 0.2

/** Null where places may be named. `recordedDays`: from the county's first case, of whatever kind, to the
 * end of the window. */
export function refusalOf(
  { basis, taught, total, history }: Pick<Expectation, 'basis' | 'taught' | 'total'> & { history: Pick<Expectation['history'], 'times'> },
  { verdict, areas }: Pick<Sufficiency, 'verdict' | 'areas'>,
  recordedDays: number,
): Refusal | null {
  // an even share is a guess and no ground to call a place hot by
  if (basis === 'even') return 'nothing'
  if (verdict === 'whole') return 'whole'
  if (total === 0) return 'few'
  if (basis === 'past' && (taught < areas || taught < total * LEAST_PAST)) return 'thin'
  if (verdict === 'few') return 'few'
  if (history.times > 0) return null
  return recordedDays < YOUNG_DAYS ? 'young' : 'patchy'
}
