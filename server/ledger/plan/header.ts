import { FIELDS, type Field, type RefusedBecause } from '../../contract/imports.ts'
import type { RawRow } from '../types.ts'
import { squeeze } from '../values/text.ts'
import { FIELD_WORDS, GENERIC_WORDS } from './fields.ts'
import { refusedByHeader } from './refused.ts'

/** What a header's words mean: a field and how good the name is (0 = best), or why it is refused. */
export interface Meaning {
  field: Field | null
  rank: number
  refused: RefusedBecause | null
  known: boolean
}

const NOTHING: Meaning = { field: null, rank: 99, refused: null, known: false }
const words = new Map<string, { field: Field; rank: number }>()
for (const field of FIELDS.codes) {
  FIELD_WORDS[field].forEach((names, rank) => names.forEach((name) => words.set(key(name), { field, rank })))
}
const generic = new Set(GENERIC_WORDS.map(key))
/** Fields that keep no name, whatever their cells say. */
const NAMELESS: Field[] = ['unit', 'people']
/** A header is short: longer cells are titles, notes or content. */
const LONGEST = 24

function key(text: string): string {
  return squeeze(text)
    .toLowerCase()
    .replace(/[(（[【]([^)）\]】]*)[)）\]】]/g, (_, inner: string) => (/[一二]级|社区|村|街道/.test(inner) ? inner : ''))
    .replace(/[_*:：、,，.\-/·]/g, '')
    .replace(/^所属|^是否|^矛盾纠纷(?=.{2})/g, '')
}

/** Reads the levels of one header, the lowest first: 化解情况/化解时限 is the due date. */
export function meaningOf(levels: string[]): Meaning {
  const own = levels.at(-1) ?? ''
  const group = levels.length > 1 ? (levels[0] as string) : ''
  const found = lookUp(own) ?? (group === '' ? null : lookUp(group + own))
  const refused = refusedByHeader(squeeze(own))
  // 责任单位及责任人 is read as a unit, and the person in it left out
  if (found && refused === 'name' && NAMELESS.includes(found.field)) return { ...found, refused: null, known: true }
  if (refused) return { ...NOTHING, refused, known: true }
  if (found) return { ...found, refused: null, known: true }
  const byGroup = group === '' ? null : refusedByHeader(squeeze(group))
  if (byGroup) return { ...NOTHING, refused: byGroup, known: true }
  return { ...NOTHING, known: generic.has(key(own)) }
}

function lookUp(text: string): { field: Field; rank: number } | null {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > LONGEST) return null
  return words.get(key(trimmed)) ?? words.get(squeeze(trimmed).toLowerCase().replace(/^矛盾纠纷/, '')) ?? null
}

/** How many cells of a row are names of columns, and how many different fields they name. */
export function headerScore(cells: string[]): { known: number; fields: number; filled: number } {
  const fields = new Set<Field>()
  let known = 0
  let filled = 0
  for (const cell of cells) {
    const text = cell.trim()
    if (text === '') continue
    filled++
    if (text.length > LONGEST) continue
    const meaning = meaningOf([text])
    if (meaning.known) known++
    if (meaning.field) fields.add(meaning.field)
  }
  return { known, fields: fields.size, filled }
}

export function isHeader(cells: string[]): boolean {
  const { known, fields, filled } = headerScore(cells)
  return known >= 2 && (fields >= 2 || (fields >= 1 && known >= 3)) && known >= filled * 0.4
}

export interface Header {
  /** index of the first and the last header row in the rows given */
  first: number
  last: number
  /** levels of each column, without repetition */
  levels: string[][]
}

/** Finds the header in the first rows, with the level above or below it where there is one. */
export function findHeader(rows: RawRow[], from = 0, within = 60): Header | null {
  for (let at = from; at < Math.min(rows.length, from + within); at++) {
    if (isHeader((rows[at] as RawRow).cells)) return headerAt(rows, at, from)
  }
  return null
}

/** The header whose known row is `at`. */
export function headerAt(rows: RawRow[], at: number, from: number): Header {
  const top = (rows[at] as RawRow).cells
  const below = rows[at + 1]?.cells
  if (below && isSubHeader(top, below)) return { first: at, last: at + 1, levels: join(top, below) }
  const above = at > from ? rows[at - 1]?.cells : undefined
  if (above && isGroupRow(above)) return { first: at - 1, last: at, levels: join(above, top) }
  return { first: at, last: at, levels: top.map((cell) => (cell.trim() === '' ? [] : [flat(cell)])) }
}

/** The lower level of a header: names below group cells, and blank (or the same again) below the others. */
function isSubHeader(top: string[], below: string[]): boolean {
  let names = 0
  for (let column = 0; column < below.length; column++) {
    const text = (below[column] ?? '').trim()
    const upper = (top[column] ?? '').trim()
    if (text === '' || text === upper) continue
    if (text.length > LONGEST || /^[\d.\-/:年月日\s]+$/.test(text)) return false
    const field = upper === '' ? null : meaningOf([upper]).field
    // below the name of a date or a place stands content, unless that name was a group
    if (field && !meaningOf([text]).known) return false
    if (meaningOf([text]).known) names++
  }
  return names >= 2 || (names === 1 && below.every((cell, at) => cell.trim() === '' || cell === top[at] || meaningOf([cell]).known))
}

/** Names of groups above the header: two or more short cells without figures. */
function isGroupRow(cells: string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  return filled.length >= 2 && filled.every((cell) => cell.length <= 12 && !/[\d:：]/.test(cell))
}

function join(top: string[], below: string[]): string[][] {
  const width = Math.max(top.length, below.length)
  let group = ''
  return Array.from({ length: width }, (_, column) => {
    const upper = flat(top[column] ?? '')
    const lower = flat(below[column] ?? '')
    if (upper !== '') group = upper
    if (lower === '') return upper === '' ? [] : [upper]
    return group === '' || group === lower ? [lower] : [group, lower]
  })
}

function flat(cell: string): string {
  return cell.split(/[\r\n]+/).map((line) => line.trim()).join('')
}
