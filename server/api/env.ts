import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context as Call, MiddlewareHandler } from 'hono'
import { hasRight } from '../access/scope.ts'
import type { Asker } from '../access/sessions.ts'
import { AppError } from '../contract/error.ts'
import type { Right } from '../contract/roles.ts'
import type { CaseScope, CountyScope, Scope } from '../contract/scope.ts'
import { notInstalled, reachOf } from '../services/territory.ts'
import type { Desk } from './desk.ts'
import { fresh } from './fresh.ts'
import { SAFE } from './guard.ts'
import { guesses } from './limits.ts'
import { caseless, dutyOpen, lacksRight, partOnly, readOnly } from './refusals.ts'
import { invalid, refuseUnreadable } from './validate.ts'

/** What every route finds; the scope comes with the right that a route names. */
export interface Env {
  Variables: {
    desk: Desk
    /** of the data that the answer is of, where a route knows it: one that took long is of an earlier one than stands now */
    revision?: number
    /** whoever asks has the answer already, should the address be one: a route whose work is long may leave it */
    held?: boolean
  }
}

/** Routes that turn what a schema refuses, and texts that nothing can keep, into a problem which names the parameter. */
export function router(): OpenAPIHono<Env> {
  return new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw invalid(result.error)
      refuseUnreadable(result.data)
    },
  })
}

/** Rights whose routes change a county as a whole, and those that read or write single cases. */
type Whole = 'import' | 'settle'
type OfCases = 'cases' | 'enter' | 'handle' | 'direct' | 'supervise' | 'export' | 'organisations'

/** What a right gives a route below `/counties/{county}`. */
export type ScopeOf<R extends Right> = R extends Whole ? CountyScope : R extends OfCases ? CaseScope : R extends 'figures' | 'settings' ? Scope : never

export type Guard<Variables extends object> = MiddlewareHandler<{ Variables: Variables }> & {
  /** one of them is asked for; none: to be signed in is enough */
  readonly rights: readonly Right[]
}
type Next = () => Promise<void>

/**
 * Lets a request through to somebody whose post has one of these rights, and below a county to what of it the post
 * sees: a county that it does not see is answered as one that is not installed. `kept: false` is for answers that
 * depend on more than the county's revision, such as somebody's saved views: they get no ETag. `writes: false` is for a
 * route that no stored thing hangs on, whatever its method, and which a read-only server takes as well.
 */
export function may<R extends Right>(rights: R | readonly [R, ...R[]], { kept = true, writes = true } = {}): Guard<{ scope: ScopeOf<R>; asker: Asker }> {
  const list: readonly Right[] = typeof rights === 'string' ? [rights] : rights
  const guard = async (call: Call, next: Next): Promise<void> => {
    const desk = deskOf(call)
    // the county is looked up before any schema is asked
    refuseUnreadable(call.req.param())
    const asker = await freeAsker(call)
    const right = list.find((one) => hasRight(asker, one))
    if (!right) throw await refused(call, asker, lacksRight(list))
    if (writes && !SAFE.has(call.req.method) && !desk.ctx.writable) throw readOnly()
    call.set('asker', asker)
    const county = call.req.param('county')
    if (county === undefined) return alone(call, next)
    const scope = await scopeIn(call, asker, right, county)
    call.set('scope', scope)
    await (kept ? fresh(call, next, { desk, scope, rights: asker.rights }) : alone(call, next))
    // what the post may do is in order, and the case is none of its own
    if (call.error instanceof AppError && OF_CASES.has(call.error.code)) await desk.refused(call, asker)
  }
  return Object.assign(guard as MiddlewareHandler, { rights: list })
}

/** Answers about a single case to whom it is not for. */
const OF_CASES: ReadonlySet<string> = new Set(['unknown_case', 'case_not_yours', 'move_not_yours', 'unknown_attachment'])

/** Lets a request through to whoever is signed in and has nothing to do first. */
export function signedIn(): Guard<{ asker: Asker }> {
  const guard = async (call: Call, next: Next): Promise<void> => {
    call.set('asker', await freeAsker(call))
    await alone(call, next)
  }
  return Object.assign(guard as MiddlewareHandler, { rights: [] })
}

/**
 * Lets whoever has a session through, also while something has to be done first: for what does just that. `guessing`:
 * a password or a code is given, which somebody may be guessing. A read-only server takes the code that signing in owes
 * and nothing else.
 */
export function inSession({ guessing = false } = {}): Guard<{ asker: Asker }> {
  const limit = guesses('code')
  const guard = async (call: Call, next: Next): Promise<void | Response> => {
    const asker = await deskOf(call).ready(call)
    if (!deskOf(call).ctx.writable && asker.duty !== 'second_factor') throw readOnly()
    call.set('asker', asker)
    return guessing ? limit(call, () => alone(call, next)) : alone(call, next)
  }
  return Object.assign(guard as MiddlewareHandler, { rights: [] })
}

const deskOf = (call: Call): Desk => (call.var as Env['Variables']).desk

async function freeAsker(call: Call): Promise<Asker> {
  const asker = await deskOf(call).ready(call)
  if (asker.duty) throw dutyOpen(asker.duty)
  return asker
}

async function scopeIn(call: Call, asker: Asker, right: Right, county: string): Promise<Scope> {
  const reach = await reachOf(deskOf(call).ctx, asker, county)
  if (right === 'settings') return reach.settings
  if (!reach.figures) throw await refused(call, asker, notInstalled(county))
  if (right === 'figures') return reach.figures
  if (!reach.cases) throw await refused(call, asker, caseless())
  if (right !== 'import' && right !== 'settle') return reach.cases
  if (!reach.whole) throw await refused(call, asker, partOnly())
  return reach.whole
}

/** The answer to whom the audit log has now as refused. */
async function refused(call: Call, asker: Asker, answer: AppError): Promise<AppError> {
  await deskOf(call).refused(call, asker)
  return answer
}

/** An answer for this asker and this moment alone. */
async function alone(call: Call, next: Next): Promise<void> {
  await next()
  if (!call.res.headers.has('cache-control')) call.res.headers.set('cache-control', 'no-store')
}
