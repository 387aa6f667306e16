import { describe, expect, test } from 'vitest'
import { SILENT, SMALL, tellPlaces, TOLD } from '../../../server/cube/small/tree.ts'
import { toldYear } from '../../../server/cube/small/year.ts'
import fc from '../../property.ts'
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
  ['others are kept back from the last on', [1, 2, 5], ['small', 'small', 'complement']],
  ['until with the small ones they hold enough', [1, 1, 5, 9], ['small', 'small', 5, 'complement']],
  ['whatever they hold, none among them', [1, 9, 4, 0], ['small', 9, 'complement', 'complement']],
  ['also one of three', [9, 1, 3], ['complement', 'small', 'complement']],
  ['one that has no partner but one of three: nothing is told of either', [1, 3], ['complement', 'complement']],
  ['nor of those without a case', [2, 2, 0], ['complement', 'complement', 'complement']],
  ['without small ones all are told', [3, 0, 4], [3, 0, 4]],
])('parts of a told number: %s', (_, values, told) => {
  const count = [values.reduce((sum, value) => sum + value, 0), ...values]
  const telling = tellPlaces({ children: [values.map((_value, at) => at + 1), ...values.map(() => [])], count })
  expect(values.map((value, at) => ({ [TOLD]: value, [SMALL]: 'small', [SILENT]: 'complement' })[telling[at + 1]!])).toEqual(told)
})

test('whoever knows the rule and tries every county that it tells so, finds no small count', () => {
  /** What is told of so many children and the rest, and the number above them. */
  const answer = (parts: readonly number[]): string => {
    const total = parts.reduce((sum, one) => sum + one, 0)
    const shown = parts.slice(0, -1)
    const telling = tellPlaces({ children: [shown.map((_, at) => at + 1), ...shown.map(() => [])], count: [total, ...shown] })
    return [total, ...shown.map((value, at) => (telling[at + 1] === TOLD ? value : telling[at + 1] === SMALL ? '<3' : '-'))].join('|')
  }
  function* splits(total: number, parts: number): Generator<number[]> {
    if (parts === 1) yield [total]
    else for (let first = 0; first <= total; first++) for (const rest of splits(total - first, parts - 1)) yield [first, ...rest]
  }
  for (const [parts, most] of [[2, 30], [3, 26], [4, 20], [5, 13]] as const) {
    for (let total = 3; total <= most; total++) {
      const worlds = new Map<string, number[][]>()
      for (const split of splits(total, parts)) {
        const key = answer(split)
        worlds.set(key, [...(worlds.get(key) ?? []), split])
      }
      for (const [key, same] of worlds) {
        for (let part = 0; part < parts; part++) {
          const values = new Set(same.map((split) => split[part]!))
          const [only] = values
          expect([key, part, values.size === 1 && (only === 1 || only === 2)]).toEqual([key, part, false])
        }
      }
    }
  }
})
