import { defineStore } from 'pinia'
import type { DeckChange, NewDeck } from '../../server/contract/decks.ts'
import { decksApi } from '../api/decks.ts'
import { keptList } from './keptList.ts'

/** Decks of the county: one's own and those that others share. */
export const useDecks = defineStore('decks', () => {
  const { entries: decks, act, ...list } = keptList(async (county) => (await decksApi.list(county)).decks)
  return {
    decks, ...list,
    save: (deck: NewDeck) => act((code) => decksApi.save(code, deck)),
    change: (id: string, deck: DeckChange) => act((code) => decksApi.change(code, id, deck)),
    remove: (id: string) => act((code) => decksApi.remove(code, id)),
  }
})
