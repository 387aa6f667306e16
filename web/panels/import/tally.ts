import type { PreviewRow, Tally } from '../../../server/contract/imports.ts'

export type Outcome = PreviewRow['outcome']

/** In the order of the bar and of the equation. */
export const OUTCOMES = ['accepted', 'updated', 'duplicates', 'outOfScope', 'notCases', 'rejected'] as const satisfies readonly Outcome[]

export interface TallyPart {
  outcome: Outcome
  count: number
  /** of all rows read, 0 to 1 */
  share: number
}

/** What became of the rows read, every outcome named even where it is 0. */
export function tallyParts(tally: Tally): TallyPart[] {
  return OUTCOMES.map((outcome) => ({
    outcome,
    count: tally[outcome],
    share: tally.read > 0 ? tally[outcome] / tally.read : 0,
  }))
}

/** False would mean that a row was lost: the page then says so instead of drawing a bar. */
export function addsUp(tally: Tally): boolean {
  return tallyParts(tally).reduce((sum, part) => sum + part.count, 0) === tally.read
}

/** Cases that the import would bring or change. */
export function changes(tally: Tally): number {
  return tally.accepted + tally.updated
}
