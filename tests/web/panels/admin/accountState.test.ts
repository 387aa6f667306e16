import { expect, test } from 'vitest'
import { standingOf } from '../../../../web/panels/admin/accountState.ts'

const OPEN = { closedAt: null, lockedUntil: null, held: false, ready: true }
const NOW = Date.parse('2026-03-05T10:00:00Z')

test.each([
  [OPEN, 'open'],
  [{ ...OPEN, ready: false }, 'waiting'],
  [{ ...OPEN, lockedUntil: '2026-03-05T10:00:01Z' }, 'locked'],
  [{ ...OPEN, lockedUntil: '2026-03-05T09:59:59Z' }, 'open'],
  [{ ...OPEN, held: true, ready: false }, 'held'],
  [{ ...OPEN, held: true, lockedUntil: '2026-03-05T10:00:01Z' }, 'locked'],
  [{ ...OPEN, closedAt: '2026-03-01T00:00:00Z', lockedUntil: '2026-03-05T10:00:01Z', ready: false }, 'closed'],
] as const)('%j is %s', (account, standing) => expect(standingOf(account, NOW)).toBe(standing))
