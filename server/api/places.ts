import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from '../services/context.ts'
import { listUnlocated, settlePlace } from '../services/places.ts'
import { may, router } from './env.ts'
import { settledSchema, settleSchema, unlocatedListSchema } from './importSchemas.ts'
import { countyParam, json, PROBLEMS, WRITE_PROBLEMS } from './parameters.ts'

const tags = ['待定位 Places unknown']
const params = z.object(countyParam)

const listRoute = createRoute({
  method: 'get',
  middleware: may('settle'),
  path: '/{county}/unlocated',
  tags,
  summary: '待定位的地名 / places that nobody knows yet',
  description: 'Cases without a place, grouped by the words of the ledger, with the areas that they might mean.',
  request: { params, query: z.strictObject({}) },
  responses: { ...json(unlocatedListSchema, '队列 / queue'), ...PROBLEMS },
})

const settleRoute = createRoute({
  method: 'post',
  middleware: may('settle'),
  path: '/{county}/unlocated/settle',
  tags,
  summary: '为一组案件落位 / say where a group is',
  request: { params, body: { required: true, content: { 'application/json': { schema: settleSchema } } } },
  responses: { ...json(settledSchema, '已落位 / settled'), ...WRITE_PROBLEMS },
})

export function placeRoutes(ctx: Context) {
  return router()
    .openapi(listRoute, async (call) => call.json({ groups: await listUnlocated(ctx, call.var.scope) }, 200))
    .openapi(settleRoute, async (call) => {
      const settled = await settlePlace(ctx, call.var.scope, call.req.valid('json'))
      return call.json(settled, 200)
    })
}
