import { COLOURS, type Colour, type TierColour } from '../contract/colours.ts'
import type { Confidence } from '../contract/hotTerms.ts'
import type { PatrolRules } from '../contract/patrolRules.ts'

/**
 * Days [from, to) on which a case of a colour was open in a place. `from`: the day on which the colour was set, not that of the matter itself, so that nothing
 * becomes owed for days that are over; `to`: the day on which it was closed or got another colour, null while it has it.
 */
export interface CaseSpell {
  /** index of the place */
  place: number
  colour: TierColour
  from: number
  to: number | null
}

/** Days [from, to) on which a place was a hot-spot, and how sure that was. */
export interface HotSpell {
  place: number
  confidence: Confidence
  from: number
  to: number | null
}

/** The colours of places through time: place p has colour `colour[k]` from `day[k]` on, k in [starts[p], starts[p + 1]), by day. */
export interface ColourSteps {
  starts: Int32Array
  /** days since 1970-01-01; the first of each place is that of the record */
  day: Int32Array
  /** position in `COLOURS`: 0 is the gravest */
  colour: Uint8Array
}

export interface ColourOptions {
  places: number
  /** the first day that is asked about */
  from: number
  /** what was known by the end of this day: a later spell is unknown, one that ended later still runs. What runs is taken to go on */
  asOf: number
  rules: Pick<PatrolRules, 'decayDays' | 'hotColours'>
}

const NONE = COLOURS.index('none')

/**
 * The colour of each place on each day: the gravest of its open cases and its hot-spot level. After the last case of a colour was closed the place
 * keeps the colour for `decayDays` more: closed on the 10th with 14 days, it is red through the 23rd and not on the 24th. Hot-spots do not linger.
 */
export function colourSteps(cases: readonly CaseSpell[], hot: readonly HotSpell[], { places, from, asOf, rules }: ColourOptions): ColourSteps {
  const turns: Turn[][] = Array.from({ length: places }, () => [])
  const add = (spell: { place: number; from: number; to: number | null }, colour: Colour, decay: number): void => {
    const end = spell.to === null || spell.to > asOf ? Infinity : spell.to + decay
    if (spell.from > asOf || end <= Math.max(from, spell.from)) return
    const at = COLOURS.index(colour)
    turns[spell.place]!.push({ day: Math.max(from, spell.from), colour: at, by: 1 }, { day: end, colour: at, by: -1 })
  }
  for (const spell of cases) add(spell, spell.colour, rules.decayDays[spell.colour])
  for (const spell of hot) add(spell, rules.hotColours[spell.confidence], 0)
  return joined(turns.map((list) => sweep(list, from)))
}

/** One spell of a colour begins (1) or ends (−1). */
interface Turn {
  day: number
  colour: number
  by: 1 | -1
}

function sweep(turns: Turn[], from: number): [day: number, colour: number][] {
  turns.sort((a, b) => a.day - b.day)
  const open = new Int32Array(NONE + 1)
  const steps: [number, number][] = [[from, NONE]]
  for (let at = 0; at < turns.length; ) {
    const { day } = turns[at]!
    if (day === Infinity) break
    for (; at < turns.length && turns[at]!.day === day; at++) open[turns[at]!.colour]! += turns[at]!.by
    const gravest = open.findIndex((count) => count > 0)
    const colour = gravest < 0 ? NONE : gravest
    const last = steps.at(-1)!
    if (last[0] === day) last[1] = colour
    else if (last[1] !== colour) steps.push([day, colour])
  }
  return steps
}

function joined(byPlace: [day: number, colour: number][][]): ColourSteps {
  const starts = new Int32Array(byPlace.length + 1)
  byPlace.forEach((steps, place) => (starts[place + 1] = starts[place]! + steps.length))
  const all = byPlace.flat()
  return { starts, day: Int32Array.from(all, ([day]) => day), colour: Uint8Array.from(all, ([, colour]) => colour) }
}

/** Position in `COLOURS` of the colour of a place on a day; that of the first day for earlier ones. */
export function colourOn({ starts, day, colour }: ColourSteps, place: number, on: number): number {
  let at = starts[place + 1]! - 1
  while (at > starts[place]! && day[at]! > on) at--
  return colour[at]!
}

/** The gravest colour of a place between two days, both included. */
export function gravestIn({ starts, day, colour }: ColourSteps, place: number, from: number, to: number): number {
  let gravest = NONE
  for (let at = starts[place]!; at < starts[place + 1]!; at++) {
    const ends = at + 1 < starts[place + 1]! ? day[at + 1]! : Infinity
    if ((day[at]! <= to || at === starts[place]!) && ends > from) gravest = Math.min(gravest, colour[at]!)
  }
  return gravest
}
