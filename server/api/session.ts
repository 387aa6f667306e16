import { createRoute, z } from '@hono/zod-openapi'
import { endSession } from '../access/sessions.ts'
import { noDemo, visitDemo } from '../services/demoEntry.ts'
import { sessionOf } from '../services/session.ts'
import type { Context } from '../services/context.ts'
import { router } from './env.ts'
import { json, PROBLEMS, WRITE_PROBLEMS } from './parameters.ts'
import { role, sessionSchema } from './sessionSchemas.ts'

const tags = ['登录 Session']
const answers = { ...json(sessionSchema, '当前会话 / who is signed in'), 400: PROBLEMS[400], 403: WRITE_PROBLEMS[403], 404: PROBLEMS[404] }

const whoRoute = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: '当前会话 / who is asking',
  description: 'Never 401, and no activity: a page may ask at any time.',
  responses: json(sessionSchema, '当前会话 / who is signed in'),
})

const leaveRoute = createRoute({ method: 'delete', path: '/', tags, summary: '退出 / sign out', responses: json(sessionSchema, '已退出 / signed out') })

const demoRoute = createRoute({
  method: 'post',
  path: '/demo',
  tags,
  summary: '进入示例 / enter the demo',
  description: 'On the machine itself, while the demo county alone is installed and there is no account.',
  request: { body: { required: true, content: { 'application/json': { schema: z.strictObject({ role }) } } } },
  responses: answers,
})

export function sessionRoutes(ctx: Context) {
  return router()
    .openapi(whoRoute, async (call) => {
      const { desk } = call.var
      call.header('cache-control', 'no-store')
      return call.json(await sessionOf(ctx, await desk.seek(call, { quiet: true }), { here: desk.here(call), provider: null }), 200)
    })
    .openapi(leaveRoute, async (call) => {
      const { desk } = call.var
      const { asker } = await desk.seek(call)
      if (asker) await endSession(ctx.db, asker, 'left', desk.seen(call).at)
      desk.takeCookie(call)
      return call.json(await sessionOf(ctx, { asker: null, ended: null }, { here: desk.here(call), provider: null }), 200)
    })
    .openapi(demoRoute, async (call) => {
      const { desk } = call.var
      if (!desk.here(call)) throw noDemo()
      const token = await visitDemo(ctx, call.req.valid('json').role, desk.seen(call))
      desk.giveCookie(call, token)
      const sought = await desk.seekToken(call, token)
      return call.json(await sessionOf(ctx, sought, { here: true, provider: null }), 200)
    })
}
