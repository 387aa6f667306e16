import { createRoute, z } from '@hono/zod-openapi'
import { dayAt } from '../contract/day.ts'
import { parseDatedFilter } from '../contract/filter.ts'
import type { Context } from '../services/context.ts'
import { COUNTABLE, countCases, parseCountable } from '../services/counts.ts'
import { crossCases, parseCrossBy } from '../services/cross.ts'
import { seriesOf } from '../services/series.ts'
import { summarise } from '../services/summary.ts'
import { may, router } from './env.ts'
import { countyParam, datedShape, json, PROBLEMS } from './parameters.ts'
import { languageOf } from './problem.ts'
import { countsSchema, crossSchema, seriesSchema, summarySchema } from './schemas.ts'

const params = z.object(countyParam)
const tags = ['统计 Figures']

const TOLD = ' A screen wall, which sees aggregates only, asks for calendar years, months or all time, without filters by kind; to it counts of 1–2 are `small`, and what would give them away is `complement`.'

const summaryRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/summary',
  tags,
  summary: '概要指标 / headline figures',
  description: 'Count, resolution rate, median days, overdue, people, amount, colours; beside the period and the year before, whose cases stand as they did when they were as old: closed by `asOf` of that period, or pending then. `overdue` is of the period by the day of occurrence, as all figures are; `overdueBefore` tells how many older cases are overdue, too.' + TOLD,
  request: { params, query: z.strictObject(datedShape) },
  responses: { ...json(summarySchema, '指标 / figures'), ...PROBLEMS },
})

const countsRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/counts',
  tags,
  summary: '按一个维度统计 / counts by one dimension',
  description:
    'By level: every live area within the filter, zeros included; by a vocabulary: its terms, zeros included; by time: days, weeks or months that have a case. `total` = sum of the rows + unlocated + coarser, always.' + TOLD,
  request: {
    params,
    query: z.strictObject({
      by: z.string().min(1).openapi({ description: `统计维度 / one of: ${COUNTABLE.join(', ')}`, example: 'village' }),
      ...datedShape,
    }),
  },
  responses: { ...json(countsSchema, '件数 / counts'), ...PROBLEMS },
})

const crossRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/cross',
  tags,
  summary: '交叉统计 / counts by level × time × one vocabulary',
  description: 'Any combination of at most one level, one step of time and one vocabulary, as columns of non-empty cells. Not for a screen wall.',
  request: {
    params,
    query: z.strictObject({
      by: z.string().min(1).openapi({ description: '以逗号分隔 / separated by commas', example: 'village,month,category' }),
      ...datedShape,
    }),
  },
  responses: { ...json(crossSchema, '单元格 / cells'), ...PROBLEMS },
})

const seriesRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/series',
  tags,
  summary: '时间序列 / counts over time',
  description: 'Months or ISO weeks without a gap, each beside the same one a year earlier; to a screen wall months alone.',
  request: {
    params,
    query: z.strictObject({
      step: z.enum(['month', 'week']).openapi({ description: '月或周 / month or ISO week' }),
      ...datedShape,
    }),
  },
  responses: { ...json(seriesSchema, '序列 / series'), ...PROBLEMS },
})

export function figureRoutes(ctx: Context) {
  const read = (query: Record<string, string | undefined>) => parseDatedFilter(query, dayAt(ctx.now()))
  return router()
    .openapi(summaryRoute, async (call) => {
      const filter = read(call.req.valid('query'))
      return call.json(await summarise(ctx, call.var.scope, filter), 200)
    })
    .openapi(countsRoute, async (call) => {
      const { by, ...rest } = call.req.valid('query')
      const asked = { by: parseCountable(by), filter: read(rest), language: languageOf(call) }
      return call.json(await countCases(ctx, call.var.scope, asked), 200)
    })
    .openapi(crossRoute, async (call) => {
      const { by, ...rest } = call.req.valid('query')
      const asked = { by: parseCrossBy(by), filter: read(rest), language: languageOf(call) }
      return call.json(await crossCases(ctx, call.var.scope, asked), 200)
    })
    .openapi(seriesRoute, async (call) => {
      const { step, ...rest } = call.req.valid('query')
      return call.json(await seriesOf(ctx, call.var.scope, { step, filter: read(rest) }), 200)
    })
}
