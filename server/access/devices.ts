import { ROLES } from '../contract/roles.ts'
import { accountRow } from '../store/accounts.ts'
import type { AreaCode } from '../contract/answers.ts'
import { appendLine } from '../store/audit.ts'
import type { Database } from '../store/database.ts'
import { addDevice, closeDevice, deviceByToken, deviceRows, deviceSeen, deviceUsed, type DeviceRow } from '../store/devices.ts'
import { lockPolicy } from '../store/policy.ts'
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
export async function seekDevice(db: Database, token: string, { address, at }: Seen): Promise<Asker | null> {
  const device = await deviceByToken(db, tokenHash(token))
  if (!device || (device.came_from !== null && !liesIn(address, device.came_from))) return null
  const by: Actor = { account: null, login: `device ${device.name}`, role: 'wall', organisation: null, address }
  if (device.seen_at === null) await noteFirstUse(db, device, by, at)
  else if (at.getTime() - device.seen_at.getTime() >= NOTED_EVERY_MS) await deviceSeen(db, device.id, at)
  return {
    account: null,
    session: null,
    post: null,
    posts: [],
    duty: null,
    factor: { on: false, rule: 'off' },
    policy: await readPolicy(db),
    rights: ROLES.row('wall').rights,
    by,
    area: device.area,
    organisationCounty: null,
  }
}

/** The token came into somebody's hands: from where it was first used belongs into the log. */
async function noteFirstUse(db: Database, { id, name }: DeviceRow, by: Actor, at: Date): Promise<void> {
  await transaction(db, async (tx) => {
    if (await deviceUsed(tx, id, at)) await appendLine(tx, by, { action: 'signed_in', at, subject: `device ${name}`, after: { id } })
  })
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
  return transaction(db, async (tx) => {
    // two of one name would be one in the log
    await lockPolicy(tx)
    if ((await deviceRows(tx)).some((one) => one.name === name)) throw nameTaken()
    const demo = by.account !== null && ((await accountRow(tx, by.account))?.demo ?? false)
    await addDevice(tx, { ...row, demo })
    await appendLine(tx, by, { action: 'device_made', at, subject: `device ${name}`, after: { id: row.id, area: draft.area, from } })
    return { device: { ...row, demo, seen_at: null, closed_at: null }, token }
  })
}

export async function dropDevice(db: Database, by: Actor, id: string, at: Date): Promise<void> {
  await transaction(db, async (tx) => {
    const closed = await closeDevice(tx, id, at)
    if (!closed) throw new AppError('device_unknown', { status: 404, say: { zh: '没有这台设备，可能已停用', en: 'There is no such device, or it is closed already' } })
    await appendLine(tx, by, { action: 'device_closed', at, subject: `device ${closed.name}`, before: { id, area: closed.area, from: closed.came_from } })
  })
}

function nameTaken(): AppError {
  return new AppError('device_taken', {
    status: 409,
    field: 'name',
    say: { zh: '已有同名的大屏，请换一个名称，如加上放置的地方', en: 'There is a screen wall of this name: choose another one, such as with the place where it stands' },
  })
}
