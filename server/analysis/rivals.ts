/** How much may be named: so many areas, or areas that cost no more than this together. */
export type Budget = { areas: number } | { cost: number; of: ArrayLike<number> }

/**
 * The areas that a plain ranking names for a budget, best first: a rival is the same with last month's counts or a year's counts.
 *
 * Fair is: the same window behind it, the same areas to choose from, and the same budget. Of areas it names exactly as many as the method
 * did, even if it must take some without a case: a rival that names fewer would be scored on another question. Of cost it takes
 * each area that still fits into what is left, and thus never spends more. Small counts have many ties; they are broken by `ties` (for last
 * month's counts: the year's), then by position.
 * @param scores of each area, higher is named first
 */
export function nameTop(scores: ArrayLike<number>, budget: Budget, { ties }: { ties?: ArrayLike<number> } = {}): Uint32Array {
  const order = Array.from({ length: scores.length }, (_, area) => area)
  order.sort((a, b) => scores[b]! - scores[a]! || (ties ? ties[b]! - ties[a]! : 0) || a - b)
  if ('areas' in budget) return Uint32Array.from(order.slice(0, Math.max(0, budget.areas)))
  let left = budget.cost
  return Uint32Array.from(
    order.filter((area) => {
      const fits = budget.of[area]! <= left
      if (fits) left -= budget.of[area]!
      return fits
    }),
  )
}
