import type { AreaCode, Day } from '../../geodata/place/area.ts'
import type { Say } from '../../geodata/place/say.ts'
import type { LocatedBy } from './case.ts'
import type { Category } from './categories.ts'
import type { Channel } from './channels.ts'
import type { Colour, TierColour } from './colours.ts'
import type { Advice, Ask, Check, FollowResult, MediationType, MoveCode, Performance, Prevented } from './moves.ts'
import type { State } from './states.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** How a clock of a case stands today. */
export const CLOCK_STATES = vocabulary([
  { code: 'running', label: { zh: '计时中', en: 'Running' } },
  { code: 'soon', label: { zh: '即将到期', en: 'Due soon' } },
  { code: 'overdue', label: { zh: '已超期', en: 'Overdue' } },
  { code: 'met', label: { zh: '按期完成', en: 'In time' } },
  { code: 'missed', label: { zh: '超期完成', en: 'Late' } },
  { code: 'lapsed', label: { zh: '到结束也没有做', en: 'Ended without being done' } },
])
export type ClockState = CodeOf<typeof CLOCK_STATES>

/** The deadlines that a case can have. */
export const CLOCKS = vocabulary([
  { code: 'handling', label: { zh: '办理', en: 'Handling' } },
  { code: 'stage', label: { zh: '本环节', en: 'This stage' } },
  { code: 'report', label: { zh: '分色上报', en: 'Report by colour' } },
  { code: 'whistle', label: { zh: '部门报到', en: 'Report-in' } },
  { code: 'supervision', label: { zh: '督办', en: 'Supervision' } },
  { code: 'confirmation', label: { zh: '申请司法确认', en: 'Application for confirmation' } },
  { code: 'performance', label: { zh: '履行', en: 'Performance' } },
  { code: 'follow_up', label: { zh: '回访', en: 'Follow-up' } },
])
export type ClockCode = CodeOf<typeof CLOCKS>

export interface Clock {
  code: ClockCode
  /** id of the whistle or supervision, where there can be several */
  of: string | null
  start: Day
  due: Day
  /** the day on which it was stopped; null while it runs. A right that was not made use of lapsed on its due day */
  stopped: Day | null
  state: ClockState
  /** days left, negative past the due day; in working days where the rule counts those */
  left: number
  working: boolean
  /** reckoned through a year of which nobody told the holidays */
  guessed: boolean
}

/** A case in a list. */
export interface CaseRow {
  id: number
  /** 一案一码: county, year and number, such as 990101-2024-04512 */
  code: string
  originalNo: string | null
  occurredOn: Day
  dueOn: Day | null
  closedOn: Day | null
  category: Category
  categoryTerm: string | null
  colour: Colour
  state: State
  channel: Channel
  people: number | null
  amountFen: number | null
  /** unit as the ledger wrote it */
  unit: string | null
  /** the handling organisation, once the case was dispatched */
  holder: { id: string; name: string } | null
  area: AreaCode | null
  /** place in words, from the town down; null while it is unknown */
  place: string | null
  /** masked; null also where the reader may not see it, see `sensitive` */
  summary: string | null
  /** shown at town level only, and its text to the handling organisation alone */
  sensitive: boolean
  /** days in the present state; null for a case that came by import and was not touched since */
  daysInState: number | null
  overdue: boolean
}

/** A case in the ledger. */
export interface LedgerRow extends CaseRow {
  /** what whoever changes it from there names */
  version: number
  /** a supervision of it is open: neither answered nor lifted */
  supervised: boolean
}

/** A page of the ledger. `next` and `previous` are opaque cursors; null at the ends. */
export interface CasePage {
  revision: number
  /** cases that the filter lets through, on all pages */
  total: number
  rows: LedgerRow[]
  next: string | null
  previous: string | null
}

/** `GET /cases/tally`: the pending cases of a filter, by who holds them and where they lie. */
export interface CaseTally {
  revision: number
  total: number
  /** of `total` */
  overdue: number
  /** those with the most first */
  holders: { holder: { id: string; name: string }; count: number; overdue: number }[]
  /** sensitive cases held by an organisation whose name would tell their village */
  unnamed: number
  /** given to nobody yet in Fengtu; the ledger may name a unit */
  unassigned: number
  /** those with the most first; null for the unknown place */
  towns: { town: { code: AreaCode; name: string; nameEn: string } | null; count: number; overdue: number }[]
}

/** One thing that happened to a case. */
export interface CaseEvent {
  seq: number
  /** ISO 8601 */
  at: string
  /** a move, or how the case came in, or what an import changed */
  kind: MoveCode | 'entered' | 'imported' | 'carried' | 'corrected' | 'cleared' | 'settled' | 'attached' | 'detached' | 'joined' | 'left'
  from: State | null
  to: State | null
  /**
   * organisation and account that did it; the account's sign-in name is a post, not a person's. Of a sensitive case
   * nobody but its readers is told the names of others, nor an organisation of its village
   */
  organisation: { id: string; name: string } | null
  login: string | null
  note: string | null
  /**
   * Fields that it changed, with the value before and after, in the codes of the contract; organisations and files by
   * their names, as `holder`, `department`, `participant`, `attachment`.
   */
  changes: { field: string; before: unknown; after: unknown }[]
}

export interface Whistle {
  id: string
  department: { id: string; name: string }
  /** null for who may not read the text of a sensitive case */
  reason: string | null
  calledOn: Day
  due: Day
  reportedOn: Day | null
  resultOn: Day | null
  result: string | null
  withdrawnOn: Day | null
}

export interface Supervision {
  id: string
  reason: string | null
  by: string | null
  since: Day
  due: Day
  answeredOn: Day | null
  answer: string | null
  liftedOn: Day | null
}

export const RINGS = vocabulary([
  { code: '1', label: { zh: '综治中心', en: 'Centre' } },
  { code: '4', label: { zh: '政法部门', en: 'Political-legal departments' } },
  { code: 'N', label: { zh: '其他力量', en: 'Others' } },
])
export type Ring = CodeOf<typeof RINGS>

/** A next step: whether it can be made now, and what stands in its way. */
export interface Step {
  move: MoveCode
  /** what it asks for; a plan that the tier demands is no ask but a condition, see `blocked` */
  asks: Ask[]
  may: Ask[]
  /** conditions that are not met; the step is shown but cannot be made */
  blocked: Check[]
}

export interface Attachment {
  id: string
  name: string
  type: string
  bytes: number
  addedAt: string
  photo: boolean
}

/** The whole of a case, as its page shows it. */
export interface CaseDetail extends CaseRow {
  /** the revision of its last change: a change names the one that it was made from */
  version: number
  /** the day that it is shown as of; today unless asked otherwise */
  asOf: Day
  townCode: AreaCode | null
  locatedBy: LocatedBy
  lng: number | null
  lat: number | null
  colourReason: string | null
  /** the tier that rules propose, with their reasons; null where none speaks, or the case has it or a graver one */
  proposed: { colour: TierColour; reasons: Say[] } | null
  plan: string | null
  leadPost: string | null
  agreement: 'written' | 'oral' | null
  agreedOn: Day | null
  performBy: Day | null
  /** amount that was agreed on, beside the amount at stake */
  agreedFen: number | null
  performance: Performance | null
  mediationType: MediationType | null
  confirmation: { appliedOn: Day; decidedOn: Day | null } | null
  followedOn: Day | null
  followResult: FollowResult | null
  advice: Advice | null
  mergedInto: number | null
  /** where it was reported or handed over to, while it is `escalated` */
  escalatedTo: { id: string; name: string } | null
  enteredBy: { id: string; name: string } | null
  participants: { organisation: { id: string; name: string }; ring: Ring }[]
  prevented: { kind: Prevented; people: number }[]
  subsidy: { fen: number; status: SubsidyStatus } | null
  whistles: Whistle[]
  supervisions: Supervision[]
  attachments: Attachment[]
  clocks: Clock[]
  events: CaseEvent[]
  /** empty for a past day and for who may only read */
  steps: Step[]
  /** what the asker may do beside the steps; empty for a past day */
  may: CasePower[]
}

/**
 * `correct`: mend what was entered wrong; `lift`: say that a sensitive case is none; `clear`: blank the earlier texts, which is the centre's;
 * `participants`: bring organisations in and out; `attach`: add and remove files.
 */
export type CasePower = 'correct' | 'lift' | 'clear' | 'participants' | 'attach'

export const SUBSIDY_STATUS = vocabulary([
  { code: 'none', label: { zh: '未申报', en: 'Not claimed' } },
  { code: 'claimed', label: { zh: '已申报', en: 'Claimed' } },
  { code: 'approved', label: { zh: '已审核', en: 'Approved' } },
  { code: 'paid', label: { zh: '已发放', en: 'Paid' } },
])
export type SubsidyStatus = CodeOf<typeof SUBSIDY_STATUS>

/** What is entered at the doorstep: at most nine fields. */
export interface NewCase {
  occurredOn: Day
  area: AreaCode
  /** of a click on the map; kept to 5 decimals, dropped for sensitive cases */
  lng?: number
  lat?: number
  category: Category
  channel: Channel
  people?: number
  amountYuan?: number
  summary: string
  colour?: Colour
}

/** What may be corrected: only what is named changes; null takes out what may be absent. */
export interface CaseCorrection {
  /** the version that it was made from */
  version: number
  occurredOn?: Day
  area?: AreaCode
  /** both or none; null takes the point away */
  lng?: number | null
  lat?: number | null
  category?: Category
  channel?: Channel
  people?: number | null
  amountYuan?: number | null
  summary?: string
  /** it was taken for a sensitive case and is none; asks for `note` */
  sensitive?: false
  /**
   * a name or a number slipped through: blanks every earlier text of the timeline, and the reasons and answers of calls,
   * supervisions and the tier. The text and the plan stay: mend them first or along with it.
   * Asks for `note`
   */
  clear?: true
  /** why */
  note?: string
}

/** What a clerk may have entered already: within 500 m and 14 days, or in the same village in the same time. */
export interface Likeness {
  id: number
  code: string
  occurredOn: Day
  category: Category
  state: State
  place: string
  metres: number | null
  days: number
}

/** What a post has to do today, each list with the most pressing first. */
export interface MyWork {
  asOf: Day
  /** counts of every list, also beyond the rows that are sent */
  totals: Record<WorkList, number>
  lists: Record<WorkList, WorkItem[]>
}

export interface WorkItem {
  case: CaseRow
  /** the clock that puts it on the list; null for lists without one */
  clock: Clock | null
  /** the call or the supervision that waits for an answer */
  of: string | null
}

export const WORK_LISTS = vocabulary([
  { code: 'overdue', label: { zh: '已超期', en: 'Overdue' } },
  { code: 'dueToday', label: { zh: '今天到期', en: 'Due today' } },
  { code: 'soon', label: { zh: '即将到期', en: 'Due soon' } },
  { code: 'whistles', label: { zh: '待报到、待反馈', en: 'Calls to answer' } },
  { code: 'supervisions', label: { zh: '督办待回复', en: 'Supervision to answer' } },
  { code: 'toTriage', label: { zh: '待研判', en: 'To triage' } },
  { code: 'toAccept', label: { zh: '待签收', en: 'To accept' } },
  { code: 'toTake', label: { zh: '待接办', en: 'To take over' } },
  { code: 'toResume', label: { zh: '待收哨', en: 'Calls answered' } },
  { code: 'toFollowUp', label: { zh: '待回访', en: 'To follow up' } },
  { code: 'toArchive', label: { zh: '待销号', en: 'To close out' } },
  { code: 'inHand', label: { zh: '在办', en: 'In hand' } },
])
export type WorkList = CodeOf<typeof WORK_LISTS>
