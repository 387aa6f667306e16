import type { AreaCode, Day } from './area.ts'
import { cleanCode, gridParentCode } from './code.ts'
import { deeperArea } from './deeper.ts'
import { KEY_SEPARATOR, lexicon, type Alias, type Lexicon } from './lexicon.ts'
import { foldDigits, placeText } from './normalise.ts'
import { readPhrase, readTown, type Phrase } from './phrase.ts'
import { proposer } from './proposals.ts'
import type { AreaTree } from './tree.ts'
import { typingMiss } from './typing.ts'

export type { Alias }

/** The cells of a row that say where; blank, null and absent are the same. */
export interface PlaceWords {
  code?: string | null
  town?: string | null
  village?: string | null
  grid?: string | null
  /** free text such as an address: read after the cells, never stored */
  text?: string | null
  /** the town comes from an earlier row of the block, so a town in the village's own cell outweighs it */
  townCarried?: boolean
}

export type PlaceMatch =
  | { kind: 'found'; area: AreaCode; by: 'code' | 'name' | 'alias' }
  /** the words fit several areas, or contradict each other */
  | { kind: 'ambiguous'; candidates: AreaCode[] }
  /** proposals by typing distance, best first, never applied */
  | { kind: 'unknown'; candidates: AreaCode[] }
  /** no words at all */
  | { kind: 'absent' }

export interface Gazetteer {
  /** answers for the areas of `today`: an ended area's name or code finds its successor */
  find(words: PlaceWords): PlaceMatch
}

/** characters of one cell in a place key: the longest names have half of that */
const KEY_PART = 36
const CACHE_LIMIT = 100_000
const NOTHING = /^(?:无|空|不详|未知|不明|其他|其它|null|nan|none|n\|?a|\?+)$/u
/** said of the town itself in the village's cell */
const TOWN_ITSELF = /^(?:镇|乡|街道)?(?:本级|机关|直属?(?:单位|部门)?|政府)$/u

/** Finds places in what clerks write. `aliases` are the words that a person settled, as `placeKey` gives them. */
export function gazetteer(tree: AreaTree, options: { aliases: Alias[]; today: Day }): Gazetteer {
  const lex = lexicon(tree, options.aliases, options.today)
  const learnt = new Map(options.aliases.map(({ words, area }) => [words, area]))
  const cache = new Map<string, PlaceMatch>()
  const place: Ground = { tree, lex, learnt, propose: proposer(tree, lex.today) }
  return {
    find: (words) => {
      const key = `${words.code ?? ''}\n${words.town ?? ''}\n${words.village ?? ''}\n${words.grid ?? ''}\n${words.text ?? ''}\n${words.townCarried ? 1 : 0}`
      let match = cache.get(key)
      if (!match) {
        match = look(place, words)
        if (cache.size >= CACHE_LIMIT) cache.clear()
        cache.set(key, match)
      }
      return match
    },
  }
}

/** Normalised words, the key of the queue of unsettled places and of the aliases learnt from it. */
export function placeKey(words: PlaceWords): string {
  return keyOf(cellsOf(words), words)
}

/** The words as they are compared; '' for what says nothing. */
interface Cells {
  town: string
  village: string
  grid: string
  text: string
}

function cellsOf({ town, village, grid, text }: PlaceWords): Cells {
  return { town: cell(town), village: cell(village), grid: cell(grid), text: cell(text) }
}

function keyOf({ town, village, grid, text }: Cells, words: PlaceWords): string {
  const parts = village || grid ? [town, village, grid] : [town, text && cell(addressPlace(words.text ?? ''))]
  const kept = parts.filter((part) => part !== '').map((part) => part.slice(0, KEY_PART))
  const key = kept.join(KEY_SEPARATOR).replaceAll('|', ' ')
  return key === '' ? cleanCode(words.code ?? '') : key
}

/** What an address says of a place, without house number, telephone or what else could point at a household. */
function addressPlace(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\d{5,}/gu, '')
    .replace(/[\d十百]+(?:号|栋|幢|单元|室|户).*$/u, '')
}

function cell(text: string | null | undefined): string {
  const place = placeText(text ?? '')
  return NOTHING.test(place) ? '' : place
}

interface Ground {
  tree: AreaTree
  lex: Lexicon
  learnt: Map<string, AreaCode>
  propose: (word: string, base: number[]) => AreaCode[]
}

interface Read {
  town: Phrase | null
  village: Phrase | null
  text: Phrase | null
  grid: string
  /** areas that the town's cell names, and the cell when it names none */
  scope: number[] | null
  strangeTown: string | null
  carried: boolean
}

function look(place: Ground, words: PlaceWords): PlaceMatch {
  const { tree, learnt } = place
  const code = codeIndex(place, words.code)
  if (code >= 0) return { kind: 'found', area: tree.areas[code]!.code, by: 'code' }
  const cells = cellsOf(words)
  const silent = !cells.town && !cells.village && !cells.grid && !cells.text
  if (silent && cleanCode(words.code ?? '') === '') return { kind: 'absent' }
  const alias = learnt.size === 0 ? undefined : learnt.get(keyOf(cells, words))
  const settled = alias === undefined ? -1 : codeIndex(place, alias)
  if (settled >= 0) return { kind: 'found', area: tree.areas[settled]!.code, by: 'alias' }
  if (silent) return { kind: 'unknown', candidates: codeProposals(place, cleanCode(words.code ?? '')) }
  return decide(place, read(place, cells, words.townCarried === true), cells)
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

/** The town of an unknown village code, as a proposal. */
function codeProposals(place: Ground, code: string): AreaCode[] {
  const town = codeIndex(place, /^\d{12}$/.test(code) ? code.slice(0, 9) : '')
  return town < 0 ? [] : codes(place, [town])
}

function read({ lex }: Ground, cells: Cells, carried: boolean): Read {
  const phrase = (text: string, scope: number[] | null): Phrase | null =>
    text === '' ? null : readPhrase(lex, foldDigits(text), scope)
  const town = cells.town === '' ? null : (readTown(lex, foldDigits(cells.town)) ?? readPhrase(lex, foldDigits(cells.town), null))
  const uppers = town?.hits.filter((hit) => !lex.isVillage(hit.index)).map((hit) => hit.index) ?? []
  const scope = uppers.length > 0 ? uppers : (town?.within ?? null)
  const inside = (text: string): Phrase | null => {
    const first = phrase(text, scope)
    return scope && first && first.hits.length === 0 ? phrase(text, null) : first
  }
  return {
    town,
    village: TOWN_ITSELF.test(cells.village) ? null : inside(cells.village),
    text: inside(cells.text),
    grid: cells.grid,
    scope,
    strangeTown: town && town.hits.length === 0 ? cells.town : null,
    carried,
  }
}

function decide(place: Ground, told: Read, cells: Cells): PlaceMatch {
  const { lex } = place
  const gridCell = told.grid === '' || told.village || !/\p{Script=Han}{2}/u.test(told.grid)
    ? null
    : readPhrase(lex, foldDigits(told.grid), told.scope)
  const named = [told.village, gridCell?.hits.some((hit) => lex.isVillage(hit.index)) ? gridCell : null, told.text]
    .filter((phrase): phrase is Phrase => phrase !== null)
  if (named.length === 0) return townOnly(place, told, cells)
  let fallback: PlaceMatch | null = null
  for (const phrase of named) {
    const match = settle(place, told, phrase, cells)
    if (match.kind === 'found') {
      if (!fallback || agrees(place, fallback, match)) return match
    } else fallback ??= match
  }
  return fallback ?? { kind: 'unknown', candidates: [] }
}

/** May a later, vaguer source settle what an earlier one left open? */
function agrees({ tree, lex }: Ground, open: PlaceMatch, found: PlaceMatch & { kind: 'found' }): boolean {
  const index = tree.indexOf(found.area)
  if (!lex.isVillage(index)) return false
  if (open.kind !== 'ambiguous') return true
  return open.candidates.some((code) => lex.inside(index, [tree.indexOf(code)]) && lex.isVillage(tree.indexOf(code)))
}

/** Decides what one phrase says beside the town's cell. */
function settle(place: Ground, told: Read, phrase: Phrase, cells: Cells): PlaceMatch {
  const { lex } = place
  const fromCell = phrase === told.village
  const now = today(lex, phrase.hits.map((hit) => hit.index))
  const villages = now.filter((index) => lex.isVillage(index))
  const agreeing = told.scope ? now.filter((index) => lex.inside(index, told.scope)) : now
  const strange = phrase.strangeTown ?? told.strangeTown
  if (villages.length === 0) return withoutVillage(place, told, phrase, now, fromCell, cells)
  const ownTown = phrase.within !== null
  if (told.scope && agreeing.length === 0 && !(told.carried && ownTown)) {
    return { kind: 'ambiguous', candidates: codes(place, [...villages, ...today(lex, told.scope)]) }
  }
  const choice = agreeing.length > 0 ? agreeing : villages
  const close = strange && !ownTown ? choice.filter((index) => nearTown(place, index, strange)) : choice
  if (close.length === 0) return { kind: 'unknown', candidates: codes(place, choice) }
  // a mistyped town may stand beside a name that is unique without it, but never decide between two
  if (choice.length > 1) return { kind: 'ambiguous', candidates: codes(place, [...close, ...choice]) }
  return found(place, choice[0] as number, told, phrase)
}

/** The words name a town or wider, or nothing at all. */
function withoutVillage(
  place: Ground,
  told: Read,
  phrase: Phrase,
  now: number[],
  fromCell: boolean,
  cells: Cells,
): PlaceMatch {
  const { lex } = place
  const town = told.scope ? today(lex, told.scope) : []
  const base = now.length > 0 ? now : town
  const strange = phrase.strangeVillage ?? (fromCell && phrase.tail !== '' ? phrase.tail : null)
  if (strange) return { kind: 'unknown', candidates: place.propose(strange, base) }
  if (now.length === 0) return townOnly(place, told, cells)
  // 县医院: the county alone is no place to a text, and a point may know better
  if (phrase === told.text && told.scope === null && now.every((index) => place.tree.parent[index] === -1)) {
    return { kind: 'unknown', candidates: [] }
  }
  const narrower = now.filter((index) => told.scope === null || lex.inside(index, told.scope))
  if (narrower.length === 1) return found(place, narrower[0] as number, told, phrase)
  const wider = told.scope !== null && town.length === 1 && now.some((index) => lex.inside(town[0] as number, [index]))
  if (wider) return found(place, town[0] as number, told, phrase)
  return { kind: 'ambiguous', candidates: codes(place, [...now, ...town]) }
}

function townOnly(place: Ground, told: Read, cells: Cells): PlaceMatch {
  const { lex } = place
  if (!told.town) return { kind: 'unknown', candidates: place.propose(cells.text || cells.grid, []) }
  const now = today(lex, told.town.hits.map((hit) => hit.index))
  if (now.length === 0) return { kind: 'unknown', candidates: place.propose(cells.town, []) }
  if (now.length > 1) return { kind: 'ambiguous', candidates: codes(place, now) }
  return found(place, now[0] as number, told, told.town)
}

function found(place: Ground, index: number, told: Read, phrase: Phrase): PlaceMatch {
  const area = deeperArea(place.tree, index, told.grid, phrase.tail, place.lex.today)
  const alias = phrase.hits[0]?.strength === 1 || phrase.hits[0]?.strength === 2
  return { kind: 'found', area: place.tree.areas[area]!.code, by: alias ? 'alias' : 'name' }
}

function nearTown({ tree }: Ground, index: number, word: string): boolean {
  const town = tree.ancestorAt(index, 'town')
  const miss = town < 0 ? null : typingMiss(word, tree.areas[town]!.name)
  return miss !== null && miss <= 1
}

function today(lex: Lexicon, indices: number[]): number[] {
  return [...new Set(indices.map((index) => lex.today(index)))]
}

function codes({ tree }: Ground, indices: number[]): AreaCode[] {
  return [...new Set(indices)].map((index) => tree.areas[index]!.code)
}
