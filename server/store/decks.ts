import type { AreaCode } from '../../geodata/place/area.ts'
import type { Slide } from '../contract/decks.ts'
import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'
import type { Transaction } from './transaction.ts'

export interface StoredDeck {
  id: string
  account: string
  name: string
  /** root of what its maker saw */
  root: AreaCode
  shared: boolean
  slides: Slide[]
  version: number
}

const FIELDS = ['id', 'account', 'name', 'root', 'shared', 'slides', 'version'] as const

/** Those of the account and those that others share, by name. */
export async function deckRows({ query }: Pick<Database, 'query'>, { county }: Scope, account: string): Promise<StoredDeck[]> {
  return query
    .selectFrom('deck')
    .select(FIELDS)
    .where('county', '=', county)
    .where((eb) => eb.or([eb('shared', '=', true), eb('account', '=', account)]))
    .orderBy('name')
    .orderBy('id')
    .execute()
}

export async function insertDeck({ query }: Transaction, { county }: Scope, { slides, ...deck }: StoredDeck): Promise<void> {
  await query.insertInto('deck').values({ county, ...deck, slides: JSON.stringify(slides) }).execute()
}

/** Writes what the account changed of its deck; false where that is of another version than `version`, or gone. */
export async function updateDeck({ query }: Transaction, { county }: Scope, { id, account, version, slides, ...deck }: StoredDeck): Promise<boolean> {
  const { numUpdatedRows } = await query
    .updateTable('deck')
    .set({ ...deck, slides: JSON.stringify(slides), version: version + 1 })
    .where('county', '=', county)
    .where('id', '=', id)
    .where('account', '=', account)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** The deck that is gone now; null where the account has none of this id. */
export async function removeDeck({ query }: Transaction, { county }: Scope, account: string, id: string): Promise<StoredDeck | null> {
  const row = await query
    .deleteFrom('deck')
    .where('county', '=', county)
    .where('id', '=', id)
    .where('account', '=', account)
    .returning(FIELDS)
    .executeTakeFirst()
  return row ?? null
}
