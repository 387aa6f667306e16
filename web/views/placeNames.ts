import { computed, watch } from 'vue'
import type { CaseRow } from '../../server/contract/cases.ts'
import { placeInEnglish, placeOnce } from '../panels/ledger/naming.ts'
import { useCounty } from '../stores/county.ts'
import { useSettings } from '../stores/settings.ts'

/** Names the place of a case in a list in the language of the page; null while it is unknown. */
export function usePlaceNames() {
  const county = useCounty()
  const settings = useSettings()
  const areas = computed(() => new Map([...county.areas.values()].flat().map((area) => [area.code as string, area])))
  /** a case whose town alone is known names it and has no area */
  const towns = computed(() => new Map((county.areas.get('town') ?? []).map((area) => [area.name, settings.named(area)])))

  // cases carry the Chinese name of their place; the others come with the areas
  watch(() => [settings.language, county.info?.packVersion] as const, ([language]) => {
    if (language === 'en') for (const level of county.levels) county.ensure(level).catch(() => {})
  }, { immediate: true })

  return computed(() => ({ area, place }: Pick<CaseRow, 'area' | 'place'>): string | null =>
    (settings.language === 'en' ? (placeInEnglish(area, areas.value) ?? towns.value.get(place ?? '')) : null) ?? (place && placeOnce(place)))
}
