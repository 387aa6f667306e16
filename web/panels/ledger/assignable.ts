import type { CaseRow } from '../../../server/contract/cases.ts'
import { MOVES, type Move } from '../../../server/contract/moves.ts'

const FROM = (['dispatch', 'reassign'] as const).flatMap((code) => (MOVES.row(code) as Move).from ?? [])

/** Chosen cases by whether their state lets them be given to an organisation: dispatched when triaged, else reassigned. */
export function byAssignable<Row extends Pick<CaseRow, 'state'>>(rows: Iterable<Row>): { able: Row[]; unable: Row[] } {
  const all = [...rows]
  return { able: all.filter(({ state }) => FROM.includes(state)), unable: all.filter(({ state }) => !FROM.includes(state)) }
}
