import { gazetteer, type PlaceWords } from '../../geodata/place/gazetteer.ts'
import type { AreaTree } from '../../geodata/place/tree.ts'
import type { Day } from '../contract/day.ts'
import type { Scope } from '../contract/scope.ts'
import { aliasRows } from '../store/aliases.ts'
import { aliasedWords, locateQueued, queueRows, tellTown } from '../store/queue.ts'
import type { Transaction } from '../store/transaction.ts'
import { villageOf } from './village.ts'

/**
 * Looks words up again, after a new pack or a new alias, of cases that wait and of those that an alias located, for it
 * may have been put right: place, or at least town. Gives the number of cases that found another place.
 */
export async function locateQueue(
  tx: Transaction,
  scope: Scope,
  ground: { tree: AreaTree; today: Day; revision: number; at: Date },
): Promise<number> {
  const { tree, today, revision, at } = ground
  const names = gazetteer(tree, { aliases: await aliasRows(tx, scope), today })
  let found = 0
  for (const words of new Set([...(await waitingWords(tx, scope)), ...(await aliasedWords(tx, scope))])) {
    const match = names.find(placeWords(words))
    if (match.kind !== 'found') {
      await tellTown(tx, scope, { words, town: match.kind === 'absent' ? null : match.town, revision })
      continue
    }
    const by = match.by === 'alias' ? 'alias' : 'name'
    const { area } = match
    found += await locateQueued(tx, scope, { words, area, village: villageOf(tree, area), by, revision, at })
  }
  return found
}

async function waitingWords(tx: Transaction, scope: Scope): Promise<string[]> {
  return (await queueRows(tx, scope)).flatMap(({ words }) => words ?? [])
}

/** The words of the queue as the cells that they came from: `town / village / grid`, or one that says it all. */
function placeWords(words: string): PlaceWords {
  const [first, village, grid] = words.split(' / ')
  return village === undefined ? { text: first } : { town: first, village, grid }
}
