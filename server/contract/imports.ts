import type { Day } from '../../geodata/place/area.ts'
import type { Say } from '../../geodata/place/say.ts'
import type { NamedPlace } from './answers.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** What a ledger column can mean to us. A column that means none of them is ignored. */
export const FIELDS = vocabulary([
  { code: 'originalNo', label: { zh: '编号', en: 'Case number' } },
  { code: 'occurredOn', label: { zh: '发生（排查）日期', en: 'Date' } },
  { code: 'dueOn', label: { zh: '办理时限', en: 'Due date' } },
  { code: 'closedOn', label: { zh: '办结日期', en: 'Closed on' } },
  { code: 'areaCode', label: { zh: '区划代码', en: 'Area code' } },
  { code: 'town', label: { zh: '乡镇', en: 'Town' } },
  { code: 'village', label: { zh: '村（社区）', en: 'Village' } },
  { code: 'grid', label: { zh: '网格', en: 'Grid cell' } },
  { code: 'place', label: { zh: '事发地点（只用于定位，不保存）', en: 'Place (used to locate, not kept)' } },
  { code: 'lng', label: { zh: '经度', en: 'Longitude' } },
  { code: 'lat', label: { zh: '纬度', en: 'Latitude' } },
  { code: 'crs', label: { zh: '坐标系', en: 'Coordinate system' } },
  { code: 'category', label: { zh: '纠纷类型', en: 'Category' } },
  { code: 'subcategory', label: { zh: '二级分类', en: 'Sub-category' } },
  { code: 'title', label: { zh: '标题', en: 'Title' } },
  { code: 'summary', label: { zh: '简要情况', en: 'Summary' } },
  { code: 'people', label: { zh: '涉及人数', en: 'People involved' } },
  { code: 'amount', label: { zh: '涉及金额', en: 'Amount' } },
  { code: 'colour', label: { zh: '风险等级', en: 'Risk colour' } },
  { code: 'state', label: { zh: '办理结果（状态）', en: 'Status' } },
  { code: 'channel', label: { zh: '受理渠道', en: 'Channel' } },
  { code: 'unit', label: { zh: '责任单位', en: 'Responsible unit' } },
  { code: 'agreement', label: { zh: '协议形式', en: 'Agreement' } },
  { code: 'confirmed', label: { zh: '司法确认', en: 'Judicial confirmation' } },
  { code: 'followUp', label: { zh: '回访情况', en: 'Follow-up' } },
  { code: 'relatedNo', label: { zh: '关联（重复）编号', en: 'Number of the repeated case' } },
])
export type Field = CodeOf<typeof FIELDS>

/** Why a column may not come in. Its values go nowhere; names serve to blank themselves in the same row's text. */
export type RefusedBecause = 'name' | 'id_number' | 'phone' | 'address' | 'person_control' | 'personal_other'

export interface ColumnPlan {
  /** 0-based position and header text (levels of a header joined by `/`) */
  index: number
  header: string
  field: Field | null
  refused: RefusedBecause | null
  /** two meanings are possible: asked in the preview, refused on the command line */
  unsure: Field[]
  /** unit that the header states, such as 万元 */
  unit: string | null
}

/** A mapping that a person settled, saved under the fingerprint of the header. */
export type ColumnMapping = Record<string, Field | 'ignore'>

/** accepted + updated + duplicates + outOfScope + notCases + rejected = read, always. */
export interface Tally {
  read: number
  /** new cases, with and without a place */
  accepted: number
  /** known cases that the file brought up to date */
  updated: number
  /** rows that say what is already known: an earlier row or an earlier import */
  duplicates: number
  /** readable, but no dispute (消费投诉、走失求助 …) */
  outOfScope: number
  /** titles, header rows, sub-totals, footers, nil reports, blank rows */
  notCases: number
  rejected: number
  /** of accepted and updated: those without a place */
  unlocated: number
}

export interface RejectedRow {
  /** 1-based row in its sheet, as a spreadsheet shows it */
  row: number
  sheet?: string
  /** stable code and sentence */
  reason: string
  say: Say
  /** the row in the columns of its sheet, refused columns blank and persons masked; only where it goes back as a file */
  cells?: string[]
}

/** What `fengtu import --json` prints, and the page shows after an import. */
export interface ImportResult extends Tally {
  /** null for a dry run, for a file that told of no case, and for one that was imported before and changed nothing */
  batch: string | null
  rejects: RejectedRow[]
  refusedColumns: { header: string; because: RefusedBecause }[]
  /** things worth knowing that refused nothing, such as "23 points were read as BD-09" */
  notes: Say[]
  /** first and last day of the cases that the file speaks of, known ones too; null without a case */
  days: { first: Day; last: Day } | null
  revision: number
}

/** What the page gets after an import: enough to hand the refused rows back as a file. */
export interface ImportAnswer extends ImportResult {
  /** sheet → header of the columns that `cells` of its rejects stand in */
  rejectHeaders: Record<string, string[]>
}

export interface PreviewRow {
  row: number
  outcome: keyof Omit<Tally, 'read' | 'unlocated'>
  say?: Say
  /** the place it would get, by name */
  place: string | null
  occurredOn: string | null
  category: string | null
  colour: string | null
  state: string | null
  summary: string | null
}

export interface Preview {
  sheets: string[]
  sheet: string
  columns: ColumnPlan[]
  /** fields without which the file cannot be imported and that no column gives */
  missing: Field[]
  tally: Tally
  rows: PreviewRow[]
  refusedColumns: { header: string; because: RefusedBecause }[]
  notes: Say[]
  /** true when the import would run with this mapping */
  ready: boolean
}

export interface BatchSummary {
  batch: string
  /** masked file name */
  file: string
  importedAt: string
  tally: Tally
  undoneAt: string | null
}

export interface UndoneBatch extends BatchSummary {
  revision: number
  /** cases that went; those that another standing ledger told of as well stay */
  removed: number
  /** cases that stand again as before the import */
  restored: number
  /** cases that people work on in Fengtu since: they go on as they are */
  kept: number
}

/** Cases that wait for a person to say where they are, grouped by the same words. */
export interface UnlocatedGroup {
  /** key of the group: the masked place words */
  words: string
  cases: number
  candidates: NamedPlace[]
}
