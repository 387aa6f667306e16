import { DAY_PARTS, VISIT_KINDS } from '../contract/patrol.ts'
import type { PatrolRules } from '../contract/patrolRules.ts'
import type { Debts } from './debts.ts'
import { weekdayOf } from './time.ts'
import { visitsBetween, type Visit, type VisitsByPlace } from './visit.ts'

/** What was paid. */
export interface Paid {
  /** by debt: the day of the visit that paid it; −1 = unpaid */
  paidOn: Int32Array
  /** by number of the rule: the last day of a visit that the rule counts, paying or beyond what is owed; −1 = none */
  lastOn: Int32Array
}

const [DAILY, NIGHT, JOINT, CHECKPOINT, SPECIAL] = (['daily', 'night', 'joint', 'checkpoint', 'special'] as const).map((kind) => VISIT_KINDS.index(kind)) as [number, number, number, number, number]

/**
 * Which visits pay which debts. A visit pays at most one debt of each rule that it satisfies:
 *
 * - a visit by day the daily one of its grid, one at night the night one (where the grid owes none at night, the daily one);
 * - a joint visit the joint one, and by `alsoOrdinary` the daily or night one as its hour says; so a special one;
 * - any visit of a checkpoint that checkpoint's; a special visit the special's, on its day and in its part of the day;
 * - a workday visit that of its department, on the workday alone where the rules are strict.
 *
 * A rule counts one visit a day and part of the day, and no more than it asks for in its days: what goes beyond pays nothing. The first
 * visit pays the debt that fell due first. Visits without minutes (ticked off, imported, cases) are taken at their word; timed ones must
 * have lasted as long as the rule asks.
 */
export function pay(debts: Debts, visits: VisitsByPlace, rules: Pick<PatrolRules, 'alsoOrdinary' | 'workday'>): Paid {
  const paidOn = new Int32Array(debts.count).fill(-1)
  const lastOn = new Int32Array(debts.count === 0 ? 0 : debts.rule[debts.count - 1]! + 1).fill(-1)
  for (let first = 0, next = 0; first < debts.count; first = next) {
    next = endOfInstalment(debts, first)
    let debt = first
    let paidSlot = -1
    for (const visit of visitsBetween(visits, debts.place[first]!, debts.from[first]!, debts.to[first]!)) {
      if (!counts(debts, first, visit, rules)) continue
      lastOn[debts.rule[first]!] = visit.day
      const slot = slotOf(visit)
      if (slot === paidSlot || debt === next) continue
      paidSlot = slot
      paidOn[debt++] = visit.day
    }
  }
  return { paidOn, lastOn }
}

/** The first debt after those of the instalment that begins with `first`. */
export function endOfInstalment({ count, rule, from, part }: Debts, first: number): number {
  let next = first + 1
  while (next < count && rule[next] === rule[first] && from[next] === from[first] && part[next] === part[first]) next++
  return next
}

const slotOf = ({ day, part }: Visit): number => day * 2 + DAY_PARTS.index(part)

function counts({ kind, part, role, minutes }: Debts, debt: number, visit: Visit, { alsoOrdinary, workday }: Pick<PatrolRules, 'alsoOrdinary' | 'workday'>): boolean {
  if (visit.minutes !== null && visit.minutes < minutes[debt]!) return false
  if (part[debt]! >= 0 && part[debt] !== DAY_PARTS.index(visit.part)) return false
  const of = kind[debt]!
  if (of === CHECKPOINT) return true
  if (of === JOINT) return visit.kind === 'joint'
  if (of === SPECIAL) return visit.kind === 'special'
  if (of === DAILY || of === NIGHT) return visit.kind === 'daily' || visit.kind === 'night' || alsoOrdinary.includes(visit.kind)
  return visit.kind === 'workday' && visit.role === role[debt] && (!workday?.strict || weekdayOf(visit.day) === workday.weekday)
}
