import type { Placement } from '../../geodata/place/area.ts'
import type { Level } from '../../geodata/place/level.ts'
import type { Say } from '../../geodata/place/say.ts'
import type { AreaCode, AreaHit, NamedPlace, Rate, SeriesPoint, Summary } from './answers.ts'
import type { Category } from './categories.ts'
import type { Channel } from './channels.ts'
import type { ChecklistItem } from './checklists.ts'
import type { Colour, TierColour } from './colours.ts'
import type { StaffCounts } from './coverage.ts'
import type { Day } from './day.ts'
import type { OrganisationType } from './organisations.ts'
import type { Phase, State } from './states.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** Every village is to have so many people versed in the law (每村三名法律明白人). */
export const LEGAL_AWARE_EACH = 3

/** What a place may have kept for months, each with what of the ledger it goes by. */
export const BADGES = vocabulary([
  {
    code: 'quiet',
    label: { zh: '零发案', en: 'No case' },
    rule: {
      zh: '按台账：这些整月里本处没有发生一件纠纷。只数本乡镇当月报过案件的月份；本乡镇一件也没有报的月份不算，也不算中断。',
      en: 'By the ledger: no dispute occurred here in these whole months. Only months in which the town reported cases are counted; those in which it reported none are left out, and break nothing.',
    },
  },
  {
    code: 'no_suit',
    label: { zh: '无讼', en: 'No lawsuit' },
    rule: {
      zh: '按台账：这些整月发生的案件，没有一件来自法院（诉调对接），也没有一件终止或不予受理时告知走诉讼。法院自己的收案登记不在台账里；只数本乡镇报过案件的月份。',
      en: 'By the ledger: of the cases that occurred in these whole months none came from the court, and none was terminated or declined with the way to court pointed out. The court’s own register is not in the ledger; only months in which the town reported cases are counted.',
    },
  },
  {
    code: 'three_free',
    label: { zh: '三无', en: 'Free of three' },
    rule: {
      zh: '按台账：这些整月发生的案件里，没有到公安或法院的（来源 110、诉调对接，或告知走诉讼），没有道路交通事故纠纷，没有信访转来的。刑事治安案件、安全生产事故和信访登记本身不在台账里，评“三无”还须与公安、应急、信访核对。',
      en: 'By the ledger: of the cases that occurred in these whole months none reached police or court (channels 110 and court, or pointed to a lawsuit), none was about a road accident, and none came from the petition office. Crimes, industrial accidents and the register of petitions are not in the ledger: before a place is called free of the three, ask those who keep them.',
    },
  },
])
export type BadgeCode = CodeOf<typeof BADGES>

/** How long a place has kept a badge, back from the last whole month. */
export interface Badge {
  code: BadgeCode
  /** months counted; 0: not kept */
  months: number
  /** first day of the earliest of them; null without any */
  since: Day | null
  /** months in between in which the town reported nothing, and which are not counted */
  silent: number
  /** the ledger does not reach further back: it may be longer */
  atLeast: boolean
  /** first day of the last month with a case that breaks it; null where the ledger has none */
  brokenIn: Day | null
  /** cases since then that would break it if they were of this place: known to the town above it only, or to no place */
  unplaced: number
  /** cases here since then that were terminated without a word on where to go next: some may have gone to court */
  unclear: number
}

/** One term of a vocabulary and its cases; terms without a case are left out. */
export interface CountedTerm<Code extends string> {
  code: Code
  count: number
  resolved: number
}

/** An area as one line: cases of the filter's period and kinds. */
export interface PlaceLine {
  code: AreaCode
  name: string
  nameEn: string
  index: number
  level: Level
  count: number
  resolved: number
  overdue: number
  /** red and still pending */
  redOpen: number
  perTenThousand: Rate | null
}

/** An organisation that serves exactly this place. */
export interface CardOrganisation {
  id: string
  name: string
  type: OrganisationType
  star: number | null
  /** head count; null where it does not tell */
  staff: number | null
}

/** The nearest organisation of a type elsewhere, in a straight line from the middle of the place. */
export interface NearestOrganisation {
  id: string
  name: string
  area: AreaCode
  areaName: string
  areaNameEn: string
  /** metres, rounded to 100 */
  distanceM: number
  /** its own point, or the middle of its area where it has none */
  measured: 'point' | 'area'
}

/** What a place of its level is to have. */
export interface DueFacility {
  type: OrganisationType
  has: boolean
  /** where it is missing; null where nobody has one, or nothing is known of where they are */
  nearest: NearestOrganisation | null
}

/** What areas below are to have, and which of them have it not. */
export interface PartsFacility {
  level: Level
  label: Say
  type: OrganisationType
  covered: Rate
  missing: NamedPlace[]
}

/** How the centre of the place answers its list. */
export interface CardChecklist {
  label: Say
  organisation: { id: string; name: string }
  has: number
  lacks: ChecklistItem[]
  unknown: ChecklistItem[]
}

/** `GET /areas/{area}/card`: everything about one place, of one revision. Counts are of the filter; `now` and `badges` are not. */
export interface PlaceCard {
  revision: number
  packVersion: string
  asOf: Day
  place: NamedPlace
  index: number
  level: Level
  /** the county's word for the level, or the place's own kind */
  label: Say
  placement: Placement
  /** the code that was asked for, where another took over */
  formerly: AreaCode | null
  /** from what the asker sees down to the place */
  path: AreaHit[]
  population: { count: number; from: 'own' | 'parts'; source: Say | null } | null
  /** awards that the pack tells of */
  honours: string[]
  /** people versed in the law: of `of` villages `told` say how many, and `enough` of these have enough; null where none says */
  legalAware: { count: number; told: number; of: number; enough: number } | null
  summary: Summary
  /** of the filter's cases those still pending, those of them that are red, and those that have been for more than 90 days */
  pending: { count: number; red: number; long: number }
  /** whatever the filter: cases on record, those that are pending today, and the gravest tier among these */
  now: { ever: number; pending: number; overdue: number; gravest: TierColour | null }
  states: CountedTerm<State>[]
  phases: CountedTerm<Phase>[]
  colours: CountedTerm<Colour>[]
  /** most cases first */
  categories: CountedTerm<Category>[]
  channels: CountedTerm<Channel>[]
  /** months, as the trend has them */
  series: SeriesPoint[]
  badges: Badge[]
  /** whole months on record that badges can go by */
  monthsOnRecord: number
  organisations: {
    /** open ones here and below, types without any left out */
    types: { type: OrganisationType; count: number }[]
    here: CardOrganisation[]
    /** of mediation organisations here and below */
    staff: Omit<StaffCounts, 'area' | 'name'>
  }
  facilities: { due: DueFacility[]; checklist: CardChecklist | null; parts: PartsFacility[] }
  /** of the same level; `outside` more lie beyond what the asker sees; null where the pack has no borders of the level */
  neighbours: { lines: PlaceLine[]; outside: number } | null
  /** right below, most cases first; `rest`: cases that count in the place and in none of them */
  parts: { lines: PlaceLine[]; rest: number }
}
