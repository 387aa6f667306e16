import { AppError } from '../contract/error.ts'
import { POLICY_NUMBERS, POLICY_PRESET, type Policy, type PolicyAnswer, type PolicyChange } from '../contract/policy.ts'
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
  const { policy, changedAt, changedBy, version } = await policyRow(on)
  return { version, policy: parsePolicy(policy), changed: changedAt && { at: changedAt.toISOString(), login: changedBy ?? '' } }
}

/** Sets the policy, whose numbers were checked against their bounds. Throws `AppError` 409 where it was changed since `version`. */
export async function setPolicy(db: Database, by: Actor, { version, ...policy }: PolicyChange, at: Date): Promise<PolicyAnswer> {
  return transaction(db, async (tx) => {
    const row = await lockPolicy(tx)
    if (row.version !== version) throw changedMeanwhile(await policyAnswer(tx))
    const before = parsePolicy(row.policy)
    await putPolicy(tx, JSON.stringify(policy), by.login, at)
    await appendLine(tx, by, { action: 'policy_changed', at, before: differing(before, policy), after: differing(policy, before) })
    return policyAnswer(tx)
  })
}

/** What of a policy another one has differently. */
export function differing(policy: Policy, other: Policy): Partial<Policy> {
  const keys = (Object.keys(policy) as (keyof Policy)[]).filter((key) => JSON.stringify(policy[key]) !== JSON.stringify(other[key]))
  return Object.fromEntries(keys.map((key) => [key, policy[key]])) as Partial<Policy>
}

function changedMeanwhile(current: PolicyAnswer): AppError {
  return new AppError('policy_changed', {
    status: 409,
    more: { current },
    say: {
      zh: '您打开后，别人已改过安全策略；您改的几项还在，请看过其余各项现在的值再保存',
      en: 'Somebody changed the policy since you opened it. What you changed is still there: look at how the rest stands now, then save again',
    },
  })
}
