import { useDebounceFn } from '@vueuse/core'
import { shallowRef } from 'vue'
import type { PostPlaces } from '../../../server/contract/accounts.ts'
import { accountsApi } from '../../api/accounts.ts'
import { ApiError } from '../../api/client.ts'

const SEARCH_MS = 200

/** Areas for a post or a wall, as somebody types; `tell` hears why they could not be looked up. */
export function usePlaceSearch(tell: (error: ApiError) => void) {
  const places = shallowRef<PostPlaces['places']>([])
  let turn = 0

  const search = useDebounceFn(async (words: string) => {
    const mine = ++turn
    try {
      const found = words.trim() ? (await accountsApi.places(words.trim())).places : []
      if (mine === turn) places.value = found
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (mine === turn) tell(cause)
    }
  }, SEARCH_MS)
  return { places, search }
}
