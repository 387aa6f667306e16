import type { Area, AreaCode } from '../../../server/contract/answers.ts'
import type { CaseRow } from '../../../server/contract/cases.ts'
import type { Colour } from '../../../server/contract/colours.ts'

/** What a county calls things in the language of the page. */
export interface Naming {
  tier: (colour: Colour) => string
  /** null while the place is unknown */
  place: (row: CaseRow) => string | null
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
