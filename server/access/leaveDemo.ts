import type { Actor } from '../contract/scope.ts'
import { POLICY_PRESET } from '../contract/policy.ts'
import { appendLine } from '../store/audit.ts'
import { closeDevice, deviceRows } from '../store/devices.ts'
import { putPolicy, lockPolicy } from '../store/policy.ts'
import type { Transaction } from '../store/transaction.ts'
import { differing, parsePolicy } from './policy.ts'

/** Before the first account of a person: the policy that visitors of the demo set gives way to the preset, and the screen walls that they registered are closed. */
export async function leaveDemo(tx: Transaction, by: Actor, at: Date): Promise<void> {
  const { policy: text } = await lockPolicy(tx)
  if (text !== null) {
    const set = parsePolicy(text)
    await putPolicy(tx, null, null, null)
    await appendLine(tx, by, { action: 'policy_changed', at, before: differing(set, POLICY_PRESET), after: differing(POLICY_PRESET, set) })
  }
  for (const { id, name, area, came_from } of (await deviceRows(tx)).filter(({ demo }) => demo)) {
    await closeDevice(tx, id, at)
    await appendLine(tx, by, { action: 'device_closed', at, subject: `device ${name}`, before: { id, area, from: came_from } })
  }
}
