import type { AreaCode } from '../../geodata/place/area.ts'
import type { AreaTree } from '../../geodata/place/tree.ts'
import type { Day } from '../contract/day.ts'
import { addSpots, type Spot } from '../store/staging.ts'
import type { Transaction } from '../store/transaction.ts'
import { villageOf } from './village.ts'

interface Ground {
  tree: AreaTree
  today: Day
}

/** Finds the town that an area lies in today, or is. */
export function townFinder({ tree, today }: Ground): (area: AreaCode | null) => AreaCode | null {
  const known = new Map<AreaCode, AreaCode | null>()
  return (area) => {
    if (area === null) return null
    let town = known.get(area)
    if (town === undefined) {
      const index = tree.current(area, today)
      town = tree.areas[index < 0 ? -1 : tree.ancestorAt(index, 'town')]?.code ?? null
      known.set(area, town)
    }
    return town
  }
}

/** Tells the transaction of every place that a stored case may have. */
export async function tellSpots(tx: Transaction, ground: Ground): Promise<void> {
  const { tree, today } = ground
  const townOf = townFinder(ground)
  const spots: Spot[] = tree.areas.map(({ code }) => {
    const now = tree.areas[tree.current(code, today)]?.code ?? null
    return { place: code, today: now, town: townOf(code), village: villageOf(tree, now ?? code) }
  })
  await addSpots(tx, spots)
}
