import fc from '../../property.ts'
import { describe, expect, test } from 'vitest'
import { COLOURS, type Colour } from '../../../server/contract/colours.ts'
import { STANDARD_PATROL } from '../../../server/contract/patrolRules.ts'
import { colourOn, colourSteps, gravestIn, type CaseSpell, type HotSpell } from '../../../server/patrol/colour.ts'
import { LAST, START, worlds } from './world.ts'

const rules = STANDARD_PATROL
const red = (from: number, to: number | null): CaseSpell => ({ place: 0, colour: 'red', from, to })
const code = (colour: Colour): number => COLOURS.index(colour)
const steps = (cases: CaseSpell[], hot: HotSpell[] = [], asOf = LAST) => colourSteps(cases, hot, { places: 2, from: START, asOf, rules })

describe('the colour of a grid', () => {
  test('stays red for 14 days after the last red case was closed', () => {
    const found = steps([red(START + 2, START + 10), red(START + 4, START + 6)])
    expect([...found.day.subarray(0, found.starts[1])]).toEqual([START, START + 2, START + 24])
    expect([...found.colour.subarray(0, found.starts[1])]).toEqual(['none', 'red', 'none'].map((one) => code(one as Colour)))
  })

  test('falls to the next gravest, and a case opened and closed on one day counts', () => {
    const found = steps([red(START, START), { place: 0, colour: 'blue', from: START, to: null }])
    expect([START + 13, START + 14].map((day) => colourOn(found, 0, day))).toEqual([code('red'), code('blue')])
  })

  test('is that of a hot-spot where cases are lighter, without lingering', () => {
    const hot: HotSpell[] = [{ place: 1, confidence: 'high', from: START + 3, to: START + 5 }]
    const found = steps([{ place: 1, colour: 'blue', from: START, to: null }], hot)
    expect([2, 3, 4, 5].map((day) => COLOURS.codes[colourOn(found, 1, START + day)])).toEqual(['blue', 'yellow', 'yellow', 'blue'])
    expect(gravestIn(found, 1, START + 4, START + 9)).toBe(code('yellow'))
    expect(gravestIn(found, 1, START + 5, START + 9)).toBe(code('blue'))
  })

  test('as of a day knows no later case and no later close', () => {
    const found = steps([red(START + 2, START + 10), red(START + 30, null)], [], START + 9)
    expect([START + 1, START + 9, START + 60].map((day) => COLOURS.codes[colourOn(found, 0, day)])).toEqual(['none', 'red', 'red'])
  })

  test('is every day the gravest of what is open or lingers, never lighter than an open case', () => {
    fc.assert(fc.property(worlds, fc.integer({ min: START, max: LAST }), ({ cases, hot }, asOf) => {
      const found = steps(cases, hot, asOf)
      const [wanted, got]: [number[], number[]] = [[], []]
      for (let day = START; day <= LAST; day++) {
        for (const place of [0, 1]) {
          const spans = [
            ...cases.map((one) => ({ ...one, lingers: rules.decayDays[one.colour] })),
            ...hot.map((one) => ({ ...one, colour: rules.hotColours[one.confidence], lingers: 0 })),
          ].filter((one) => one.place === place && one.from <= Math.min(day, asOf))
          const holds = spans.filter(({ to, lingers }) => to === null || to > asOf || day < to + lingers)
          wanted.push(Math.min(code('none'), ...holds.map(({ colour }) => code(colour))))
          got.push(colourOn(found, place, day))
        }
      }
      expect(got).toEqual(wanted)
    }), { seed: 8, numRuns: 40 })
  })
})
