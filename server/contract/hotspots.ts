import type { Say } from '../../geodata/place/say.ts'
import type { AreaCode, Level, NamedPlace } from './answers.ts'
import type { Category } from './categories.ts'
import type { Day } from './day.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** What the map can show beside plain counts, each with the question that it answers in a meeting. */
export const HOT_METHODS = vocabulary([
  {
    code: 'gistar',
    label: { zh: '热点', en: 'Hot-spots' },
    what: { zh: '哪里连片偏多：本村连同相邻村，比按人口和同期总件数应有的多出一截，不像是碰巧', en: 'Where a place and its neighbours have more than residents explain, and not by chance' },
  },
  {
    code: 'lisa',
    label: { zh: '高低关系', en: 'High and low' },
    what: { zh: '偏多的村挨着谁：周围也多、独自偏多、独自偏少', en: 'What a high place lies beside: others that are high, or low ones' },
  },
  {
    code: 'emerging',
    label: { zh: '冷热变化', en: 'Change' },
    what: { zh: '热点是新出现的、一直都在的，还是正在消退', en: 'Whether a hot-spot is new, lasting or on its way out' },
  },
  {
    code: 'scan',
    label: { zh: '集中发生', en: 'Bursts' },
    what: { zh: '哪一片、哪一段时间里案件扎堆', en: 'Which circle of places, in which days, had too many at once' },
  },
])
export type HotMethod = CodeOf<typeof HOT_METHODS>
/** Methods whose classes are told to those who see aggregates only: bursts and densities are drawn from single cases. */
export const TOLD_METHODS: readonly string[] = ['gistar', 'lisa', 'emerging'] satisfies HotMethod[]

/**
 * Gi* against what was to be expected, after Benjamini–Hochberg over the areas of the map. `itself`: a place that stands out
 * alone, in no hot neighbourhood. `plain` is for where a word of confidence stands beside it.
 */
export const HOT_CLASSES = vocabulary([
  { code: 'hot99', label: { zh: '这一带偏多，可信度 99%', en: 'High here and around, 99 %' }, plain: { zh: '这一带偏多', en: 'High here and around' } },
  { code: 'hot95', label: { zh: '这一带偏多，可信度 95%', en: 'High here and around, 95 %' }, plain: { zh: '这一带偏多', en: 'High here and around' } },
  { code: 'hot90', label: { zh: '这一带略偏多，可信度 90%', en: 'Somewhat high here and around, 90 %' }, plain: { zh: '这一带略偏多', en: 'Somewhat high here and around' } },
  { code: 'itself', label: { zh: '本处偏多，连片不明显', en: 'High itself, not with those around' }, plain: { zh: '本处偏多，连片不明显', en: 'High itself, not with those around' } },
  { code: 'none', label: { zh: '不突出', en: 'Nothing stands out' }, plain: { zh: '不突出', en: 'Nothing stands out' } },
  { code: 'cold90', label: { zh: '这一带略偏少，可信度 90%', en: 'Somewhat low here and around, 90 %' }, plain: { zh: '这一带略偏少', en: 'Somewhat low here and around' } },
  { code: 'cold95', label: { zh: '这一带偏少，可信度 95%', en: 'Low here and around, 95 %' }, plain: { zh: '这一带偏少', en: 'Low here and around' } },
  { code: 'cold99', label: { zh: '这一带偏少，可信度 99%', en: 'Low here and around, 99 %' }, plain: { zh: '这一带偏少', en: 'Low here and around' } },
])
export type HotClass = CodeOf<typeof HOT_CLASSES>

/** Quadrants of the Moran scatter plot, of the places that stand out after Benjamini–Hochberg. */
export const LISA_CLASSES = vocabulary([
  { code: 'high-high', label: { zh: '本处多、周围也多', en: 'High among high' } },
  { code: 'high-low', label: { zh: '本处多、周围少', en: 'High among low' } },
  { code: 'low-high', label: { zh: '本处少、周围多', en: 'Low among high' } },
  { code: 'low-low', label: { zh: '本处少、周围也少', en: 'Low among low' } },
  { code: 'none', label: { zh: '不突出', en: 'Nothing stands out' } },
])
export type LisaClass = CodeOf<typeof LISA_CLASSES>

/** The classes of emerging hot-spot analysis, hot and cold alike. */
export const EMERGING_CLASSES = vocabulary([
  { code: 'new-hot', label: { zh: '新热点', en: 'New hot-spot' } },
  { code: 'consecutive-hot', label: { zh: '连续热点', en: 'Consecutive hot-spot' } },
  { code: 'intensifying-hot', label: { zh: '加剧热点', en: 'Intensifying hot-spot' } },
  { code: 'persistent-hot', label: { zh: '持续热点', en: 'Persistent hot-spot' } },
  { code: 'diminishing-hot', label: { zh: '减弱热点', en: 'Diminishing hot-spot' } },
  { code: 'sporadic-hot', label: { zh: '时有时无的热点', en: 'Sporadic hot-spot' } },
  { code: 'oscillating-hot', label: { zh: '由冷转热', en: 'Oscillating hot-spot' } },
  { code: 'historical-hot', label: { zh: '已消退的热点', en: 'Historical hot-spot' } },
  { code: 'none', label: { zh: '不突出', en: 'Nothing stands out' } },
  { code: 'new-cold', label: { zh: '新冷点', en: 'New cold-spot' } },
  { code: 'consecutive-cold', label: { zh: '连续冷点', en: 'Consecutive cold-spot' } },
  { code: 'intensifying-cold', label: { zh: '加深冷点', en: 'Intensifying cold-spot' } },
  { code: 'persistent-cold', label: { zh: '持续冷点', en: 'Persistent cold-spot' } },
  { code: 'diminishing-cold', label: { zh: '减弱冷点', en: 'Diminishing cold-spot' } },
  { code: 'sporadic-cold', label: { zh: '时有时无的冷点', en: 'Sporadic cold-spot' } },
  { code: 'oscillating-cold', label: { zh: '由热转冷', en: 'Oscillating cold-spot' } },
  { code: 'historical-cold', label: { zh: '已消退的冷点', en: 'Historical cold-spot' } },
])
export type EmergingClass = CodeOf<typeof EMERGING_CLASSES>

/** When a place has which class, as `server/analysis/emergingClasses.ts` decides it; cold ones the other way round. */
export const COURSES = vocabulary([
  { code: 'new', label: { zh: '新热点', en: 'New' }, what: { zh: '最后一段偏多，以前从未偏多', en: 'High in the last step, never before' } },
  { code: 'consecutive', label: { zh: '连续热点', en: 'Consecutive' }, what: { zh: '最后至少两段接连偏多，再往前从未偏多；偏多的不到九成', en: 'High in the last two steps or more without a break, never before that; in less than nine tenths of the steps' } },
  { code: 'intensifying', label: { zh: '加剧热点', en: 'Intensifying' }, what: { zh: '九成以上的段都偏多，最后一段也是，而且越来越明显', en: 'High in nine tenths of the steps, the last among them, and more and more so' } },
  { code: 'persistent', label: { zh: '持续热点', en: 'Persistent' }, what: { zh: '九成以上的段都偏多，最后一段也是，不增不减', en: 'High in nine tenths of the steps, the last among them, neither growing nor fading' } },
  { code: 'diminishing', label: { zh: '减弱热点', en: 'Diminishing' }, what: { zh: '九成以上的段都偏多，最后一段也是，但在减弱', en: 'High in nine tenths of the steps, the last among them, but less and less so' } },
  { code: 'sporadic', label: { zh: '时有时无的热点', en: 'Sporadic' }, what: { zh: '最后一段偏多，以前断断续续，从未偏少；偏多的不到九成', en: 'High in the last step and on and off before, never low; in less than nine tenths of the steps' } },
  { code: 'oscillating', label: { zh: '由冷转热', en: 'Oscillating' }, what: { zh: '最后一段偏多，以前有过偏少；偏多的不到九成', en: 'High in the last step, low in an earlier one; in less than nine tenths of the steps' } },
  { code: 'historical', label: { zh: '已消退的热点', en: 'Historical' }, what: { zh: '最后一段已不偏多，但九成以上的段都偏多', en: 'No longer high in the last step, but in nine tenths of the steps' } },
])

/** How sure a statement is, in words; `q`: what its p-value, of many places after Benjamini–Hochberg, is at most. */
export const CONFIDENCE = vocabulary([
  { code: 'high', q: 0.01, label: { zh: '可信度高', en: 'Well founded' } },
  { code: 'fair', q: 0.05, label: { zh: '可信度一般', en: 'Fairly founded' } },
  { code: 'hint', q: 0.1, label: { zh: '仅供参考', en: 'A hint only' } },
])
export type Confidence = CodeOf<typeof CONFIDENCE>

/** What a place is compared with. */
export const BASES = vocabulary([
  { code: 'residents', label: { zh: '按人口和同期总件数', en: 'by residents and the total of these days' } },
  { code: 'past', label: { zh: '按上一年所占的份额', en: 'by its share of the year before' } },
  { code: 'even', label: { zh: '按各地均摊', en: 'by an even share' } },
  // a scan deals the window's own cases to its own days anew
  { code: 'own', label: { zh: '按各处平日、所看范围当天的件数', en: 'by what each place usually has and how many came in all that day' } },
])
export type Basis = CodeOf<typeof BASES>

export type HotStep = 'week' | 'month'

/** Everything that an answer depends on beside the data: the same parameters on the same revision give the same bytes. */
export interface HotParameters {
  method: HotMethod
  level: Level
  /** whose cases: the filter's area, else all that the asker sees */
  area: AreaCode
  /** conditions beside area and days, in the form of the address */
  filter: Record<string, string>
  from: Day
  to: Day
  /** a window that ends today is said so, and scanned for what goes on today */
  today: Day
  /** steps of the space-time cube; null where the method has none */
  step: HotStep | null
  weights: 'queen'
  seed: number
  /** draws that were made of the conditional permutation or of the Monte-Carlo simulation; null for an exact or analytic p-value, and where there was nothing to judge */
  permutations: number | null
  basis: Basis
  /**
   * of `scan`: bursts that go on today, or all of the window; by slots of so many days; from this day on; all cases of one village on
   * one day counted as one, so that a batch entered at once makes no burst
   */
  search: { time: 'prospective' | 'retrospective'; slotDays: number; from: Day; counted: 'place-days' } | null
}

/**
 * Why nothing is named. nothing: neither residents nor a past to compare by; whole: everything neighbours everything; thin: no residents, and
 * too few cases in the year before; young: a record of less than four weeks; patchy: cases in less than four weeks of a longer one; few: too few
 * cases in the window.
 */
export const REFUSALS = ['nothing', 'whole', 'thin', 'young', 'patchy', 'few'] as const
export type Refusal = (typeof REFUSALS)[number]

/** Too few cases are told instead of coloured. */
export interface Sufficiency {
  enough: boolean
  /** null where there is enough */
  refusal: Refusal | null
  /** cases of the window that have a place on this level (null: withheld), and areas that they are spread over */
  cases: number | null
  areas: number
  /** smallest multiple of the expected number that the typical place could be found with; null where none could */
  detectable: number | null
  say: Say | null
}

/** One area of the map. A null number could not be worked out, such as without residents. */
export interface HotRow {
  id: AreaCode
  name: string
  nameEn: string
  /** in the pack: its feature id in the tiles */
  index: number
  /** it is on the list of places; others in a hot neighbourhood are hot with those around them only */
  named: boolean
  /** null: withheld from those who see only aggregates */
  count: number | null
  expected: number | null
  /**
   * what the method tests: excess of the neighbourhood (gistar), local Moran's I (lisa), z of the last step (emerging). In a row with
   * `around` value, z, p and pFdr are those of what the place is named for, p of one that stands out alone one-sided
   */
  value: number | null
  z: number | null
  p: number | null
  /** after Benjamini–Hochberg over the areas of the answer */
  pFdr: number | null
  class: HotClass | LisaClass | EmergingClass
  /** emerging: class at 90, 95, 99 % of each step, from the first */
  steps?: HotClass[]
  /** gistar: the class of its own neighbourhood, where `class` is that of what it is named for */
  around?: HotClass
}

/** A circle of places and a span of days with too many cases; clusters of one answer share no place. */
export interface HotCluster {
  rank: number
  areas: AreaCode[]
  indices: number[]
  /** [lng, lat] and reach of the circle */
  centre: [number, number]
  radiusM: number
  from: Day
  to: Day
  /** cases, and what they should have been: as many times fewer as the place-days */
  count: number
  expected: number
  /** villages × days with a case, which is what was scanned: `llr` is theirs */
  placeDays: number
  placeDaysExpected: number
  llr: number
  p: number
  confidence: Confidence
  /** a burst as rare as this comes once in so many days when nothing is wrong; null for a search backwards */
  recurrenceDays: number | null
  reason: Say
}

/** `GET /hotspots`: 200 with this, or 202 with `HotProgress` while it is being worked out. */
export interface Hotspots {
  revision: number
  packVersion: string
  /** of the program, in whose methods the numbers were worked out */
  version: string
  method: HotMethod
  parameters: HotParameters
  sufficiency: Sufficiency
  /** first days of the steps of `HotRow.steps`; empty for other methods */
  steps: Day[]
  rows: HotRow[]
  /** of a scan, best first; empty for other methods */
  clusters: HotCluster[]
  /** Moran's I over the map: does like lie beside like at all? null for scans and where it cannot be worked out */
  global: { statistic: 'moran'; value: number; expected: number; z: number; p: number } | null
  /** the finding of the whole map in one sentence */
  finding: Say
}

export interface HotProgress {
  state: 'running'
  /** 0…1 */
  progress: number
}

/** Months in which a place was hot with its neighbours: of so many, so many, the last so many of them in a row, up to the month that begins on `last`; 0 and null where that is not told. */
export interface HotMonths {
  of: number
  hot: number
  run: number
  last: Day | null
}

/** Why a place is hot: each part from the results only, absent (null, empty) where they do not say it. */
export interface HotFacts {
  /** days of the window */
  days: number
  count: number
  expected: number
  basis: Basis
  /**
   * What speaks for it. place: it stands out, and so do it and its neighbours together; around: only together; alone: only by
   * itself; null: it is not named
   */
  by: 'place' | 'around' | 'alone' | null
  /**
   * neighbouring areas that can be judged, and those of them that by themselves have more than expected, at 10 %: null where so many
   * of so many have by chance often enough
   */
  neighbours: number
  neighboursHigh: number | null
  /** rising without a break since the first of these months, at least three of them; by the Mann–Kendall test */
  risingSince: Day | null
  emerging: EmergingClass
  /** what that class rests on */
  months: HotMonths
  /** in the same weeks of earlier years: newest first */
  earlierYears: number[]
  /** by itself it has more than in the same weeks of earlier years */
  fresh: boolean
  /** with its neighbours it had too many in the same weeks of earlier years as well */
  recurring: boolean
  /** most frequent first */
  categories: { code: Category; count: number }[]
}

export interface HotPlace extends HotFacts {
  place: NamedPlace
  index: number
  level: Level
  rank: number
  confidence: Confidence
  /** of what speaks for it: its neighbourhood, or of one that stands out alone itself */
  z: number
  p: number
  pFdr: number
  /** one sentence to be read aloud, and the figures behind it */
  reason: Say
  figures: Say[]
}

/** `GET /hotspots/places`: ranked by evidence. */
export interface HotPlaces {
  revision: number
  packVersion: string
  version: string
  parameters: HotParameters
  sufficiency: Sufficiency
  finding: Say
  places: HotPlace[]
}

/** `GET /hotspots/places/{area}`: the card of any area of a level that has figures. */
export interface HotCard {
  revision: number
  packVersion: string
  version: string
  parameters: HotParameters
  sufficiency: Sufficiency
  place: NamedPlace
  index: number
  level: Level
  class: HotClass
  confidence: Confidence | null
  facts: HotFacts | null
  reason: Say
  figures: Say[]
  /** months or weeks up to the window's last day, at least a year of them where there is one: what came and what was to be expected, with the band that 95 of 100 of them keep to where nothing is wrong */
  series: { start: Day; count: number; expected: number | null; low: number | null; high: number | null }[]
  step: HotStep
}

/** `GET /hotspots/density`: bands of equal density of the cases that have a point, as a map of its own. */
export interface HotDensity {
  revision: number
  packVersion: string
  from: Day
  to: Day
  /** reach of the kernel, metres */
  bandwidthM: number
  /** cases with a point, and all of the window */
  located: number
  cases: number
  /** cases per km² at the lower edge of each band, ascending */
  bands: number[]
  /** one multipolygon a band in WGS-84, `band` is its position in `bands` */
  shapes: { type: 'FeatureCollection'; features: { type: 'Feature'; properties: { band: number }; geometry: { type: 'MultiPolygon'; coordinates: [number, number][][][] } }[] }
  /** spots where trouble comes back, each with at least `count` cases within `radiusM`; null to posts that do not read every case of their area */
  spots: HotSpot[] | null
  say: Say | null
}

export interface HotSpot {
  centre: [number, number]
  radiusM: number
  count: number
  from: Day
  to: Day
  place: NamedPlace | null
}

/** Scores of one way to name places, over the months of the back-test. */
export interface BacktestScores {
  method: 'hotspots' | 'lastMonth' | 'lastYear'
  label: Say
  /** of the cases that followed, the share in the named places; per month, null for a month without cases or without named places */
  hitRate: (number | null)[]
  /** how many times more cases than the same share of residents would have: Chainey et al. 2008 */
  pai: (number | null)[]
  /** share of what the best possible choice of as many places would have caught: Hunt 2016 */
  pei: (number | null)[]
  median: { hitRate: number | null; pai: number | null; pei: number | null }
  /** lower and upper quartile */
  spread: { hitRate: [number, number] | null; pai: [number, number] | null; pei: [number, number] | null }
}

/** `GET /hotspots/backtest`: named with what was known on the first of a month, scored on that month. */
export interface Backtest {
  revision: number
  packVersion: string
  version: string
  level: Level
  /** days before each origin that were looked at */
  windowDays: number
  months: { origin: Day; cases: number; named: number; areas: number }[]
  scores: BacktestScores[]
  /** concentration is by residents, or by the number of places where not all residents are known */
  byResidents: boolean
  /** how the list stands beside `rival`, the plain ranking that caught most; both null where months are too few to say */
  standing: Standing | null
  rival: BacktestScores['method'] | null
  finding: Say
}

/** `denser` and `wider`: fewer cases in fewer people, and more cases in more people, than the rival. */
export const STANDINGS = ['ahead', 'even', 'behind', 'denser', 'wider'] as const
export type Standing = (typeof STANDINGS)[number]
