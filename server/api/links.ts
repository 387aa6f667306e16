import { createRoute, z } from '@hono/zod-openapi'
import type { Context as Call } from 'hono'
import { adminsByLink, linkPurpose, passwordByLink } from '../access/links.ts'
import { AppError } from '../contract/error.ts'
import type { Context } from '../services/context.ts'
import { adminsSchema, linkPurposeSchema, linkUsedSchema, password } from './accountSchemas.ts'
import { router } from './env.ts'
import { guesses } from './limits.ts'
import { body, json, PLAIN_PROBLEMS } from './parameters.ts'
import { readOnly } from './refusals.ts'

const tags = ['一次性链接 Links']
const token = z.string().min(1).max(64).openapi({ description: '链接中 # 后面的部分 / what stands behind # in the link' })
const TOKEN_IN_BODY = 'The token is in the body: an address would stand in the logs of every gateway.'

const askRoute = createRoute({
  method: 'post',
  middleware: guesses('link'),
  path: '/',
  tags,
  summary: '链接的用途 / what a link is for',
  description: `Changes nothing. ${TOKEN_IN_BODY}`,
  request: { body: body(z.strictObject({ token })) },
  responses: { ...json(linkPurposeSchema, '用途 / purpose'), ...PLAIN_PROBLEMS },
})

const passwordRoute = createRoute({
  method: 'post',
  middleware: guesses('link'),
  path: '/password',
  tags,
  summary: '用链接设定口令 / set a password by it',
  description: `Good for once. ${TOKEN_IN_BODY}`,
  request: { body: body(z.strictObject({ token, password })) },
  responses: { ...json(linkUsedSchema, '可以登录了 / ready to sign in'), ...PLAIN_PROBLEMS },
})

const adminsRoute = createRoute({
  method: 'post',
  middleware: guesses('link'),
  path: '/admins',
  tags,
  summary: '用链接设立首批三名管理员 / make the first three administrators by it',
  description: `All or none, good for once. Each changes the password at the first sign-in. What visitors of the demo set is undone. ${TOKEN_IN_BODY}`,
  request: { body: body(z.strictObject({ token, admins: adminsSchema })) },
  responses: { ...json(linkUsedSchema, '可以登录了 / ready to sign in'), ...PLAIN_PROBLEMS },
})

const oldRoute = createRoute({
  method: 'get',
  path: '/{old}',
  tags,
  deprecated: true,
  summary: '旧版本的链接 / links of an earlier version',
  request: { params: z.object({ old: z.string() }) },
  responses: { 410: { ...PLAIN_PROBLEMS[404], description: '不再有效 / good no more' } },
})

export function linkRoutes(ctx: Context) {
  const fresh = (call: Call): void => call.header('cache-control', 'no-store')
  const writable = (): void => {
    if (!ctx.writable) throw readOnly()
  }
  return router()
    .openapi(askRoute, async (call) => {
      fresh(call)
      return call.json(await linkPurpose(ctx.db, call.req.valid('json').token, call.var.desk.seen(call)), 200)
    })
    .openapi(passwordRoute, async (call) => {
      fresh(call)
      writable()
      const given = call.req.valid('json')
      return call.json(await passwordByLink(ctx.db, given.token, given.password, call.var.desk.seen(call)), 200)
    })
    .openapi(adminsRoute, async (call) => {
      fresh(call)
      writable()
      const { token: one, ...given } = call.req.valid('json')
      return call.json(await adminsByLink(ctx.db, one, given, call.var.desk.seen(call)), 200)
    })
    .openapi(oldRoute, () => {
      throw oldLink()
    })
}

/** Links of earlier versions had their token in the path, which gateways wrote down. */
function oldLink(): AppError {
  return new AppError('link_old', {
    status: 410,
    say: {
      zh: '旧版本发出的链接不再有效，请向系统管理员要一个新的；首次启动的链接在服务器的输出里',
      en: 'Links of an earlier version are good no more: ask the system administrator for a new one; that of the first start is in what the server printed',
    },
  })
}
