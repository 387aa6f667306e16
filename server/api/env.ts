import { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import type { AreaCode } from '../contract/answers.ts'
import type { Scope } from '../contract/scope.ts'
import { countyScope } from '../access/scope.ts'
import type { Context } from '../services/context.ts'
import { invalid } from './validate.ts'

/** What the middlewares hand to a route. */
export interface Env {
  Variables: { scope: Scope }
}

/** Routes that turn what a schema refuses into a problem which names the parameter. */
export function router(): OpenAPIHono<Env> {
  return new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw invalid(result.error)
    },
  })
}

/** Finds the county of the path; 404 when it is not installed. */
export function scoped(ctx: Context): MiddlewareHandler<Env> {
  return async (call, next) => {
    const county = call.req.param('county') as AreaCode
    await ctx.packs.get(county)
    call.set('scope', countyScope(county))
    await next()
  }
}
