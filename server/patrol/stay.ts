import { dayAt, dayNumber } from '../contract/day.ts'
import type { DayPart, VisitKind, VisitSource } from '../contract/patrol.ts'
import type { VisitFault } from '../contract/patrolFaults.ts'
import type { PatrolRules } from '../contract/patrolRules.ts'
import type { Colour } from '../contract/colours.ts'
import { partOfStay } from './time.ts'
import type { Visit } from './visit.ts'

/** A time in one place, before it is a visit. Instants in ms since 1970. */
export interface Stay {
  id: string
  /** index of the place */
  place: number
  fromMs: number
  toMs: number
  /** when the last of what tells of it was received */
  knownMs: number
  source: VisitSource
}

/** A stay as a visit: of the day and part of the day in which most of it lies, in whole minutes. */
export function visitOfStay({ id, place, fromMs, toMs, knownMs, source }: Stay, kind: VisitKind, { night }: Pick<PatrolRules, 'night'>): Visit {
  const { day, part } = partOfStay(fromMs, toMs, night)
  return { id, place, day, part, kind, source, minutes: Math.floor((toMs - fromMs) / 60_000), role: null, knownOn: dayNumber(dayAt(knownMs)) }
}

/**
 * `short` where a timed visit pays nothing of what a place of that colour owes in a rhythm, because each rule that it is for asks for a longer stay.
 * A visit of another kind, or one to a place that owes nothing, has no fault.
 */
export function stayFaults({ kind, part, minutes }: Pick<Visit, 'kind' | 'part' | 'minutes'>, { colour, rules }: { colour: Colour; rules: Pick<PatrolRules, 'rhythms' | 'alsoOrdinary'> }): VisitFault[] {
  if (minutes === null) return []
  const asked = rhythmsFor(kind, part, rules).flatMap((of) => rules.rhythms[of][colour]?.minutes ?? [])
  return asked.length > 0 && asked.every((least) => minutes < least) ? ['short'] : []
}

function rhythmsFor(kind: VisitKind, part: DayPart, { alsoOrdinary }: Pick<PatrolRules, 'alsoOrdinary'>) {
  const ordinary = [part === 'night' ? 'night' : 'daily'] as const
  if (kind === 'checkpoint') return [kind] as const
  if (kind === 'joint') return alsoOrdinary.includes(kind) ? ([kind, ...ordinary] as const) : ([kind] as const)
  return kind === 'daily' || kind === 'night' || alsoOrdinary.includes(kind) ? ordinary : []
}
