import { compareLevels, type Level } from '../../geodata/place/level.ts'
import type { NamedPlace, Rate } from './answers.ts'
import type { AreaCode, Day } from '../../geodata/place/area.ts'
import type { Say } from '../../geodata/place/say.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** How often a level owes a meeting. A week runs from Monday to Sunday (ISO 8601), half a month to the 15th or to its end. */
export const RHYTHMS = vocabulary([
  { code: 'week', label: { zh: '每周', en: 'weekly' } },
  { code: 'halfmonth', label: { zh: '每半月', en: 'twice a month' } },
  { code: 'month', label: { zh: '每月', en: 'monthly' } },
  { code: 'quarter', label: { zh: '每季', en: 'quarterly' } },
])
export type Rhythm = CodeOf<typeof RHYTHMS>

/** Meetings that look into the county's disputes. `level`: whose meeting it is; `rhythm`: of the standard. */
export const MEETING_KINDS = vocabulary([
  { code: 'village_weekly', level: 'village', rhythm: 'week', label: { zh: '村（社区）例会', en: 'Village meeting' } },
  { code: 'town_halfmonthly', level: 'town', rhythm: 'halfmonth', label: { zh: '乡镇研判会', en: 'Town meeting' } },
  { code: 'county_monthly', level: 'county', rhythm: 'month', label: { zh: '县例会', en: 'County meeting' } },
  { code: 'secretary_quarterly', level: 'county', rhythm: 'quarter', label: { zh: '书记专题会', en: 'Secretary’s meeting' } },
])
export type MeetingKind = CodeOf<typeof MEETING_KINDS>

export const levelOf = (kind: MeetingKind): Level => MEETING_KINDS.row(kind).level

/** Is a meeting of this kind held below the towns? Whoever sees it knows the village that it speaks of. */
export const belowTowns = (kind: MeetingKind): boolean => compareLevels(levelOf(kind), 'town') > 0

/** What a county decides about its meetings. */
export interface MeetingRules {
  /** the first day that counts; null = that of the first meeting which the county entered */
  since: Day | null
  /** null = not owed */
  rhythms: Record<MeetingKind, Rhythm | null>
}

export const STANDARD_MEETINGS: MeetingRules = {
  since: null,
  rhythms: { village_weekly: 'week', town_halfmonthly: 'halfmonth', county_monthly: 'month', secretary_quarterly: 'quarter' },
}

/** A stretch in which one meeting is owed. */
export interface MeetingPeriod {
  from: Day
  to: Day
  /** the year that it counts in: of a week the ISO year */
  year: number
  /** its number in that year, from 1 */
  no: number
}

export const ACTION_STATES = vocabulary([
  { code: 'open', label: { zh: '未完成', en: 'Open' } },
  { code: 'done', label: { zh: '已完成', en: 'Done' } },
  { code: 'dropped', label: { zh: '不再办理', en: 'Dropped' } },
])
export type ActionState = CodeOf<typeof ACTION_STATES>

/** Longest texts, in letters, and most of what a meeting holds. */
export const MEETING_BOUNDS = { title: 60, minutes: 10_000, decision: 300, result: 500, solved: 9_999, cases: 200, actions: 50, page: 200, periods: 60 } as const

/** A decision somebody has to carry out. */
export interface NewAction {
  text: string
  /** id of the organisation that carries it out, never a person */
  owner: string
  dueOn: Day
  place?: AreaCode | null
}

/** What is left out stays. A finished item that is set open again loses its day and its result. */
export interface ActionChange extends Partial<NewAction> {
  version: number
  status?: ActionState
  doneOn?: Day
  result?: string | null
}

export interface NewMeeting {
  kind: MeetingKind
  area: AreaCode
  heldOn: Day
  title: string
  minutes?: string | null
  /** hard cases that were solved (解决疑难件数) */
  solved?: number | null
  /** numbers of the cases that were talked about */
  cases?: number[]
  actions?: NewAction[]
}

/** What is left out stays; its decisions are changed one by one. */
export interface MeetingChange extends Partial<Omit<NewMeeting, 'actions'>> {
  version: number
}

export interface ActionItem {
  id: string
  text: string
  /** `area`: the one that it serves, where the asker sees it */
  owner: { id: string; name: string; area: AreaCode | null }
  dueOn: Day
  place: NamedPlace | null
  status: ActionState
  doneOn: Day | null
  result: string | null
  /** days past the due day of an open item, as of today; 0 = not overdue */
  daysOverdue: number
  version: number
  /** may the asker change it? */
  mine: boolean
  /** the meeting that decided it; `seen`: the asker may open it; `title`: null for who reads no meetings */
  meeting: { id: string; title: string | null; kind: MeetingKind; heldOn: Day; seen: boolean }
}

export interface MeetingRow {
  id: string
  kind: MeetingKind
  area: NamedPlace
  heldOn: Day
  title: string
  solved: number | null
  cases: number
  actions: number
  /** of them, those that nobody finished */
  open: number
}

/** `GET /meetings`: the latest first. */
export interface MeetingList {
  asOf: Day
  total: number
  meetings: MeetingRow[]
}

export interface MeetingDetail extends Omit<MeetingRow, 'cases' | 'actions'> {
  minutes: string | null
  /** those that the asker sees; of a meeting below the towns no sensitive one whose exact place is not for him */
  cases: { id: number; code: string }[]
  /** and how many others there are */
  otherCases: number
  actions: ActionItem[]
  version: number
  /** sign-in names, which are those of posts */
  entered: { login: string; at: string }
  changed: { login: string; at: string }
  asOf: Day
  mine: boolean
  /** may the asker delete it? */
  deletable: boolean
}

/** `GET /meetings/actions`: open ones by due day, then finished ones, the last first. */
export interface ActionList {
  asOf: Day
  total: number
  overdue: number
  items: ActionItem[]
}

/** `GET /meetings/next`: what the next meeting of an area finds on its table. */
export interface NextMeeting extends ActionList {
  area: NamedPlace
  /** what the area owes now */
  owed: { kind: MeetingKind; rhythm: Rhythm; period: MeetingPeriod; held: boolean }[]
}

/** `missing`: nobody held it. `running`: there is time still. `none`: it was not owed. */
export type CellState = 'held' | 'missing' | 'running' | 'none'

export interface MeetingCell {
  state: CellState
  /** held in the period, the latest first; empty for who may not read them */
  meetings: string[]
  /** how many were held */
  held: number
}

/** What is missing is not told of a period that is not over: a running one counts neither as held nor as owed. */
export interface MeetingSum {
  held: number
  owed: number
}

export interface MeetingCalendarRow extends MeetingSum {
  area: NamedPlace
  /** code of the town that it lies in or is; null above the towns */
  town: AreaCode | null
  cells: MeetingCell[]
}

/** `GET /meetings/calendar`: areas × periods. */
export interface MeetingCalendar {
  kind: MeetingKind
  /** null: the county owes no meeting of this kind */
  rhythm: Rhythm | null
  asOf: Day
  /** the first day that counts; null while no meeting was ever entered and none decided */
  since: Day | null
  periods: (MeetingPeriod & { running: boolean })[]
  rows: MeetingCalendarRow[]
  /** by period */
  sums: MeetingSum[]
  total: Rate
}

export const HELD_RULE: Say = {
  zh: '开会率 = 按期召开的期数 ÷ 应召开的期数；期内任一天开过即算按期，多开不重复计；进行中的一期不计；区划自设立日起、整期有效的才计',
  en: 'Share held = periods with a meeting ÷ periods that owed one; any day of the period holds it, and a second meeting counts no more; the running period does not count, nor does one in which the area was not in force throughout',
}
