import type { Account } from '../../../server/contract/accounts.ts'

export type Standing = 'closed' | 'locked' | 'held' | 'waiting' | 'open'

/** The one thing about an account that decides whether somebody can sign in now. */
export function standingOf({ closedAt, lockedUntil, held, ready }: Pick<Account, 'closedAt' | 'lockedUntil' | 'held' | 'ready'>, nowMs: number): Standing {
  if (closedAt !== null) return 'closed'
  if (lockedUntil !== null && Date.parse(lockedUntil) > nowMs) return 'locked'
  if (held) return 'held'
  return ready ? 'open' : 'waiting'
}
