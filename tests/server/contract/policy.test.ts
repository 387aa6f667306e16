import { describe, expect, test } from 'vitest'
import { policySchema } from '../../../server/api/accountSchemas.ts'
import { parsePolicy } from '../../../server/access/policy.ts'
import { classesOf, passwordFault, POLICY_NUMBERS, POLICY_PRESET, POLICY_SWITCHES, type Policy } from '../../../server/contract/policy.ts'
import fc from '../../property.ts'

const CLASSES = ['ABCÉ', 'abcé', '019', '!- 中_']
const characters = fc.constantFrom(...CLASSES.join(''))
const password = fc.array(characters, { maxLength: 24 }).map((letters) => letters.join(''))
const rule = fc.record({ minLength: fc.integer({ min: 8, max: 20 }), classes: fc.integer({ min: 2, max: 4 }) })

describe('a new password', () => {
  test('is taken exactly when it is long enough, mixed enough and free of the sign-in name', () => {
    fc.assert(
      fc.property(password, rule, fc.constantFrom('abc', 'a0', 'zz'), (text, { minLength, classes }, login) => {
        const mixed = CLASSES.filter((letters) => [...text].some((letter) => letters.includes(letter))).length
        const expected = [...text].length >= minLength && mixed >= classes && !text.toLowerCase().includes(login)
        expect(passwordFault(text, { minLength, classes }, login) === null).toBe(expected)
      }),
      { seed: 11, numRuns: 2_000 },
    )
  })

  test('gets no worse by what is added to it, but for the name', () => {
    fc.assert(
      fc.property(password, characters, rule, (text, letter, asked) => {
        expect(passwordFault(text, asked, '') !== null || passwordFault(text + letter, asked, '') === null).toBe(true)
      }),
      { seed: 12, numRuns: 1_000 },
    )
  })

  test.each([['', 0], ['a', 1], ['aA', 2], ['aA1', 3], ['aA1!', 4], ['口令', 1], ['aA1口', 4], [' ', 1]])('%j has %i kinds of characters', (text, kinds) => expect(classesOf(text)).toBe(kinds))
})

describe('the policy', () => {
  const numbers = fc.record(Object.fromEntries(POLICY_NUMBERS.map(({ code }) => [code, fc.integer({ min: -10, max: 10_000 })])))

  test('is within its bounds, whatever is stored', () => {
    fc.assert(
      fc.property(numbers, (stored) => {
        const policy = parsePolicy(JSON.stringify(stored))
        for (const { code, min, max } of POLICY_NUMBERS) expect(policy[code] >= min && policy[code] <= max).toBe(true)
        expect(policySchema.safeParse(policy).success).toBe(true)
      }),
      { seed: 13, numRuns: 500 },
    )
  })

  test('is taken over the wire exactly within its bounds', () => {
    fc.assert(
      fc.property(numbers, (asked) => {
        const inside = POLICY_NUMBERS.every(({ code, min, max }) => asked[code]! >= min && asked[code]! <= max)
        expect(policySchema.safeParse({ ...POLICY_PRESET, ...asked }).success).toBe(inside)
      }),
      { seed: 14, numRuns: 500 },
    )
  })

  test('keeps what an older one does not know at the preset', () => {
    expect(parsePolicy(null)).toEqual(POLICY_PRESET)
    expect(parsePolicy('{"minLength":12,"secondFactor":{"clerk":"required"}}')).toEqual({
      ...POLICY_PRESET,
      minLength: 12,
      secondFactor: { ...POLICY_PRESET.secondFactor, clerk: 'required' },
    } satisfies Policy)
  })

  test('the preset is that of 等保 level 2', () => {
    expect(POLICY_PRESET).toMatchObject({ minLength: 10, classes: 3, history: 5, maxAgeDays: 90, lockFailures: 5, lockMinutes: 15, idleMinutes: 15, absoluteHours: 12, auditDays: 365 })
    for (const { code, preset } of POLICY_SWITCHES) expect(POLICY_PRESET[code]).toBe(preset)
    expect(POLICY_NUMBERS.find(({ code }) => code === 'auditDays')?.min).toBe(180)
  })
})
