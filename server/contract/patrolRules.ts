import type { AreaCode, Day } from '../../geodata/place/area.ts'
import type { Say } from '../../geodata/place/say.ts'
import type { Colour, TierColour } from './colours.ts'
import type { Confidence } from './hotTerms.ts'
import type { OrganisationType } from './organisations.ts'
import type { DayPart, PatrolPeriod, RhythmKind, VisitKind } from './patrol.ts'

/** So many visits in each period, no two of which fall on one day. */
export interface Rhythm {
  times: number
  per: PatrolPeriod
  /** a timed visit counts from so many minutes on */
  minutes: number
}

/** Days of a special. `solar` and `lunar`: those whose day of the month ends on one of the digits (逢三六九); weekdays are 1 Monday … 7 Sunday. */
export type SpecialDays =
  | { kind: 'dates'; dates: Day[] }
  | { kind: 'span'; from: Day; to: Day }
  | { kind: 'weekdays'; weekdays: number[] }
  | { kind: 'solar' | 'lunar'; digits: number[] }

/** Visits on market days, festivals and the like (集市、节点): one on each of the days. */
export interface Special {
  label: Say
  days: SpecialDays
  /** places in these areas and below them; empty = every grid */
  areas: AreaCode[]
  part: DayPart
  minutes: number
}

/** 政法干警基层工作日: each department comes to each village and town. */
export interface WorkdayRules {
  /** 1 Monday … 7 Sunday */
  weekday: number
  /** days in a calendar month on which a department comes to a place */
  times: number
  /** the four roles: one department each */
  roles: OrganisationType[]
  minutes: number
  /** true: a visit on another weekday does not count */
  strict: boolean
}

export interface CheckInRules {
  /** metres beyond the border of a grid that still count as inside, and the same for rural ones */
  toleranceM: number
  ruralToleranceM: number
  /** minutes before and after a shift that still belong to it */
  shiftMinutes: number
  /** least accuracy of a position: radius in metres */
  accuracyM: number
  /** minutes between the check-ins of one team at two checkpoints */
  apartMinutes: number
  /** check-ins of one team in one grid with no more minutes between two of them are one visit */
  joinMinutes: number
  /** days for which positions are kept; then the place alone remains */
  keepDays: number
}

export interface TrackRules {
  /** a gap that begins and ends in one grid is credited up to so many minutes: stairs, houses, no reception */
  gapMinutes: number
  /** a stay across the border, within the tolerance, is jitter up to so many minutes */
  jitterMinutes: number
  /** two points that only something faster joins do not belong together, km/h */
  fastestKmh: number
}

export interface ShiftRules {
  hoursADay: number
  /** hours between the end of a shift that touches the night and the next one */
  restHours: number
  nightPersons: number
  /** in a red grid at night */
  redNightPersons: number
  volunteerHours: number
  /** nights of a week, Monday to Sunday */
  volunteerNights: number
}

/**
 * What paying one visit is worth: colour × kind × (1 + `step` × intervals late), where no more than `most` intervals count.
 * See `server/patrol/worth.ts`.
 */
export interface PatrolWorth {
  colour: Record<Colour, number>
  kind: Record<VisitKind, number>
  step: number
  most: number
}

/** What a county decides about its patrols. */
export interface PatrolRules {
  /** the first day that counts; null = that of the first visit */
  since: Day | null
  /** null = not owed */
  rhythms: Record<RhythmKind, Record<Colour, Rhythm | null>>
  /** visits of these kinds pay the day or night visit of their grid as well, as their hour says */
  alsoOrdinary: VisitKind[]
  /** days for which a grid keeps a colour after its last case of that colour was closed */
  decayDays: Record<TierColour, number>
  /** colour of a hot-spot, by how sure it is */
  hotColours: Record<Confidence, Colour>
  /** minutes of the day; the night passes midnight */
  night: { fromMinute: number; toMinute: number }
  specials: Special[]
  /** null = there is no such day */
  workday: WorkdayRules | null
  checkIn: CheckInRules
  track: TrackRules
  shifts: ShiftRules
  worth: PatrolWorth
}

const rhythm = (times: number, per: PatrolPeriod, minutes: number): Rhythm => ({ times, per, minutes })
const EVERY_CHECKPOINT = rhythm(2, 'week', 0)
const MONTHLY_JOINT = rhythm(1, 'month', 30)

/**
 * No law says how often a grid is visited: rhythms, tolerances and terms are usage, to be checked against the county's own rules. Wednesdays,
 * twice a month and four roles are 潼关's; checkpoints twice a week are what scoring sheets of grid workers ask for.
 */
export const STANDARD_PATROL: PatrolRules = {
  since: null,
  rhythms: {
    daily: {
      red: rhythm(1, 'day', 20), orange: rhythm(5, 'week', 20), yellow: rhythm(3, 'week', 20),
      blue: rhythm(1, 'week', 20), green: rhythm(2, 'month', 20), none: rhythm(2, 'month', 20),
    },
    night: { red: rhythm(1, 'day', 20), orange: rhythm(2, 'week', 20), yellow: rhythm(1, 'week', 20), blue: null, green: null, none: null },
    joint: {
      red: rhythm(1, 'week', 30), orange: rhythm(2, 'month', 30), yellow: MONTHLY_JOINT,
      blue: MONTHLY_JOINT, green: MONTHLY_JOINT, none: MONTHLY_JOINT,
    },
    checkpoint: {
      red: EVERY_CHECKPOINT, orange: EVERY_CHECKPOINT, yellow: EVERY_CHECKPOINT,
      blue: EVERY_CHECKPOINT, green: EVERY_CHECKPOINT, none: EVERY_CHECKPOINT,
    },
  },
  alsoOrdinary: ['joint', 'special'],
  decayDays: { red: 14, orange: 0, yellow: 0, blue: 0, green: 0 },
  hotColours: { high: 'yellow', fair: 'blue', hint: 'none' },
  night: { fromMinute: 20 * 60, toMinute: 6 * 60 },
  specials: [],
  workday: { weekday: 3, times: 2, roles: ['court', 'procuratorate', 'police', 'justice'], minutes: 0, strict: false },
  checkIn: { toleranceM: 50, ruralToleranceM: 100, shiftMinutes: 30, accuracyM: 50, apartMinutes: 10, joinMinutes: 120, keepDays: 30 },
  track: { gapMinutes: 30, jitterMinutes: 3, fastestKmh: 130 },
  shifts: { hoursADay: 8, restHours: 11, nightPersons: 2, redNightPersons: 2, volunteerHours: 2, volunteerNights: 2 },
  worth: {
    colour: { red: 10, orange: 6, yellow: 4, blue: 2, green: 1, none: 1 },
    kind: { daily: 1, night: 1, joint: 1.5, checkpoint: 0.5, special: 2, workday: 1 },
    step: 0.5,
    most: 4,
  },
}
