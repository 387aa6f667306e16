import type { CaseState } from '../contract/caseState.ts'
import type { Scope } from '../contract/scope.ts'
import { runner, type On } from './caseState.ts'
import { LIFE, selected, TOLD } from './lifeColumns.ts'

const TOLD_LISTED = [
  'occurredOn', 'dueOn', 'closedOn', 'category', 'categoryTerm', 'colour', 'state', 'channel', 'people', 'amountFen', 'unit', 'summary',
  'sensitive', 'area', 'town', 'lng', 'lat',
] as const
const LIFE_LISTED = ['codedYear', 'since', 'enteredBy', 'holder', 'escalatedTo'] as const

/** What of a case a list is made from. */
export type ListedState = Pick<CaseState, (typeof TOLD_LISTED)[number] | (typeof LIFE_LISTED)[number]>

/** A row as it comes from the database: a file has 200,000 of them. */
export interface ListedCase extends ListedState {
  id: number
  version: number
  originalNo: string | null
  /** a supervision of it is open */
  supervised: boolean
}

const SUPERVISED = `EXISTS (SELECT 1 FROM supervision s WHERE s.county = d.county AND s.case_id = d.id AND s.answered_on IS NULL AND s.lifted_on IS NULL)`

const SELECTED = `d.id, d.revision AS version, d.original_no AS "originalNo", ${SUPERVISED} AS supervised, ${selected(picked(TOLD, TOLD_LISTED), 'd')}, ${selected(picked(LIFE, LIFE_LISTED), 'l')}`

function picked<Name extends string>(columns: Record<Name, string>, names: readonly Name[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, columns[name]]))
}

/** Is there a sensitive case among those of these numbers? */
export async function anySensitive(on: On, { county }: Scope, ids: readonly number[]): Promise<boolean> {
  const { rows } = await runner(on).query('SELECT 1 FROM dispute WHERE county = $1 AND sensitive AND id = ANY($2) LIMIT 1', [county, ids])
  return rows.length > 0
}

/** The cases of these numbers by number; one that is not there, or was merged into another, is left out. */
export async function listedCases(on: On, { county }: Scope, ids: readonly number[]): Promise<Map<number, ListedCase>> {
  if (ids.length === 0) return new Map()
  const { rows } = await runner(on).query<ListedCase>(
    `SELECT ${SELECTED} FROM dispute d LEFT JOIN dispute_life l ON l.county = d.county AND l.id = d.id
     WHERE d.county = $1 AND d.id = ANY($2) AND d.state <> 'merged'`,
    [county, ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}
