import type { Expectation } from '../expected/expectedCounts.ts'
import { sumOf } from '../sum.ts'
import { tails } from '../tails.ts'
import type { Weights } from '../weights.ts'
import { neighbourSums } from '../weightsOf.ts'
import type { HotTest } from './testHot.ts'

/** new: more than in the same weeks of earlier years, too. recurring: these had too many there as well. unknown: the past does not tell. */
export type Mark = 'new' | 'recurring' | 'unknown'

const LEVEL = 0.05

/**
 * Whether a hot neighbourhood is new, by area. `new` takes more than both readings of the past explain, each one-sided at 5 %:
 *
 * - its usual count U, which is drawn to what its residents explain (`usual`, a test of the same counts against U), and
 * - its own o of the county's t cases in the same weeks of earlier years, as they are. Given these, the count O of the window's T is
 *   beta-binomial with α = o + ½ and β = t − o + ½ (Jeffreys' prior; its dispersion 1 + T / (t + 1) is multiplied by φ).
 *
 * The first alone would call a place new that outdoes its neighbours every spring, as what is drawn in falls short of it; the
 * second alone one that had next to nothing by chance. `recurring` is not what is left over: it takes that these weeks of earlier
 * years had too many there as well, by residents, one-sided at 5 %. Means something only where `testHot` finds too many.
 */
export function marksOf({ observed, earlier, total, dispersion, expected }: Expectation, weights: Weights, usual: HotTest | null): Mark[] {
  if (usual === null) return Array.from({ length: weights.n }, () => 'unknown')
  const inside = (counts: Float64Array): Float64Array => neighbourSums(counts.map((count, i) => (expected[i]! >= 0 ? count : 0)), { ...weights, weight: null }, 1)
  const [now, then, should, all] = [inside(observed), inside(earlier), inside(expected), sumOf(earlier)]
  const raised = dispersion * (1 + total / (all + 1))
  return Array.from(now, (cases, i) => {
    const beyond = tails(cases, { cases: total, share: Math.min(1, (then[i]! + 0.5) / (all + 1)), dispersion: raised })
    if (usual.upper[i]! <= LEVEL && beyond.upper <= Math.log(LEVEL)) return 'new'
    const before = tails(then[i]!, { cases: all, share: total > 0 ? Math.min(1, should[i]! / total) : 1, dispersion })
    return before.upper <= Math.log(LEVEL) ? 'recurring' : 'unknown'
  })
}
