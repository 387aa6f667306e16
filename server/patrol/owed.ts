import { VISIT_KINDS, type VisitKind } from '../contract/patrol.ts'
import type { Debts } from './debts.ts'
import type { Paid } from './pay.ts'
import type { PatrolPlaces } from './places.ts'
import type { Span } from './time.ts'

/** Visits by place, as a map and a list read them: 本周应巡 3 次，已巡 1 次，差 2 次. */
export interface Owed {
  /** fall due in the period */
  due: Int32Array
  /** of these, paid; never more than `due` */
  met: Int32Array
  /** of these, not paid: `due` − `met` */
  owed: Int32Array
  /** of the owed: an even pace had come to them by the end of the day before `asOf` */
  overdue: Int32Array
  /** of the owed: their days are over, no visit pays them any more */
  missed: Int32Array
  /** of the owed: an even pace comes to them by the end of `asOf`, and a visit then still pays them (今天应巡未巡) */
  today: Int32Array
  /** fell due before the period, are not paid, and still can be */
  arrears: Int32Array
}

export interface OwedByKind {
  all: Owed
  byKind: Record<VisitKind, Owed>
}

/**
 * What each place owes in a period as of the end of a day: any days will do, and what is due and met adds up over periods that follow one
 * another. The caller gives a calendar period (`periodOf`), whose rest lies ahead: what falls due then is owed but not overdue. Which places
 * a team should see today is `today` + `arrears`, in any period that holds the day.
 * @param asOf the day by whose end visits were known to `paid`; days since 1970-01-01
 */
export function owedIn(debts: Debts, { paidOn }: Pick<Paid, 'paidOn'>, places: Pick<PatrolPlaces, 'count'>, { period, asOf }: { period: Span; asOf: number }): OwedByKind {
  const all = nothing(places.count)
  const byKind = Object.fromEntries(VISIT_KINDS.codes.map((kind) => [kind, nothing(places.count)])) as Record<VisitKind, Owed>
  for (let debt = 0; debt < debts.count; debt++) {
    const dueOn = debts.dueOn[debt]!
    if (dueOn > period.to) continue
    const isOver = debts.to[debt]! < asOf
    const isPaid = paidOn[debt]! >= 0
    if (dueOn < period.from && (isPaid || isOver)) continue
    for (const sums of [all, byKind[VISIT_KINDS.codes[debts.kind[debt]!]!]]) {
      add(sums, debts.place[debt]!, { before: dueOn < period.from, isPaid, isOver, dueOn, asOf })
    }
  }
  return { all, byKind }
}

function add(sums: Owed, place: number, { before, isPaid, isOver, dueOn, asOf }: { before: boolean; isPaid: boolean; isOver: boolean; dueOn: number; asOf: number }): void {
  if (before) {
    sums.arrears[place]!++
    return
  }
  sums.due[place]!++
  sums[isPaid ? 'met' : 'owed'][place]!++
  if (isPaid) return
  if (dueOn < asOf) sums.overdue[place]!++
  if (isOver) sums.missed[place]!++
  else if (dueOn <= asOf) sums.today[place]!++
}

function nothing(places: number): Owed {
  const column = (): Int32Array => new Int32Array(places)
  return { due: column(), met: column(), owed: column(), overdue: column(), missed: column(), today: column(), arrears: column() }
}
