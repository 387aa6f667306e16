import { createRoute, z } from '@hono/zod-openapi'
import { adminsByLink, linkPurpose, passwordByLink } from '../access/links.ts'
import type { Context } from '../services/context.ts'
import { linkPurposeSchema, linkUsedSchema, useLinkSchema } from './accountSchemas.ts'
import { router } from './env.ts'
import { guesses } from './limits.ts'
import { body, json, PLAIN_PROBLEMS } from './parameters.ts'

const tags = ['一次性链接 Links']
const params = z.object({ token: z.string().min(1).max(64) })

const askRoute = createRoute({
  method: 'get',
  middleware: guesses('link'),
  path: '/{token}',
  tags,
  summary: '链接的用途 / what a link is for',
  request: { params },
  responses: { ...json(linkPurposeSchema, '用途 / purpose'), ...PLAIN_PROBLEMS },
})

const useRoute = createRoute({
  method: 'post',
  middleware: guesses('link'),
  path: '/{token}',
  tags,
  summary: '使用链接 / use it',
  description: 'Sets a password, or makes the first three administrators, all or none. Good for once.',
  request: { params, body: body(useLinkSchema) },
  responses: { ...json(linkUsedSchema, '可以登录了 / ready to sign in'), ...PLAIN_PROBLEMS },
})

export function linkRoutes(ctx: Context) {
  return router()
    .openapi(askRoute, async (call) => {
      call.header('cache-control', 'no-store')
      return call.json(await linkPurpose(ctx.db, call.req.valid('param').token, call.var.desk.seen(call)), 200)
    })
    .openapi(useRoute, async (call) => {
      const { token } = call.req.valid('param')
      const asked = call.req.valid('json')
      const seen = call.var.desk.seen(call)
      const used = 'admins' in asked ? await adminsByLink(ctx.db, token, asked, seen) : await passwordByLink(ctx.db, token, asked.password, seen)
      return call.json(used, 200)
    })
}
