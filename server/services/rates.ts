import type { Day } from '../contract/day.ts'
import type { AreaTree } from '../../geodata/place/tree.ts'

/** Residents of every area by index: its own number, else the sum over its live children when each has one. */
export function populations(tree: AreaTree, today: Day): (number | null)[] {
  const { areas, parent } = tree
  const sums = new Float64Array(areas.length)
  const parts = new Uint32Array(areas.length)
  const complete = new Uint8Array(areas.length).fill(1)
  const residents: (number | null)[] = areas.map(() => null)
  for (let at = areas.length - 1; at >= 0; at--) {
    const own = areas[at]!.population ?? (parts[at]! > 0 && complete[at] === 1 ? sums[at]! : null)
    residents[at] = own
    const above = parent[at]!
    if (above < 0 || !tree.isLive(at, today)) continue
    parts[above]!++
    if (own === null) complete[above] = 0
    else sums[above]! += own
  }
  return residents
}
