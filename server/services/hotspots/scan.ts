import { conclude, settled } from '../../analysis/scan/conclude.ts'
import { placeDays } from '../../analysis/scan/placeDays.ts'
import type { Cluster, Prepared, ScanTime, Window } from '../../analysis/scan/types.ts'
import { dayNumber, dayOfNumber } from '../../contract/day.ts'
import type { HotCluster, HotParameters, Sufficiency } from '../../contract/hotspots.ts'
import { LEVELS } from '../../contract/levels.ts'
import { ancestorsAt } from '../../cube/places.ts'
import type { Job } from '../analyses.ts'
import type { Question } from '../question.ts'
import { parametersOf, type Answer } from './answer.ts'
import { burstConfidence } from './confidence.ts'
import { eventsOf } from './events.ts'
import { planeOf, type Ground } from './ground.ts'
import { finite, nameOf } from './rows.ts'
import { scanFinding, tooFew, tooFewAreas, tooFewPlaceDays } from './say/findings.ts'
import { clusterReason } from './say/reasons.ts'
import type { Setting } from './setting.ts'

const SIMULATIONS = 999
/** Simulations that a thread does at a call. */
const CHUNK = 48
/** After so many as likely ones, chance explains the burst (p near 0.05 at least) and no more are drawn. */
const STOP_AFTER = 50
/** A circle holds a quarter of the cases at most: beyond that it says nothing of a place. */
const MOST_SHARE = 0.25
/** What lasts longer than a quarter is no burst but a hot-spot. */
const MOST_DAYS = 91
/** Further back than ten years nothing is looked for. */
const MOST_STUDY_DAYS = 3_653
/** A burst of a long window is told by whole weeks, which takes less work: the demo's year 24 s where days took 39 s. */
const WEEK_DAYS = 7
/** Three cases of one village on one day are one entry in the ledger as likely as not. */
const FEWEST_PLACE_DAYS = 3
const MOST_CLUSTERS = 20
/** Below this no burst of a few can be told from chance. */
const ENOUGH_PLACE_DAYS = 20
/** A window of a quarter at most that ends today asks what is going on now; a longer one, what there was. */
const NOW_DAYS = 92
/** What is called a burst and shown, for anything else is noise: by chance once in a hundred days where every day is looked at, else by p. */
const RARE_DAYS = 100
const LEVEL = 0.05

interface Placed {
  place: Uint32Array
  day: Int32Array
}

/** Cases where they are and when they are, on the ground of one level. */
interface Study {
  /** number in the ground of each place, for those that have a centre */
  areas: number[]
  axes: Float64Array[]
  cases: Placed
  /** of them, one for each village and day: what is scanned */
  once: Placed
  /** `day` and `period` are numbers of slots, of so many days each, the last of which ends with the window */
  period: { from: number; to: number }
  slotDays: number
  time: Exclude<ScanTime, 'spatial'>
  /** cases of the window with a place on this level */
  placed: number
}

/**
 * Kulldorff's space-time permutation scan: bursts that are going on today for a window of up to a quarter that ends today, else all
 * within the window. Several cases of one village on one day are scanned as one (see `placeDays`), while those told are all of them.
 * Cases in areas without a point take no part.
 */
export async function scan(job: Job, setting: Setting): Promise<Answer> {
  const study = studyOf(setting)
  const sufficiency = enoughFor(setting, study)
  const { clusters, permutations } = sufficiency.enough ? await clustersOf(job, setting, study) : NOTHING
  const { question, to } = setting
  const search = searchOf(setting, study)
  const likely = clusters.filter(({ p, recurrence }) => (recurrence === null ? p <= LEVEL : recurrence >= RARE_DAYS))
  const shown = likely.map((cluster, at) => shownAs(setting, study, { cluster, rank: at + 1 }))
  return {
    parameters: parametersOf(setting, { method: 'scan', basis: 'own', permutations, search }),
    sufficiency,
    steps: [],
    rows: [],
    clusters: shown,
    global: null,
    finding: sufficiency.say ?? scanFinding({ from: search.from, to, today: question.today }, { likely: shown.length, first: shown[0]?.reason ?? null }),
  }
}

function studyOf(setting: Setting): Study {
  const { question, ground } = setting
  const last = dayNumber(setting.to)
  const period = { from: Math.max(dayNumber(setting.from), last - MOST_STUDY_DAYS + 1), to: last }
  const short = period.to - period.from < NOW_DAYS
  const slotDays = short ? 1 : WEEK_DAYS
  const slotOf = (day: number): number => -Math.floor((period.to - day) / slotDays)
  const events = eventsOf(question, ground, period)
  const { x, y } = planeOf(question.pack.tree, ground.areas)
  const areas = [...ground.areas.keys()].filter((area) => !Number.isNaN(x[area]))
  const placeOf = new Int32Array(ground.areas.length).fill(-1)
  areas.forEach((area, place) => (placeOf[area] = place))
  const placed = [...events.area.keys()].filter((k) => events.area[k]! >= 0)
  const kept = placed.filter((k) => placeOf[events.area[k]!]! >= 0)
  const sites = eventsOf(question, { numberOf: sitesOf(question, ground) }, period).area
  const first = placeDays(kept.map((k) => sites[k]!), kept.map((k) => events.day[k]!))
  const lying = (list: number[]): Placed => ({
    place: Uint32Array.from(list, (k) => placeOf[events.area[k]!]!), day: Int32Array.from(list, (k) => slotOf(events.day[k]!)),
  })
  return {
    areas,
    axes: [x, y].map((axis) => Float64Array.from(areas, (area) => axis[area]!)),
    cases: lying(kept),
    once: lying(Array.from(first, (at) => kept[at]!)),
    period: { from: slotOf(period.from), to: 0 },
    slotDays,
    time: setting.to >= question.today && short ? 'prospective' : 'retrospective',
    placed: placed.length,
  }
}

/** How the window was searched; the first slot may begin before it. */
function searchOf({ from, to }: Setting, { time, slotDays, period }: Study): NonNullable<HotParameters['search']> {
  const first = dayNumber(to) + (period.from - 1) * slotDays + 1
  return { time, slotDays, from: dayOfNumber(Math.max(dayNumber(from), first)), counted: 'place-days' }
}

/**
 * By index in the pack: where cases of one day count once. That is the village also on wider levels, for a large town has cases every
 * day; on narrower ones it is the area of the level; and an area that lies in none stands for itself.
 */
function sitesOf({ places }: Question, { level }: Ground): Int32Array {
  const depth = Math.max(LEVELS.indexOf('village'), LEVELS.indexOf(level))
  return ancestorsAt(places, depth).map((site, index) => (site >= 0 ? site : index))
}

function enoughFor({ question, ground: { level }, from, to }: Setting, { areas, once, placed, period }: Study): Sufficiency {
  const figures = { cases: placed, areas: areas.length, detectable: null }
  const window = { from, to, today: question.today }
  if (areas.length < 2) return { enough: false, refusal: 'whole', ...figures, say: tooFewAreas(level, areas.length) }
  const sites = once.day.length
  if (sites >= ENOUGH_PLACE_DAYS && period.to > period.from) return { enough: true, refusal: null, ...figures, say: null }
  const say = placed >= ENOUGH_PLACE_DAYS && period.to > period.from ? tooFewPlaceDays(window, { cases: placed, placeDays: sites }) : tooFew(window, { level, ...figures })
  return { enough: false, refusal: 'few', ...figures, say }
}

interface Found {
  clusters: Cluster[]
  /** simulations that were drawn; null where there was nothing to judge */
  permutations: number | null
}
const NOTHING: Found = { clusters: [], permutations: null }

async function clustersOf(job: Job, { seed }: Setting, study: Study): Promise<Found> {
  const { axes, once, period, time } = study
  const { prepared, windows } = await job.run('scan', {
    input: { axes, cases: once, period, model: { kind: 'permutation' } },
    options: { time, maxShare: MOST_SHARE, minCases: FEWEST_PLACE_DAYS, maxDays: longestOf(study) },
    most: MOST_CLUSTERS,
    floor: 0,
  })
  if (windows.length === 0) return NOTHING
  const maxima = await simulated(job, { prepared: job.share(prepared), windows, seed })
  return { clusters: apart(conclude(windows, maxima, { time }, { stopAfter: STOP_AFTER })), permutations: maxima.length }
}

/** Half of the period, and a quarter of a year, at most; in slots. */
function longestOf({ period: { from, to }, slotDays }: Study): number {
  return Math.min(Math.floor(MOST_DAYS / slotDays), Math.max(1, Math.floor((to - from + 1) / 2)))
}

/** The greatest llr of each simulation, in their order: as many as the stop rule needs, however they were shared out. */
async function simulated(job: Job, { prepared, windows, seed }: { prepared: Prepared; windows: Window[]; seed: number }): Promise<Float64Array> {
  const maxima = new Float64Array(SIMULATIONS)
  const pieces: Promise<Float64Array>[] = []
  let [begun, done] = [0, 0]
  const begin = (): void => {
    if (begun === SIMULATIONS) return
    const from = begun
    begun = Math.min(SIMULATIONS, from + CHUNK)
    const piece = job.run('simulate', { prepared, from, to: begun, seed })
    piece.catch(() => {}) // whoever waits for it hears of it
    pieces.push(piece)
  }
  for (let ahead = 0; ahead <= job.threads; ahead++) begin()
  for (let piece = pieces.shift(); piece; piece = pieces.shift()) {
    const part = await piece
    maxima.set(part, done)
    done += part.length
    job.tell(done / SIMULATIONS)
    if (settled(windows, maxima.subarray(0, done), STOP_AFTER)) break
    begin()
  }
  return maxima.subarray(0, done)
}

/** Without those that share a place with a likelier one, at whatever time. */
function apart(clusters: Cluster[]): Cluster[] {
  const taken = new Set<number>()
  return clusters.filter(({ locations }) => {
    if (locations.some((place) => taken.has(place))) return false
    for (const place of locations) taken.add(place)
    return true
  })
}

function shownAs({ question, ground, from, to }: Setting, study: Study, { cluster, rank }: { cluster: Cluster; rank: number }): HotCluster {
  const { tree } = question.pack
  const last = dayNumber(to)
  const indices = [...cluster.locations].map((place) => ground.areas[study.areas[place]!]!)
  const centre = ground.areas[study.areas[cluster.centre]!]!
  const count = casesIn(study.cases, cluster)
  const told = {
    from: dayOfNumber(Math.max(dayNumber(from), last + (cluster.from - 1) * study.slotDays + 1)),
    to: dayOfNumber(last + cluster.to * study.slotDays),
    count,
    // as many cases to a village and day as came here: the burst is as many times what it should be as the scan has it
    expected: finite((cluster.expected * count) / cluster.cases) ?? 0,
    p: finite(cluster.p) ?? 1,
    recurrenceDays: cluster.recurrence === null ? null : Math.round(cluster.recurrence) * study.slotDays,
  }
  return {
    rank,
    areas: indices.map((index) => tree.areas[index]!.code),
    indices,
    centre: tree.areas[centre]!.centre!,
    radiusM: Math.round(cluster.radius),
    ...told,
    placeDays: cluster.cases,
    placeDaysExpected: finite(cluster.expected) ?? 0,
    llr: finite(cluster.llr) ?? 0,
    confidence: burstConfidence(told.p),
    reason: clusterReason(nameOf(tree, centre), { ...told, level: ground.level, areas: indices.length, today: question.today }),
  }
}

function casesIn({ place, day }: Placed, { locations, from, to }: Cluster): number {
  const inside = new Set(locations)
  let count = 0
  for (let k = 0; k < day.length; k++) if (day[k]! >= from && day[k]! <= to && inside.has(place[k]!)) count++
  return count
}
