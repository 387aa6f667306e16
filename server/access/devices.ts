import { ROLES } from '../contract/roles.ts'
import type { On } from '../store/accounts.ts'
import type { AreaCode } from '../contract/answers.ts'
import { appendLine } from '../store/audit.ts'
import type { Database } from '../store/database.ts'
import { addDevice, closeDevice, deviceByToken, deviceSeen, type DeviceRow } from '../store/devices.ts'
import { transaction } from '../store/transaction.ts'
import { uuidV7 } from '../store/uuid.ts'
import { AppError } from '../contract/error.ts'
import type { Actor } from '../contract/scope.ts'
import { badField } from './faults.ts'
import { checkName } from './links.ts'
import { liesIn, parseNetwork } from './network.ts'
import { readPolicy } from './policy.ts'
import type { Asker, Seen } from './sessions.ts'
import { newToken, tokenHash } from './tokens.ts'

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
    posts: [],
    duty: null,
    factor: { on: false, rule: 'off' },
    policy: await readPolicy(on),
    rights: ROLES.row('wall').rights,
    by: { account: null, login: `device ${device.name}`, role: 'wall', organisation: null, address },
    area: device.area,
    organisationCounty: null,
  }
}

export interface DeviceDraft {
  name: string
  /** checked against what is installed */
  area: AreaCode
  from?: string
}

/** Registers a screen wall and gives its token, the only time that it is there to be seen. */
export async function makeDevice(db: Database, by: Actor, draft: DeviceDraft, at: Date): Promise<{ device: DeviceRow; token: string }> {
  const name = checkName(draft.name, 'name')
  const from = draft.from?.trim() || null
  if (from !== null && !parseNetwork(from)) {
    throw badField('from', '应为 IP 地址，或网段如 10.1.2.0/24；不限时留空', 'An IP address, or a network such as 10.1.2.0/24; leave it out for any')
  }
  const token = newToken()
  const row = { id: uuidV7(at.getTime()), token: tokenHash(token), name, area: draft.area, came_from: from, made_at: at }
  await transaction(db, async (tx) => {
    await addDevice(tx, row)
    await appendLine(tx, by, { action: 'device_made', at, subject: `device ${name}`, after: { area: draft.area, from } })
  })
  return { device: { ...row, seen_at: null, closed_at: null }, token }
}

export async function dropDevice(db: Database, by: Actor, id: string, at: Date): Promise<void> {
  await transaction(db, async (tx) => {
    const closed = await closeDevice(tx, id, at)
    if (!closed) throw new AppError('device_unknown', { status: 404, say: { zh: '没有这台设备，可能已停用', en: 'There is no such device, or it is closed already' } })
    await appendLine(tx, by, { action: 'device_closed', at, subject: `device ${closed.name}`, before: { area: closed.area, from: closed.came_from } })
  })
}
