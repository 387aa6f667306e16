import { createRoute, z } from '@hono/zod-openapi'
import { policyAnswer, setPolicy } from '../access/policy.ts'
import type { Context } from '../services/context.ts'
import { policyAnswerSchema, policyChangeSchema } from './accountSchemas.ts'
import { may, router } from './env.ts'
import { body, json, PLAIN_PROBLEMS } from './parameters.ts'

const tags = ['安全策略 Policy']

const readRoute = createRoute({
  method: 'get',
  middleware: may('policy'),
  path: '/',
  tags,
  summary: '安全策略 / the security policy',
  request: { query: z.strictObject({}) },
  responses: { ...json(policyAnswerSchema, '策略 / policy'), ...PLAIN_PROBLEMS },
})

const setRoute = createRoute({
  method: 'put',
  middleware: may('policy'),
  path: '/',
  tags,
  summary: '设定安全策略 / set it',
  description: 'The whole policy, within its bounds, and the version that it was made from: 409 `policy_changed` with `current` where somebody changed it since. Sessions that are open follow it from their next request on.',
  request: { body: body(policyChangeSchema) },
  responses: { ...json(policyAnswerSchema, '策略 / policy'), ...PLAIN_PROBLEMS },
})

export function policyRoutes(ctx: Context) {
  return router()
    .openapi(readRoute, async (call) => call.json(await policyAnswer(ctx.db), 200))
    .openapi(setRoute, async (call) => call.json(await setPolicy(ctx.db, call.var.asker.by, call.req.valid('json'), new Date(ctx.now())), 200))
}
