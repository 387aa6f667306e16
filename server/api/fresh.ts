import { createHash } from 'node:crypto'
import type { Context as Call } from 'hono'
import type { Right } from '../contract/roles.ts'
import type { Scope } from '../contract/scope.ts'
import { freshness } from '../services/freshness.ts'
import type { Desk } from './desk.ts'
import { languageOf } from './problem.ts'

/**
 * Marks an answer about a county with what it depends on – data revision and its mark, pack version, today (for
 * overdue cases), language, who asks for which part of it with which rights, program – and answers 304 to whoever has
 * it. The revision is read before the answer is made, so an answer may be newer than its tag, never older; one that took
 * long tells its own. The answer is made all the same, in a few milliseconds from the cube: the tag is one for all
 * addresses, and only the route knows which of them, and which parameters, there are. A route whose work is long finds
 * in `held` that it need not do it.
 */
export async function fresh(
  call: Call,
  next: () => Promise<void>,
  { desk, scope, rights }: { desk: Desk; scope: Scope; rights: readonly Right[] },
): Promise<void> {
  if (call.req.method !== 'GET' && call.req.method !== 'HEAD') return next()
  const { ctx, version } = desk
  const { revision, mark, packVersion, today } = await freshness(ctx, scope)
  const tagOf = (of: number): string => {
    const parts = [of, mark, packVersion.slice(0, 12), today, languageOf(call), viewOf(scope, rights), ctx.writable ? 'w' : 'r', version]
    return `W/"${parts.join('-')}"`
  }
  call.set('held', holds(call.req.header('if-none-match'), tagOf(revision)))
  await next()
  if (call.res.status !== 200) return
  const tag = tagOf((call.get('revision') as number | undefined) ?? revision)
  // two accounts of one browser must not see one another's answers: none is used unasked
  const marks = { etag: tag, 'cache-control': 'private, no-cache', vary: 'Accept-Language, Accept-Encoding, Cookie, Authorization' }
  if (holds(call.req.header('if-none-match'), tag)) {
    call.res = undefined // or its content-length would stay
    call.res = call.body(null, 304, marks)
  } else for (const [name, value] of Object.entries(marks)) call.res.headers.set(name, value)
}

/** Who sees which part with which rights, in nine letters. */
function viewOf({ root, by }: Scope, rights: readonly Right[]): string {
  const view = [root, by.account ?? by.login, by.role, by.organisation, ...rights]
  return createHash('sha256').update(JSON.stringify(view)).digest('base64url').slice(0, 9)
}

/** Does an If-None-Match list hold the tag? Weak comparison (RFC 9110, 8.8.3.2). */
export function holds(list: string | undefined, tag: string): boolean {
  if (!list) return false
  const bare = (one: string) => one.trim().replace(/^W\//, '')
  return list.trim() === '*' || list.split(',').some((one) => bare(one) === bare(tag))
}
