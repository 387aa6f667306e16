import { bareName } from './forms.ts'
import { foldDigits, placeText } from './normalise.ts'
import { soundsOf } from './readings.ts'

/** Characters that sound alike are the usual slip of pinyin typing: 候 for 侯. */
const SOUND_ALIKE = 0.5

function replaceCost(a: string, b: string): number {
  if (a === b) return 0
  const other = soundsOf(b)
  return soundsOf(a).some((sound) => other.includes(sound)) ? SOUND_ALIKE : 1
}

/**
 * Damerau–Levenshtein distance over characters (optimal string alignment) in which characters of the same sound
 * differ by a half. Gives up with Infinity above `most`.
 */
export function typingDistance(a: string, b: string, most = Infinity): number {
  const [from, to] = [[...a], [...b]]
  if (Math.abs(from.length - to.length) > most) return Infinity
  let before: number[] = []
  let last = to.map((_, j) => j)
  last.push(to.length)
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    for (let j = 1; j <= to.length; j++) {
      const cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + replaceCost(from[i - 1]!, to[j - 1]!))
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      row.push(swapped ? Math.min(cost, before[j - 2]! + 1) : cost)
    }
    if (Math.min(...row) > most) return Infinity
    before = last
    last = row
  }
  return last[to.length]! > most ? Infinity : last[to.length]!
}

/** Bare form of a word for comparison: without 村委会, 镇, group and what follows. */
export function bareWord(word: string): string {
  const place = word.replace(/\|.*$/u, '').replace(/(?<=.{2})第?[\d十]+(?:村民)?(?:小?组|社|队|号).*$/u, '')
  return bareName(place)
}

/** How far a bare name is from a bare word; null when too far to be worth proposing. */
export function nameMiss(wanted: string, has: string): number | null {
  if (wanted.length < 2 && wanted !== has) return null
  const length = Math.max(wanted.length, has.length)
  const miss = typingDistance(wanted, has, Math.max(1, Math.floor(length / 2) - (wanted.length > 3 ? 1 : 0)))
  return miss === Infinity ? null : miss
}

/** The same for a word and a name as they are written. */
export function typingMiss(word: string, name: string): number | null {
  return nameMiss(bareWord(foldDigits(placeText(word))), bareName(foldDigits(placeText(name))))
}
