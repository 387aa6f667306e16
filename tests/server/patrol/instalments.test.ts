import fc from '../../property.ts'
import { describe, expect, test } from 'vitest'
import { COLOURS } from '../../../server/contract/colours.ts'
import type { Day } from '../../../server/contract/day.ts'
import { RHYTHM_KINDS } from '../../../server/contract/patrol.ts'
import { colourOn, colourSteps } from '../../../server/patrol/colour.ts'
import { instalmentsOf } from '../../../server/patrol/instalments.ts'
import { specialDays } from '../../../server/patrol/specials.ts'
import { periodOf, type Span } from '../../../server/patrol/time.ts'
import { workdaysIn } from '../../../server/patrol/workday.ts'
import { at, LAST, RULES, START, worlds } from './world.ts'

const span: Span = { from: START, to: LAST }

describe('instalments', () => {
  test('owe in sum what each day owes, rounded down, whatever the colours do', () => {
    fc.assert(fc.property(worlds, fc.constantFrom(...RHYTHM_KINDS), ({ cases, hot }, kind) => {
      const colours = colourSteps(cases, hot, { places: 2, from: START, asOf: LAST, rules: RULES })
      const list = instalmentsOf(kind, colours, { place: 0, span, rules: RULES })
      let owed = 0
      for (let day = START; day <= LAST; day++) {
        const rhythm = RULES.rhythms[kind][COLOURS.codes[colourOn(colours, 0, day)]!]
        if (rhythm === null) continue
        const { from, to } = periodOf(rhythm.per, day)
        owed += rhythm.times / (to - from + 1)
      }
      expect(list.reduce((sum, { due }) => sum + due, 0)).toBe(Math.floor(owed + 1e-6))
      expect(list.filter(({ from, to, due }, k) => due > to - from + 1 || from < START || to > LAST || (k > 0 && from <= list[k - 1]!.to))).toEqual([])
    }), { seed: 12, numRuns: 100 })
  })

  test('are as the rhythm says in whole periods, whatever was carried into them', () => {
    const colours = colourSteps([{ place: 0, colour: 'yellow', from: START - 1, to: null }], [], { places: 1, from: START, asOf: LAST, rules: RULES })
    const late = instalmentsOf('daily', colours, { place: 0, span: { from: START + 3, to: LAST }, rules: RULES })
    // Thursday to Sunday owe 12/7, then three a week
    expect(late.map(({ due }) => due).slice(0, 5)).toEqual([1, 3, 3, 3, 3])
  })
})

describe('days', () => {
  const days = (from: string, to: string): Span => ({ from: at(from), to: at(to) })

  test('of market days by the sun and by the moon, of spans and weekdays', () => {
    expect(specialDays({ kind: 'solar', digits: [3] }, days('2024-07-01', '2024-07-31'))).toEqual(['03', '13', '23'].map((date) => at(`2024-07-${date}`)))
    // the first of the sixth month is 6 July 2024, so its third, sixth and ninth are 8, 11 and 14 July
    expect(specialDays({ kind: 'lunar', digits: [3, 6, 9] }, days('2024-07-06', '2024-07-15'))).toEqual(['08', '11', '14'].map((date) => at(`2024-07-${date}`)))
    expect(specialDays({ kind: 'span', from: '2024-06-29' as Day, to: '2024-07-02' as Day }, days('2024-07-01', '2024-07-31'))).toEqual([START, START + 1])
    expect(specialDays({ kind: 'weekdays', weekdays: [6, 7] }, days('2024-07-01', '2024-07-07'))).toEqual([START + 5, START + 6])
    expect(specialDays({ kind: 'dates', dates: ['2024-07-09', '2024-07-02', '2024-07-09', '2025-01-01'] as Day[] }, span)).toEqual([START + 1, START + 8])
  })

  test('of a week, a month and its Wednesdays', () => {
    expect(periodOf('week', at('2024-07-07'))).toEqual(days('2024-07-01', '2024-07-07'))
    expect(periodOf('month', at('2024-02-29'))).toEqual(days('2024-02-01', '2024-02-29'))
    expect(periodOf('month', at('2023-12-31'))).toEqual(days('2023-12-01', '2023-12-31'))
    expect(workdaysIn({ weekday: 3 }, days('2024-07-01', '2024-07-31')).map((day) => day - START)).toEqual([2, 9, 16, 23, 30])
    expect(workdaysIn({ weekday: 1 }, days('2024-07-02', '2024-07-07'))).toEqual([])
  })
})
