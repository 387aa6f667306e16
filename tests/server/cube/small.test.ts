import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SILENT, SMALL, tellPlaces, TOLD } from '../../../server/cube/small/tree.ts'
import { toldYear } from '../../../server/cube/small/year.ts'
import { AS_OF, cubeOf, determined, NARROWEST, smallCounty, smallOnly, YEAR, type SmallCounty } from './smallCounty.ts'
import { possible } from './smallWorlds.ts'

const SEED = { seed: 20261130 }
const answersOf = (county: SmallCounty) => toldYear(cubeOf(county), county.places, { year: YEAR, narrowest: NARROWEST, asOf: AS_OF })
const SOME = { towns: 4, villages: 4, cases: 60 }
const FEW = { towns: 3, villages: 0, cases: 12 }
const FEW_WITH_VILLAGES = { towns: 2, villages: 2, cases: 9 }

describe('small counts follow from no combination of answers', () => {
  test('by linear algebra over every number of the menu', () => {
    fc.assert(fc.property(smallCounty(SOME), (county) => {
      expect(determined(county, answersOf(county))).toEqual([])
    }), { ...SEED, numRuns: 300 })
  })

  test('nor by trying every county that would be answered so: each that is marked may be 1, and may be 2', () => {
    const asked = fc.oneof(fc.tuple(smallCounty(FEW), fc.constantFrom('month', 'category', 'phase')), fc.tuple(smallCounty(FEW_WITH_VILLAGES), fc.constant('phase')))
    fc.assert(fc.property(asked, ([county, by]) => {
      for (const { cell, values } of possible(county, answersOf(county), by)) {
        const open = cell.told === 'small' ? values.has(1) && values.has(2) : values.size > 1
        expect([cell.name, [...values], open]).toEqual([cell.name, [...values], true])
      }
    }), { ...SEED, numRuns: 150 })
  })

  test('and both checks see it where small counts alone are kept back', () => {
    const some = fc.sample(smallCounty(SOME), { ...SEED, numRuns: 40 })
    expect(some.filter((county) => determined(county, smallOnly(county)).length > 0).length).toBeGreaterThan(20)
    const few = fc.sample(smallCounty(FEW), { ...SEED, numRuns: 40 })
    const single = (county: SmallCounty) => possible(county, smallOnly(county), 'category').some(({ values }) => values.size === 1)
    expect(few.filter(single).length).toBeGreaterThan(10)
  })
})

test.each([
  ['two small ones that add up to three hide one another', [1, 2, 5], ['small', 'small', 5]],
  ['two that add up to two need a third', [1, 1, 5, 9], ['small', 'small', 'complement', 9]],
  ['one that has no partner but one of three: nothing is told of either', [1, 3], ['complement', 'complement']],
  ['nor of those without a case', [2, 2, 0], ['complement', 'complement', 'complement']],
  ['without small ones all are told', [3, 0, 4], [3, 0, 4]],
])('parts of a told number: %s', (_, values, told) => {
  const count = [values.reduce((sum, value) => sum + value, 0), ...values]
  const telling = tellPlaces({ children: [values.map((_value, at) => at + 1), ...values.map(() => [])], count })
  expect(values.map((value, at) => ({ [TOLD]: value, [SMALL]: 'small', [SILENT]: 'complement' })[telling[at + 1]!])).toEqual(told)
})
