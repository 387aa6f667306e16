import type { Random } from '../../../geodata/demo/random.ts'
import type { CaseDraft } from '../../contract/case.ts'
import { dayNumber, dayOfNumber, type Day } from '../../contract/day.ts'
import type { MoveAsks, MoveCode } from '../../contract/moves.ts'
import type { Rules } from '../../ledger/life/clocks.ts'
import { after } from '../../ledger/life/workdays.ts'
import { CALLED_FOR, HABITS, LEAD_POSTS, PLANS, REOPENED, TRIAGE_REASON } from './habits.ts'

/** One move of a case: on a day since 1970-01-01, by an organisation. */
export interface Planned {
  day: number
  move: MoveCode
  asks: MoveAsks
  by: string
}

/** Organisations that have to do with a case, by id. */
export interface Parties {
  /** enters it, and settles a light one itself */
  entrant: string
  holder: string
  centre: string
  /** of the county */
  above: string
  /** by trade, as far as they are there */
  departments: Partial<Record<string, string>>
}

export interface Setting {
  parties: Parties
  rules: Rules
  /** last day of which anything is told */
  last: number
  random: Random
  /** chance that it breaks out again after its close */
  relapses: number
}

/** Of cases under mediation, those that departments are called to; and of those that stand open. */
const CALLED = 0.25
const CALLED_OPEN = 0.85
/** A call needs its days. */
const LEAST_DAYS = 5
const LIMIT_DAYS = 3
/** Days after which a case that the ledger has open may have come to an end here, and those within which it did. */
const LONG_OPEN = 10
const LATEST_END = 40
/**
 * What became of those, and of those that came to nothing by the ledger. Where cases run through offices some drag on that a ledger calls
 * closed, and ledgers keep those of the years before: without this every demo would tell of a year that is worse than the one before.
 */
const LONG_OPEN_FATES = [['closed', 8], ['agreed', 1], ['open', 1]] as const
/** Red ones take their time. */
const RED_FATES = [['closed', 1], ['agreed', 3], ['open', 6]] as const
const RECONSIDERED = 0.3
/** Of cases that broke out again, those that stay unsettled for long. */
const STUCK = 0.1

/** The moves of a case from its entry on, in order of time, so that it comes to what its ledger row says of it, or to a better end. */
export function courseOf(draft: CaseDraft, setting: Setting): Planned[] {
  const { last, random } = setting
  const story = new Story(dayNumber(draft.occurredOn), setting)
  const told = draft.closedOn === null ? null : dayNumber(draft.closedOn)
  takenUp(story, draft, setting, told ?? last)
  const fate = fateOf(draft, last - story.day, random)
  if (draft.state === 'accepted' && fate === 'open') return story.told()
  if (!story.go(random.integer(0, 2), 'mediate', { mediationType: draft.colour === 'red' ? 'joint' : 'people' }, setting.parties.holder, told ?? last)) return story.told()
  const closed = fate === 'closed' ? story.day + Math.min(random.integer(LONG_OPEN / 2, LATEST_END), Math.round((last - story.day) * random.between(0.4, 1))) : told
  const settled = closed !== null || fate === 'agreed' || draft.state === 'performing'
  if (!called(story, draft, setting, { closed, settled })) return story.told()
  if (settled) agreed(story, draft, setting, closed)
  else if (draft.state === 'terminated') story.go(random.integer(4, 15), 'terminate', { advice: random.pick(['arbitration', 'litigation'] as const), note: '多次调解未能达成一致，已告知其他途径' }, setting.parties.holder, last)
  else if (draft.state === 'escalated') story.go(random.integer(3, 9), 'escalate', { to: setting.parties.above, note: '涉及面广，请县级牵头协调' }, setting.parties.holder, last)
  return story.told()
}

/** What became of a case that is not settled by the ledger, `days` after it was taken up. */
function fateOf({ state, colour }: CaseDraft, days: number, random: Random): 'closed' | 'agreed' | 'open' {
  if (days < LONG_OPEN || state === 'closed' || state === 'escalated') return 'open'
  if (state === 'terminated') return random.chance(RECONSIDERED) ? 'closed' : 'open'
  return random.weighted(colour === 'red' ? RED_FATES : LONG_OPEN_FATES)
}

/** Moves that are added one after the other; what would lie after the last day does not happen, nor anything behind it. */
class Story {
  private readonly moves: Planned[] = []
  private over = false
  day: number
  private readonly rules: Rules
  private readonly last: number

  constructor(day: number, { rules, last }: Pick<Setting, 'rules' | 'last'>) {
    this.day = day
    this.rules = rules
    this.last = last
  }

  /** `days` later, on a worked day if there is one until `until`; false where it comes to nothing any more. */
  go(days: number, move: MoveCode, asks: MoveAsks, by: string, until = this.last): boolean {
    let day = Math.max(this.day, Math.min(this.day + days, until))
    while (day < until && !this.rules.days.isWorked(day)) day++
    if (day > this.last) this.over = true
    if (this.over) return false
    this.day = day
    this.moves.push({ day, move, asks, by })
    return true
  }

  /** On that very day, or never. */
  on(day: number, move: MoveCode, asks: MoveAsks, by: string): boolean {
    if (day > this.last) this.over = true
    return this.go(day - this.day, move, asks, by, Math.max(day, this.day))
  }

  told(): Planned[] {
    return this.moves
  }
}

function takenUp(story: Story, draft: CaseDraft, { parties, random }: Setting, until: number): void {
  const colour = draft.colour as keyof typeof PLANS
  if (colour === 'blue') story.go(0, 'takeOn', { colour }, parties.entrant, until)
  else {
    story.go(random.integer(0, 1), 'triage', { colour, reason: TRIAGE_REASON[colour], plan: PLANS[colour], leadPost: LEAD_POSTS[colour] }, parties.centre, until)
    story.go(0, 'dispatch', { holder: parties.holder }, parties.centre, until)
    story.go(random.integer(0, 1), 'accept', {}, parties.holder, until)
  }
  if (random.chance(0.96)) story.go(0, 'report', {}, parties.holder, until)
}

/** Departments are called, come or do not come, and the calls are taken in; false where some are still awaited today. */
function called(story: Story, draft: CaseDraft, setting: Setting, { closed, settled }: { closed: number | null; settled: boolean }): boolean {
  const { parties, rules, random, last } = setting
  const wanted = (CALLED_FOR[draft.category] ?? []).filter(([trade]) => parties.departments[trade] !== undefined)
  const room = (closed ?? last) - story.day
  const open = draft.state === 'mediating' && !settled
  if (draft.state === 'terminated' || draft.state === 'escalated') return true
  if (wanted.length === 0 || room < LEAST_DAYS || !random.chance(open ? CALLED_OPEN : CALLED)) return true
  const first = random.weighted(wanted)
  const second = random.chance(0.2) ? random.weighted(wanted) : first
  const trades = [...new Set([first, second])]
  const start = open ? Math.max(story.day, last - random.integer(0, 14)) : story.day
  const reason = HABITS[first]!.reason
  if (!story.on(start, 'whistle', { departments: trades.map((trade) => parties.departments[trade]!), reason, limitDays: LIMIT_DAYS }, parties.centre)) return false
  const on = story.day
  const later = (workdays: number): number => dayNumber(after(dayOfNumber(on), { count: workdays, kind: 'working' }, rules.days))
  const answers = trades.flatMap((trade, k) => {
    const { prompt, result } = HABITS[trade]!
    const [whistle, by] = [String(k + 1), parties.departments[trade]!]
    const comes = random.chance(prompt) ? random.weighted([[0, 2], [1, 4], [2, 3], [3, 2]] as const) : LIMIT_DAYS + 1 + Math.round(Math.exp(random.normal(1, 0.6)))
    const gives = comes + random.weighted([[0, 5], [1, 4], [2, 2], [4, 1]] as const)
    return [
      { day: later(comes), move: 'reportIn' as const, asks: { whistle }, by },
      { day: later(gives), move: 'result' as const, asks: { whistle, note: result }, by },
    ]
  })
  for (const { day, move, asks, by } of answers.sort((a, b) => a.day - b.day)) if (!story.on(day, move, asks, by)) return false
  return story.go(0, 'resume', {}, parties.centre)
}

function agreed(story: Story, draft: CaseDraft, setting: Setting, closed: number | null): void {
  const { parties: { holder }, random, last } = setting
  // a department that came late put the close off
  const end = closed === null ? null : Math.max(closed, story.day)
  const agreement = draft.agreement ?? (random.chance(0.7) ? 'written' : 'oral')
  const confirms = agreement === 'written' && draft.judiciallyConfirmed
  const lead = end === null ? 0 : Math.min(end - story.day, agreement === 'oral' ? random.integer(0, 2) : random.integer(2, 9))
  const agreesOn = end === null ? story.day + Math.round((last - story.day) * random.between(0.2, 0.6)) : end - lead
  const full = end !== null && random.chance(0.84)
  const performBy = full ? end + random.integer(0, 12) : agreesOn + random.integer(12, end === null ? 40 : 120)
  const amountYuan = draft.amountFen === null ? undefined : Math.round(draft.amountFen / 100)
  if (!story.on(agreesOn, 'agree', { agreement, performBy: dayOfNumber(performBy), ...(amountYuan && { amountYuan }) }, holder)) return
  if (confirms || (end === null && agreement === 'written' && random.chance(0.25))) confirmed(story, setting, confirms ? end : null)
  else if (end === null || lead > 3) story.go(1, 'perform', {}, holder, end ?? last)
  if (end === null) return
  if (!story.on(end, 'close', { performance: full ? 'full' : 'instalments' }, holder)) return
  const late = performBy + random.integer(-4, 8)
  const relapsed = followed(story, draft, setting, full)
  if (!full && !relapsed && random.chance(0.45) && late >= story.day) story.on(late, 'recordPerformance', { performance: 'full' }, holder)
}

/** The court is asked, and has answered by `end`; null: it has not answered yet. */
function confirmed(story: Story, { parties: { holder } }: Setting, end: number | null): void {
  if (story.go(1, 'applyConfirmation', {}, holder, end ?? undefined) && end !== null) story.go(2, 'confirm', {}, holder, end)
}

/** Visits after the close, and what they led to; true where the case broke out again. */
function followed(story: Story, draft: CaseDraft, setting: Setting, full: boolean): boolean {
  const { parties: { holder, centre }, random, last } = setting
  const end = story.day
  const back = random.chance(setting.relapses) ? end + random.integer(14, 130) : Infinity
  const visits = draft.followedUp ? [end + random.integer(3, 7), ...(draft.colour === 'red' ? [end + random.integer(31, 44)] : [])] : []
  const finding = random.weighted([['stable', 94], ['watch', 4], ['relapse', 2]] as const)
  const seen = visits.filter((day) => day <= last && day < back)
  seen.forEach((day, k) => story.on(day, 'followUp', { followResult: k === seen.length - 1 ? finding : 'stable' }, holder))
  if (back <= last) {
    again(story, setting, back)
    return true
  }
  const done = full && finding === 'stable' && seen.length === visits.length && seen.length > 0
  if (done && story.day + 5 <= last && random.chance(0.96)) story.go(5, 'archive', {}, centre)
  return false
}

/** It breaks out again; most are settled once more. */
function again(story: Story, { parties: { holder, centre }, random, last }: Setting, day: number): void {
  if (!story.on(day, 'reopen', { note: random.pick(REOPENED) }, centre)) return
  if (!story.go(random.integer(1, 5), 'mediate', { mediationType: 'joint' }, holder) || random.chance(STUCK)) return
  const end = story.day + random.integer(8, 25)
  if (end > last || !story.on(end - 2, 'agree', { agreement: 'written', performBy: dayOfNumber(end) }, holder)) return
  if (!story.on(end, 'close', { performance: 'full' }, holder)) return
  const visit = end + random.integer(3, 7)
  if (visit <= last && random.chance(0.8)) story.on(visit, 'followUp', { followResult: 'stable' }, holder)
}

/** The days that a move states are those on which it is made. */
export function stated(move: MoveCode, day: Day): MoveAsks {
  switch (move) {
    case 'agree':
      return { agreedOn: day }
    case 'applyConfirmation':
      return { appliedOn: day }
    case 'confirm':
      return { decidedOn: day }
    case 'close':
      return { closedOn: day }
    case 'followUp':
      return { followedOn: day }
    default:
      return {}
  }
}
