import fc from '../../property.ts'
import { expect, test } from 'vitest'
import { dayOfNumber } from '../../../server/contract/day.ts'
import type { Filter } from '../../../server/contract/filter.ts'
import { FixedCube } from '../../../server/cube/counted.ts'
import { Cube } from '../../../server/cube/cube.ts'
import { figuresAsOf } from '../../../server/cube/past.ts'
import { PastFigures } from '../../../server/cube/pastFigures.ts'
import { everyCase } from '../../../server/cube/select.ts'
import { factsIn } from '../../../server/cube/wire.ts'
import { alive, factsOf, plainCase, plainQuery, type PlainCase } from './naive.ts'

function fixed(list: PlainCase[]): FixedCube {
  const cube = new Cube()
  cube.apply(factsOf(alive(list)))
  return new FixedCube(factsIn(cube, everyCase(null)))
}

const cases = fc.array(plainCase(), { maxLength: 120, size: 'large' })
const day = fc.integer({ min: 18_990, max: 19_410 })
/** a hand that moves the ends of a period, now and then the day as of which it counts */
const moves = fc.array(fc.tuple(day, day, fc.constantFrom(19_100, 19_300, 19_450)), { minLength: 1, maxLength: 12 })

test('days that move a little at a time give the figures that they give from scratch', () => {
  fc.assert(fc.property(cases, fc.array(fc.tuple(plainQuery, moves), { minLength: 1, maxLength: 3 }), (list, strokes) => {
    const cube = fixed(list)
    const past = new PastFigures(cube)
    for (const [{ areas, lists }, days] of strokes) {
      const filter: Filter = { ...lists, from: dayOfNumber(19_000) }
      for (const [from, to, asOf] of days) {
        expect(past.of({ filter, areas }, { from, to, asOf })).toEqual(figuresAsOf(cube, { filter, areas }, { from, to }, asOf))
      }
    }
  }), { seed: 1, numRuns: 120 })
})
