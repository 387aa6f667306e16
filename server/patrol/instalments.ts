import { COLOURS } from '../contract/colours.ts'
import type { DayPart, RhythmKind } from '../contract/patrol.ts'
import type { PatrolRules, Rhythm } from '../contract/patrolRules.ts'
import type { ColourSteps } from './colour.ts'
import { periodOf, type Span } from './time.ts'

/** Visits of one kind that a place owes between two days. */
export interface Instalment extends Span {
  due: number
  /** the part of the day in which they are paid; null = either */
  part: DayPart | null
  minutes: number
  /** days from one visit to the next at this rhythm */
  interval: number
}

/** A stretch in which a place owes one rhythm. */
interface Run extends Span {
  rhythm: Rhythm | null
  part: DayPart | null
}

/** sums of fractions that come this close to a whole number are one */
const GRAIN = 1e-9

/**
 * What a place owes of one kind, by its colour. A rhythm counts in calendar periods; where it begins or ends within one (another colour, a place that
 * came into force), that stretch owes times × its days ÷ days of the period. Fractions are carried on: a visit is due once they have come to a whole one,
 * so the sum over any days is the rounded-down sum of what each day owes, and whole periods of one rhythm owe exactly its times.
 * @param place the place whose colour counts
 */
export function instalmentsOf(kind: RhythmKind, colours: ColourSteps, { place, span, rules }: { place: number; span: Span; rules: Pick<PatrolRules, 'rhythms'> }): Instalment[] {
  const all: Instalment[] = []
  let carried = 0
  for (const { rhythm, part, from, to } of runsOf(kind, colours, { place, span, rules })) {
    if (rhythm === null) continue
    for (let period = periodOf(rhythm.per, from); period.from <= to; period = periodOf(rhythm.per, period.to + 1)) {
      const first = Math.max(from, period.from)
      const last = Math.min(to, period.to)
      const days = last - first + 1
      const whole = period.to - period.from + 1
      carried += (rhythm.times * days) / whole
      const due = Math.min(days, Math.floor(carried + GRAIN))
      carried = Math.max(0, carried - due)
      if (due > 0) all.push({ from: first, to: last, due, part, minutes: rhythm.minutes, interval: whole / rhythm.times })
    }
  }
  return all
}

function runsOf(kind: RhythmKind, { starts, day, colour }: ColourSteps, { place, span, rules }: { place: number; span: Span; rules: Pick<PatrolRules, 'rhythms'> }): Run[] {
  const runs: Run[] = []
  for (let at = starts[place]!; at < starts[place + 1]!; at++) {
    const from = at === starts[place] ? span.from : Math.max(span.from, day[at]!)
    const to = Math.min(span.to, at + 1 < starts[place + 1]! ? day[at + 1]! - 1 : span.to)
    if (to < from) continue
    const code = COLOURS.codes[colour[at]!]!
    const run = { rhythm: rules.rhythms[kind][code], part: partOf(kind, rules.rhythms.night[code]), from, to }
    const last = runs.at(-1)
    if (last && sameRhythm(last, run)) last.to = to
    else runs.push(run)
  }
  return runs
}

/** Where no night visit is owed, one at night pays what is owed by day. */
function partOf(kind: RhythmKind, night: Rhythm | null): DayPart | null {
  if (kind === 'night') return 'night'
  return kind === 'daily' && night !== null ? 'day' : null
}

function sameRhythm(a: Run, b: Run): boolean {
  return a.part === b.part && a.rhythm?.times === b.rhythm?.times && a.rhythm?.per === b.rhythm?.per && a.rhythm?.minutes === b.rhythm?.minutes
}
