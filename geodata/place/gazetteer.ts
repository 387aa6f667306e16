import type { AreaCode, Day } from './area.ts'
import { cleanCode, gridParentCode } from './code.ts'
import { codesOf, decide, read, townOf, type Decision, type Ground } from './decide.ts'
import { lexicon, type Alias } from './lexicon.ts'
import { proposer } from './proposals.ts'
import type { AreaTree } from './tree.ts'
import { cellsOf, keyOf, type PlaceWords } from './words.ts'

export type { Alias, PlaceWords }

/** A place, or what stands in the way of one; `town` is the town that the words tell all the same. */
export type PlaceMatch =
  | Extract<Decision, { kind: 'found' | 'absent' }>
  | (Extract<Decision, { kind: 'ambiguous' | 'unknown' }> & { town: AreaCode | null })

export { placeKey } from './words.ts'

export interface Gazetteer {
  /** answers for the areas of `today`: an ended area's name or code finds its successor */
  find(words: PlaceWords): PlaceMatch
}

const CACHE_LIMIT = 100_000

/** Finds places in what clerks write. `aliases` are the words that a person settled, as `placeKey` gives them. */
export function gazetteer(tree: AreaTree, options: { aliases: Alias[]; today: Day }): Gazetteer {
  const lex = lexicon(tree, options.aliases, options.today)
  const learnt = new Map(options.aliases.map(({ words, area }) => [words, area]))
  const cache = new Map<string, PlaceMatch>()
  const place: Ground = { tree, lex, propose: proposer(tree, lex.today) }
  return {
    find: (words) => {
      const { code = '', town = '', village = '', grid = '', text = '', townCarried = false } = words
      const key = `${code}\n${town}\n${village}\n${grid}\n${text}\n${townCarried}`
      let match = cache.get(key)
      if (!match) {
        match = look(place, learnt, words)
        if (cache.size >= CACHE_LIMIT) cache.clear()
        cache.set(key, match)
      }
      return match
    },
  }
}

function look(place: Ground, learnt: Map<string, AreaCode>, words: PlaceWords): PlaceMatch {
  const { tree } = place
  const code = codeIndex(place, words.code)
  if (code >= 0) return { kind: 'found', area: tree.areas[code]!.code, by: 'code' }
  const cells = cellsOf(words)
  const silent = !cells.town && !cells.village && !cells.grid && !cells.text
  if (silent && cleanCode(words.code ?? '') === '') return { kind: 'absent' }
  const alias = learnt.size === 0 ? undefined : learnt.get(keyOf(cells, words))
  const settled = alias === undefined ? -1 : codeIndex(place, alias)
  if (settled >= 0) return { kind: 'found', area: tree.areas[settled]!.code, by: 'alias' }
  if (silent) return unknownCode(place, cleanCode(words.code ?? ''))
  const told = read(place, cells, words.townCarried === true)
  const decision = decide(place, told, cells)
  if (decision.kind === 'found' || decision.kind === 'absent') return decision
  return { ...decision, town: tree.areas[townOf(place, told, decision)]?.code ?? null }
}

/** Index of today's area of a code as it stands in a cell; -1 when there is none. */
function codeIndex({ tree, lex }: Ground, code: string | null | undefined): number {
  if (!code) return -1
  const clean = cleanCode(code)
  // a village of the 17 digits of statistics, or of a grid cell that the pack does not hold
  const written = [code, clean, /^(?:\d{6}|\d{9})$/.test(clean) ? clean.padEnd(12, '0') : '', gridParentCode(clean) ?? '']
  for (const form of written) {
    const index = tree.indexOf(form)
    if (index >= 0) return lex.today(index)
  }
  return lex.numberedCode(clean)
}

/** An unknown village code still tells its town. */
function unknownCode(place: Ground, code: string): PlaceMatch {
  const index = codeIndex(place, /^\d{12}$/.test(code) ? code.slice(0, 9) : '')
  const town = place.tree.areas[place.tree.ancestorAt(index, 'town')]?.code ?? null
  return { kind: 'unknown', candidates: index < 0 ? [] : codesOf(place, [index]), town }
}
