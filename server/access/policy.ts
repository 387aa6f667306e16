import { POLICY_NUMBERS, POLICY_PRESET, type Policy, type PolicyAnswer } from '../contract/policy.ts'
import type { Actor } from '../contract/scope.ts'
import type { On } from '../store/accounts.ts'
import { appendLine } from '../store/audit.ts'
import type { Database } from '../store/database.ts'
import { lockPolicy, policyRow, putPolicy } from '../store/policy.ts'
import { transaction } from '../store/transaction.ts'

/** The policy in force. What a stored one lacks or has out of bounds is as the preset has it. */
export async function readPolicy(on: On): Promise<Policy> {
  return parsePolicy((await policyRow(on)).policy)
}

export function parsePolicy(text: string | null): Policy {
  if (text === null) return POLICY_PRESET
  const stored = JSON.parse(text) as Partial<Policy>
  const policy = { ...POLICY_PRESET, ...stored, secondFactor: { ...POLICY_PRESET.secondFactor, ...stored.secondFactor } }
  for (const { code, min, max } of POLICY_NUMBERS) policy[code] = Math.min(max, Math.max(min, policy[code]))
  return policy
}

export async function policyAnswer(on: On): Promise<PolicyAnswer> {
  const { policy, changedAt, changedBy } = await policyRow(on)
  return { policy: parsePolicy(policy), changed: changedAt && { at: changedAt.toISOString(), login: changedBy ?? '' } }
}

/** Sets the policy, whose numbers were checked against their bounds. */
export async function setPolicy(db: Database, by: Actor, policy: Policy, at: Date): Promise<PolicyAnswer> {
  return transaction(db, async (tx) => {
    const before = parsePolicy((await lockPolicy(tx)).policy)
    await putPolicy(tx, JSON.stringify(policy), by.login, at)
    await appendLine(tx, by, { action: 'policy_changed', at, before: differing(before, policy), after: differing(policy, before) })
    return policyAnswer(tx)
  })
}

/** What of a policy another one has differently. */
function differing(policy: Policy, other: Policy): Partial<Policy> {
  const keys = (Object.keys(policy) as (keyof Policy)[]).filter((key) => JSON.stringify(policy[key]) !== JSON.stringify(other[key]))
  return Object.fromEntries(keys.map((key) => [key, policy[key]])) as Partial<Policy>
}
