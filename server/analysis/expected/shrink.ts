/**
 * How strongly ratios of observed to expected counts are drawn to 1, as a number of expected cases m: the shape of the gamma
 * distribution with mean 1 that the true ratios are taken from. Moments after Marshall (1991), "Mapping disease and mortality
 * rates using empirical Bayes estimators", Applied Statistics 40, with both sums equal: A = Σ e (o/e − 1)² / Σ e − n / Σ e is
 * the variance of the true ratios and m = 1 / A. Infinity where the counts vary no more than chance lets them (A ≤ 0), and
 * where nothing is known. Counts that vary φ times as much as Poisson ones bring φ n / Σ e by chance. Entries without an
 * expectation do not count.
 */
export function priorStrength(observed: ArrayLike<number>, expected: ArrayLike<number>, dispersion = 1): number {
  let [cases, wanted, groups] = [0, 0, 0]
  for (let i = 0; i < expected.length; i++) {
    if (!(expected[i]! > 0)) continue
    cases += observed[i]!
    wanted += expected[i]!
    groups++
  }
  if (cases === 0 || groups < 2) return Infinity
  const scale = cases / wanted
  let spread = 0
  for (let i = 0; i < expected.length; i++) {
    const e = expected[i]! * scale
    if (e > 0) spread += (observed[i]! - e) ** 2 / e
  }
  const variance = (spread - dispersion * groups) / cases
  return variance > 0 ? 1 / variance : Infinity
}

/** The ratio of observed to expected drawn to 1 by a prior strength (Clayton and Kaldor 1987). */
export function shrunk(observed: number, expected: number, strength: number): number {
  return strength === Infinity ? 1 : (observed + strength) / (expected + strength)
}
