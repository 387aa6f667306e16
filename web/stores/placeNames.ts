import { computed, watch } from 'vue'
import type { Area, AreaCode } from '../../server/contract/answers.ts'
import type { CaseRow } from '../../server/contract/cases.ts'
import { useCounty } from './county.ts'
import { useSettings } from './settings.ts'

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

/** `甘塘村 / 甘塘村第三网格` tells the village twice: a part that the next one begins with is left out. */
export function placeOnce(place: string): string {
  const parts = place.split(' / ')
  return parts.filter((part, at) => !parts[at + 1]?.startsWith(part)).join(' / ')
}

/**
 * A place in English, up to its town: `Xinzhuang Village, Liuhe Town`. Null where an area on the way has no English name
 * or is not known.
 */
export function placeInEnglish(code: AreaCode | null, areas: ReadonlyMap<string, Pick<Area, 'parent' | 'nameEn' | 'level'>>): string | null {
  const names: string[] = []
  for (let at: string | null = code; at !== null; ) {
    const area = areas.get(at)
    if (!area?.nameEn) return null
    names.push(area.nameEn)
    if (area.level === 'town') return names.join(', ')
    at = area.parent
  }
  return null
}
