import { gammaDraw } from '../../../../server/analysis/gamma.ts'
import type { Random } from '../../../../server/analysis/random.ts'

/** A count whose variance is `dispersion` times its mean: Poisson, or Poisson of a gamma mean (negative binomial). */
export function countDraw(mean: number, dispersion: number, chance: Random): number {
  const level = dispersion > 1 ? gammaDraw(mean / (dispersion - 1), chance) * (dispersion - 1) : mean
  return poisson(level, chance)
}

/** Arrivals at rate 1 up to the mean. */
function poisson(mean: number, chance: Random): number {
  let [count, at] = [0, -Math.log(1 - chance.uniform())]
  for (; at < mean; count++) at -= Math.log(1 - chance.uniform())
  return count
}
