import { POLICY_NUMBERS, POLICY_PRESET, type Policy } from '../contract/policy.ts'
import type { On } from '../store/accounts.ts'
import { policyRow } from '../store/policy.ts'

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
