import { createRoute, z } from '@hono/zod-openapi'
import { myWork } from '../services/caseLife/work.ts'
import type { Context } from '../services/context.ts'
import { workSchema } from './caseSchemas.ts'
import { may, router } from './env.ts'
import { countyParam, json, PROBLEMS } from './parameters.ts'

const route = createRoute({
  method: 'get',
  middleware: may('cases', { kept: false }),
  path: '/{county}/work',
  tags: ['案件 Cases'],
  summary: '我的工作 / my work',
  description: '本岗位今天要办的：超期、今天到期、即将到期，待报到、待回复、待研判、待签收、待接办、待收哨、待回访、待销号 / what the post has to do today; every list with its total and its first rows, the most pressing first.',
  request: { params: z.object(countyParam), query: z.strictObject({}) },
  responses: { ...json(workSchema, '工作 / work'), ...PROBLEMS },
})

export function workRoutes(ctx: Context) {
  return router().openapi(route, async (call) => call.json(await myWork(ctx, call.var.scope), 200))
}
