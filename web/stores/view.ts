import type { Level } from '../../geodata/place/level.ts'
import type { AreaCode } from '../../server/contract/answers.ts'
import { MAP_MEASURES } from '../../server/contract/boardView.ts'
import { parseDay, type Day } from '../../server/contract/day.ts'
import { AppError, type Say } from '../../server/contract/error.ts'
import { FILTER_KEYS, filterQuery, LISTS, parseFilter, type Filter } from '../../server/contract/filter.ts'
import { HOT_METHODS, type HotMethod } from '../../server/contract/hotTerms.ts'
import { COMPARE_WAYS, compareText, parseCompare, type Compare, type CompareAs } from './compare.ts'
import { PERIODS, periodSpan, type PeriodName } from './periods.ts'
import type { TimelineStep } from './timeline.ts'
import { TOPIC_CODES, type Topic } from './topics.ts'

export type Metric = 'count' | 'rate'
/** What the map shows in place of the plain figures. */
export type Layer = HotMethod | 'density'
export const LAYERS: readonly Layer[] = [...HOT_METHODS.codes, 'density']
export type Measure = (typeof MAP_MEASURES)[number]
export type Show = 'map' | 'table'
/** Where the map looks: only set once a person moved it. */
export interface Camera {
  zoom: number
  lng: number
  lat: number
}

/** The slider through the steps of the period, where it is open. */
export interface TimeView {
  step: TimelineStep
  /** everything up to a step in place of the step alone */
  cumulative: boolean
  /** a day of the step on show; null: the last step */
  day: Day | null
}

/** Everything a person can choose on the page, and nothing else: the URL is its other form. */
export interface View {
  county?: AreaCode
  /** without days: those are `period`'s, or `span`'s when the period is `custom` */
  filter: Omit<Filter, 'from' | 'to'>
  /** null: not chosen, the county's default */
  period: PeriodName | 'custom' | null
  span: { from?: Day; to?: Day }
  metric: Metric
  /** null: the figures of `metric` */
  layer: Layer | null
  /** what of the cases the map counts in place of `metric`; null: all of them */
  measure: Measure | null
  /** null: as the zoom asks */
  level: Level | null
  show: Show
  camera: Camera | null
  /** whose card stands in place of the list of its layer */
  card: AreaCode | null
  /** what is read beside the map; null: what belongs to the layer */
  topic: Topic | null
  /** whose place card lies over the right of the page */
  place: AreaCode | null
  /** null: the whole period at once */
  time: TimeView | null
  /** what the view is held against; null: nothing */
  compare: Compare | null
  as: CompareAs
}

/** Pages that hold the filter in their address, each the same one. */
export type FilterPage = 'map' | 'ledger'
/** Name of the page that presents a deck. */
export const PRESENTED = 'present'
/** Parameter of its address: the number of the slide on show, from 1. */
export const SLIDE_KEY = 'slide'
const FILTER_PAGES: readonly FilterPage[] = ['map', 'ledger']

export type Query = Record<string, string | undefined>

const VIEW_LEVELS: readonly string[] = ['province', 'prefecture', 'county', 'town', 'village', 'grid', 'group']
const CODE = /^\S{1,20}$/
const TIME = /^(month|week)(\/cumulative)?(?:\/(\d{4}-\d{2}-\d{2}))?$/
const CAMERA = /^(\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)\/(-?\d{1,2}(?:\.\d+)?)$/

export const EMPTY_VIEW: View = {
  filter: {},
  period: null,
  span: {},
  metric: 'count',
  layer: null,
  measure: null,
  level: null,
  show: 'map',
  camera: null,
  card: null,
  topic: null,
  place: null,
  time: null,
  compare: null,
  as: 'difference',
}

/** What the map alone tells of, as it is where nothing was chosen. */
const OF_THE_MAP = (({ metric, layer, measure, level, show, camera, card, topic, place, time, compare, as }: View) => ({ metric, layer, measure, level, show, camera, card, topic, place, time, compare, as }))(EMPTY_VIEW)

/** A key that stands twice is read as a list, the way the page itself writes one. */
export function plainQuery(query: Record<string, string | null | undefined | (string | null)[]>): Query {
  return Object.fromEntries(Object.entries(query).map(([key, value]) => [key, [value].flat().filter(Boolean).join(',')]))
}

/** Reads the URL form. What it cannot use it leaves out and tells: a bad link still opens the page. */
export function parseView(query: Query): { view: View; notes: Say[] } {
  const notes: Say[] = []
  const filter = readFilter(query, notes)
  const { from, to, area: asked, ...kinds } = filter
  const area = readCode('area', asked, notes)
  const rest: Filter = { ...(area && { area }), ...kinds }
  const span = { ...(from && { from }), ...(to && { to }) }
  const period = from || to ? 'custom' : oneOf('period', query.period, PERIODS, notes)
  const view: View = {
    ...EMPTY_VIEW,
    filter: rest,
    period,
    span,
    metric: oneOf('metric', query.metric, ['count', 'rate'] as const, notes) ?? 'count',
    layer: oneOf('layer', query.layer, LAYERS, notes),
    measure: oneOf('measure', query.measure, MAP_MEASURES, notes),
    level: oneOf('level', query.level, VIEW_LEVELS, notes) as Level | null,
    show: oneOf('show', query.show, ['map', 'table'] as const, notes) ?? 'map',
    camera: readCamera(query.at, notes),
    card: readCode('card', query.card, notes),
    topic: oneOf('topic', query.topic, TOPIC_CODES, notes),
    place: readCode('place', query.place, notes),
    time: readTime(query.time, notes),
    compare: readCompare(query.compare, notes),
    as: oneOf('as', query.as, COMPARE_WAYS, notes) ?? EMPTY_VIEW.as,
  }
  if (query.county) view.county = query.county as AreaCode
  return { view, notes }
}

/** The URL form, in a fixed order, with nothing for what is as it was. */
export function viewQuery(view: View): Record<string, string> {
  const span = view.period === 'custom' ? view.span : {}
  return {
    ...(view.county && { county: view.county }),
    ...filterQuery({ ...view.filter, ...span }),
    ...(view.period && view.period !== 'custom' && { period: view.period }),
    ...(view.metric === 'rate' && { metric: view.metric }),
    ...(view.layer && { layer: view.layer }),
    ...(view.measure && { measure: view.measure }),
    ...(view.level && { level: view.level }),
    ...(view.show === 'table' && { show: view.show }),
    ...(view.camera && { at: writeCamera(view.camera) }),
    ...(view.card && { card: view.card }),
    ...(view.topic && { topic: view.topic }),
    ...(view.place && { place: view.place }),
    ...(view.time && { time: timeText(view.time) }),
    ...(view.compare && { compare: compareText(view.compare) }),
    ...(view.as !== EMPTY_VIEW.as && { as: view.as }),
  }
}

/** The URL form under which a view is kept: of the county at hand, with the name of a period that the county would choose by itself. */
export function keptQuery(view: View, period: PeriodName | 'custom'): string {
  const { county: _here, ...rest } = view
  return new URLSearchParams(viewQuery({ ...rest, period })).toString()
}

/** The page of this name, if it is one that holds the filter; a presentation is the map before a meeting. */
export function filterPage(name: unknown): FilterPage | null {
  if (name === PRESENTED) return 'map'
  return FILTER_PAGES.find((page) => page === name) ?? null
}

/** The URL form as a page has it: where the map looks is no business of the others. */
export function pageQuery(page: FilterPage, view: View): Record<string, string> {
  if (page === 'map') return viewQuery(view)
  return viewQuery({ ...view, ...OF_THE_MAP })
}

/** What an address says on a page; what that page does not tell of stays as it was, as far as it is of the same place. */
export function pageView(page: FilterPage, told: View, before: View): View {
  if (page === 'map') return told
  const { metric, layer, measure, show, topic, time, as } = before
  const same = told.filter.area === before.filter.area && told.county === before.county
  const compare = same || before.compare?.by !== 'area' ? before.compare : null
  const lies = { level: same ? before.level : null, camera: same ? before.camera : null, card: same ? before.card : null }
  return { ...told, metric, layer, measure, show, topic, time, compare, as, ...lies, place: told.county === before.county ? before.place : null }
}

/**
 * The view after a change of some of it. A card is of the layer and the place that it was opened in, a comparison of two
 * places of the first of them: they go with those. A layer, a measure and a comparison each answer another question on the
 * map: the one that is chosen ends the others.
 */
export function changedView(before: View, part: Partial<View>): View {
  const next = { ...before, ...part }
  const moved = next.filter.area !== before.filter.area
  if (part.compare) return { ...next, layer: null, measure: null, topic: null, time: null, card: null }
  const card = moved || next.layer !== before.layer ? (part.card ?? null) : next.card
  const layered = next.layer !== before.layer && next.layer !== null
  const measured = next.measure !== before.measure && next.measure !== null
  const ended = (moved && next.compare?.by === 'area') || layered || measured
  return { ...next, card, layer: measured ? null : next.layer, measure: layered ? null : next.measure, compare: ended ? null : next.compare }
}

/** A filter with one more code in a list, or one less; in the vocabulary's order, so that the same choice has one address, and without a list that would be empty. */
export function toggled(filter: View['filter'], key: keyof typeof LISTS, code: string): View['filter'] {
  const now: readonly string[] = filter[key] ?? []
  const next = (LISTS[key].codes as readonly string[]).filter((one) => (one === code ? !now.includes(one) : now.includes(one)))
  const { [key]: _old, ...rest } = filter
  return next.length > 0 ? { ...rest, [key]: next } : rest
}

/** The filter that the API gets: the preset's days put in. */
export function viewFilter(view: View, today: Day, fallback: PeriodName): Filter {
  const span = view.period === 'custom' ? view.span : periodSpan(view.period ?? fallback, today)
  return { ...view.filter, ...span }
}

/** The same view with its period as two dates, so that a link shows the same days next month. */
export function frozenView(view: View, today: Day, fallback: PeriodName): View {
  const { from, to } = viewFilter(view, today, fallback)
  if (!from && !to) return { ...view, period: 'all' }
  return { ...view, period: 'custom', span: { ...(from && { from }), ...(to && { to }) } }
}

function readFilter(query: Query, notes: Say[]): Filter {
  return readLeniently(parseFilter, FILTER_KEYS, query, notes)
}

/** One bad field must not cost the others: it is dropped, told, and the rest is read again. */
export function readLeniently<Value>(parse: (query: Query) => Value, keys: readonly string[], query: Query, notes: Say[]): Value {
  const rest: Query = Object.fromEntries(keys.map((key) => [key, query[key]]))
  for (;;) {
    try {
      return parse(rest)
    } catch (error) {
      if (!(error instanceof AppError) || !error.field || rest[error.field] === undefined) throw error
      delete rest[error.field]
      notes.push(error.say)
    }
  }
}

function oneOf<Value extends string>(
  key: string, text: string | undefined, allowed: readonly Value[], notes: Say[],
): Value | null {
  if (!text) return null
  if ((allowed as readonly string[]).includes(text)) return text as Value
  notes.push(notKnown(key, text))
  return null
}

function notKnown(key: string, text: string): Say {
  return {
    zh: `网址中的 ${key}=“${text}”不可用，已忽略`,
    en: `${key} = "${text}" in the address is not known and was ignored`,
  }
}

function readCode(key: string, text: string | undefined, notes: Say[]): AreaCode | null {
  if (!text) return null
  if (CODE.test(text)) return text as AreaCode
  notes.push(notKnown(key, text))
  return null
}

function readTime(text: string | undefined, notes: Say[]): TimeView | null {
  if (!text) return null
  const [, step, cumulative, told] = TIME.exec(text) ?? []
  const day = told ? parseDay(told) : null
  if (step && (!told || day)) return { step: step as TimelineStep, cumulative: cumulative !== undefined, day }
  notes.push(notKnown('time', text))
  return null
}

function readCompare(text: string | undefined, notes: Say[]): Compare | null {
  if (!text) return null
  const compare = parseCompare(text)
  if (!compare) notes.push(notKnown('compare', text))
  return compare
}

/** `month`, `week/cumulative`, `month/2026-03-01`. */
export function timeText({ step, cumulative, day }: TimeView): string {
  return [step, ...(cumulative ? ['cumulative'] : []), ...(day ? [day] : [])].join('/')
}

function readCamera(text: string | undefined, notes: Say[]): Camera | null {
  if (!text) return null
  const match = CAMERA.exec(text)
  const [zoom, lng, lat] = (match?.slice(1) ?? []).map(Number)
  if (zoom === undefined || lng === undefined || lat === undefined || Math.abs(lat) > 85 || Math.abs(lng) > 180) {
    notes.push({
      zh: '网址中的地图位置不可用，已忽略',
      en: 'The map position in the address cannot be used and was ignored',
    })
    return null
  }
  return { zoom, lng, lat }
}

function writeCamera({ zoom, lng, lat }: Camera): string {
  return [zoom.toFixed(2), lng.toFixed(5), lat.toFixed(5)].map((text) => String(Number(text))).join('/')
}
