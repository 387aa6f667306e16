import type { AreaCode } from '../../geodata/place/area.ts'
import type { LocatedBy } from './case.ts'
import type { Ring, SubsidyStatus } from './cases.ts'
import type { Category } from './categories.ts'
import type { Channel } from './channels.ts'
import type { Colour } from './colours.ts'
import type { Day } from './day.ts'
import type { Advice, FollowResult, MediationType, Performance, Prevented } from './moves.ts'
import type { State } from './states.ts'

/** What a ledger can tell of a case, and Fengtu too: the columns of `dispute`. */
export interface CaseTold {
  occurredOn: Day
  dueOn: Day | null
  /** `dueOn` follows from the presets, nobody stated it */
  duePreset: boolean
  closedOn: Day | null
  category: Category
  categoryTerm: string | null
  colour: Colour
  state: State
  channel: Channel
  people: number | null
  amountFen: number | null
  unit: string | null
  summary: string | null
  agreement: 'written' | 'oral' | null
  judiciallyConfirmed: boolean
  followedUp: boolean
  sensitive: boolean
  area: AreaCode | null
  locatedBy: LocatedBy
  town: AreaCode | null
  lng: number | null
  lat: number | null
}

/** What only Fengtu knows of a case: the columns of `dispute_life`. */
export interface CaseLife {
  codedYear: number | null
  since: Day | null
  /** the term for handling runs from this day; null = from the day of occurrence */
  cameOn: Day | null
  enteredBy: string | null
  enteredAccount: string | null
  holder: string | null
  holderSince: Day | null
  escalatedTo: string | null
  escalatedBy: string | null
  colouredOn: Day | null
  colourReason: string | null
  reportedOn: Day | null
  plan: string | null
  leadPost: string | null
  mediationType: MediationType | null
  agreedOn: Day | null
  performBy: Day | null
  agreedFen: number | null
  performance: Performance | null
  /** the day on which it was performed in full */
  performedOn: Day | null
  appliedOn: Day | null
  decidedOn: Day | null
  followedOn: Day | null
  followResult: FollowResult | null
  /** days of the follow-ups since the close */
  followUps: Day[]
  advice: Advice | null
  mergedInto: number | null
  reopened: number
  subsidyFen: number | null
  subsidyStatus: SubsidyStatus
}

export interface WhistleState {
  department: string
  reason: string
  calledOn: Day
  due: Day
  reportedOn: Day | null
  resultOn: Day | null
  result: string | null
  withdrawnOn: Day | null
}

export interface SupervisionState {
  reason: string
  by: string | null
  since: Day
  due: Day
  answeredOn: Day | null
  answer: string | null
  liftedOn: Day | null
}

export interface AttachmentState {
  name: string
  type: string
  bytes: number
  sha256: string
  addedAt: string
}

/** What there can be several of, each under its key. */
export interface CaseParts {
  whistles: Record<string, WhistleState>
  supervisions: Record<string, SupervisionState>
  /** by organisation */
  participants: Record<string, Ring>
  /** people, by what was prevented */
  prevented: Partial<Record<Prevented, number>>
  attachments: Record<string, AttachmentState>
}
export const PARTS = ['whistles', 'supervisions', 'participants', 'prevented', 'attachments'] as const

/** The whole of a case, as plain values: what moves change, what is stored, and what the log of events can put back. */
export type CaseState = CaseTold & CaseLife & CaseParts

/** A life that has not begun: of a case that a ledger brought and nobody touched. */
export const UNTOUCHED: CaseLife & CaseParts = {
  codedYear: null,
  since: null,
  cameOn: null,
  enteredBy: null,
  enteredAccount: null,
  holder: null,
  holderSince: null,
  escalatedTo: null,
  escalatedBy: null,
  colouredOn: null,
  colourReason: null,
  reportedOn: null,
  plan: null,
  leadPost: null,
  mediationType: null,
  agreedOn: null,
  performBy: null,
  agreedFen: null,
  performance: null,
  performedOn: null,
  appliedOn: null,
  decidedOn: null,
  followedOn: null,
  followResult: null,
  followUps: [],
  advice: null,
  mergedInto: null,
  reopened: 0,
  subsidyFen: null,
  subsidyStatus: 'none',
  whistles: {},
  supervisions: {},
  participants: {},
  prevented: {},
  attachments: {},
}

/**
 * One field that an event changed. The field of a part is `whistles.2`; null stands where it was not there. Values are
 * plain JSON.
 */
export interface Change {
  field: string
  before: unknown
  after: unknown
}
