import { ROLES } from '../contract/roles.ts'
import type { On } from '../store/accounts.ts'
import { deviceByToken, deviceSeen } from '../store/devices.ts'
import { liesIn } from './network.ts'
import { readPolicy } from './policy.ts'
import type { Asker, Seen } from './sessions.ts'
import { tokenHash } from './tokens.ts'

/** When a device was last seen is noted no more often. */
const NOTED_EVERY_MS = 60_000

/** The screen wall of a token; null for an unknown or closed one, and for one that comes from elsewhere than it may. */
export async function seekDevice(on: On, token: string, { address, at }: Seen): Promise<Asker | null> {
  const device = await deviceByToken(on, tokenHash(token))
  if (!device || (device.came_from !== null && !liesIn(address, device.came_from))) return null
  if (device.seen_at === null || at.getTime() - device.seen_at.getTime() >= NOTED_EVERY_MS) await deviceSeen(on, device.id, at)
  return {
    account: null,
    session: null,
    post: null,
    duty: null,
    factor: { on: false, rule: 'off' },
    policy: await readPolicy(on),
    rights: ROLES.row('wall').rights,
    by: { account: null, login: `device ${device.name}`, role: 'wall', organisation: null, address },
    area: device.area,
    organisationCounty: null,
  }
}
