import { CATEGORIES } from '../contract/categories.ts'
import { CHANNELS } from '../contract/channels.ts'
import { COLOURS } from '../contract/colours.ts'
import type { Filter } from '../contract/filter.ts'
import { PHASES, STATES } from '../contract/states.ts'

/**
 * Category, colour, phase and channel of a case in one 16-bit number, its facet. A filter over all four becomes
 * one table of 65,536 bytes and one look-up a row; a removed row carries `GONE`, which no table lets through.
 */
export const DIMENSIONS = { category: CATEGORIES, colour: COLOURS, phase: PHASES, channel: CHANNELS } as const
export type Dimension = keyof typeof DIMENSIONS

const NAMES = Object.keys(DIMENSIONS) as Dimension[]
const SIZES = NAMES.map((name) => DIMENSIONS[name].codes.length)
const FACETS = SIZES.reduce((product, size) => product * size, 1)
export const GONE = 0xffff
if (FACETS > GONE) throw new RangeError('the vocabularies have outgrown 16 bits')

/** Position of a state's phase in `PHASES`, by position of the state in `STATES`. */
const PHASE_OF_STATE = Uint8Array.from(STATES.rows, (row) => PHASES.index(row.phase))

/** Arguments are positions in the vocabularies; a position outside them is a bug of the caller and throws. */
export function facetOf(category: number, colour: number, state: number, channel: number): number {
  const phase = PHASE_OF_STATE[state]
  const inside =
    phase !== undefined &&
    isPosition(category, CATEGORIES.codes.length) &&
    isPosition(colour, COLOURS.codes.length) &&
    isPosition(channel, CHANNELS.codes.length)
  if (!inside) throw new RangeError(`not in the vocabularies: ${category}, ${colour}, ${state}, ${channel}`)
  return ((category * COLOURS.codes.length + colour) * PHASES.codes.length + phase) * CHANNELS.codes.length + channel
}

function isPosition(value: number, size: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < size
}

/** For every facet the position of its term in one vocabulary; 255 for what is no facet. */
export const TERM_OF_FACET: Record<Dimension, Uint8Array> = Object.fromEntries(
  NAMES.map((name, at) => [name, termTable(at)]),
) as Record<Dimension, Uint8Array>

function termTable(at: number): Uint8Array {
  const size = SIZES[at] as number
  const stride = SIZES.slice(at + 1).reduce((product, next) => product * next, 1)
  const table = new Uint8Array(GONE + 1).fill(255)
  for (let facet = 0; facet < FACETS; facet++) table[facet] = Math.floor(facet / stride) % size
  return table
}

/** 1 for the facets that the filter lets through; an absent or empty list lets everything through. */
export function passTable(filter: Pick<Filter, Dimension>): Uint8Array {
  const table = new Uint8Array(GONE + 1).fill(1, 0, FACETS)
  for (const name of NAMES) {
    const codes = filter[name] as readonly string[] | undefined
    if (!codes || codes.length === 0) continue
    const wanted = new Uint8Array(256)
    for (const code of codes) wanted[DIMENSIONS[name].index(code)] = 1
    const terms = TERM_OF_FACET[name]
    for (let facet = 0; facet < FACETS; facet++) table[facet]! &= wanted[terms[facet]!]!
  }
  return table
}
