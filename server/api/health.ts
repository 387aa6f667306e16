import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from '../services/context.ts'
import { databaseAnswers } from '../services/health.ts'
import { router } from './env.ts'
import { json } from './parameters.ts'

const schema = z.strictObject({ status: z.literal('ok'), version: z.string() }).openapi('Health')

const route = createRoute({
  method: 'get',
  path: '/health',
  tags: ['服务 Server'],
  summary: '运行状况 / health',
  description: '数据库可用时为 200，否则 5xx / 200 while the database answers.',
  responses: json(schema, '正常 / well'),
})

export function healthRoutes(ctx: Context, version: string) {
  return router().openapi(route, async (call) => {
    await databaseAnswers(ctx)
    call.header('cache-control', 'no-store')
    return call.json({ status: 'ok' as const, version }, 200)
  })
}
