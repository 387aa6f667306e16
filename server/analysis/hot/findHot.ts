import type { Expectation } from '../expected/expectedCounts.ts'
import type { Weights } from '../weights.ts'
import { hotPlaces, type HotPlace } from './hotPlaces.ts'
import { marksOf, type Mark } from './marks.ts'
import { sufficiency, type Sufficiency } from './sufficiency.ts'
import { testHot, type HotTest } from './testHot.ts'

export interface HotFindings {
  test: HotTest
  /** by area, see `marksOf` */
  marks: Mark[]
  /** by evidence. What is named holds whatever `enough` says; where that is `few`, an empty list says nothing */
  places: HotPlace[]
  enough: Sufficiency
}

/** Which places of a county are hot in a window, whether that is new, and whether the cases suffice to say so. */
export function findHot(expectation: Expectation, weights: Weights, { level = 0.05 }: { level?: number } = {}): HotFindings {
  const { observed, expected, expectedVariance, dispersion } = expectation
  const test = testHot(observed, expected, weights, { dispersion, variance: expectedVariance })
  return { test, marks: marksOf(expectation, weights), places: hotPlaces(test, weights, { level }), enough: sufficiency(expected, weights, { dispersion, variance: expectedVariance, level }) }
}
