import type { AreaCode } from '../../../geodata/place/area.ts'
import { dayAt, dayOfNumber } from '../../contract/day.ts'
import { AppError } from '../../contract/error.ts'
import { badParameter } from '../../contract/filter.ts'
import type { Backtest, HotCard, HotDensity, HotPlaces, Hotspots, HotStep } from '../../contract/hotspots.ts'
import type { HotMethod } from '../../contract/hotTerms.ts'
import type { Scope } from '../../contract/scope.ts'
import type { Asked, Job } from '../analyses.ts'
import type { Context } from '../context.ts'
import type { Answer } from './answer.ts'
import { askOf, type Plan } from './asking.ts'
import { backtest } from './backtest.ts'
import { card } from './card.ts'
import { density } from './density.ts'
import { emerging } from './emerging.ts'
import { gistar } from './gistar.ts'
import { lisa } from './lisa.ts'
import { places } from './places.ts'
import { scan } from './scan.ts'
import { SEED, type HotAsk, type Setting } from './setting.ts'
import { edgesOf, stepOf, windowOfEdges } from './steps.ts'

export interface HotspotsAsk extends HotAsk {
  method: HotMethod
  /** of `emerging` alone */
  step?: HotStep
}

/** All but the version of the program, which whoever answers knows. */
type Found<T> = Omit<T, 'version'>

const METHODS: Record<HotMethod, (job: Job, setting: Setting, step: HotStep) => Promise<Answer>> = { gistar, lisa, emerging, scan }

/**
 * Where cases gather, by one of the methods, over the areas of a level in the filter's area, or in the part of the county that
 * the scope sees. Numbers come from the cases of that area alone: the same question has the same answer whoever asks, and
 * nothing in it tells of cases elsewhere. `asker`: see `Analyses`.
 */
export function hotspots(ctx: Context, scope: Scope, asked: HotspotsAsk, asker?: string): Promise<Asked<Found<Hotspots>>> {
  return askOf(ctx, scope, { ...asked, borders: asked.method !== 'scan' }, planOf(asked), asker)
}

function planOf({ method, step: askedStep }: HotspotsAsk): (setting: Setting) => Plan<Answer & { method: HotMethod }> {
  if (method !== 'emerging' && askedStep !== undefined) {
    throw badParameter('step', { zh: 'step 只用于 method=emerging，请去掉', en: '"step" goes with method=emerging alone: leave it out' })
  }
  return (setting) => {
    const step = stepOf(setting, askedStep)
    if (method === 'emerging') someWholeStep(setting, step)
    // an answer tells its seed, also where nothing is drawn
    const name = `${method}${method === 'emerging' ? ` ${step}` : ''} ${setting.seed}`
    return { name, work: async (job) => ({ method, ...(await METHODS[method](job, setting, step)) }) }
  }
}

/** Steps are whole ones: of a window that holds no part of one, nothing would be told. */
function someWholeStep({ from, to }: Setting, step: HotStep): void {
  const edges = edgesOf({ from, to }, step)
  const last = dayOfNumber(edges.at(-2)!)
  if (windowOfEdges(edges).to >= from) return
  throw badParameter('from', {
    zh: `从 ${from} 起还没有过完一个整${step === 'week' ? '周' : '月'}，看不出变化；请把开始日期改到 ${last} 或更早`,
    en: `No ${step} has ended since ${from}, so there is no change to tell: begin on ${last} or earlier`,
  })
}

/** Nothing is drawn: one seed is as good as another. */
const seedless = <Asks extends { seed?: number }>(asks: Asks): Asks => ({ ...asks, seed: SEED })

/** The places to name, by evidence, with their reasons. */
export function hotPlaces(ctx: Context, scope: Scope, asked: HotAsk, asker?: string): Promise<Asked<Found<HotPlaces>>> {
  return askOf(ctx, scope, seedless(asked), (setting) => ({ name: 'places', work: (job) => places(job, setting) }), asker)
}

/**
 * The card of one area among those of its level. An area of the filter that does not lie above it is left aside: a place is
 * judged beside others. Throws `AppError` 404 for an area that is not there, 400 for one of a level without neighbours.
 */
export async function hotCard(ctx: Context, scope: Scope, { filter, ...asked }: HotAsk, code: AreaCode, asker?: string): Promise<Asked<Found<HotCard>>> {
  const { tree } = await ctx.packs.get(scope.county)
  const today = dayAt(ctx.now())
  const [at, top] = [tree.current(code, today), tree.indexOf(scope.root)]
  if (at < top || at >= tree.end[top]!) throw notThere(code)
  const around = filter.area === undefined ? -1 : tree.current(filter.area, today)
  const { area, ...rest } = filter
  // one that is not there is refused like everywhere else
  const there = around >= top && around < tree.end[top]!
  const wide = area !== undefined && (!there || (around < at && at < tree.end[around]!))
  const { level, code: now } = tree.areas[at]!
  const asks = { ...seedless(asked), filter: wide ? { ...rest, area } : rest, level }
  return askOf(ctx, scope, asks, (setting) => {
    const number = setting.ground.areas.indexOf(setting.question.pack.tree.indexOf(now))
    if (number < 0) throw notThere(code)
    return { name: `card ${now}`, work: (job) => card(job, setting, number) }
  }, asker)
}

/** `bandwidthM`: null lets the points choose. It is the same whatever the level. */
export function hotDensity(ctx: Context, scope: Scope, { bandwidthM, filter }: HotAsk & { bandwidthM: number | null }, asker?: string): Promise<Asked<HotDensity>> {
  return askOf(ctx, scope, { filter, borders: false }, (setting) => ({ name: `density ${bandwidthM}`, work: (job) => density(job, ctx, scope, setting, bandwidthM) }), asker)
}

export function hotBacktest(ctx: Context, scope: Scope, asked: HotAsk, asker?: string): Promise<Asked<Found<Backtest>>> {
  return askOf(ctx, scope, seedless(asked), (setting) => ({ name: 'backtest', work: (job) => backtest(job, setting) }), asker)
}

function notThere(code: string): AppError {
  return new AppError('unknown_area', {
    status: 404,
    say: {
      zh: `没有代码为“${code}”的区域，或不在您的辖区内；请从地图或名单中点选`,
      en: `There is no area with the code "${code}", or it is outside your part: choose one on the map or in the list`,
    },
  })
}
