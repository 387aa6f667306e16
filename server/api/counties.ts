import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from '../services/context.ts'
import { countyInfo, countyList } from '../services/counties.ts'
import { mayChange } from '../services/territory.ts'
import { may, router, signedIn } from './env.ts'
import { countyParam, json, PROBLEMS } from './parameters.ts'
import { countyInfoSchema, countyListSchema } from './schemas.ts'

const tags = ['区县 Counties']

const listRoute = createRoute({
  method: 'get',
  middleware: signedIn(),
  path: '/',
  tags,
  summary: '已安装的区县 / installed counties',
  request: { query: z.strictObject({}) },
  responses: { ...json(countyListSchema, '区县 / counties'), 400: PROBLEMS[400] },
})

const infoRoute = createRoute({
  method: 'get',
  middleware: may(['figures', 'settings']),
  path: '/{county}',
  tags,
  summary: '一个区县 / one county',
  description: 'Levels, extent, tiles, sources, first and last day, data revision: all that a page needs to open it. `writable`: the post has the county as a whole, with the rights to import and to settle places.',
  request: { params: z.object(countyParam), query: z.strictObject({}) },
  responses: { ...json(countyInfoSchema, '区县 / county'), ...PROBLEMS },
})

export function countyRoutes(ctx: Context) {
  return router()
    .openapi(listRoute, async (call) => call.json(await countyList(ctx, call.var.asker), 200))
    .openapi(infoRoute, async (call) => {
      const { scope, asker } = call.var
      const info = await countyInfo(ctx, scope)
      return call.json({ ...info, writable: info.writable && (await mayChange(ctx, asker, scope)) }, 200)
    })
}
