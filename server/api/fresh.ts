import type { MiddlewareHandler } from 'hono'
import type { Context } from '../services/context.ts'
import { freshness } from '../services/freshness.ts'
import type { Env } from './env.ts'
import { mayWrite } from './guard.ts'
import { languageOf } from './problem.ts'

/**
 * Marks every answer about a county with what it depends on – data revision and its mark, pack version, today (for
 * overdue cases), language, right to write, program – and answers 304 to whoever has it. The revision is read before the answer is made,
 * so an answer may be newer than its tag, never older. The answer is made all the same, in a few milliseconds from the
 * cube: the tag is one for all addresses, and only the route knows which of them, and which parameters, there are.
 */
export function fresh(ctx: Context, version: string): MiddlewareHandler<Env> {
  return async (call, next) => {
    if (call.req.method !== 'GET' && call.req.method !== 'HEAD') return next()
    const { revision, mark, packVersion, today } = await freshness(ctx, call.var.scope)
    const parts = [revision, mark, packVersion.slice(0, 12), today, languageOf(call), mayWrite(call, ctx.writable) ? 'w' : 'r', version]
    const tag = `W/"${parts.join('-')}"`
    const marks = { etag: tag, 'cache-control': 'no-cache', vary: 'Accept-Language' }
    await next()
    if (call.res.status !== 200) return
    if (holds(call.req.header('if-none-match'), tag)) {
      call.res = undefined // or its content-length would stay
      call.res = call.body(null, 304, marks)
    } else for (const [name, value] of Object.entries(marks)) call.res.headers.set(name, value)
  }
}

/** Does an If-None-Match list hold the tag? Weak comparison (RFC 9110, 8.8.3.2). */
export function holds(list: string | undefined, tag: string): boolean {
  if (!list) return false
  const bare = (one: string) => one.trim().replace(/^W\//, '')
  return list.trim() === '*' || list.split(',').some((one) => bare(one) === bare(tag))
}
