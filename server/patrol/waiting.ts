import { COLOURS, type Colour } from '../contract/colours.ts'
import { RHYTHM_KINDS, type RhythmKind } from '../contract/patrol.ts'
import type { PatrolRules } from '../contract/patrolRules.ts'
import { colourOn, type ColourSteps } from './colour.ts'
import { CHECKPOINT, colouredAs, UNIT, type PatrolPlaces } from './places.ts'
import { lastVisit, type VisitsByPlace } from './visit.ts'

/** How long a place has waited, as columns by place. */
export interface Waiting {
  /** position in `COLOURS` on the day that is asked about */
  colour: Uint8Array
  /** the day of the last visit; −1 = never yet */
  lastOn: Int32Array
  /** days since then; of a place that was never visited, since the day before it began to count. 0 before that */
  daysSince: Int32Array
  /** days from one visit to the next by all rhythms of the place together, no less than 1; Infinity where nothing is owed in a rhythm */
  interval: Float64Array
  /** 1 = waits for more than two intervals (盲区) */
  blind: Uint8Array
}

export interface WaitingOptions {
  colours: ColourSteps
  rules: Pick<PatrolRules, 'rhythms' | 'workday'>
  /** the first day that counts */
  since: number
  asOf: number
}

/** intervals without a visit after which a place is blind */
const BLIND = 2
const GRAIN = 1e-9
/** a month counts as so many days in an interval */
const DAYS_IN = { day: 1, week: 7, month: 30 } as const

/**
 * Blind spots: days since the last valid visit > 2 × interval, where the colour stayed the same since. Where it changed, each day counts by the
 * interval of its own colour, so a place that has just turned red is not blind for having been visited as a quiet one is. Visits are told by
 * the day, so no interval is below one.
 */
export function waiting(places: PatrolPlaces, visits: VisitsByPlace, { colours, rules, since, asOf }: WaitingOptions): Waiting {
  const perDay = [ratesOf(RHYTHM_KINDS.filter((kind) => kind !== 'checkpoint'), rules), ratesOf(['checkpoint'], rules), unitRates(rules)]
  const rateOf = (place: number): Float64Array => perDay[places.kind[place] === UNIT ? 2 : places.kind[place] === CHECKPOINT ? 1 : 0]!
  const n = places.count
  const found: Waiting = { colour: new Uint8Array(n), lastOn: new Int32Array(n).fill(-1), daysSince: new Int32Array(n), interval: new Float64Array(n).fill(Infinity), blind: new Uint8Array(n) }
  for (let place = 0; place < n; place++) {
    const coloured = colouredAs(places, place)
    const last = lastVisit(visits, place)
    const waitsFrom = Math.max(since, places.from[place]!, last === null ? -Infinity : last + 1)
    found.colour[place] = colourOn(colours, coloured, asOf)
    found.lastOn[place] = last ?? -1
    found.daysSince[place] = Math.max(0, asOf - waitsFrom + 1)
    const rates = rateOf(place)
    const now = rates[found.colour[place]!]!
    if (asOf < places.from[place]! || asOf >= places.to[place]! || now === 0) continue
    found.interval[place] = 1 / now
    found.blind[place] = missedVisits(colours, coloured, { rates, from: waitsFrom, to: asOf }) > BLIND + GRAIN ? 1 : 0
  }
  return found
}

/** By position in `COLOURS`: visits a day of these kinds together, no more than one. */
function ratesOf(kinds: readonly RhythmKind[], { rhythms }: Pick<PatrolRules, 'rhythms'>): Float64Array {
  const often = (colour: Colour): number => kinds.reduce((sum, kind) => sum + (rhythms[kind][colour] === null ? 0 : rhythms[kind][colour].times / DAYS_IN[rhythms[kind][colour].per]), 0)
  return Float64Array.from(COLOURS.codes, (colour) => Math.min(1, often(colour)))
}

function unitRates({ workday }: Pick<PatrolRules, 'workday'>): Float64Array {
  const often = workday === null ? 0 : (workday.times * workday.roles.length) / DAYS_IN.month
  return new Float64Array(COLOURS.codes.length).fill(Math.min(1, often))
}

function missedVisits({ starts, day, colour }: ColourSteps, place: number, { rates, from, to }: { rates: Float64Array; from: number; to: number }): number {
  let sum = 0
  for (let at = starts[place]!; at < starts[place + 1]!; at++) {
    const first = at === starts[place] ? from : Math.max(from, day[at]!)
    const last = Math.min(to, at + 1 < starts[place + 1]! ? day[at + 1]! - 1 : to)
    if (last >= first) sum += rates[colour[at]!]! * (last - first + 1)
  }
  return sum
}

