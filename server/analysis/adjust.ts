/**
 * Benjamini–Hochberg: the smallest false-discovery rate at which each test is still called (Benjamini and Hochberg 1995;
 * what R's p.adjust calls "BH"). A NaN is no test: it stays NaN and does not count.
 */
export function falseDiscovery(p: ArrayLike<number>): Float64Array {
  const adjusted = new Float64Array(p.length).fill(NaN)
  const order = tests(p).sort((a, b) => p[a]! - p[b]!)
  let least = 1
  for (let rank = order.length; rank > 0; rank--) {
    const at = order[rank - 1]!
    least = Math.min(least, p[at]! * (order.length / rank))
    adjusted[at] = least
  }
  return adjusted
}

/** Bonferroni: each p times the number of tests, at most 1. A NaN is no test: it stays NaN and does not count. */
export function bonferroni(p: ArrayLike<number>): Float64Array {
  const adjusted = new Float64Array(p.length).fill(NaN)
  const at = tests(p)
  for (const i of at) adjusted[i] = Math.min(1, p[i]! * at.length)
  return adjusted
}

function tests(p: ArrayLike<number>): number[] {
  return Array.from({ length: p.length }, (_, i) => i).filter((i) => !Number.isNaN(p[i]))
}
