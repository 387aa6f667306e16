import { falseDiscovery } from './adjust.ts'
import { courseOf, type EmergingClass } from './emergingClasses.ts'
import { mannKendall } from './mannKendall.ts'
import { twoSidedP } from './normal.ts'

export interface Emerging {
  /** two-sided p of each area in each step after Benjamini–Hochberg over the whole cube; step by step */
  q: Float64Array
  /** of each area */
  classes: EmergingClass[]
  /** Mann–Kendall of the area's z: z and two-sided p */
  trendZ: Float64Array
  trendP: Float64Array
}

/**
 * Emerging hot-spots (Esri, "How Emerging Hot Spot Analysis works"): which areas are hot or cold in which steps after
 * Benjamini–Hochberg over all areas and steps, whether z rises or falls (Mann–Kendall), and the class that both make. Esri asks
 * for at least ten steps; with fewer the trend has little power.
 * @param z standard normal under no structure, as by `spaceTimeExcess`; areas × steps, step by step. An area of NaN has no class
 * @param options.p two-sided, where they are known better than by the normal distribution of z
 * @param options.alone z of steps that do not overlap (`back: 0`), by which the trend is judged; z by default. Values that share a month with
 *   the one before rise and fall together, and Mann–Kendall, which takes them for independent, would see a trend in 14 % of series
 *   without one where it promises 5 %
 * @param options.alpha level of the false-discovery rate and of the trend
 */
export function emerging(
  z: Float64Array, { areas, alpha, p = z.map(twoSidedP), alone = z }: { areas: number; alpha: number; p?: Float64Array; alone?: Float64Array },
): Emerging {
  const steps = areas > 0 ? z.length / areas : 0
  const q = falseDiscovery(p)
  const classes: EmergingClass[] = []
  const trendZ = new Float64Array(areas)
  const trendP = new Float64Array(areas)
  const series = new Float64Array(steps)
  const states = new Int8Array(steps)
  for (let area = 0; area < areas; area++) {
    for (let step = 0; step < steps; step++) {
      const at = step * areas + area
      series[step] = alone[at]!
      states[step] = q[at]! <= alpha ? Math.sign(z[at]!) : 0
    }
    const trend = mannKendall(series)
    trendZ[area] = trend.z
    trendP[area] = trend.p
    classes.push(courseOf(states, trend.p <= alpha ? Math.sign(trend.z) : 0))
  }
  return { q, classes, trendZ, trendP }
}

/** The class of one series of z by itself, each step judged by its own p-value. */
export function emergingClass(z: ArrayLike<number>, { alpha }: { alpha: number }): EmergingClass {
  const states = Array.from(z, (one) => (twoSidedP(one) <= alpha ? Math.sign(one) : 0))
  const trend = mannKendall(z)
  return courseOf(states, trend.p <= alpha ? Math.sign(trend.z) : 0)
}
