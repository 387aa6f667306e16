import { POLICY_NUMBERS, POLICY_PRESET, POLICY_SWITCHES, type PersonRole, type Policy, type PolicyNumber } from '../../../server/contract/policy.ts'
import { ROLES } from '../../../server/contract/roles.ts'

/** Roles of people, in the order of the table. */
export const PERSON_ROLES = ROLES.codes.filter((code): code is PersonRole => code !== 'wall')

/** A policy while somebody changes it: numbers as they were typed. */
export type PolicyDraft = Omit<Policy, PolicyNumber['code']> & Record<PolicyNumber['code'], string>

export function draftOf(policy: Policy): PolicyDraft {
  const numbers = Object.fromEntries(POLICY_NUMBERS.map(({ code }) => [code, String(policy[code])])) as Record<PolicyNumber['code'], string>
  return { ...policy, ...numbers, secondFactor: { ...policy.secondFactor } }
}

/** A whole number within its bounds; null for anything else. */
export function numberOf({ min, max }: Pick<PolicyNumber, 'min' | 'max'>, text: string): number | null {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN
  return value >= min && value <= max ? value : null
}

/** The policy that a draft says; null while a number of it is out of bounds. */
export function policyOf(draft: PolicyDraft): Policy | null {
  const numbers = POLICY_NUMBERS.map((row) => [row.code, numberOf(row, draft[row.code])] as const)
  if (numbers.some(([, value]) => value === null)) return null
  return { ...draft, ...(Object.fromEntries(numbers) as Record<PolicyNumber['code'], number>), secondFactor: { ...draft.secondFactor } }
}

/** How many of its parts a draft changes. */
export function changesOf(before: Policy, draft: PolicyDraft): number {
  const old = draftOf(before)
  const plain = [...POLICY_NUMBERS, ...POLICY_SWITCHES].filter(({ code }) => old[code] !== draft[code]).length
  return plain + PERSON_ROLES.filter((role) => old.secondFactor[role] !== draft.secondFactor[role]).length
}

/** A draft on a policy that somebody else changed meanwhile: what was typed stays, all else is as it stands now. */
export function draftAfter(before: Policy, now: Policy, draft: PolicyDraft): PolicyDraft {
  const [old, next] = [draftOf(before), draftOf(now)]
  const plain = [...POLICY_NUMBERS, ...POLICY_SWITCHES].map(({ code }) => [code, old[code] === draft[code] ? next[code] : draft[code]])
  const factors = PERSON_ROLES.map((role) => [role, old.secondFactor[role] === draft.secondFactor[role] ? next.secondFactor[role] : draft.secondFactor[role]])
  return { ...next, ...Object.fromEntries(plain), secondFactor: { ...next.secondFactor, ...Object.fromEntries(factors) } } as PolicyDraft
}

export const presetDraft = (): PolicyDraft => draftOf(POLICY_PRESET)
