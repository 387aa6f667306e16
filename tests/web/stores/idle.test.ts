import { expect, test } from 'vitest'
import { idleState } from '../../../web/stores/idle.ts'
import fc from '../../property.ts'

const MINUTE = 60_000

test('the warning comes a minute before the end, as late as the server may have noted the last request', () => {
  expect(idleState(0, 15, 13 * MINUTE)).toEqual({ leftMs: 1.5 * MINUTE, warn: false })
  expect(idleState(0, 15, 13.5 * MINUTE)).toEqual({ leftMs: MINUTE, warn: true })
  expect(idleState(0, 15, 15 * MINUTE).leftMs).toBe(-0.5 * MINUTE)
})

test('a short session is not warned of from its beginning', () => {
  expect(idleState(0, 1, 0)).toEqual({ leftMs: MINUTE / 2, warn: true })
  expect(idleState(0, 2, 0).warn).toBe(false)
})

test('what never ends is never warned of', () => {
  expect(idleState(0, null, Number.MAX_SAFE_INTEGER)).toEqual({ leftMs: null, warn: false })
})

test('a warning stays until the end', () => {
  fc.assert(fc.property(fc.integer({ min: 5, max: 120 }), fc.nat(7_200_000), fc.nat(7_200_000), (minutes, at, more) => {
    const [first, later] = [idleState(0, minutes, at), idleState(0, minutes, at + more)]
    expect(!first.warn || later.warn).toBe(true)
    expect(first.leftMs! - later.leftMs!).toBe(more)
  }), { seed: 7 })
})
