import type { CaseLife, CaseTold } from '../contract/caseState.ts'

/** Columns of `dispute` that a case's state holds. */
export const TOLD: Record<keyof CaseTold, string> = {
  occurredOn: 'occurred_on',
  dueOn: 'due_on',
  duePreset: 'due_preset',
  closedOn: 'closed_on',
  category: 'category',
  categoryTerm: 'category_term',
  colour: 'colour',
  state: 'state',
  channel: 'channel',
  people: 'people',
  amountFen: 'amount_fen',
  unit: 'unit',
  summary: 'summary',
  agreement: 'agreement',
  judiciallyConfirmed: 'judicially_confirmed',
  followedUp: 'followed_up',
  sensitive: 'sensitive',
  area: 'area',
  locatedBy: 'located_by',
  town: 'town',
  lng: 'lng',
  lat: 'lat',
}

/** Columns of `dispute_life`. */
export const LIFE: Record<keyof CaseLife, string> = {
  codedYear: 'coded_year',
  since: 'since',
  cameOn: 'came_on',
  enteredBy: 'entered_by',
  enteredAccount: 'entered_account',
  holder: 'holder',
  holderSince: 'holder_since',
  escalatedTo: 'escalated_to',
  escalatedBy: 'escalated_by',
  colouredOn: 'coloured_on',
  colourReason: 'colour_reason',
  reportedOn: 'reported_on',
  plan: 'plan',
  leadPost: 'lead_post',
  mediationType: 'mediation_type',
  agreedOn: 'agreed_on',
  performBy: 'perform_by',
  agreedFen: 'agreed_fen',
  performance: 'performance',
  performedOn: 'performed_on',
  appliedOn: 'applied_on',
  decidedOn: 'decided_on',
  followedOn: 'followed_on',
  followResult: 'follow_result',
  followUps: 'follow_ups',
  advice: 'advice',
  mergedInto: 'merged_into',
  reopened: 'reopened',
  subsidyFen: 'subsidy_fen',
  subsidyStatus: 'subsidy_status',
}

export const TOLD_NAMES = Object.keys(TOLD) as (keyof CaseTold)[]
export const LIFE_NAMES = Object.keys(LIFE) as (keyof CaseLife)[]

/** `d.occurred_on AS "occurredOn", …` */
export function selected(columns: Record<string, string>, table: string): string {
  return Object.entries(columns).map(([name, column]) => `${table}.${column} AS "${name}"`).join(', ')
}

/** What a case's parts are stored in: table, columns of its value, and the column of its key. */
export const PART_TABLES = {
  whistles: {
    table: 'whistle',
    key: 'no',
    columns: { department: 'department', reason: 'reason', calledOn: 'called_on', due: 'due_on', reportedOn: 'reported_on', resultOn: 'result_on', result: 'result', withdrawnOn: 'withdrawn_on' },
  },
  supervisions: {
    table: 'supervision',
    key: 'no',
    columns: { reason: 'reason', by: 'by_organisation', since: 'since', due: 'due_on', answeredOn: 'answered_on', answer: 'answer', liftedOn: 'lifted_on' },
  },
  participants: { table: 'participation', key: 'organisation', columns: { ring: 'ring' } },
  prevented: { table: 'prevention', key: 'kind', columns: { people: 'people' } },
  attachments: {
    table: 'attachment',
    key: 'no',
    columns: { name: 'name', type: 'type', bytes: 'bytes', sha256: 'sha256', addedAt: 'added_at' },
  },
} as const
export type PartName = keyof typeof PART_TABLES

/** Parts whose value is one column alone. */
export const BARE: Partial<Record<PartName, string>> = { participants: 'ring', prevented: 'people' }
