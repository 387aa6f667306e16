import { createRoute, z } from '@hono/zod-openapi'
import { parseFilter } from '../contract/filter.ts'
import { LEVELS } from '../contract/levels.ts'
import type { Context } from '../services/context.ts'
import { parseRanked, RANKED, ranksOf } from '../services/ranks/ranks.ts'
import { townsOf } from '../services/ranks/towns.ts'
import { may, router } from './env.ts'
import { countyParam, filterShape, json, PROBLEMS } from './parameters.ts'
import { ranksSchema, townsSchema } from './rankSchemas.ts'

const params = z.object(countyParam)
const tags = ['统计 Figures']

const ranksRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/ranks',
  tags,
  summary: '升降与排名 / what rises, and ranks with their uncertainty',
  description:
    'Areas of a level, or categories, against the period before and the year before (conditional test of two counts under false-discovery control, with the dispersion of these counts); of areas the rate per 10,000 residents drawn to that of all (gamma–Poisson empirical Bayes), with rank and rank interval. The surest rise comes first. Not for a screen wall.',
  request: {
    params,
    query: z.strictObject({
      by: z.string().min(1).openapi({ description: `排名对象 / one of: ${RANKED.join(', ')}`, example: 'town' }),
      ...filterShape,
    }),
  },
  responses: { ...json(ranksSchema, '升降与排名 / ranks'), ...PROBLEMS },
})

const townsRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/towns',
  tags,
  summary: '各乡镇台账指标 / figures of the case ledger, town by town',
  description:
    'Each measure with its two numbers, its rule, and the value drawn to that of all with an interval; a flag where that lies clear of the figure of all on the bad side; notices where a figure looks better than it may be. Not the six official indicators, which come from elsewhere. Not for a screen wall.',
  request: {
    params,
    query: z.strictObject({
      by: z.enum(LEVELS).optional().openapi({ description: '区划级别；不写为所选范围的下一级 / level; absent = the widest one below the area that has two areas or more', example: 'town' }),
      ...filterShape,
    }),
  },
  responses: { ...json(townsSchema, '台账指标 / figures of the ledger'), ...PROBLEMS },
})

export function rankRoutes(ctx: Context) {
  return router()
    .openapi(ranksRoute, async (call) => {
      const { by, ...rest } = call.req.valid('query')
      return call.json(await ranksOf(ctx, call.var.scope, { by: parseRanked(by), filter: parseFilter(rest) }), 200)
    })
    .openapi(townsRoute, async (call) => {
      const { by, ...rest } = call.req.valid('query')
      return call.json(await townsOf(ctx, call.var.scope, { ...(by && { by }), filter: parseFilter(rest) }), 200)
    })
}
