import type { Level } from '../../../geodata/place/level.ts'
import type { Clock, ClockCode } from '../../contract/cases.ts'
import type { CaseState } from '../../contract/caseState.ts'
import type { Category } from '../../contract/categories.ts'
import type { Colour } from '../../contract/colours.ts'
import { dayNumber, dayOfNumber, type Day } from '../../contract/day.ts'
import { UNENDED } from '../../contract/moves.ts'
import type { OrganisationType } from '../../contract/organisations.ts'
import type { Presets, Term, Tier } from '../../contract/presets.ts'
import { isOpenWhistle, isPending } from './state.ts'
import { after, between, unknownYears, workdays, workedFrom, type Workdays } from './workdays.ts'

/** The county's rules with what follows from them, made once and used for many cases. */
export interface Rules {
  presets: Presets
  days: Workdays
}

export function rulesOf(presets: Presets): Rules {
  return { presets, days: workdays(presets.holidays) }
}

export function tierOf({ presets }: Pick<Rules, 'presets'>, colour: Colour): Tier | null {
  return presets.tiers.find((tier) => tier.colour === colour) ?? null
}

/** What the organisation that holds a case is, for the rung that it stands on. */
export interface Holder {
  level: Level | null
  type: OrganisationType | null
}

/** How long a case of a tier and a category may take. */
export function handlingTerm(rules: Rules, colour: Colour, category: Category): Term {
  const { deadlines } = rules.presets
  return tierOf(rules, colour)?.handling ?? deadlines.byCategory[category] ?? deadlines.handling
}

export function handlingDue(rules: Rules, state: Pick<CaseState, 'colour' | 'category'>, from: Day): Day {
  return after(from, handlingTerm(rules, state.colour, state.category), rules.days)
}

/**
 * Every deadline of a case as of a day: those that run, and those that were met or missed. A clock runs to the end of
 * its due day.
 */
export function clocksOf(rules: Rules, state: CaseState, today: Day, holder: Holder | null = null): Clock[] {
  const clocks: Clock[] = []
  const add: Add = (code, of, start, due, stopped, kind, lapsed = false) => {
    clocks.push(clock(rules, { code, of, start, due, stopped, kind, lapsed }, today))
  }
  handling(rules, state, add)
  stage(rules, state, holder, add)
  report(rules, state, add)
  for (const [no, whistle] of Object.entries(state.whistles)) {
    if (whistle.withdrawnOn === null) add('whistle', no, whistle.calledOn, whistle.due, whistle.reportedOn ?? whistle.resultOn, 'working')
  }
  for (const [no, one] of Object.entries(state.supervisions)) {
    if (one.liftedOn === null) add('supervision', no, one.since, one.due, one.answeredOn, 'working')
  }
  agreement(rules, state, today, add)
  followUp(rules, state, add)
  // whatever an ended case still had to run, nobody can stop it any more
  return UNENDED.includes(state.state) ? clocks : clocks.filter(({ stopped }) => stopped !== null)
}

type Add = (code: ClockCode, of: string | null, start: Day, due: Day, stopped: Day | null, kind: Term['kind'], lapsed?: boolean) => void

function handling(rules: Rules, state: CaseState, add: Add): void {
  if (state.dueOn === null || state.state === 'merged' || state.state === 'declined') return
  const kind = state.duePreset ? handlingTerm(rules, state.colour, state.category).kind : 'calendar'
  // handed over inside the county it still waits for its handling
  const goes = isPending(state.state) || (state.state === 'escalated' && state.escalatedTo !== null)
  const ended = goes ? null : (state.closedOn ?? state.since)
  // of a case that a ledger calls ended without a day, nobody can say whether it was in time
  if (ended === null && !goes) return
  add('handling', null, state.cameOn ?? state.occurredOn, state.dueOn, ended, kind)
}

/** The term of the present state, and of the rung that holds the case. */
function stage({ presets: { deadlines }, days }: Rules, state: CaseState, holder: Holder | null, add: Add): void {
  const term = deadlines.stages[state.state]
  if (state.since !== null && term) add('stage', null, state.since, after(state.since, term, days), null, term.kind)
  const held = state.holderSince !== null && isPending(state.state) && state.state !== 'agreed' && state.state !== 'performing'
  if (!held || !holder || holder.level === null) return
  const rung = deadlines.ladder.find(({ level, types }) => level === holder.level && (types === null || (holder.type !== null && types.includes(holder.type))))
  if (rung) add('stage', 'rung', state.holderSince!, after(state.holderSince!, rung.term, days), null, rung.term.kind)
}

function report(rules: Rules, state: CaseState, add: Add): void {
  const term = tierOf(rules, state.colour)?.report
  if (!term || state.colouredOn === null) return
  const due = after(state.colouredOn, term, rules.days)
  if (state.reportedOn !== null || isPending(state.state)) return add('report', null, state.colouredOn, due, state.reportedOn, term.kind)
  // it was closed, and nobody had told those above
  if (state.closedOn !== null) add('report', null, state.colouredOn, due, state.closedOn, term.kind, true)
}

function agreement({ presets: { deadlines }, days }: Rules, state: CaseState, today: Day, add: Add): void {
  const { agreedOn, appliedOn, performBy } = state
  if (agreedOn === null) return
  const open = state.state === 'agreed' || state.state === 'performing'
  if (state.agreement === 'written' && (open || appliedOn !== null)) {
    const due = confirmationDue({ presets: { deadlines }, days }, agreedOn)
    // a right that nobody made use of in time is gone with its last day
    add('confirmation', null, agreedOn, due, appliedOn ?? (due < today ? due : null), deadlines.confirmation.kind, appliedOn === null)
  }
  if (performBy === null) return
  if (state.performedOn !== null || open || state.state === 'confirming' || state.performance === 'instalments') {
    add('performance', null, agreedOn, performBy, state.performedOn, 'calendar')
  }
}

/** The last day for an application to the court. */
export function confirmationDue({ presets, days }: { presets: Pick<Presets, 'deadlines'>; days: Workdays }, agreedOn: Day): Day {
  return workedFrom(after(agreedOn, presets.deadlines.confirmation, days), days)
}

function followUp(rules: Rules, state: CaseState, add: Add): void {
  if (state.closedOn === null || state.since === null || !['closed', 'followed_up', 'archived'].includes(state.state)) return
  const dues = followUpDues(rules, state.colour, state.closedOn)
  const visits = visitsThatCount(dues, state.followUps)
  dues.forEach(({ due, kind }, k) => add('follow_up', String(k + 1), state.closedOn!, due, visits[k] ?? null, kind))
}

function followUpDues(rules: Rules, colour: Colour, closedOn: Day): { due: Day; kind: Term['kind'] }[] {
  return followUpTerms(rules, colour).map((term) => ({ due: after(closedOn, term, rules.days), kind: term.kind }))
}

/**
 * The visit that meets each of the clocks, as far as they were made. Whoever is visited twice in a week was not seen a
 * month later: the next one counts once the term of the one before is over, and on another day.
 */
function visitsThatCount(dues: readonly { due: Day }[], followUps: readonly Day[]): Day[] {
  const met: Day[] = []
  for (const on of followUps) {
    const before = met.length === 0 ? null : dues[met.length - 1]!.due
    if (met.length < dues.length && (before === null || (on > before && on > met.at(-1)!))) met.push(on)
  }
  return met
}

function followUpTerms({ presets }: Pick<Rules, 'presets'>, colour: Colour): Term[] {
  const own = tierOf({ presets }, colour)?.followUp ?? []
  return own.length > 0 ? own.map((count) => ({ count, kind: 'calendar' })) : [presets.deadlines.followUp]
}

/**
 * Of each visit that is demanded after a close, the days since the close that have to be over before it counts; null for
 * the first, which counts on any day.
 */
export function visitsDemanded({ presets }: Pick<Rules, 'presets'>, colour: Colour): (number | null)[] {
  return followUpTerms({ presets }, colour).map((_, k, terms) => (k === 0 ? null : terms[k - 1]!.count))
}

/** Has somebody looked again as often as the tier demands? A ledger tells of one visit at most. */
export function followedUpEnough(rules: Rules, { colour, closedOn, followUps, followedUp }: CaseState): boolean {
  const demanded = followUpTerms(rules, colour).length
  if (demanded === 1) return followUps.length > 0 || followedUp
  // a ledger that tells of no day of the close leaves the visits their days alone
  if (closedOn === null) return new Set(followUps).size >= demanded
  return visitsThatCount(followUpDues(rules, colour, closedOn), followUps).length === demanded
}

interface Timed {
  code: ClockCode
  of: string | null
  start: Day
  due: Day
  stopped: Day | null
  kind: Term['kind']
  /** it ended without having been done: a right that nobody made use of, a duty that nobody did */
  lapsed: boolean
}

function clock({ presets, days }: Rules, { kind, lapsed, ...timed }: Timed, today: Day): Clock {
  const { due, stopped } = timed
  const left = between(stopped ?? today, due, kind, days)
  const state = lapsed && stopped !== null ? 'lapsed' : stopped !== null ? (stopped <= due ? 'met' : 'missed') : due < today ? 'overdue' : due <= soonUntil(presets, today) ? 'soon' : 'running'
  const working = kind === 'working'
  // the last day of a right set by law is a worked one
  const guessed = (working || timed.code === 'confirmation') && unknownYears(days, timed.start, due).length > 0
  return { ...timed, state, left, working, guessed }
}

/** What is due up to this day is due soon. */
export function soonUntil({ deadlines }: Presets, today: Day): Day {
  return dayOfNumber(dayNumber(today) + deadlines.soonDays)
}

/** The running clock that is due first; null without one. Confirmation is a right: nobody has it to do. */
export function nextClock(clocks: readonly Clock[]): Clock | null {
  const running = clocks.filter(({ code, stopped }) => stopped === null && code !== 'confirmation')
  return running.reduce<Clock | null>((first, one) => (first === null || one.due < first.due ? one : first), null)
}

export function openWhistles(state: CaseState): boolean {
  return Object.values(state.whistles).some(isOpenWhistle)
}
