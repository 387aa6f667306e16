import type { Expectation } from '../expected/expectedCounts.ts'
import { sumOf } from '../sum.ts'
import { tails } from '../tails.ts'
import type { Weights } from '../weights.ts'
import { neighbourSums } from '../weightsOf.ts'

/**
 * new: the place by itself has more than in the same weeks of earlier years. recurring: with its neighbours it had too many there as
 * well. unknown: the past does not tell.
 */
export type Mark = 'new' | 'recurring' | 'unknown'

const LEVEL = 0.05

/**
 * What the same weeks of earlier years say of a place that has too many, by area. `new` takes more cases of the place itself than both
 * readings of its past explain, each one-sided at 5 %; what is new around it makes no place new:
 *
 * - its usual count U, which is drawn to what its residents explain, φ raised by the variance of U as an estimate, and
 * - its own o of the county's t cases in the same weeks of earlier years, as they are. Given these, its count O of the window's T is
 *   beta-binomial with α = o + ½ and β = t − o + ½ (Jeffreys' prior; its dispersion 1 + T / (t + 1) is multiplied by φ).
 *
 * The first alone would call a place new that outdoes its neighbours every spring, as what is drawn in falls short of it; the
 * second alone one that had next to nothing by chance. `recurring` is not what is left over: it takes that these weeks of earlier
 * years had too many in the neighbourhood as well, by residents, one-sided at 5 %.
 */
export function marksOf({ observed, earlier, total, dispersion, expected, usual, usualVariance, history }: Expectation, weights: Weights): Mark[] {
  const inside = (counts: Float64Array): Float64Array => neighbourSums(counts.map((count, i) => (expected[i]! >= 0 ? count : 0)), { ...weights, weight: null }, 1)
  const [then, should, all] = [inside(earlier), inside(expected), sumOf(earlier)]
  const raised = dispersion * (1 + total / (all + 1))
  const rare = Math.log(LEVEL)
  return Array.from(observed, (cases, i): Mark => {
    if (history.sameWeeks === 0 || !(expected[i]! >= 0)) return 'unknown'
    const known = usual[i]!
    const beyondUsual = tails(cases, { cases: total, share: total > 0 ? Math.min(1, known / total) : 1, dispersion: dispersion + (known > 0 ? usualVariance[i]! / known : 0) })
    const beyondOwn = tails(cases, { cases: total, share: Math.min(1, (earlier[i]! + 0.5) / (all + 1)), dispersion: raised })
    if (beyondUsual.upper <= rare && beyondOwn.upper <= rare) return 'new'
    const before = tails(then[i]!, { cases: all, share: total > 0 ? Math.min(1, should[i]! / total) : 1, dispersion })
    return before.upper <= rare ? 'recurring' : 'unknown'
  })
}
