import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../../../server/analysis/hot/refusal.ts'

const past = { basis: 'past', taught: 100, total: 200, history: { times: 4 } } as const
const enough = { verdict: 'enough', areas: 50 } as const

describe('nothing is named', () => {
  it('where there is nothing to compare by, or one piece', () => {
    expect(refusalOf({ ...past, basis: 'even' }, enough, 90)).toBe('nothing')
    expect(refusalOf(past, { ...enough, verdict: 'whole' }, 90)).toBe('whole')
  })

  it('where the past is thinner than a case a place, or a fifth of the window', () => {
    expect([50, 49].map((taught) => refusalOf({ ...past, taught }, enough, 90))).toEqual([null, 'thin'])
    expect([100, 99].map((taught) => refusalOf({ ...past, taught, total: 500 }, enough, 90))).toEqual([null, 'thin'])
    expect(refusalOf({ ...past, basis: 'residents', taught: 0, total: 500 }, enough, 90)).toBeNull()
  })

  it('where nobody knows how much counts vary', () => {
    expect(refusalOf({ ...past, history: { times: 0 } }, enough, 90)).toBe('patchy')
    expect([27, 28].map((days) => refusalOf({ ...past, history: { times: 0 } }, enough, days))).toEqual(['young', 'patchy'])
    expect(refusalOf({ ...past, total: 0, history: { times: 0 } }, { ...enough, verdict: 'few' }, 90)).toBe('few')
    expect(refusalOf({ ...past, history: { times: 0 } }, { ...enough, verdict: 'few' }, 90)).toBe('few')
  })

  it('where the window has too few cases, or none', () => {
    expect(refusalOf(past, { ...enough, verdict: 'few' }, 90)).toBe('few')
    expect(refusalOf({ ...past, taught: 3, total: 0 }, { ...enough, verdict: 'few' }, 90)).toBe('few')
    expect(refusalOf(past, { ...enough, verdict: 'coarse' }, 90)).toBeNull()
  })
})
