import { polyphonic } from 'pinyin-pro'

/** The characters of a name with every way to read them in pinyin, without tones, ü as v. */
export interface Readings {
  length: number
  /** number of characters that `query` uses up from `start` on; 0 when it does not match there */
  match(query: string, start: number): number
}

const HAN = /\p{Script=Han}/u
const known = new Map<string, readonly string[]>()

/**
 * Every reading of a character, ü as v; the character itself when it is no Chinese one. Names of places keep readings
 * that dictionaries of words do not expect (堡 as bu or pu), so none is left out.
 */
export function soundsOf(character: string): readonly string[] {
  let sounds = known.get(character)
  if (!sounds) {
    const readings: unknown[] = HAN.test(character) ? polyphonic(character, { toneType: 'none', type: 'array' }) : []
    const found = (readings.flat() as string[]).map((sound) => sound.replace('ü', 'v')).filter((sound) => sound !== '')
    sounds = found.length > 0 ? [...new Set(found)] : [character]
    known.set(character, sounds)
  }
  return sounds
}

export function readingsOf(name: string): Readings {
  const characters = [...name]
  const sounds = characters.map(soundsOf)
  // most places do not even begin to match: told by one letter, without a closer look
  const begins = characters.map((character, at) => `${character}${(sounds[at] ?? []).map((sound) => sound[0]).join('')}`)
  return {
    length: characters.length,
    match: (query, start) =>
      begins[start]?.includes(query[0] ?? '') ? consume(characters, sounds, query, start, 0) : 0,
  }
}

/** Each character takes itself, or one letter or more of a reading; the query must be used up. */
function consume(
  characters: string[],
  sounds: (readonly string[])[],
  query: string,
  at: number,
  from: number,
): number {
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
