import type { Scope } from '../../contract/scope.ts'
import type { CubeQuery } from '../../cube/select.ts'
import type { Question } from '../question.ts'
import type { Surroundings } from './surroundings.ts'

/** One place that was asked for, with everything that its card is made of. */
export interface Card {
  /** of the place alone, with the filter's period and kinds */
  question: Question
  scope: Scope
  around: Surroundings
  /** index of the place */
  at: number
  /** today, days since 1970-01-01 */
  asOf: number
  /** the filter's period and kinds, in all that the asker sees */
  wide: CubeQuery
  /** every case that the asker sees */
  all: CubeQuery
}

/** Is the index the place or below it? */
export function isWithin({ question: { pack: { tree } }, at }: Pick<Card, 'question' | 'at'>, index: number): boolean {
  return index >= at && index < tree.end[at]!
}
