import { createRoute } from '@hono/zod-openapi'
import type { Context as Call } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Trip } from '../access/provider.ts'
import { signInByIdentity } from '../access/signIn.ts'
import { AppError } from '../contract/error.ts'
import type { Context } from '../services/context.ts'
import type { Desk } from './desk.ts'
import { router } from './env.ts'
import { guesses } from './limits.ts'
import { PLAIN_PROBLEMS } from './parameters.ts'

const tags = ['登录 Session']
const CALLBACK = '/api/session/provider/callback'
/** Where the page tells why a sign-in at the provider came to nothing, with the code of the problem. */
const REFUSED_PAGE = '/sign-in?refused='
/** A person may look for a password meanwhile. */
const TRIP_S = 600

const responses = { 302: { description: '转到身份平台，或回到首页 / to the provider, or back to the front page' }, ...PLAIN_PROBLEMS }

const beginRoute = createRoute({
  method: 'get',
  middleware: guesses('signIn'),
  path: '/provider',
  tags,
  summary: '到统一身份平台登录 / sign in at the identity provider',
  responses,
})

const callbackRoute = createRoute({
  method: 'get',
  middleware: guesses('signIn'),
  path: '/provider/callback',
  tags,
  summary: '从统一身份平台回来 / back from the identity provider',
  description: 'Signs in whose identity was linked to an account beforehand, and never makes one.',
  responses,
})

/** Sign-in at an identity provider: the browser goes there and comes back with a code. */
export function providerRoutes(ctx: Context) {
  return router()
    .openapi(beginRoute, async (call) => {
      const { provider } = call.var.desk.around
      if (!provider) throw none()
      const { url, trip } = await provider.begin(new URL(CALLBACK, originOf(call)).href)
      keep(call, JSON.stringify(trip))
      return call.redirect(url.href, 302)
    })
    .openapi(callbackRoute, async (call) => {
      const { desk } = call.var
      const { provider } = desk.around
      const trip = tripOf(getCookie(call, nameOf(desk)))
      if (!provider) throw none()
      keep(call, '')
      if (!trip) return call.redirect(`${REFUSED_PAGE}provider_refused`, 302)
      const { pathname, search } = new URL(call.req.url)
      const names = await provider.finish(new URL(`${pathname}${search}`, originOf(call)), trip).catch(codeOf)
      if (typeof names === 'string') return call.redirect(`${REFUSED_PAGE}${names}`, 302)
      const token = await signInByIdentity(ctx.db, names, desk.seen(call))
      if (token === null) return call.redirect(`${REFUSED_PAGE}identity_unknown`, 302)
      desk.giveCookie(call, token)
      return call.redirect('/', 302)
    })
}

/** What the provider was told to come back to. */
function originOf(call: Call): string {
  const { around } = (call.var as { desk: Desk }).desk
  return around.origin?.origin ?? new URL(call.req.url).origin
}

function codeOf(error: unknown): string {
  if (error instanceof AppError) return error.code
  throw error
}

const nameOf = ({ around }: Desk): string => (around.origin?.protocol === 'https:' ? '__Host-fengtu-trip' : 'fengtu-trip')

/** Lax, for the provider's page sends the browser back. */
function keep(call: Call, text: string): void {
  const { desk } = call.var as { desk: Desk }
  const secure = desk.around.origin?.protocol === 'https:'
  setCookie(call, nameOf(desk), text, { httpOnly: true, sameSite: 'Lax', path: '/', secure, maxAge: text === '' ? 0 : TRIP_S })
}

function tripOf(text: string | undefined): Trip | null {
  if (!text) return null
  try {
    const { state, nonce, verifier } = JSON.parse(text) as Partial<Trip>
    return state && nonce && verifier ? { state, nonce, verifier } : null
  } catch {
    return null
  }
}

function none(): AppError {
  return new AppError('no_provider', { status: 404, say: { zh: '没有设置统一身份平台', en: 'There is no identity provider here' } })
}
