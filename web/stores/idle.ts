/** The warning comes so long before the session ends, or half of a session that is shorter than that twice over. */
const WARN_MS = 60_000
const MINUTE_MS = 60_000
/** the server notes no more than one request in so many ms, so its clock may run so far ahead */
const NOTED_MS = 30_000

export interface Idle {
  /** until the session ends; below 0 once it should have ended; null when it never does */
  leftMs: number | null
  warn: boolean
}

/** How long a session still lasts of which the server last heard at `askedAt`. */
export function idleState(askedAt: number, idleMinutes: number | null, now: number): Idle {
  if (idleMinutes === null) return { leftMs: null, warn: false }
  const lengthMs = idleMinutes * MINUTE_MS
  const leftMs = askedAt - NOTED_MS + lengthMs - now
  return { leftMs, warn: leftMs <= Math.min(WARN_MS, lengthMs / 2) }
}
