import { createRoute, z } from '@hono/zod-openapi'
import { onlyAggregates } from '../access/scope.ts'
import type { AreaCode } from '../contract/answers.ts'
import { LEVELS } from '../contract/levels.ts'
import { areaColumns, areaDetail, listAreas, MOST_HITS, searchAreas } from '../services/areas.ts'
import type { Context } from '../services/context.ts'
import { notTold, ROWS } from '../services/told/menu.ts'
import { may, router } from './env.ts'
import { countyParam, json, PROBLEMS, text } from './parameters.ts'
import { areaDetailSchema, areaHitsSchema, areaListSchema, areaTreeSchema } from './schemas.ts'

const tags = ['区划 Areas']

const listRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/areas',
  tags,
  summary: '区划列表 / areas',
  description: 'Live areas in the order of the pack; `index` is the feature id in the tiles.',
  request: {
    params: z.object(countyParam),
    query: z.strictObject({
      level: z.enum(LEVELS).optional().openapi({ description: '层级 / level' }),
      parent: text('上级代码，取其全部下级 / everything below this area', '990101001000'),
    }),
  },
  responses: { ...json(areaListSchema, '区划 / areas'), ...PROBLEMS },
})

const treeRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/areas/tree',
  tags,
  summary: '全部区划，按列 / all areas as columns',
  description: 'By index in the pack, those that are no more included: what the columns of `/cube` are counted by. Not for a screen wall.',
  request: { params: z.object(countyParam), query: z.strictObject({}) },
  responses: { ...json(areaTreeSchema, '区划 / areas'), ...PROBLEMS },
})

const searchRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/areas/search',
  tags,
  summary: '搜索区划 / search areas',
  description: '汉字、全拼或首字母 / by Chinese name, full pinyin or initials; best first.',
  request: {
    params: z.object(countyParam),
    query: z.strictObject({
      q: z.string().trim().min(1).max(60).openapi({ description: '查找内容 / words', example: 'lhz' }),
      limit: z.coerce.number().int().min(1).max(MOST_HITS).default(10).openapi({ description: '最多条数 / at most' }),
    }),
  },
  responses: { ...json(areaHitsSchema, '结果 / hits'), ...PROBLEMS },
})

const detailRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/areas/{code}',
  tags,
  summary: '一个区划 / one area',
  description: 'The way down to it, the areas right below it, its residents. The code of a merged area gives today’s.',
  request: {
    params: z.object({ ...countyParam, code: z.string().min(1).max(20).openapi({ example: '990101001001' }) }),
    query: z.strictObject({}),
  },
  responses: { ...json(areaDetailSchema, '区划 / area'), ...PROBLEMS },
})

export function areaRoutes(ctx: Context) {
  return router()
    .openapi(listRoute, async (call) => {
      const { level, parent } = call.req.valid('query')
      return call.json(await listAreas(ctx, call.var.scope, { level, parent: parent as AreaCode | undefined }), 200)
    })
    .openapi(treeRoute, async (call) => {
      if (onlyAggregates(call.var.scope)) throw notTold('county', ROWS)
      return call.json(await areaColumns(ctx, call.var.scope), 200)
    })
    .openapi(searchRoute, async (call) => {
      const { q, limit } = call.req.valid('query')
      return call.json(await searchAreas(ctx, call.var.scope, q, limit), 200)
    })
    .openapi(detailRoute, async (call) => {
      const { code } = call.req.valid('param')
      return call.json(await areaDetail(ctx, call.var.scope, code as AreaCode), 200)
    })
}
