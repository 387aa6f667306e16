import type { Say } from '../../geodata/place/say.ts'
import type { AreaCode, Level, NamedPlace } from './answers.ts'
import type { Category } from './categories.ts'
import type { Day } from './day.ts'
import type { Basis, Confidence, EmergingClass, HotClass, HotMethod, LisaClass, Refusal, Standing } from './hotTerms.ts'

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
