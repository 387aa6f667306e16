import { createRoute, z } from '@hono/zod-openapi'
import type { Context as Call } from 'hono'
import { changePassword, confirmFactor, dropFactor, setUpFactor } from '../access/own.ts'
import { seekDevice } from '../access/devices.ts'
import { changePost } from '../access/posts.ts'
import type { Asker, Sought } from '../access/sessions.ts'
import { leave } from '../access/sessions.ts'
import { giveCode, signIn } from '../access/signIn.ts'
import type { Session } from '../contract/session.ts'
import type { Context } from '../services/context.ts'
import { noDemo, visitDemo } from '../services/demoEntry.ts'
import { sessionOf } from '../services/session.ts'
import { password } from './accountSchemas.ts'
import type { Desk } from './desk.ts'
import { inSession, router, signedIn } from './env.ts'
import { guesses } from './limits.ts'
import { body, json, PLAIN_PROBLEMS } from './parameters.ts'
import { codeWrong, deviceUnknown, dutyOpen } from './refusals.ts'
import { role, secondFactorSetupSchema, sessionSchema } from './sessionSchemas.ts'

const tags = ['登录 Session']
const answers = { ...json(sessionSchema, '当前会话 / the session'), ...PLAIN_PROBLEMS }
const code = z.string().trim().min(6).max(8).openapi({ description: '动态验证码 / one-time code', example: '123456' })

const whoRoute = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: '当前会话 / who is asking',
  description: 'Never 401, and no activity unless `here` says that somebody is at the page: a page may ask at any time.',
  request: { query: z.strictObject({ here: z.literal('true').optional().openapi({ description: '有人在页面前，会话因此延续 / somebody is at the page, which keeps the session alive' }) }) },
  responses: json(sessionSchema, '当前会话 / the session'),
})

const signInRoute = createRoute({
  method: 'post',
  middleware: guesses('signIn'),
  path: '/',
  tags,
  summary: '登录 / sign in',
  description: 'Gives the cookie. Unknown name, wrong password and a locked account get the same answer, 401 `sign_in_failed`.',
  request: { body: body(z.strictObject({ login: z.string().min(1).max(100), password, code: code.optional() })) },
  responses: answers,
})

const leaveRoute = createRoute({ method: 'delete', path: '/', tags, summary: '退出 / sign out', responses: json(sessionSchema, '已退出 / signed out') })

const postRoute = createRoute({
  method: 'post',
  middleware: signedIn(),
  path: '/post',
  tags,
  summary: '切换岗位 / take another post',
  request: { body: body(z.strictObject({ post: z.string().min(1).max(64) })) },
  responses: answers,
})

const passwordRoute = createRoute({
  method: 'post',
  middleware: inSession({ guessing: true }),
  path: '/password',
  tags,
  summary: '修改口令 / change the password',
  description: 'Ends all other sessions of the account.',
  request: { body: body(z.strictObject({ current: password, next: password })) },
  responses: answers,
})

const setUpRoute = createRoute({
  method: 'post',
  middleware: inSession(),
  path: '/second-factor/setup',
  tags,
  summary: '设置第二因素 / set up a second factor',
  description: 'A new secret for an app that makes codes (RFC 6238); it counts once a code of it was given.',
  responses: { ...json(secondFactorSetupSchema, '密钥 / secret'), ...PLAIN_PROBLEMS },
})

const codeRoute = createRoute({
  method: 'post',
  middleware: inSession({ guessing: true }),
  path: '/second-factor',
  tags,
  summary: '提交验证码 / give a code',
  description: 'The code that the session owes, or the one that confirms a set-up.',
  request: { body: body(z.strictObject({ code })) },
  responses: answers,
})

const dropRoute = createRoute({
  method: 'delete',
  middleware: inSession({ guessing: true }),
  path: '/second-factor',
  tags,
  summary: '关闭第二因素 / take the second factor away',
  request: { body: body(z.strictObject({ password })) },
  responses: answers,
})

const demoRoute = createRoute({
  method: 'post',
  path: '/demo',
  tags,
  summary: '进入示例 / enter the demo',
  description: 'On the machine itself, while the demo county alone is installed and there is no account.',
  request: { body: body(z.strictObject({ role })) },
  responses: answers,
})

const deviceRoute = createRoute({
  method: 'post',
  middleware: guesses('signIn'),
  path: '/device',
  tags,
  summary: '大屏登录 / sign a screen wall in',
  description: 'With the token that was shown when the wall was registered. Gives a cookie that lasts until the wall signs out or is closed.',
  request: { body: body(z.strictObject({ token: z.string().trim().min(1).max(200) })) },
  responses: answers,
})

export function sessionRoutes(ctx: Context) {
  const answer = async (call: Call, sought: Sought): Promise<Session> => {
    call.header('cache-control', 'no-store')
    const { desk } = call.var as { desk: Desk }
    return sessionOf(ctx, sought, { here: desk.here(call), provider: desk.around.provider?.name ?? null })
  }
  /** after a token was given, and after the asker's session changed */
  const ofToken = async (call: Call, token: string) => answer(call, await (call.var as { desk: Desk }).desk.seekToken(call, token))
  const again = async (call: Call) => answer(call, await (call.var as { desk: Desk }).desk.seekAgain(call))

  return router()
    .openapi(whoRoute, async (call) => {
      const { desk } = call.var
      const sought = await desk.seek(call, { quiet: call.req.valid('query').here === undefined })
      desk.keepDevice(call, sought)
      return call.json(await answer(call, sought), 200)
    })
    .openapi(signInRoute, async (call) => {
      const { desk } = call.var
      const token = await signIn(ctx.db, call.req.valid('json'), desk.seen(call))
      desk.giveCookie(call, token)
      return call.json(await ofToken(call, token), 200)
    })
    .openapi(leaveRoute, async (call) => {
      const { desk } = call.var
      const { asker } = await desk.seek(call)
      if (asker) await leave(ctx.db, asker, desk.seen(call))
      desk.takeCookie(call, asker)
      return call.json(await answer(call, { asker: null, ended: null }), 200)
    })
    .openapi(deviceRoute, async (call) => {
      const { desk } = call.var
      const { token } = call.req.valid('json')
      const asker = await seekDevice(ctx.db, token, desk.seen(call))
      if (!asker) throw deviceUnknown()
      desk.giveDevice(call, token)
      return call.json(await answer(call, { asker, ended: null }), 200)
    })
    .openapi(postRoute, async (call) => {
      await changePost(ctx.db, call.var.asker, call.req.valid('json').post, call.var.desk.seen(call))
      return call.json(await again(call), 200)
    })
    .openapi(passwordRoute, async (call) => {
      const { desk } = call.var
      await changePassword(ctx.db, known(call.var.asker), call.req.valid('json'), desk.seen(call))
      return call.json(await again(call), 200)
    })
    .openapi(setUpRoute, async (call) => {
      call.header('cache-control', 'no-store')
      return call.json(await setUpFactor(ctx.db, known(call.var.asker)), 200)
    })
    .openapi(codeRoute, async (call) => {
      const { desk, asker } = call.var
      const given = asker.duty === 'second_factor' ? giveCode : confirmFactor
      if (!(await given(ctx.db, asker, call.req.valid('json').code, desk.seen(call)))) throw codeWrong()
      return call.json(await again(call), 200)
    })
    .openapi(dropRoute, async (call) => {
      const { desk } = call.var
      await dropFactor(ctx.db, known(call.var.asker), call.req.valid('json').password, desk.seen(call))
      return call.json(await again(call), 200)
    })
    .openapi(demoRoute, async (call) => {
      const { desk } = call.var
      if (!desk.here(call)) throw noDemo()
      const token = await visitDemo(ctx, call.req.valid('json').role, desk.seen(call))
      desk.giveCookie(call, token)
      return call.json(await ofToken(call, token), 200)
    })
}

/** Whoever still owes a code is not known yet. */
function known(asker: Asker): Asker {
  if (asker.duty === 'second_factor') throw dutyOpen(asker.duty)
  return asker
}
