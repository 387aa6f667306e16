import { Secret } from 'otpauth'
import { describe, expect, test } from 'vitest'
import { codeAt, newSecret, secretUri, stepOfCode } from '../../../server/access/secondFactor.ts'

/** RFC 6238, appendix B: the secret of its SHA-1 rows, whose codes have eight digits there; ours are the last six. */
const SECRET = Secret.fromUTF8('12345678901234567890').base32

describe('one-time codes', () => {
  test.each([[59, '94287082'], [1111111109, '07081804'], [1111111111, '14050471'], [1234567890, '89005924'], [2000000000, '69279037'], [20000000000, '65353130']])(
    'at %i s as in RFC 6238',
    (seconds, published) => expect(codeAt(SECRET, seconds * 1_000)).toBe(published.slice(2)),
  )

  const NOW = 1_720_000_000_000
  const STEP = Math.floor(NOW / 30_000)

  test('of the step before and after are taken, farther ones are not', () => {
    const taken = [-2, -1, 0, 1, 2].map((off) => stepOfCode(SECRET, codeAt(SECRET, NOW + off * 30_000), NOW, null))
    expect(taken).toEqual([null, STEP - 1, STEP, STEP + 1, null])
  })

  test('are taken once, and none before one that was', () => {
    expect(stepOfCode(SECRET, codeAt(SECRET, NOW), NOW, STEP)).toBeNull()
    expect(stepOfCode(SECRET, codeAt(SECRET, NOW - 30_000), NOW, STEP)).toBeNull()
    expect(stepOfCode(SECRET, codeAt(SECRET, NOW + 30_000), NOW, STEP)).toBe(STEP + 1)
  })

  test.each(['', '12345', '1234567', 'abcdef', '12 456', '１２３４５６'])('%j is none', (text) => expect(stepOfCode(SECRET, text, NOW, null)).toBeNull())

  test('secrets have 160 bits and differ; the address is one that apps read', () => {
    const [one, other] = [newSecret(), newSecret()]
    expect(one).not.toBe(other)
    expect(one).toMatch(/^[A-Z2-7]{32}$/)
    const uri = new URL(secretUri('clerk01', one))
    expect([uri.protocol, uri.searchParams.get('secret'), uri.searchParams.get('issuer')]).toEqual(['otpauth:', one, '枫图'])
  })
})
