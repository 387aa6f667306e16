import { STATES, type State } from '../contract/states.ts'
import type { CaseFacts } from '../store/caseColumns.ts'

/**
 * A known case after one more row about it: a case carried over from week to week, or told by a second ledger.
 * A row that is further on in the case's life brings what it says; a row at the same stage brings a new colour or a
 * stated due date; any row fills what was blank. What a person settled, the number, the day of occurrence and a
 * place once found stay. The rows of a file over the case that they made change nothing. A case that was merged into
 * another stays merged, or it would count beside that one again. Returns `known` itself when the row adds nothing.
 */
export function carryOver(known: CaseFacts, row: CaseFacts): CaseFacts {
  if (known.state === 'merged') return known
  const next: CaseFacts = { ...known }
  const order = reopens(known, row) ? 1 : progress(row) - progress(known)
  for (const name of FILLED) if (known[name] === null) assign(next, name, row[name])
  if (known.closed_on === null && isOver(known) && isOver(row)) next.closed_on = row.closed_on
  if (order >= 0 && row.colour !== 'none') next.colour = row.colour
  if (order > 0) {
    for (const name of FURTHER) if (row[name] !== null) assign(next, name, row[name])
    next.closed_on = isOver(row) ? (row.closed_on ?? (isOver(known) ? known.closed_on : null)) : null
  }
  takeDue(next, known, row, order)
  if (row.judicially_confirmed) next.judicially_confirmed = true
  if (row.followed_up) next.followed_up = true
  if (row.sensitive) next.sensitive = true
  takePlace(next, known, row)
  return same(next, known) ? known : next
}

/**
 * A case that people work on in Fengtu, after a ledger's row about it: what was blank is filled; state, colour, terms
 * and agreement are theirs, and so is that it is no sensitive one (`lifted`). Returns `known` itself when the row adds nothing.
 */
export function fillBlanks(known: CaseFacts, row: CaseFacts, { lifted }: { lifted: boolean }): CaseFacts {
  if (known.state === 'merged') return known
  const next: CaseFacts = { ...known }
  for (const name of FILLED) if (name !== 'agreement' && known[name] === null) assign(next, name, row[name])
  if (row.sensitive && !lifted) next.sensitive = true
  takePlace(next, known, row)
  return same(next, known) ? known : next
}

const FILLED = ['category_term', 'people', 'amount_fen', 'unit', 'summary', 'agreement'] as const
const FURTHER = ['state', 'people', 'amount_fen', 'unit', 'agreement'] as const

const POINT = ['lng', 'lat', 'original_x', 'original_y', 'crs'] as const

type Name = keyof CaseFacts

function assign<K extends Name>(facts: CaseFacts, name: K, value: CaseFacts[K]): void {
  facts[name] = value
}

/** How far a case is: its phase, then its state. */
function progress({ state }: CaseFacts): number {
  return PHASE_ORDER[STATES.row(state as State).phase] + STATES.index(state)
}

const PHASE_ORDER = { open: 0, handling: 100, transferred: 200, ended: 200, resolved: 300 } as const

function reopens(known: CaseFacts, row: CaseFacts): boolean {
  return row.state === 'reopened' && isOver(known)
}

function isOver({ state }: CaseFacts): boolean {
  const { phase } = STATES.row(state as State)
  return phase !== 'open' && phase !== 'handling'
}

/** A due date that the ledger states outweighs the county's preset. */
function takeDue(next: CaseFacts, known: CaseFacts, row: CaseFacts, order: number): void {
  if (row.due_on === null || row.due_preset) return
  if (known.due_on === null || known.due_preset || order >= 0) {
    next.due_on = row.due_on
    next.due_preset = false
  }
}

function takePlace(next: CaseFacts, known: CaseFacts, row: CaseFacts): void {
  if (known.area === null && row.area !== null) {
    next.area = row.area
    next.located_by = row.located_by
    next.town = null
    next.candidates = null
  }
  if (next.sensitive) for (const name of POINT) next[name] = null
  else if (known.lng === null && row.lng !== null) for (const name of POINT) assign(next, name, row[name])
  if (next.area === null && known.place_words === null && row.place_words !== null) {
    next.place_words = row.place_words
    next.candidates = row.candidates
    next.town = row.town
  }
}

function same(a: CaseFacts, b: CaseFacts): boolean {
  return (Object.keys(a) as Name[]).every((name) => a[name] === b[name])
}
