import type { AreaCode } from './area.ts'
import { bareName } from './forms.ts'
import { foldDigits, placeText } from './normalise.ts'
import { soundsOf } from './readings.ts'
import type { AreaTree } from './tree.ts'
import { bareWord, nameMiss } from './typing.ts'

const MOST = 5
/** a longer word is a sentence, not a name */
const LONGEST_WORD = 16

interface Name {
  index: number
  bare: string
}

/**
 * Proposes areas whose names look or sound like a word that means none: best first, those inside `base` before others
 * at the same distance (a base leaves only equal bare names elsewhere), then `base` itself. Never applied: a person
 * chooses. The index by sound is made for the first unknown word.
 */
export function proposer(tree: AreaTree, today: (index: number) => number): (word: string, base: number[]) => AreaCode[] {
  let bySound: Map<string, Name[]> | null = null
  return (word, base) => {
    bySound ??= soundIndex(tree)
    const wanted = foldDigits(bareWord(word))
    const close = wanted.length > LONGEST_WORD ? [] : nearNames(bySound, wanted)
    const scored = close.flatMap(({ index, miss }) => {
      const inside = base.some((root) => index >= root && index < (tree.end[root] as number))
      return base.length > 0 && !inside && miss > 0 ? [] : [{ index: today(index), score: miss + (inside ? 0 : 0.25) }]
    })
    scored.sort((a, b) => a.score - b.score || a.index - b.index)
    const ordered = [...scored.map(({ index }) => index), ...base]
    return [...new Set(ordered)].slice(0, MOST).map((index) => tree.areas[index]!.code)
  }
}

/** Names by each sound of their characters: a name that shares no sound with a word is not close to it. */
function soundIndex(tree: AreaTree): Map<string, Name[]> {
  const bySound = new Map<string, Name[]>()
  tree.areas.forEach((area, index) => {
    if (area.level === 'grid' || area.level === 'group') return
    for (const text of [area.name, ...(area.aliases ?? [])]) {
      const name = { index, bare: bareName(foldDigits(placeText(text))) }
      for (const sound of allSounds(name.bare)) {
        const names = bySound.get(sound)
        if (names) names.push(name)
        else bySound.set(sound, [name])
      }
    }
  })
  return bySound
}

function allSounds(text: string): Set<string> {
  return new Set([...text].flatMap((character) => [...soundsOf(character)]))
}

function nearNames(bySound: Map<string, Name[]>, wanted: string): { index: number; miss: number }[] {
  const related = new Set<Name>()
  for (const sound of allSounds(wanted)) for (const name of bySound.get(sound) ?? []) related.add(name)
  const best = new Map<number, number>()
  for (const name of related) {
    const miss = nameMiss(wanted, name.bare)
    if (miss !== null && miss < (best.get(name.index) ?? Infinity)) best.set(name.index, miss)
  }
  return [...best].map(([index, miss]) => ({ index, miss }))
}
