import type { Context as Call } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Asker, Seen, Sought } from '../access/sessions.ts'
import { endSession, seek } from '../access/sessions.ts'
import { seekDevice } from '../access/devices.ts'
import type { Provider } from '../access/provider.ts'
import { refusals } from '../access/refused.ts'
import type { Context } from '../services/context.ts'
import { demoOpen } from '../services/demoEntry.ts'
import { addressOf, fromElsewhere } from './guard.ts'
import { openLimits, type Limits } from './limits.ts'
import { notSignedIn } from './refusals.ts'
import { uploadDesk, type UploadDesk } from './upload.ts'

/** How the outside is reached. */
export interface Surroundings {
  /** address that people open, where a gateway stands in front; null: they open the server itself */
  origin: URL | null
  /** addresses or networks of the gateways whose `X-Forwarded-For` is believed */
  trustProxy: readonly string[]
  /** the government's identity provider; null where people sign in by password alone */
  provider: Provider | null
}

/** What stands behind every request: the use cases' context, and who asks. */
export interface Desk {
  readonly ctx: Context
  readonly version: string
  readonly around: Surroundings
  readonly limits: Limits
  /** one for uploads of all kinds */
  readonly uploads: UploadDesk
  seen(call: Call): Seen
  /** who asks; that he did counts as activity unless it is `quiet` */
  seek(call: Call, options?: { quiet: boolean }): Promise<Sought>
  /** who a token is of that was just made */
  seekToken(call: Call, token: string): Promise<Sought>
  /** who asks now that his session was changed */
  seekAgain(call: Call): Promise<Sought>
  /** who asks, or 401 with the reason */
  ready(call: Call): Promise<Asker>
  /** sits at the machine itself, as far as can be told */
  here(call: Call): boolean
  refused(call: Call, asker: Asker): Promise<void>
  giveCookie(call: Call, token: string): void
  /** what a screen wall is known by, for as long as a browser keeps anything */
  giveDevice(call: Call, token: string): void
  /** lets a wall that opened the page be known for as long again; one that was told why a session ended on it is a wall from then on */
  keepDevice(call: Call, sought: Sought): void
  /** of a wall its own cookie, of anybody else that of the session: a wall stays one when somebody signs out on it */
  takeCookie(call: Call, asker: Asker | null): void
}

/** Browsers keep no cookie longer (RFC 6265bis); every page that the wall opens begins it anew. */
const DEVICE_COOKIE_S = 400 * 24 * 3_600

export function openDesk(ctx: Context, version: string, around: Surroundings): Desk {
  const secure = around.origin?.protocol === 'https:'
  // the prefix makes browsers refuse it from any other host or without https
  const cookie = secure ? '__Host-fengtu' : 'fengtu'
  const deviceCookie = `${cookie}-wall`
  const marks = { httpOnly: true, sameSite: 'Strict', path: '/', secure } as const
  const known = new WeakMap<Request, Promise<Sought>>()
  const noteRefusal = refusals(ctx.db)

  const desk: Desk = {
    ctx,
    version,
    around,
    limits: openLimits(),
    uploads: uploadDesk(),
    seen: (call) => ({ address: addressOf(call, around.trustProxy), at: new Date(ctx.now()) }),
    here: (call) => !fromElsewhere(call),
    seek(call, { quiet } = { quiet: false }) {
      let sought = known.get(call.req.raw)
      if (!sought) known.set(call.req.raw, (sought = seekOnce(call, !quiet)))
      return sought
    },
    seekToken: (call, token) => seek(ctx.db, token, desk.seen(call), false),
    seekAgain(call) {
      known.delete(call.req.raw)
      return desk.seek(call)
    },
    async ready(call) {
      const { asker, ended } = await desk.seek(call)
      if (!asker) throw notSignedIn(ended)
      return asker
    },
    refused: (call, asker) =>
      noteRefusal(asker.by, {
        what: `${call.req.method} ${call.req.path}`.slice(0, 200),
        county: call.req.param('county')?.slice(0, 20) ?? null,
        at: new Date(ctx.now()),
      }),
    giveCookie: (call, token) => setCookie(call, cookie, token, marks),
    giveDevice: (call, token) => setCookie(call, deviceCookie, token, { ...marks, maxAge: DEVICE_COOKIE_S }),
    keepDevice(call, { asker, ended }) {
      const token = getCookie(call, deviceCookie)
      if (token && ended) desk.takeCookie(call, null)
      else if (token && asker?.account === null) desk.giveDevice(call, token)
    },
    takeCookie: (call, asker) => setCookie(call, asker?.account === null ? deviceCookie : cookie, '', { ...marks, maxAge: 0 }),
  }

  async function seekOnce(call: Call, active: boolean): Promise<Sought> {
    const seen = desk.seen(call)
    const bearer = /^Bearer +(\S+)$/i.exec(call.req.header('authorization') ?? '')?.[1]
    if (bearer) return deviceSought(bearer, seen)
    const token = getCookie(call, cookie)
    const found: Sought = token ? await seek(ctx.db, token, seen, active) : { asker: null, ended: null }
    const device = getCookie(call, deviceCookie)
    // whoever was signed out here is told why, and does not find himself at the wall
    if (!found.asker && !found.ended && device) {
      const wall = await deviceSought(device, seen)
      return wall.asker ? wall : found
    }
    if (!found.asker) return found
    if (found.asker.session?.how === 'demo' && !(desk.here(call) && (await demoOpen(ctx)))) {
      await endSession(ctx.db, found.asker, 'demo', seen.at)
      return { asker: null, ended: 'demo' }
    }
    return found
  }

  async function deviceSought(token: string, seen: Seen): Promise<Sought> {
    return { asker: await seekDevice(ctx.db, token, seen), ended: null } as Sought
  }
  return desk
}
