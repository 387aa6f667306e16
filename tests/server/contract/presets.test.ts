import { describe, expect, test } from 'vitest'
import type { Day } from '../../../server/contract/day.ts'
import { PRESETS, refusePresets, STANDARD, type Presets } from '../../../server/contract/presets.ts'

const [red, yellow, blue] = STANDARD.tiers as [Presets['tiers'][0], Presets['tiers'][0], Presets['tiers'][0]]

describe('presets', () => {
  test.each(PRESETS.rows.map(({ code, presets }) => [code, presets] as const))('%s can be worked with', (_, presets) => {
    expect(() => refusePresets(presets)).not.toThrow()
  })

  test.each([
    ['one tier', { tiers: [red] }, 'tiers'],
    ['six tiers', { tiers: [red, red, red, red, red, red] }, 'tiers'],
    ['a colour twice', { tiers: [red, { ...red }] }, 'tiers'],
    ['the lighter first', { tiers: [blue, yellow] }, 'tiers'],
    ['follow-up days that do not ascend', { tiers: [{ ...red, followUp: [30, 7] }, blue] }, 'followUp'],
    ['no time at all', { deadlines: { ...STANDARD.deadlines, whistle: { count: 0, kind: 'working' } } }, 'deadlines.whistle', '“吹哨后报到、反馈”'],
    ['a day of another year', { holidays: { 2027: { rest: ['2026-12-31' as Day], work: [] } } }, 'holidays'],
    ['a day off that is worked', { holidays: { 2027: { rest: ['2027-02-06' as Day], work: ['2027-02-06' as Day] } } }, 'holidays'],
  ] as [string, Partial<Presets>, string, string?][])('%s is refused', (_, part, field, named = '') => {
    expect(() => refusePresets({ ...STANDARD, ...part })).toThrow(expect.objectContaining({ status: 400, field, say: expect.objectContaining({ zh: expect.stringContaining(named) as string }) as object }))
  })
})
