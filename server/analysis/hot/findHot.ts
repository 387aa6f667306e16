import type { Expectation } from '../expected/expectedCounts.ts'
import type { Weights } from '../weights.ts'
import { hotPlaces, type HotPlace } from './hotPlaces.ts'
import { marksOf, type Mark } from './marks.ts'
import { sufficiency, type Sufficiency } from './sufficiency.ts'
import { testHot, type HotTest } from './testHot.ts'

export interface HotFindings {
  test: HotTest
  /** the same counts against what is usual; null where no earlier year has these weeks */
  usual: HotTest | null
  /** by area */
  marks: Mark[]
  /** by evidence. What is named holds whatever `enough` says; where that is `few`, an empty list says nothing */
  places: HotPlace[]
  enough: Sufficiency
}

/** Which places of a county are hot in a window, whether that is new, and whether the cases suffice to say so. */
export function findHot(expectation: Expectation, weights: Weights, { level = 0.05 }: { level?: number } = {}): HotFindings {
  const { observed, expected, expectedVariance, usual, usualVariance, dispersion, history } = expectation
  const test = testHot(observed, expected, weights, { dispersion, variance: expectedVariance })
  const against = history.sameWeeks > 0 ? testHot(observed, usual, weights, { dispersion, variance: usualVariance }) : null
  const marks = marksOf(expectation, weights, against)
  return { test, usual: against, marks, places: hotPlaces(test, weights, { level, marks }), enough: sufficiency(expected, weights, { dispersion, level }) }
}
