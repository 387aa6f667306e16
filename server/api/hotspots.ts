import { createRoute, z } from '@hono/zod-openapi'
import type { Context as Call } from 'hono'
import { onlyAggregates, readsArea } from '../access/scope.ts'
import type { Asker } from '../access/sessions.ts'
import type { AreaCode } from '../contract/answers.ts'
import { badParameter, parseFilter, type Filter } from '../contract/filter.ts'
import type { HotProgress } from '../contract/hotspots.ts'
import { HOT_METHODS } from '../contract/hotTerms.ts'
import { LEVELS } from '../contract/levels.ts'
import type { Asked } from '../services/analyses.ts'
import type { Context } from '../services/context.ts'
import type { Source } from '../services/hotspots/asking.ts'
import { exportHotspots, HOT_FORMATS } from '../services/hotspots/export.ts'
import { hotBacktest, hotCard, hotDensity, hotPlaces, hotspots, type HotspotsAsk } from '../services/hotspots/hotspots.ts'
import { refuseTold, toldAsk, toldHotspots } from '../services/told/hotspots.ts'
import { may, router } from './env.ts'
import { backtestSchema, hotCardSchema, hotDensitySchema, hotPlacesSchema, hotProgressSchema, hotspotsSchema, hotStep } from './hotspotSchemas.ts'
import { countyParam, kindsShape, json, PROBLEMS } from './parameters.ts'
import { languageOf } from './problem.ts'

const params = z.object(countyParam)
const tags = ['热点 Hot-spots']
/** So long an answer is waited for before its asker is told how far it is. */
const WAIT_MS = 1_500
/** A file is waited for: who downloads does not ask again. */
const LONGEST_FILE_MS = 120_000
const MOST_SEED = 2 ** 32 - 1

const wholeNumber = (field: string, least: number, most: number, description: string) =>
  z.string().transform((text) => {
    const number = /^\d{1,10}$/.test(text) ? Number(text) : NaN
    if (number >= least && number <= most) return number
    throw badParameter(field, { zh: `${field} 是 ${least} 到 ${most} 的整数，请改正`, en: `"${field}" is a whole number from ${least} to ${most}` })
  }).optional()
    .openapi({ type: 'integer', minimum: least, maximum: most, description })

const askShape = {
  ...kindsShape,
  level: z.enum(LEVELS).optional().openapi({ description: '层级 / level of the areas; absent = villages, or the narrowest wider one with borders' }),
  seed: wholeNumber('seed', 0, MOST_SEED, '随机数种子 / seed: the same one gives the same answer'),
}
const methodShape = {
  method: z.enum(HOT_METHODS.codes).openapi({ description: HOT_METHODS.rows.map(({ code, label, what }) => `\`${code}\` ${label.zh} ${label.en}: ${what.en}`).join(' · ') }),
  step: hotStep.optional().openapi({ description: '月或周，只用于 emerging / steps of `emerging`; absent = months for 300 days or more' }),
}
const ASKER = 'fengtu-asker'
/** Two windows of one account are two who wait. */
const headers = z.object({
  [ASKER]: z.string().regex(/^[\w-]{1,40}$/).optional().openapi({ description: '谁在等：每处自取一名，取消时只撤自己的 / who waits, by a name of its own choice: to leave, it gives the same; the account where absent' }),
})
const again = { 'Retry-After': { description: '几秒后再问 / seconds until it is worth while to ask again', schema: { type: 'integer' as const } } }
const problemOf = (description: string) => ({ description, headers: again, content: PROBLEMS[400].content })
const lost = { 503: problemOf('计算中断，或还没算完，或服务正在停止 / it broke off, is not ready yet, or the server is stopping') }
const running = {
  202: {
    description: '正在计算，过 Retry-After 秒再问同一地址；90 秒没人问即放弃 / being worked out: ask the same address again; given up when nobody asks for 90 seconds',
    headers: again,
    content: { 'application/json': { schema: hotProgressSchema } },
  },
  409: problemOf('已取消，需要时再问 / given up: ask again where it is still wanted'),
  ...lost,
}
const OPEN_DAYS = 'Without `to` the window ends today, without `from` it has 90 days. Numbers come from the cases of the asked area alone.'

const hotspotsRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/hotspots',
  tags,
  summary: '热点 / where cases gather, by one method',
  description: `The same parameters on the same revision give the same bytes. Who was told to ask again gets what he waited for, of the revision that it was begun on. ${OPEN_DAYS}`,
  request: { params, headers, query: z.strictObject({ ...methodShape, ...askShape }) },
  responses: { ...json(hotspotsSchema, '热点 / hot-spots'), ...running, ...PROBLEMS },
})

const leaveRoute = createRoute({
  method: 'delete',
  middleware: may('figures', { kept: false, writes: false }),
  path: '/{county}/hotspots',
  tags,
  summary: '不再等 / the asker waits for none of its answers any more',
  description: 'Places, cards, densities and back-tests among them. Work that nobody else waits for is given up.',
  request: { params, headers },
  responses: { 204: { description: '已取消 / left' }, ...PROBLEMS },
})

const placesRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/hotspots/places',
  tags,
  summary: '热点名单 / the places to name, by evidence, each with its reason',
  description: OPEN_DAYS,
  request: { params, headers, query: z.strictObject(askShape) },
  responses: { ...json(hotPlacesSchema, '名单 / places'), ...running, ...PROBLEMS },
})

const cardRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/hotspots/places/{area}',
  tags,
  summary: '一处的情况 / one place against what was to be expected',
  description: `It is judged among the areas of its level. ${OPEN_DAYS}`,
  request: { headers, params: z.object({ ...countyParam, area: z.string().min(1).max(20).openapi({ example: '990101001001' }) }), query: z.strictObject(askShape) },
  responses: { ...json(hotCardSchema, '情况 / card'), ...running, ...PROBLEMS },
})

const densityRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/hotspots/density',
  tags,
  summary: '热力 / density of the cases that have a point',
  description: 'Quartic kernel, corrected at the county line; nothing is drawn where fewer than five cases lie within the bandwidth. Sensitive cases take no part. Spots are null to posts that do not read all cases of their area.',
  request: { params, headers, query: z.strictObject({ ...askShape, bandwidth: wholeNumber('bandwidth', 500, 20_000, '带宽，米；不写由点的疏密定 / metres; absent = by the points') }) },
  responses: { ...json(hotDensitySchema, '热力 / density'), ...running, ...PROBLEMS },
})

const backtestRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/hotspots/backtest',
  tags,
  summary: '名单准不准 / the list scored on the months that followed',
  description: 'Places are named for the first of each of the last twelve whole months from the cases that had occurred by then, over a window as long as the one asked for; beside two plain rankings of as many places.',
  request: { params, headers, query: z.strictObject(askShape) },
  responses: { ...json(backtestSchema, '检验 / scores'), ...running, ...PROBLEMS },
})

const exportRoute = createRoute({
  method: 'get',
  middleware: may('figures', { kept: false }),
  path: '/{county}/hotspots/export',
  tags,
  summary: '导出热点 / hot-spots as a file',
  description: 'One row a place, of a scan one a burst, with method, parameters, revision and p-values. Waits for an answer that is not there yet.',
  request: { params, query: z.strictObject({ ...methodShape, ...askShape, format: z.enum(HOT_FORMATS).openapi({ description: '格式 / format' }) }) },
  responses: {
    200: { description: '文件 / the file', content: { 'text/csv': { schema: z.string() }, 'application/geo+json': { schema: z.string() } } },
    409: running[409],
    ...lost,
    ...PROBLEMS,
  },
})

type Query = Record<string, string | number | undefined>

function filterOf({ area, from, to, category, colour, phase, channel }: Query): Filter {
  return parseFilter({ area, from, to, category, colour, phase, channel } as Record<string, string | undefined>)
}

export function hotspotRoutes(ctx: Context) {
  const asksOf = (query: { level?: HotspotsAsk['level']; seed?: number } & Query) =>
    ({ filter: filterOf(query), ...(query.level && { level: query.level }), ...(query.seed !== undefined && { seed: query.seed }) })
  const methodOf = (query: Pick<HotspotsAsk, 'method' | 'step' | 'level' | 'seed'> & Query): HotspotsAsk =>
    ({ ...asksOf(query), method: query.method, ...(query.step && { step: query.step }) })
  return router()
    .openapi(hotspotsRoute, async (call) => {
      const [scope, asked] = [call.var.scope, methodOf(call.req.valid('query'))]
      if (onlyAggregates(scope)) toldAsk(asked)
      const found = await waited(call, await hotspots(ctx, scope, asked, nameOf(call)))
      if ('state' in found) return call.json(found, 202, NOT_KEPT)
      return call.json({ ...(onlyAggregates(scope) ? toldHotspots(found) : found), version: call.var.desk.version }, 200)
    })
    .openapi(leaveRoute, (call) => {
      ctx.analyses.leave(nameOf(call))
      return call.body(null, 204)
    })
    .openapi(placesRoute, async (call) => {
      refuseTold(call.var.scope)
      const found = await waited(call, await hotPlaces(ctx, call.var.scope, asksOf(call.req.valid('query')), nameOf(call)))
      return 'state' in found ? call.json(found, 202, NOT_KEPT) : call.json({ ...found, version: call.var.desk.version }, 200)
    })
    .openapi(cardRoute, async (call) => {
      refuseTold(call.var.scope)
      const { area } = call.req.valid('param')
      const found = await waited(call, await hotCard(ctx, call.var.scope, asksOf(call.req.valid('query')), area as AreaCode, nameOf(call)))
      return 'state' in found ? call.json(found, 202, NOT_KEPT) : call.json({ ...found, version: call.var.desk.version }, 200)
    })
    .openapi(densityRoute, async (call) => {
      refuseTold(call.var.scope)
      const { bandwidth, ...query } = call.req.valid('query')
      const found = await waited(call, await hotDensity(ctx, call.var.scope, { ...asksOf(query), bandwidthM: bandwidth ?? null }, nameOf(call)))
      if ('state' in found) return call.json(found, 202, NOT_KEPT)
      return call.json(readsArea(call.var.scope) ? found : { ...found, spots: null }, 200)
    })
    .openapi(backtestRoute, async (call) => {
      refuseTold(call.var.scope)
      const found = await waited(call, await hotBacktest(ctx, call.var.scope, asksOf(call.req.valid('query')), nameOf(call)))
      return 'state' in found ? call.json(found, 202, NOT_KEPT) : call.json({ ...found, version: call.var.desk.version }, 200)
    })
    .openapi(exportRoute, async (call) => {
      refuseTold(call.var.scope)
      const { format, ...query } = call.req.valid('query')
      const file = await exportHotspots(ctx, call.var.scope, methodOf(query), { format, language: languageOf(call), version: call.var.desk.version, patienceMs: LONGEST_FILE_MS, gone: call.req.raw.signal })
      return call.body(file.text, 200, {
        'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/geo+json',
        'content-disposition': `attachment; filename="hotspots.${format}"; filename*=UTF-8''${encodeURIComponent(`${file.name}.${format}`)}`,
        'cache-control': 'no-store',
      })
    })
}

const NOT_KEPT = { 'retry-after': '1', 'cache-control': 'no-store' }

/** Whoever asks again is the same asker; nobody is that of another account, whatever name it takes. */
function nameOf(call: { var: { asker: Asker }; req: { header(name: string): string | undefined } }): string {
  const { account, login } = call.var.asker.by
  return `${account ?? login} ${call.req.header(ASKER) ?? ''}`
}

/** The answer, or how far it is. Whoever went away meanwhile must not keep it going. */
async function waited<T extends Source>(call: { req: Call['req']; set(name: 'revision', value: number): void }, asked: Asked<T>): Promise<T | HotProgress> {
  const { signal } = call.req.raw
  const leave = (): void => asked.leave()
  signal.addEventListener('abort', leave, { once: true })
  if (signal.aborted) leave()
  const found = await asked.within(WAIT_MS).finally(() => signal.removeEventListener('abort', leave))
  if (found === null) return { state: 'running', progress: asked.progress }
  call.set('revision', found.revision)
  return found
}
