import { VISIT_KINDS } from '../contract/patrol.ts'
import type { PatrolRules } from '../contract/patrolRules.ts'
import { endOfInstalment, type Paid } from './pay.ts'
import type { Debts } from './debts.ts'
import type { Span } from './time.ts'
import { workdaysIn } from './workday.ts'
import { worthOf } from './worth.ts'

/** A visit that a plan may pay. */
export interface PayableDebt {
  place: number
  /** positions in `VISIT_KINDS`, `DAY_PARTS` (−1 = either) and `workday.roles` (−1 = no workday) */
  kind: number
  part: number
  role: number
  /** plan it on one of these days, both included; of a workday on the workdays among them. Those of one rule and place do not overlap: a rule counts one visit a day */
  from: number
  to: number
  /** the last day on which a visit pays it at all: its instalment's */
  closesOn: number
  /** the least stay, minutes; 0 = as long as it takes to check in */
  minutes: number
  /** position in `COLOURS` */
  colour: number
  /** intervals that the place is late with this rule; 0 = in time, and so are all but the first debt of a rule */
  late: number
  worth: number
}

/**
 * The single visits that may be paid from `asOf` to `until`, by place and rule and then by day. The unpaid visits of an instalment share out its
 * remaining days in even pieces, as far as there are days for them: what has no day left is lost and not among them.
 */
export function payable(debts: Debts, paid: Paid, { asOf, until, rules }: { asOf: number; until: number; rules: Pick<PatrolRules, 'workday' | 'worth'> }): PayableDebt[] {
  const list: PayableDebt[] = []
  const told = new Set<number>()
  for (let first = 0, next = 0; first < debts.count; first = next) {
    next = endOfInstalment(debts, first)
    const [from, to] = [debts.from[first]!, debts.to[first]!]
    if (to < asOf || from > until) continue
    const days = daysLeft(debts, paid, { first, next, span: { from: Math.max(from, asOf), to }, asOf, rules })
    const unpaid = unpaidOf(paid, first, next)
    for (const piece of pieces(days, unpaid)) {
      const rule = debts.rule[first]!
      const late = told.has(rule) ? 0 : lateness(debts, paid, first, asOf)
      told.add(rule)
      if (piece.from > until) continue
      const [kind, colour] = [debts.kind[first]!, debts.colour[first]!]
      list.push({
        place: debts.place[first]!, kind, part: debts.part[first]!, role: debts.role[first]!, ...piece, closesOn: to,
        minutes: debts.minutes[first]!, colour, late, worth: worthOf({ kind, colour, late }, rules.worth),
      })
    }
  }
  return list
}

function unpaidOf({ paidOn }: Paid, first: number, next: number): number {
  let unpaid = 0
  for (let debt = first; debt < next; debt++) if (paidOn[debt]! < 0) unpaid++
  return unpaid
}

const WORKDAY = VISIT_KINDS.index('workday')

/** Days of an instalment on which another visit pays, ascending. */
function daysLeft({ kind }: Debts, { paidOn }: Paid, { first, next, span, asOf, rules }: { first: number; next: number; span: Span; asOf: number; rules: Pick<PatrolRules, 'workday'> }): number[] {
  let from = span.from
  for (let debt = first; debt < next; debt++) if (paidOn[debt] === asOf) from = Math.max(from, asOf + 1)
  if (kind[first] === WORKDAY && rules.workday) return workdaysIn(rules.workday, { from, to: span.to })
  return Array.from({ length: Math.max(0, span.to - from + 1) }, (_, k) => from + k)
}

/** Shares days out among so many visits, each its own stretch. */
function pieces(days: readonly number[], visits: number): Span[] {
  const count = Math.min(visits, days.length)
  return Array.from({ length: count }, (_, k) => ({
    from: days[Math.floor((k * days.length) / count)]!,
    to: days[Math.floor(((k + 1) * days.length) / count) - 1]!,
  }))
}

/** Whole and broken intervals beyond the first since a visit that the rule counts, or since it began to count. */
function lateness({ interval, rule, from }: Debts, { lastOn }: Paid, debt: number, asOf: number): number {
  if (interval[debt] === 0) return 0
  let begins = debt
  while (begins > 0 && rule[begins - 1] === rule[debt]) begins--
  const last = lastOn[rule[debt]!]! < 0 ? from[begins]! - 1 : lastOn[rule[debt]!]!
  return Math.max(0, (asOf - last) / interval[debt]! - 1)
}
