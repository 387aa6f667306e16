import { describe, expect, test } from 'vitest'
import { POLICY_NUMBERS, POLICY_PRESET, type Policy } from '../../../../server/contract/policy.ts'
import { changesOf, draftAfter, draftOf, numberOf, policyOf, presetDraft } from '../../../../web/panels/admin/policyDraft.ts'
import fc from '../../../property.ts'

describe('a number of the policy', () => {
  const row = { min: 3, max: 20 }
  test.each(['', ' ', '2', '21', '3.5', '-3', '1e1', '三', '0x5'])('%j is none', (text) => expect(numberOf(row, text)).toBeNull())
  test.each([['3', 3], ['20', 20], [' 7 ', 7], ['007', 7]] as const)('%j is %i', (text, value) => expect(numberOf(row, text)).toBe(value))
})

const policies = fc.record(Object.fromEntries(POLICY_NUMBERS.map(({ code, min, max }) => [code, fc.integer({ min, max })]))).map((numbers) => ({ ...POLICY_PRESET, ...numbers }) as Policy)

test('a draft of a policy says that policy, and changes nothing', () => {
  fc.assert(fc.property(policies, (policy) => {
    expect(policyOf(draftOf(policy))).toEqual(policy)
    expect(changesOf(policy, draftOf(policy))).toBe(0)
  }), { seed: 3 })
})

test('one number out of bounds, and there is no policy', () => {
  for (const { code, max } of POLICY_NUMBERS) {
    const draft = { ...presetDraft(), [code]: String(max + 1) }
    expect(policyOf(draft), code).toBeNull()
    expect(changesOf(POLICY_PRESET, draft), code).toBe(1)
  }
})

test('changes of switches and factors count, and the policy itself is not touched', () => {
  const draft = presetDraft()
  draft.oneSession = false
  draft.secondFactor.clerk = 'required'
  expect(changesOf(POLICY_PRESET, draft)).toBe(2)
  expect(POLICY_PRESET.secondFactor.clerk).toBe('optional')
  expect(policyOf(draft)).toEqual({ ...POLICY_PRESET, oneSession: false, secondFactor: { ...POLICY_PRESET.secondFactor, clerk: 'required' } })
})

test('what was typed stays when somebody else changes the policy, and all else follows it', () => {
  const draft = presetDraft()
  draft.minLength = '14'
  draft.secondFactor.clerk = 'required'
  const now: Policy = { ...POLICY_PRESET, minLength: 12, maxAgeDays: 30, oneSession: false, secondFactor: { ...POLICY_PRESET.secondFactor, leader: 'required' } }
  expect(policyOf(draftAfter(POLICY_PRESET, now, draft))).toEqual({ ...now, minLength: 14, secondFactor: { ...now.secondFactor, clerk: 'required' } })
})
