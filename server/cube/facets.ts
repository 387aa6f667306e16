import type { LedgerFilter } from '../contract/caseTable.ts'
import { CATEGORIES } from '../contract/categories.ts'
import { CHANNELS } from '../contract/channels.ts'
import { COLOURS } from '../contract/colours.ts'
import { PHASES, STATES } from '../contract/states.ts'

/** What cases are counted by. */
export const DIMENSIONS = { category: CATEGORIES, colour: COLOURS, phase: PHASES, channel: CHANNELS } as const
export type Dimension = keyof typeof DIMENSIONS

/**
 * Category, colour, state and channel of a case in one 16-bit number, its facet. A filter over all of them, and over
 * the phases of the states, becomes one table of 65,536 bytes and one look-up a row; a removed row carries `GONE`, which
 * no table lets through.
 */
const PARTS = { category: CATEGORIES, colour: COLOURS, state: STATES, channel: CHANNELS } as const
type Part = keyof typeof PARTS

const NAMES = Object.keys(PARTS) as Part[]
const SIZES = NAMES.map((name) => PARTS[name].codes.length)
/** Every facet is below this. */
export const FACETS = SIZES.reduce((product, size) => product * size, 1)
export const GONE = 0xffff
if (FACETS > GONE) throw new RangeError('the vocabularies have outgrown 16 bits')

/** Arguments are positions in the vocabularies; a position outside them is a bug of the caller and throws. */
export function facetOf(category: number, colour: number, state: number, channel: number): number {
  const inside =
    isPosition(category, CATEGORIES.codes.length) &&
    isPosition(colour, COLOURS.codes.length) &&
    isPosition(state, STATES.codes.length) &&
    isPosition(channel, CHANNELS.codes.length)
  if (!inside) throw new RangeError(`not in the vocabularies: ${category}, ${colour}, ${state}, ${channel}`)
  return ((category * COLOURS.codes.length + colour) * STATES.codes.length + state) * CHANNELS.codes.length + channel
}

function isPosition(value: number, size: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < size
}

const PART_OF_FACET = Object.fromEntries(NAMES.map((name, at) => [name, partTable(at)])) as Record<Part, Uint8Array>

function partTable(at: number): Uint8Array {
  const size = SIZES[at] as number
  const stride = SIZES.slice(at + 1).reduce((product, next) => product * next, 1)
  const table = new Uint8Array(GONE + 1).fill(255)
  for (let facet = 0; facet < FACETS; facet++) table[facet] = Math.floor(facet / stride) % size
  return table
}

/** For every state the position of its phase. */
const PHASE_OF_STATE = STATES.rows.map((row) => PHASES.index(row.phase))

/** For every facet the position of its term in one vocabulary; 255 for what is no facet. */
export const TERM_OF_FACET: Record<Dimension | 'state', Uint8Array> = {
  ...PART_OF_FACET,
  phase: PART_OF_FACET.state.map((state) => PHASE_OF_STATE[state] ?? 255),
}
/** The vocabularies of all that facets hold. */
export const TERMS = { ...DIMENSIONS, state: STATES }

const RESOLVED = PHASES.index('resolved')
const PENDING = new Set([PHASES.index('open'), PHASES.index('handling')])
/** 1 for the facets whose phase is open or handling, and for those whose phase is resolved. */
export const IS_PENDING = TERM_OF_FACET.phase.map((phase) => (PENDING.has(phase) ? 1 : 0))
export const IS_RESOLVED = TERM_OF_FACET.phase.map((phase) => (phase === RESOLVED ? 1 : 0))

/** What of a filter the facets answer. */
export type FacetFilter = Pick<LedgerFilter, Dimension | 'state'>

/** 1 for the facets that the filter lets through; an absent or empty list lets everything through. */
export function passTable(filter: FacetFilter): Uint8Array {
  const table = new Uint8Array(GONE + 1).fill(1, 0, FACETS)
  for (const name of Object.keys(TERMS) as (keyof typeof TERMS)[]) {
    const codes = filter[name] as readonly string[] | undefined
    if (!codes || codes.length === 0) continue
    const wanted = new Uint8Array(256)
    for (const code of codes) wanted[TERMS[name].index(code)] = 1
    const terms = TERM_OF_FACET[name]
    for (let facet = 0; facet < FACETS; facet++) table[facet]! &= wanted[terms[facet]!]!
  }
  return table
}
