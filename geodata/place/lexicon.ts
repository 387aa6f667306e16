import type { AreaCode, Day } from './area.ts'
import { LEVELS } from './level.ts'
import { bareName, formsOf, STRENGTH, type Strength } from './forms.ts'
import { foldDigits, placeText } from './normalise.ts'
import type { AreaTree } from './tree.ts'

/** One area that a written form may mean. */
export interface Sense {
  index: number
  strength: Strength
}

export interface Match {
  length: number
  senses: Sense[]
}

export type Alias = { words: string; area: AreaCode }

/** What separates town, village and grid in a place key. */
export const KEY_SEPARATOR = ' / '

export interface Lexicon {
  /** forms that begin at `at`, the longest first */
  matches(text: string, at: number): Match[]
  senses(form: string): Sense[]
  /** index of the area that the area `index` is today */
  today(index: number): number
  /** is the area, or what became of it, inside one of these areas (or of what became of them)? null = everywhere */
  inside(index: number, scope: readonly number[] | null): boolean
  /** village level or below */
  isVillage(index: number): boolean
}

const VILLAGE = LEVELS.indexOf('village')

export function lexicon(tree: AreaTree, aliases: Alias[], today: Day): Lexicon {
  const forms = new Map<string, Sense[]>()
  const longest = new Map<string, number>()
  const add = (text: string, sense: Sense): void => {
    if (text === '') return
    const senses = forms.get(text)
    if (!senses) forms.set(text, [sense])
    else if (!senses.some((other) => other.index === sense.index && other.strength <= sense.strength)) senses.push(sense)
    longest.set(text[0] as string, Math.max(longest.get(text[0] as string) ?? 0, text.length))
  }
  const now = Int32Array.from(tree.areas, (area) => tree.current(area.code, today))
  tree.areas.forEach((area, index) => {
    if (area.level === 'grid' || area.level === 'group') return
    const county = tree.ancestorAt(index, 'county')
    const countyName = county < 0 ? '' : bareName(placeText(tree.areas[county]?.name ?? ''))
    for (const form of formsOf(area, countyName)) add(form.text, { index, strength: form.strength })
  })
  for (const { words, area } of aliases) {
    const index = tree.indexOf(area)
    const parts = words.split(KEY_SEPARATOR).map((part) => foldDigits(placeText(part)))
    if (index < 0 || parts.length > 2) continue
    const strength = parts.length === 1 ? STRENGTH.alias : STRENGTH.townAlias
    add(parts[parts.length - 1] as string, { index, strength })
  }
  const under = (index: number, root: number): boolean => index >= root && index < (tree.end[root] as number)
  return {
    senses: (form) => forms.get(form) ?? [],
    today: (index) => now[index] as number,
    isVillage: (index) => LEVELS.indexOf(tree.areas[index]?.level ?? 'province') >= VILLAGE,
    inside: (index, scope) => {
      if (scope === null) return true
      const current = now[index] as number
      return scope.some((root) => under(index, root) || under(current, root) || under(current, now[root] as number))
    },
    matches: (text, at) => {
      const found: Match[] = []
      const first = text[at]
      if (first === undefined) return found
      for (let length = Math.min(longest.get(first) ?? 0, text.length - at); length > 0; length--) {
        const senses = forms.get(text.slice(at, at + length))
        if (senses) found.push({ length, senses })
      }
      return found
    },
  }
}

/** The surest senses only: a full name beats an alias, an alias a short form. */
export function surest(senses: Sense[]): Sense[] {
  const strength = Math.min(...senses.map((sense) => sense.strength))
  return senses.filter((sense) => sense.strength === strength)
}
