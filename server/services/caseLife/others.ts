import type { CaseDetail, CaseRow } from '../../contract/cases.ts'
import type { CaseState } from '../../contract/caseState.ts'

/**
 * Of a sensitive case, all that is shown to those who do not handle it. What is not named here stays hidden, also what
 * comes to be added. Places and organisations among them are reduced to what tells no village where they are made.
 */
const SHOWN: ReadonlySet<string> = new Set<keyof CaseDetail>([
  'id', 'code', 'occurredOn', 'dueOn', 'closedOn', 'category', 'colour', 'state', 'channel', 'people', 'amountFen', 'holder', 'area', 'place',
  'sensitive', 'daysInState', 'overdue', 'version', 'asOf', 'townCode', 'locatedBy', 'agreement', 'agreedOn', 'performBy', 'agreedFen', 'performance',
  'mediationType', 'confirmation', 'followedOn', 'followResult', 'advice', 'escalatedTo', 'enteredBy', 'participants', 'prevented', 'subsidy', 'whistles',
  'supervisions', 'clocks', 'events', 'steps', 'may',
])

/** Nothing, or an empty list, in the place of whatever is not for everybody. */
export function forOthers<Row extends CaseRow>(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, SHOWN.has(key) ? value : Array.isArray(value) ? [] : null])) as unknown as Row
}

/** Fields of which a change tells nobody where a case lies, who is concerned, or what it is about. */
const OPEN: readonly (keyof CaseState)[] = [
  'occurredOn', 'dueOn', 'closedOn', 'category', 'colour', 'state', 'channel', 'people', 'amountFen', 'agreement', 'judiciallyConfirmed', 'followedUp',
  'sensitive', 'reportedOn', 'mediationType', 'agreedOn', 'performBy', 'agreedFen', 'performance', 'performedOn', 'appliedOn', 'decidedOn', 'followedOn',
  'followResult', 'advice', 'reopened', 'subsidyFen', 'subsidyStatus', 'supervisions', 'prevented',
]
/** Fields that name organisations, of which those of a village would tell it. */
const NAMING: readonly (keyof CaseState)[] = ['holder', 'escalatedTo', 'escalatedBy', 'enteredBy', 'participants', 'whistles']

const partOf = (field: string) => field.split('.')[0] as keyof CaseState

/** May somebody else see that the field changed, and how? */
export function isOpen(field: string): boolean {
  return OPEN.includes(partOf(field))
}

/** May he where no organisation of a village is named? */
export function namesOrganisation(field: string): boolean {
  return NAMING.includes(partOf(field))
}
