import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { Deck, DeckChange, NewDeck } from '../../server/contract/decks.ts'
import { ApiError } from '../api/client.ts'
import { decksApi } from '../api/decks.ts'
import { useCounty } from './county.ts'

/** Decks of the county: one's own and those that others share. */
export const useDecks = defineStore('decks', () => {
  const county = useCounty()
  const decks = shallowRef<readonly Deck[] | null>(null)
  /** they could not be read */
  const error = shallowRef<ApiError | null>(null)
  /** one could not be kept or taken away */
  const refusal = shallowRef<ApiError | null>(null)
  const saving = ref(false)

  watch(() => county.info?.code, () => {
    decks.value = null
    error.value = null
    refusal.value = null
  }, { flush: 'sync' })

  async function load() {
    const code = county.info?.code
    if (!code) return
    error.value = null
    try {
      const answer = await decksApi.list(code)
      if (county.info?.code === code) decks.value = answer.decks
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (county.info?.code === code) error.value = cause
    }
  }

  /** Does it, and reads what there is now; null when the server refused. */
  async function act<Answer>(change: (code: string) => Promise<Answer>): Promise<{ answer: Answer } | null> {
    const code = county.info?.code
    if (!code || saving.value) return null
    saving.value = true
    refusal.value = null
    try {
      const answer = await change(code)
      await load()
      return { answer }
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      refusal.value = cause
      return null
    } finally {
      saving.value = false
    }
  }

  return {
    decks, error, refusal, saving, load,
    save: (deck: NewDeck) => act((code) => decksApi.save(code, deck)),
    change: (id: string, deck: DeckChange) => act((code) => decksApi.change(code, id, deck)),
    remove: (id: string) => act((code) => decksApi.remove(code, id)),
  }
})
