import type { Account } from '../../../server/contract/accounts.ts'

export type Standing = 'closed' | 'locked' | 'waiting' | 'open'

/** The one thing about an account that decides whether somebody can sign in now. */
export function standingOf({ closedAt, lockedUntil, ready }: Pick<Account, 'closedAt' | 'lockedUntil' | 'ready'>, nowMs: number): Standing {
  if (closedAt !== null) return 'closed'
  if (lockedUntil !== null && Date.parse(lockedUntil) > nowMs) return 'locked'
  return ready ? 'open' : 'waiting'
}
