import { VISIT_KINDS } from '../contract/patrol.ts'
import type { Debts } from './debts.ts'
import type { Paid } from './pay.ts'
import { UNIT, type PatrolPlaces } from './places.ts'
import type { Span } from './time.ts'

/** Places × departments, row by row: cell [row × roles + role]. */
export interface WorkdayMatrix {
  /** indexes of the villages and towns in force at any time of the period, ascending */
  places: number[]
  roles: number
  /** workdays that fell due in the period */
  due: Int32Array
  /** of these, those on which the department came */
  met: Int32Array
}

const WORKDAY = VISIT_KINDS.index('workday')

/** How far each department came to each village and town on its workdays (33×4). What nobody owes yet stands with 0 due. */
export function workdayMatrix(debts: Debts, { paidOn }: Pick<Paid, 'paidOn'>, { kind, from, to, count }: PatrolPlaces, { period, roles }: { period: Span; roles: number }): WorkdayMatrix {
  const places = Array.from({ length: count }, (_, place) => place).filter((place) => kind[place] === UNIT && from[place]! <= period.to && to[place]! > period.from)
  const row = new Map(places.map((place, at) => [place, at]))
  const [due, met] = [new Int32Array(places.length * roles), new Int32Array(places.length * roles)]
  for (let debt = 0; debt < debts.count; debt++) {
    if (debts.kind[debt] !== WORKDAY || debts.dueOn[debt]! < period.from || debts.dueOn[debt]! > period.to) continue
    const cell = row.get(debts.place[debt]!)! * roles + debts.role[debt]!
    due[cell]!++
    if (paidOn[debt]! >= 0) met[cell]!++
  }
  return { places, roles, due, met }
}
