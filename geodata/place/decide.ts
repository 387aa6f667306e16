import type { AreaCode } from './area.ts'
import { deeperArea } from './deeper.ts'
import type { Lexicon } from './lexicon.ts'
import { foldDigits } from './normalise.ts'
import { readPhrase, readTown, type Phrase } from './phrase.ts'
import type { AreaTree } from './tree.ts'
import { typingMiss } from './typing.ts'
import type { Cells } from './words.ts'

/** What the words decide. */
export type Decision =
  | { kind: 'found'; area: AreaCode; by: 'code' | 'name' | 'alias' }
  /** the words fit several areas, or contradict each other */
  | { kind: 'ambiguous'; candidates: AreaCode[] }
  /** proposals by typing distance, best first, never applied */
  | { kind: 'unknown'; candidates: AreaCode[] }
  /** no words at all */
  | { kind: 'absent' }

export interface Ground {
  tree: AreaTree
  lex: Lexicon
  propose: (word: string, base: number[]) => AreaCode[]
}

/** said of the town itself in the village's cell */
const TOWN_ITSELF = /^(?:镇|乡|街道)?(?:本级|机关|直属?(?:单位|部门)?|政府)$/u

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

export function read({ lex }: Ground, cells: Cells, carried: boolean): Read {
  const phrase = (text: string, scope: number[] | null): Phrase | null =>
    text === '' ? null : readPhrase(lex, foldDigits(text), scope)
  const townCell = foldDigits(cells.town)
  const town = readTown(lex, townCell) ?? phrase(townCell, null)
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

export function decide(place: Ground, told: Read, cells: Cells): Decision {
  const { lex } = place
  const gridCell = told.grid === '' || told.village || !/\p{Script=Han}{2}/u.test(told.grid)
    ? null
    : readPhrase(lex, foldDigits(told.grid), told.scope)
  const named = [told.village, gridCell?.hits.some((hit) => lex.isVillage(hit.index)) ? gridCell : null, told.text]
    .filter((phrase): phrase is Phrase => phrase !== null)
  if (named.length === 0) return townOnly(place, told, cells)
  let fallback: Decision | null = null
  for (const phrase of named) {
    const match = settle(place, told, phrase, cells)
    if (match.kind === 'found') {
      if (!fallback || agrees(place, fallback, match)) return match
    } else fallback ??= match
  }
  return fallback ?? { kind: 'unknown', candidates: [] }
}

/** May a later, vaguer source settle what an earlier one left open? */
function agrees({ tree, lex }: Ground, open: Decision, later: Decision & { kind: 'found' }): boolean {
  const index = tree.indexOf(later.area)
  if (!lex.isVillage(index)) return false
  const candidates = open.kind === 'found' || open.kind === 'absent' ? [] : open.candidates.map((code) => tree.indexOf(code))
  const villages = candidates.filter((candidate) => lex.isVillage(candidate))
  if (open.kind === 'unknown' && villages.length === 0) return true
  return lex.inside(index, villages)
}

/** Decides what one phrase says beside the town's cell. */
function settle(place: Ground, told: Read, phrase: Phrase, cells: Cells): Decision {
  const { lex } = place
  const fromCell = phrase === told.village
  const now = today(lex, phrase.hits.map((hit) => hit.index))
  const villages = now.filter((index) => lex.isVillage(index))
  const agreeing = told.scope ? now.filter((index) => lex.inside(index, told.scope)) : now
  const strange = phrase.strangeTown ?? told.strangeTown
  if (villages.length === 0) return withoutVillage(place, told, phrase, now, fromCell, cells)
  const ownTown = phrase.within !== null
  if (told.scope && agreeing.length === 0 && !(told.carried && ownTown)) {
    return { kind: 'ambiguous', candidates: codesOf(place, [...villages, ...today(lex, told.scope)]) }
  }
  const choice = agreeing.length > 0 ? ownFirst(place, agreeing, told.scope ?? []) : villages
  const close = strange && !ownTown ? choice.filter((index) => nearTown(place, index, strange)) : choice
  if (close.length === 0) return { kind: 'unknown', candidates: codesOf(place, choice) }
  // a mistyped town may stand beside a name that is unique without it, but never decide between two
  if (choice.length > 1) return { kind: 'ambiguous', candidates: codesOf(place, [...close, ...choice]) }
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
): Decision {
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
  return { kind: 'ambiguous', candidates: codesOf(place, [...now, ...town]) }
}

function townOnly(place: Ground, told: Read, cells: Cells): Decision {
  const { lex } = place
  if (!told.town) {
    const word = told.text?.strangeTown ?? (cells.text || cells.grid)
    return { kind: 'unknown', candidates: place.propose(word, []) }
  }
  const now = today(lex, told.town.hits.map((hit) => hit.index))
  if (now.length === 0) return { kind: 'unknown', candidates: place.propose(cells.town, []) }
  if (now.length > 1) return { kind: 'ambiguous', candidates: codesOf(place, now) }
  return found(place, now[0] as number, told, told.town)
}

function found(place: Ground, index: number, told: Read, phrase: Phrase): Decision {
  const area = deeperArea(place.tree, index, { grid: told.grid, tail: phrase.tail }, place.lex.today)
  const alias = phrase.hits[0]?.strength === 1 || phrase.hits[0]?.strength === 2
  return { kind: 'found', area: place.tree.areas[area]!.code, by: alias ? 'alias' : 'name' }
}

function nearTown({ tree }: Ground, index: number, word: string): boolean {
  const town = tree.ancestorAt(index, 'town')
  const miss = town < 0 ? null : typingMiss(word, tree.areas[town]!.name)
  return miss !== null && miss <= 1
}

/** Of several towns in one cell, the one that holds the village itself goes before one whose successor does. */
function ownFirst({ tree }: Ground, villages: number[], towns: number[]): number[] {
  if (villages.length < 2 || towns.length < 2) return villages
  const own = villages.filter((index) => towns.some((town) => index >= town && index < (tree.end[town] as number)))
  return own.length > 0 ? own : villages
}

function today(lex: Lexicon, indices: number[]): number[] {
  return [...new Set(indices.map((index) => lex.today(index)))]
}

/** 柳河镇、青石乡 in one cell */
const ANOTHER_TOWN = /镇|乡|街道|区/u

/**
 * Index of the one town that the words name, or that every area they fit lies in; -1 where they leave it open. A village
 * that goes by their name in another town speaks against the town that they name; one that is only like it says nothing.
 */
export function townOf({ tree, lex }: Ground, { town, scope, village, text }: Read, decision: Decision): number {
  if (town && ANOTHER_TOWN.test(town.tail)) return -1
  const townsOf = (indices: number[]): number[] => today(lex, indices).map((index) => tree.ancestorAt(index, 'town'))
  const named = [scope, village?.within, text?.within].flatMap((indices) => townsOf(indices ?? []))
  const sure = named.filter((index) => index >= 0)
  const fitting = 'candidates' in decision ? townsOf(decision.candidates.map((code) => tree.indexOf(code))) : []
  // where a town is named, only villages of just that name are proposed from others
  const against = sure.length > 0 ? fitting.filter((index) => index >= 0) : []
  const towns = new Set([...sure, ...(decision.kind === 'ambiguous' ? fitting : against)])
  return towns.size === 1 ? ([...towns][0] as number) : -1
}

export function codesOf({ tree }: Ground, indices: number[]): AreaCode[] {
  return [...new Set(indices)].map((index) => tree.areas[index]!.code)
}
