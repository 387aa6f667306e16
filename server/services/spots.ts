import type { AreaCode } from '../../geodata/place/area.ts'
import type { Gazetteer } from '../../geodata/place/gazetteer.ts'
import type { AreaTree } from '../../geodata/place/tree.ts'
import type { Day } from '../contract/day.ts'
import type { Scope } from '../contract/scope.ts'
import { queueRows } from '../store/queue.ts'
import { addSpots, type Spot } from '../store/staging.ts'
import type { Transaction } from '../store/transaction.ts'
import { placeWords } from './locateQueue.ts'
import { villageOf } from './village.ts'

interface Ground {
  tree: AreaTree
  gazetteer: Gazetteer
  today: Day
}

/** Finds the town of a row: by its area, or as far as words tell it for which no area was found. */
export function townFinder({ tree, gazetteer, today }: Ground): (area: AreaCode | null, words: string | null) => AreaCode | null {
  const known = new Map<string, AreaCode | null>()
  const above = (code: AreaCode): AreaCode | null => {
    const index = tree.current(code, today)
    const town = index < 0 ? -1 : tree.ancestorAt(index, 'town')
    return tree.areas[town]?.code ?? null
  }
  const ofWords = (words: string): AreaCode | null => {
    const { town } = placeWords(words)
    const match = town ? gazetteer.find({ town }) : null
    return match?.kind === 'found' ? above(match.area) : null
  }
  return (area, words) => {
    const key = area ?? (words === null ? '' : `?${words}`)
    if (key === '') return null
    let town = known.get(key)
    if (town === undefined) known.set(key, (town = area ? above(area) : ofWords(key.slice(1))))
    return town
  }
}

/** Tells the transaction of every place that a stored case may have. */
export async function tellSpots(tx: Transaction, scope: Scope, ground: Ground): Promise<void> {
  const { tree, today } = ground
  const townOf = townFinder(ground)
  const spots: Spot[] = tree.areas.map(({ code }) => {
    const now = tree.areas[tree.current(code, today)]?.code ?? null
    return { place: code, today: now, town: townOf(code, null), village: villageOf(tree, code) }
  })
  for (const { words } of await queueRows(tx, scope)) {
    if (words !== null) spots.push({ place: `?${words}`, today: null, town: townOf(null, words), village: null })
  }
  await addSpots(tx, spots)
}
