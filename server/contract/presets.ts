import type { Day } from '../../geodata/place/area.ts'
import type { Level } from '../../geodata/place/level.ts'
import type { Say } from '../../geodata/place/say.ts'
import type { Category } from './categories.ts'
import { COLOURS, type TierColour } from './colours.ts'
import { AppError } from './error.ts'
import type { OrganisationType } from './organisations.ts'
import type { State } from './states.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** So many days after a day: 0 is that day itself. Working days know the public holidays and the shifted Saturdays. */
export interface Term {
  count: number
  kind: 'calendar' | 'working'
}

/** What makes a tier be proposed. A rule only proposes; a person sets the tier. */
export type TierRule =
  /** at least so many people */
  | { kind: 'people'; least: number }
  /** at least so many fen (1/100 yuan) at stake */
  | { kind: 'amount'; leastFen: number }
  /** at least so many cases of this category at this place within so many days, this one counted */
  | { kind: 'repeated'; least: number; withinDays: number }
  | { kind: 'category'; categories: Category[] }
  /** in one state for at least so many days, while it is open */
  | { kind: 'stalled'; days: number }
  /** one of these words in the summary */
  | { kind: 'words'; words: string[] }
  /** family violence, minors, suicide and the like, as the summary tells */
  | { kind: 'sensitive' }
  /** reopened at least so many times */
  | { kind: 'reopened'; least: number }
  /** any case that no other rule speaks for */
  | { kind: 'otherwise' }

export type TierRuleKind = TierRule['kind']

export interface Tier {
  colour: TierColour
  /** what the county calls it */
  label: Say
  /** to be reported upwards within so long after it was set; null = not at all */
  report: Term | null
  /** to be handled within so long after it came in; null = as the category says */
  handling: Term | null
  /** a plan of the case (一案一策) and a lead post are demanded */
  plan: boolean
  /** days after the close at which somebody has to look again, ascending; empty = as `deadlines.followUp` says */
  followUp: number[]
  /** any of them proposes the tier */
  rules: TierRule[]
}

/** One rung of a ladder such as 四级七天: how long an organisation of that level may keep a case before it goes up. */
export interface Rung {
  label: Say
  level: Level
  /** null = of any type */
  types: OrganisationType[] | null
  term: Term
}

export interface Deadlines {
  /** from the day that a case came in */
  handling: Term
  /** where a category has a term of its own, it goes before `handling` */
  byCategory: Partial<Record<Category, Term>>
  /** how long a case may stay in a state */
  stages: Partial<Record<State, Term>>
  /** the first rung that fits the handling organisation counts; empty = none */
  ladder: Rung[]
  /** to apply for judicial confirmation, from the day that the agreement took effect */
  confirmation: Term
  /** follow-up after the close */
  followUp: Term
  /** a call or a supervision that states no limit of its own */
  whistle: Term
  supervision: Term
  /** a clock with so many days left or fewer is due soon */
  soonDays: number
}

/** The public holidays of a year: days off that are no Saturday or Sunday count, and so do Saturdays and Sundays on which people work. */
export interface HolidayYear {
  rest: Day[]
  work: Day[]
}

/** What a county decides about its cases. Kept in the database, edited by an administrator, otherwise `PRESETS` `standard`. */
export interface Presets {
  /** two to five, from the gravest */
  tiers: Tier[]
  deadlines: Deadlines
  /** years that an administrator loaded, by `2027`: they go before those that the program brings */
  holidays: Record<string, HolidayYear>
}

const days = (count: number): Term => ({ count, kind: 'calendar' })
const workingDays = (count: number): Term => ({ count, kind: 'working' })

const COLLECTIVE = ['群体', '聚集', '集体上访', '联名', '堵路', '堵门', '拉横幅', '停工', '罢工']
const VIOLENT = ['械斗', '极端', '扬言', '报复', '持刀', '汽油', '爆炸', '同归于尽', '自杀', '轻生', '跳楼']

const RED_RULES: TierRule[] = [
  { kind: 'people', least: 30 },
  { kind: 'amount', leastFen: 100_000_000 },
  { kind: 'words', words: [...COLLECTIVE, ...VIOLENT] },
  { kind: 'sensitive' },
  { kind: 'reopened', least: 2 },
]
const YELLOW_RULES: TierRule[] = [
  { kind: 'people', least: 10 },
  { kind: 'amount', leastFen: 10_000_000 },
  { kind: 'repeated', least: 3, withinDays: 90 },
  { kind: 'category', categories: ['09', '13'] },
  { kind: 'stalled', days: 30 },
  { kind: 'reopened', least: 1 },
]

/**
 * Terms: people's mediation 30 days (人民调解工作若干规定 art. 33), medical disputes 30 working days (医疗纠纷预防和处理条例
 * art. 38), labour 15 days (劳动争议调解仲裁法 art. 14), road accidents 10 days (道路交通安全法实施条例 art. 95), application
 * for confirmation 30 days (人民调解法 art. 33). What no law says – stages, calls, follow-up, reports – is usage.
 */
const STANDARD_DEADLINES: Deadlines = {
  handling: days(30),
  byCategory: { '07': days(15), '12': days(10), '13': workingDays(30) },
  stages: { registered: workingDays(1), triaged: workingDays(1), dispatched: workingDays(2), escalated: workingDays(2) },
  ladder: [],
  confirmation: days(30),
  followUp: days(30),
  whistle: workingDays(3),
  supervision: workingDays(5),
  soonDays: 3,
}

const RED: Tier = { colour: 'red', label: { zh: '红色', en: 'Red' }, report: days(0), handling: null, plan: true, followUp: [7, 30], rules: RED_RULES }
const YELLOW: Tier = { colour: 'yellow', label: { zh: '黄色', en: 'Yellow' }, report: days(2), handling: null, plan: true, followUp: [], rules: YELLOW_RULES }
const BLUE: Tier = { colour: 'blue', label: { zh: '蓝色', en: 'Blue' }, report: days(3), handling: null, plan: false, followUp: [], rules: [{ kind: 'otherwise' }] }

/** Presets to start from. */
export const PRESETS = vocabulary([
  {
    code: 'standard',
    label: { zh: '三色管理，一般 30 日', en: 'Three colours, 30 days' },
    presets: { tiers: [RED, YELLOW, BLUE], deadlines: STANDARD_DEADLINES, holidays: {} } as Presets,
  },
  {
    code: 'four_colours',
    label: { zh: '四色管理（红橙黄蓝）', en: 'Four colours (red, orange, yellow, blue)' },
    presets: {
      tiers: [
        RED,
        {
          ...YELLOW,
          colour: 'orange',
          label: { zh: '橙色', en: 'Orange' },
          report: days(0),
          followUp: [7, 30],
          rules: [{ kind: 'people', least: 20 }, { kind: 'amount', leastFen: 50_000_000 }, { kind: 'reopened', least: 1 }],
        },
        YELLOW,
        BLUE,
      ],
      deadlines: STANDARD_DEADLINES,
      holidays: {},
    } as Presets,
  },
  {
    code: 'seven_days',
    label: { zh: '三色管理，四级七天', en: 'Three colours, four levels in seven working days' },
    presets: {
      tiers: [RED, YELLOW, BLUE],
      deadlines: {
        ...STANDARD_DEADLINES,
        handling: workingDays(7),
        ladder: [
          { label: { zh: '社（组、网格）', en: 'Group or grid' }, level: 'group', types: null, term: workingDays(1) },
          { label: { zh: '社（组、网格）', en: 'Group or grid' }, level: 'grid', types: null, term: workingDays(1) },
          { label: { zh: '村（社区）', en: 'Village' }, level: 'village', types: null, term: workingDays(2) },
          { label: { zh: '镇综治中心', en: 'Town centre' }, level: 'town', types: ['centre'], term: workingDays(2) },
          { label: { zh: '镇司法所', en: 'Justice office of the town' }, level: 'town', types: null, term: workingDays(2) },
        ],
      },
      holidays: {},
    } as Presets,
  },
])

export type PresetCode = CodeOf<typeof PRESETS>

/** What holds while a county has decided nothing. */
export const STANDARD: Presets = PRESETS.row('standard').presets

const MOST_TIERS = 5

/** Terms that last a day at least, by what the page calls them. */
const LASTING = {
  handling: { zh: '一般办理', en: 'handling' },
  confirmation: { zh: '申请司法确认', en: 'judicial confirmation' },
  followUp: { zh: '办结后回访', en: 'follow-up' },
  whistle: { zh: '吹哨后报到、反馈', en: 'calls' },
  supervision: { zh: '督办回复', en: 'answers to supervision' },
} as const satisfies Partial<Record<keyof Deadlines, Say>>

/** Throws `AppError` 400 for presets that could not be worked with. Their shape is checked where they come in. */
export function refusePresets({ tiers, deadlines, holidays }: Presets): void {
  const colours = tiers.map(({ colour }) => colour)
  if (tiers.length < 2 || tiers.length > MOST_TIERS) {
    throw bad('tiers', { zh: '等级为两级到五级', en: 'There are two to five tiers' })
  }
  if (new Set(colours).size < colours.length) throw bad('tiers', { zh: '每级用一种颜色，不能重复', en: 'Each tier has a colour of its own' })
  const order = colours.map((colour) => COLOURS.index(colour))
  if (order.some((at, k) => k > 0 && at < order[k - 1]!)) {
    throw bad('tiers', { zh: '等级由重到轻排列：红、橙、黄、蓝、绿', en: 'Tiers stand from the gravest: red, orange, yellow, blue, green' })
  }
  for (const { followUp } of tiers) {
    if (followUp.some((day, k) => day < 1 || (k > 0 && day <= followUp[k - 1]!))) {
      throw bad('followUp', { zh: '回访天数由小到大，至少 1 天', en: 'Days of follow-up ascend and are 1 at least' })
    }
  }
  const none = (Object.keys(LASTING) as (keyof typeof LASTING)[]).find((key) => deadlines[key].count < 1)
  if (none) throw bad(`deadlines.${none}`, { zh: `“${LASTING[none].zh}”的时限至少 1 天，请改正`, en: `The term "${LASTING[none].en}" is one day at least: put it right` })
  for (const [year, { rest, work }] of Object.entries(holidays)) {
    if ([...rest, ...work].some((day) => !day.startsWith(`${year}-`))) {
      throw bad('holidays', { zh: `${year} 年的节假日里有别的年份的日期`, en: `The holidays of ${year} name days of other years` })
    }
    if (rest.some((day) => work.includes(day))) {
      throw bad('holidays', { zh: `${year} 年有的日期既放假又上班`, en: `In ${year} a day is both off and worked` })
    }
  }
}

function bad(field: string, say: Say): AppError {
  return new AppError('bad_presets', { status: 400, field, say })
}
