import { seededRandom, type Random } from '../../../geodata/demo/random.ts'
import type { AreaCode } from '../../../geodata/place/area.ts'
import type { CaseDraft } from '../../contract/case.ts'
import { UNTOUCHED, type CaseState } from '../../contract/caseState.ts'
import { dayAt, dayNumber, dayOfNumber, MS_PER_DAY } from '../../contract/day.ts'
import { RIGHTS } from '../../contract/roles.ts'
import type { CountyScope } from '../../contract/scope.ts'
import { applyMove } from '../../ledger/life/apply.ts'
import { clocksOf, handlingDue, nextClock, type Rules } from '../../ledger/life/clocks.ts'
import { changesBetween } from '../../ledger/life/replay.ts'
import { appendLine } from '../../store/audit.ts'
import { copyEntered, type EnteredCase } from '../../store/caseBulk.ts'
import type { StoredEvent } from '../../store/caseEvents.ts'
import { lockCounty, raiseRevision } from '../../store/counties.ts'
import { transaction, type Transaction } from '../../store/transaction.ts'
import { holderOf } from '../caseLife/detail.ts'
import { keyOf } from '../caseLife/enter.ts'
import { kept } from '../caseLife/place.ts'
import { groundOf, type Ground } from '../caseLife/reach.ts'
import { countyRules } from '../caseLife/rules.ts'
import { auditOf, loggedChanges, townsOf } from '../caseLife/traces.ts'
import type { Context } from '../context.ts'
import { courseOf, stated, type Parties, type Planned } from './course.ts'
import { officesOf, type Offices } from './offices.ts'
import { relapsesOf } from './relapses.ts'

/** What the lives of cases are written with. */
interface Stage {
  ground: Ground
  rules: Rules
  offices: Offices
  revision: number
}

/**
 * Cases of the last year as the offices of the fictional county entered them and worked on them, by the moves and the rules
 * that real cases go by. One by one the services would take minutes for what is written here at once.
 */
export async function liveDemo(ctx: Context, scope: CountyScope, drafts: readonly CaseDraft[], seed: number): Promise<void> {
  const [ground, rules] = [await groundOf(ctx, scope), await countyRules(ctx, scope)]
  const last = dayNumber(dayAt(ctx.now() - MS_PER_DAY))
  const random = seededRandom(seed).fork('lives')
  await transaction(ctx.db, async (tx) => {
    const county = await lockCounty(tx, scope)
    const firstId = county!.nextCaseId
    const revision = await raiseRevision(tx, scope, firstId + drafts.length)
    const stage = { ground, rules, revision, offices: await officesOf(tx, ground) }
    const relapses = relapsesOf(drafts, ground)
    const told = [...drafts].sort((a, b) => (a.occurredOn < b.occurredOn ? -1 : a.occurredOn > b.occurredOn ? 1 : 0))
    const cases = told.map((draft, k) => {
      const parties = stage.offices.partiesTo(draft)
      const own = random.fork(draft.originalNo!)
      return live(stage, firstId + k, { draft, parties, moves: courseOf(draft, { parties, rules, last, random: own, relapses: relapses(draft) }), random: own })
    })
    await copyEntered(tx, scope, cases)
    audit(tx, stage, cases)
  })
}

interface Life {
  draft: CaseDraft
  parties: Parties
  moves: readonly Planned[]
  random: Random
}

/** A case with its events, each from the move that made it. */
function live({ ground, rules, revision, offices }: Stage, id: number, { draft, parties, moves, random }: Life): EnteredCase {
  let state = enteredState(ground, rules, draft, parties.entrant)
  const towns = state.sensitive ? townsOf(ground) : null
  const clock = new Clock(random)
  const contentKey = keyOf(state)
  const first = { seq: 1, revision, at: clock.on(dayNumber(draft.occurredOn)), kind: 'entered', from: null, to: state.state, organisation: parties.entrant, login: ground.scope.by.login, note: null }
  const events: StoredEvent[] = [{ ...first, changes: loggedChanges(changesBetween({ ...state, ...UNTOUCHED }, state), { towns, cleared: false }) }]
  for (const { day, move, asks, by } of moves) {
    const today = dayOfNumber(day)
    const asker = { rights: RIGHTS.codes, organisation: by, account: null, inArea: true }
    const next = applyMove(state, move, { ...asks, ...stated(move, today) }, { today, rules, asker, subsidyFen: null })
    const changes = loggedChanges(changesBetween(state, next), { towns, cleared: false })
    const note = asks.note ?? (move === 'whistle' ? asks.reason! : null)
    events.push({ ...first, seq: events.length + 1, at: clock.on(day), kind: move, from: state.state, to: next.state, organisation: by, note, changes })
    state = next
  }
  const holder = state.holder === null ? null : holderOf(ground, offices.named, state.holder)
  const due = nextClock(clocksOf(rules, state, ground.today, holder))
  return { id, contentKey, state, events, next: due && { due: due.due, clock: due.code } }
}

function enteredState(ground: Ground, rules: Rules, draft: CaseDraft, entrant: string): CaseState {
  const { occurredOn, category, colour, channel, people, amountFen, summary, sensitive = false, area, point } = draft
  const state: CaseState = {
    ...UNTOUCHED,
    occurredOn, category, colour, channel, people, amountFen, summary, sensitive, area,
    dueOn: null,
    duePreset: true,
    closedOn: null,
    categoryTerm: null,
    state: 'registered',
    unit: null,
    agreement: null,
    judiciallyConfirmed: false,
    followedUp: false,
    locatedBy: 'person',
    town: null,
    lng: point?.lng ?? null,
    lat: point?.lat ?? null,
    since: occurredOn,
    cameOn: occurredOn,
    enteredBy: entrant,
    colouredOn: occurredOn,
  }
  return kept(ground, { ...state, dueOn: handlingDue(rules, state, occurredOn) })
}

/** Hours of an office's day in Shanghai, one thing after the other. */
class Clock {
  private day = -1
  private minute = 0

  constructor(private readonly random: Random) {}

  on(day: number): Date {
    this.minute = day === this.day ? this.minute + this.random.integer(1, 12) : this.random.integer(30, 330)
    this.day = day
    return new Date(day * MS_PER_DAY + this.minute * 60_000)
  }
}

/** One line an event, in the order of time, as a move writes it. */
function audit(tx: Transaction, { ground, offices }: Stage, cases: readonly EnteredCase[]): void {
  const { scope } = ground
  const towns = townsOf(ground)
  const happened = cases.flatMap(({ id, state, events }) => events.map((event) => ({ id, state, event }))).sort((a, b) => a.event.at.getTime() - b.event.at.getTime() || a.id - b.id || a.event.seq - b.event.seq)
  for (const { id, state: { category, colour, area, sensitive }, event: { kind, at, organisation, changes } } of happened) {
    const entered = kind === 'entered'
    const said = entered
      ? { after: { kind, category, colour, town: area === null ? null : towns(area as AreaCode), sensitive } }
      : auditOf(kind as 'note', changes, { towns, sensitive, isOfVillage: offices.isOfVillage })
    appendLine(tx, { ...scope.by, organisation }, { action: entered ? 'case_entered' : 'case_moved', at, county: scope.county, subject: `case ${id}`, ...said })
  }
}
