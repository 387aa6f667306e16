import type { Actor } from '../../contract/scope.ts'
import type { Context } from '../context.ts'

/** A page that is open asks again every minute: so long one line tells of the same reading. */
const ONCE_MS = 15 * 60_000

/** A case as it was read; a later version is another text. */
interface Read {
  county: string
  id: number
  version: number
}

/** When each reading was written down, the latest last. */
const noted = new WeakMap<Context, Map<string, number>>()

/** Was the same version of the case read by the same post from the same address a moment ago, and is that in the log? */
export function isNoted(ctx: Context, by: Actor, read: Read): boolean {
  const at = noted.get(ctx)?.get(keyOf(by, read))
  return at !== undefined && isRecent(at, ctx.now())
}

/** To be called once the line stands. */
export function keepNoted(ctx: Context, by: Actor, reads: readonly Read[]): void {
  const now = ctx.now()
  const known = noted.get(ctx) ?? new Map<string, number>()
  noted.set(ctx, known)
  for (const [key, at] of known) {
    if (isRecent(at, now)) break
    known.delete(key)
  }
  for (const read of reads) {
    const key = keyOf(by, read)
    known.delete(key)
    known.set(key, now)
  }
}

function isRecent(at: number, now: number): boolean {
  return at <= now && now - at < ONCE_MS
}

function keyOf({ account, login, role, organisation, address }: Actor, { county, id, version }: Read): string {
  return JSON.stringify([account, login, role, organisation, address, county, id, version])
}
