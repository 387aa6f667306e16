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
  /** index of today's area of a foreign scheme's number written with other leading zeros (7 for 007); -1 for none */
  numberedCode(code: string): number
  /** index of the area that the area `index` is today */
  today(index: number): number
  /** is the area, or what became of it, inside one of these areas (or of what became of them)? null = everywhere */
  inside(index: number, scope: readonly number[] | null): boolean
  /** village level or below */
  isVillage(index: number): boolean
  isTown(index: number): boolean
}

const VILLAGE = LEVELS.indexOf('village')

/** Words that can stand for a place elsewhere too: 3组 or a number cannot. */
const TELLING = /^(?!第?[\d十]+(?:小?组|社|队|号|网格)).*[\p{L}]{2}/u

/** Forms by their characters: a look-up stops at the first character that no form has there. */
interface Branch {
  next: Map<number, Branch> | null
  senses: Sense[] | null
}

export function lexicon(tree: AreaTree, aliases: Alias[], today: Day): Lexicon {
  const forms: Branch = { next: null, senses: null }
  const add = (text: string, sense: Sense): void => addForm(forms, text, sense)
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
    if (index < 0 || parts.length > 2 || !TELLING.test(parts[parts.length - 1] as string)) continue
    const strength = parts.length === 1 ? STRENGTH.alias : STRENGTH.townAlias
    add(parts[parts.length - 1] as string, { index, strength })
  }
  const numbers = new Map<number, number>()
  tree.areas.forEach(({ code }, index) => {
    // -1 where two codes are the same number
    if (/^\d{1,11}$/.test(code)) numbers.set(Number(code), numbers.has(Number(code)) ? -1 : index)
  })
  const under = (index: number, root: number): boolean => index >= root && index < (tree.end[root] as number)
  return {
    today: (index) => now[index] as number,
    numberedCode: (code) => {
      const index = /^\d{1,11}$/.test(code) ? (numbers.get(Number(code)) ?? -1) : -1
      return index < 0 ? -1 : (now[index] as number)
    },
    isVillage: (index) => LEVELS.indexOf(tree.areas[index]?.level ?? 'province') >= VILLAGE,
    isTown: (index) => tree.areas[index]?.level === 'town',
    inside: (index, scope) => {
      if (scope === null) return true
      const current = now[index] as number
      return scope.some((root) => under(index, root) || under(current, root) || under(current, now[root] as number))
    },
    matches: (text, at) => {
      const found: Match[] = []
      let branch: Branch | undefined = forms
      for (let end = at; end < text.length; end++) {
        branch = branch.next?.get(text.charCodeAt(end))
        if (!branch) break
        if (branch.senses) found.unshift({ length: end - at + 1, senses: branch.senses })
      }
      return found
    },
  }
}

function addForm(forms: Branch, text: string, sense: Sense): void {
  if (text === '') return
  let branch = forms
  for (let at = 0; at < text.length; at++) {
    branch.next ??= new Map()
    let next = branch.next.get(text.charCodeAt(at))
    if (!next) branch.next.set(text.charCodeAt(at), (next = { next: null, senses: null }))
    branch = next
  }
  branch.senses ??= []
  if (!branch.senses.some((other) => other.index === sense.index && other.strength <= sense.strength)) branch.senses.push(sense)
}

/** The surest senses only: a full name beats an alias, an alias a short form. */
export function surest(senses: Sense[]): Sense[] {
  const strength = Math.min(...senses.map((sense) => sense.strength))
  return senses.filter((sense) => sense.strength === strength)
}
