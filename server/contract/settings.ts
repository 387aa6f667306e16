import { STANDARD_CHECKLISTS, type Checklist } from './checklists.ts'
import { STANDARD_MEETINGS, type MeetingRules } from './meetings.ts'
import { STANDARD, type Presets } from './presets.ts'
import { STANDARD_ROUTING, type RouteRule } from './routing.ts'
import type { SubsidyTable } from './subsidy.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** All that a county decides. Each part stands for itself; one that nobody decided is the standard's. */
export interface Settings extends Presets {
  routing: RouteRule[]
  checklists: Checklist[]
  /** no two of them at one time; none = no subsidy is proposed */
  subsidy: SubsidyTable[]
  meetings: MeetingRules
}

export const SETTINGS = vocabulary([
  { code: 'tiers', label: { zh: '风险等级', en: 'Tiers' } },
  { code: 'deadlines', label: { zh: '时限', en: 'Terms' } },
  { code: 'holidays', label: { zh: '节假日', en: 'Holidays' } },
  { code: 'routing', label: { zh: '分流表', en: 'Routing' } },
  { code: 'checklists', label: { zh: '阵地建设清单', en: 'Facility checklists' } },
  { code: 'subsidy', label: { zh: '以案定补标准', en: 'Subsidy rates' } },
  { code: 'meetings', label: { zh: '例会制度', en: 'Meetings' } },
])
export type SettingKey = CodeOf<typeof SETTINGS>

export const STANDARD_SETTINGS: Settings = { ...STANDARD, routing: STANDARD_ROUTING, checklists: STANDARD_CHECKLISTS, subsidy: [], meetings: STANDARD_MEETINGS }

/** What is left out stays, null goes back to the standard. */
export type SettingsChange = { [Key in SettingKey]?: Settings[Key] | null }

/** `GET /presets`. */
export interface SettingsAnswer {
  /** a change names the one that it was made from */
  version: number
  settings: Settings
  /** what the county itself decided, and when; the rest is the standard, to be checked against the county's own rules */
  decided: { key: SettingKey; at: string; login: string }[]
  /** years that terms reach into by now and of which nobody told the holidays: their weekends alone count */
  unknownYears: number[]
  /** years whose holidays the program brings; one that the county loaded goes before it as a whole */
  builtInYears: number[]
}
