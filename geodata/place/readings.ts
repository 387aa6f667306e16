import { pinyin, polyphonic } from 'pinyin-pro'

/** The characters of a name with every way to read them in pinyin, without tones, ü as v. */
export interface Readings {
  length: number
  /** number of characters that `query` uses up from `start` on; 0 when it does not match there */
  match(query: string, start: number): number
}

const HAN = /\p{Script=Han}/u

export function readingsOf(name: string): Readings {
  const characters = [...name]
  const usual = pinyin(name, { toneType: 'none', type: 'array', v: true })
  const all = polyphonic(name, { toneType: 'none', type: 'array' })
  const sounds = characters.map((character, at) => {
    if (!HAN.test(character)) return [character]
    const others = [all[at] ?? []].flat().map((sound) => sound.replace('ü', 'v'))
    return [...new Set([usual[at] ?? character, ...others])].filter((sound) => sound !== '')
  })
  return { length: characters.length, match: (query, start) => consume(characters, sounds, query, start, 0) }
}

/** Each character takes itself, or one letter or more of a reading; the query must be used up. */
function consume(characters: string[], sounds: string[][], query: string, at: number, from: number): number {
  if (from === query.length) return 0
  const character = characters[at]
  if (character === undefined) return 0
  const rests: number[] = query.startsWith(character, from) ? [from + character.length] : []
  for (const sound of sounds[at] ?? []) {
    let same = 0
    while (same < sound.length && from + same < query.length && matches(sound[same], query[from + same])) same++
    for (let used = same; used > 0; used--) rests.push(from + used)
  }
  for (const rest of rests) {
    if (rest === query.length) return 1
    const more = consume(characters, sounds, query, at + 1, rest)
    if (more > 0) return more + 1
  }
  return 0
}

/** ü is typed as v or as u. */
function matches(sound: string | undefined, typed: string | undefined): boolean {
  return sound === typed || (sound === 'v' && typed === 'u')
}
