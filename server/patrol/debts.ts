import { RHYTHM_KINDS, VISIT_KINDS, DAY_PARTS, type DayPart, type VisitKind } from '../contract/patrol.ts'
import type { PatrolRules, Special } from '../contract/patrolRules.ts'
import { gravestIn, type ColourSteps } from './colour.ts'
import { instalmentsOf, type Instalment } from './instalments.ts'
import { CHECKPOINT, colouredAs, GRID, UNIT, type PatrolPlaces } from './places.ts'
import { datedSpecials, specialSlots, type DatedSpecial } from './specials.ts'
import { periodOf, type Span } from './time.ts'
import { workdayInstalments, workdaysIn } from './workday.ts'

/**
 * Single visits that are owed, as columns: index = debt. Those of one rule of one place (one department's, on workdays) stand together by day, and so do the
 * debts of one instalment, which have the same days and are paid in their order. Days are days since 1970-01-01.
 */
export interface Debts {
  readonly count: number
  readonly place: Int32Array
  /** position in `VISIT_KINDS` */
  readonly kind: Uint8Array
  /** position in `DAY_PARTS`; −1 = by day or by night */
  readonly part: Int8Array
  /** position of the department in `workday.roles`; −1 where it is no workday */
  readonly role: Int8Array
  /** a visit on these days pays it, both included */
  readonly from: Int32Array
  readonly to: Int32Array
  /** the day by whose end an even pace has come to it: the k-th of n in L days falls due on the ⌈k L / n⌉-th */
  readonly dueOn: Int32Array
  /** a timed visit pays from so many minutes on */
  readonly minutes: Uint16Array
  /** days from one visit to the next at the rhythm of the rule; 0 where it has none */
  readonly interval: Float64Array
  /** position in `COLOURS` of the gravest colour of the place on its days */
  readonly colour: Uint8Array
  /** number of the rule of a place */
  readonly rule: Int32Array
}

export interface DebtOptions {
  colours: ColourSteps
  rules: PatrolRules
  /** from the first day that counts; debts whose days begin in the span, to their end */
  span: Span
  /** does a place lie in one of the areas of a special? Asked of specials that name areas */
  isMeant(special: Special, place: number): boolean
}

/**
 * Everything that places owe from the first day that counts. 450 grids with 200 checkpoints and 33 villages of the departments owe some 64,000 visits in a
 * year, worked out in a quarter of a second; `pay`, `owedIn`, `coverageOf` and `payable` then take some hundredths each.
 */
export function debtsOf(places: PatrolPlaces, options: DebtOptions): Debts {
  const { colours, span } = options
  const rows: Row[] = []
  let rules = 0
  // to the end of week and month, so that instalments that begin in the span are whole
  const end = Math.max(periodOf('month', span.to).to, periodOf('week', span.to).to)
  const specials = datedSpecials(options.rules.specials, { from: span.from, to: end })
  for (let place = 0; place < places.count; place++) {
    const inForce: Span = { from: Math.max(span.from, places.from[place]!), to: Math.min(end, places.to[place]! - 1) }
    if (inForce.to < inForce.from) continue
    for (const { kind, role, instalments } of rulesOf(places, place, { ...options, span: inForce, specials })) {
      const rule = rules++
      for (const one of instalments.filter(({ from }) => from <= span.to)) {
        const colour = gravestIn(colours, colouredAs(places, place), one.from, one.to)
        for (let k = 1; k <= one.due; k++) rows.push({ place, kind, role, one, colour, rule, dueOn: one.dueOn?.[k - 1] ?? evenly(one, k) })
      }
    }
  }
  return columnsOf(rows)
}

function rulesOf(places: PatrolPlaces, place: number, { colours, rules, span, isMeant, specials }: DebtOptions & { specials: readonly DatedSpecial[] }): RuleOf[] {
  const of = places.kind[place]
  if (of === UNIT) return workdayRules(rules, span)
  const kinds = RHYTHM_KINDS.filter((kind) => (kind === 'checkpoint') === (of === CHECKPOINT))
  const inRhythm = kinds.map((kind): RuleOf => ({ kind, role: -1, instalments: instalmentsOf(kind, colours, { place: colouredAs(places, place), span, rules }) }))
  const meant = specials.filter(({ special }) => (special.areas.length === 0 ? of === GRID : isMeant(special, place)))
  return meant.length === 0 ? inRhythm : [...inRhythm, { kind: 'special', role: -1, instalments: specialInstalments(meant, span) }]
}

/** What one rule asks of one place. */
interface RuleOf {
  kind: VisitKind
  role: number
  instalments: (Instalment & { dueOn?: number[] })[]
}

interface Row {
  place: number
  kind: VisitKind
  role: number
  one: Instalment
  colour: number
  rule: number
  dueOn: number
}

function evenly({ from, to, due }: Instalment, k: number): number {
  return from + Math.ceil((k * (to - from + 1)) / due) - 1
}

function specialInstalments(specials: readonly DatedSpecial[], span: Span): Instalment[] {
  return specialSlots(specials, span).map(({ day, part, minutes }) => ({ from: day, to: day, due: 1, part, minutes, interval: 0 }))
}

function workdayRules({ workday }: PatrolRules, span: Span): RuleOf[] {
  if (workday === null) return []
  const instalments = workdayInstalments(workday, span).map((one) => ({ ...one, dueOn: paced(workdaysIn(workday, one), one.due) }))
  return workday.roles.map((_, role) => ({ kind: 'workday', role, instalments }))
}

/** Of so many days, those by which an even pace has come to the first, the second … of `due` visits. */
function paced(days: readonly number[], due: number): number[] {
  return Array.from({ length: due }, (_, k) => days[Math.ceil(((k + 1) * days.length) / due) - 1]!)
}

const partCode = (part: DayPart | null): number => (part === null ? -1 : DAY_PARTS.index(part))

function columnsOf(rows: readonly Row[]): Debts {
  const n = rows.length
  const whole = (): Int32Array => new Int32Array(n)
  const debts: Debts = {
    count: n, place: whole(), kind: new Uint8Array(n), part: new Int8Array(n), role: new Int8Array(n), from: whole(), to: whole(), dueOn: whole(),
    minutes: new Uint16Array(n), interval: new Float64Array(n), colour: new Uint8Array(n), rule: whole(),
  }
  rows.forEach(({ place, kind, role, one, colour, rule, dueOn }, at) => {
    debts.place[at] = place
    debts.kind[at] = VISIT_KINDS.index(kind)
    debts.part[at] = partCode(one.part)
    debts.role[at] = role
    debts.from[at] = one.from
    debts.to[at] = one.to
    debts.dueOn[at] = dueOn
    debts.minutes[at] = one.minutes
    debts.interval[at] = one.interval
    debts.colour[at] = colour
    debts.rule[at] = rule
  })
  return debts
}
