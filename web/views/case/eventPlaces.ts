import { shallowRef, watch, type ShallowRef } from 'vue'
import type { CaseEvent } from '../../../server/contract/cases.ts'
import { ApiError } from '../../api/client.ts'
import { useCounty } from '../../stores/county.ts'
import { useSettings } from '../../stores/settings.ts'

/** Names of the areas that a case came from or went to, by code, as they become known. */
export function useEventPlaces(events: () => readonly CaseEvent[]): Readonly<ShallowRef<ReadonlyMap<string, string>>> {
  const county = useCounty()
  const settings = useSettings()
  const names = shallowRef<ReadonlyMap<string, string>>(new Map())

  async function name(code: string) {
    try {
      const { area } = await county.detail(code)
      names.value = new Map(names.value).set(code, settings.named(area))
    } catch (cause) {
      // the code stands for it
      if (!(cause instanceof ApiError)) throw cause
    }
  }

  watch([events, () => settings.language], ([now]) => {
    const codes = now.flatMap(({ changes }) => changes.flatMap(({ field, before, after }) => (field === 'area' || field === 'town' ? [before, after] : [])))
    for (const code of new Set(codes)) if (typeof code === 'string') void name(code)
  }, { immediate: true })
  return names
}
