import type { Attachment, CaseDetail, Supervision, Whistle } from '../../contract/cases.ts'
import type { CaseState } from '../../contract/caseState.ts'
import { COLOURS } from '../../contract/colours.ts'
import type { Day } from '../../contract/day.ts'
import { AppError } from '../../contract/error.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { maySee, powersOf } from '../../ledger/life/asker.ts'
import { clocksOf, type Holder, type Rules } from '../../ledger/life/clocks.ts'
import { stepsOf } from '../../ledger/life/steps.ts'
import { proposedTier, windowsOf } from '../../ledger/life/tiers.ts'
import { eventRows, importRows } from '../../store/caseEvents.ts'
import { alikeCases } from '../../store/caseLikeness.ts'
import { readCase, readCases, type On, type StoredCase } from '../../store/caseState.ts'
import type { Database } from '../../store/database.ts'
import { namedOrganisations } from '../../store/namedOrganisations.ts'
import type { Transaction } from '../../store/transaction.ts'
import type { Context } from '../context.ts'
import { eventOf, namedIn, targetsIn } from './events.ts'
import { forOthers } from './others.ts'
import { askerOf, groundOf, type Ground } from './reach.ts'
import { noteReading, reads } from './reading.ts'
import { countyRules } from './rules.ts'
import { named, organisationsOf, placeOf, sightOf, wholeRow, type Names } from './shown.ts'
import { asOfDay, timelineOf } from './timeline.ts'
import { unknownCase } from './unknown.ts'

/**
 * One case, as of today or as it stood at the end of a past day. Throws `AppError` 404 for one that is not there and for
 * one that the asker does not see.
 */
export async function caseDetail(ctx: Context, scope: CaseScope, id: number, options: { asOf?: Day } = {}): Promise<CaseDetail> {
  const ground = await groundOf(ctx, scope)
  if (options.asOf !== undefined && options.asOf > ground.today) throw tomorrow()
  return detailOf(ctx, ctx.db, ground, id, options.asOf)
}

/** The same, also inside a transaction. Who reads a sensitive case is written down, and judged by the case as it is now. */
export async function detailOf(ctx: Context, on: Transaction | Database, ground: Ground, id: number, asOf?: Day): Promise<CaseDetail> {
  const stored = await readCase(on, ground.scope, id)
  if (!stored || !maySee(askerOf(ground, stored.state), stored.state)) throw unknownCase()
  const timeline = timelineOf(stored.state, await eventRows(on, ground.scope, id), await importRows(on, ground.scope, id))
  const past = asOf !== undefined && asOf < ground.today
  const { state, steps } = past ? asOfDay(timeline, stored.state, asOf) : { state: stored.state, steps: timeline.steps }
  const then = past ? { ...ground, today: asOf } : ground
  const names = await namedOrganisations(on, ground.scope, [...organisationsOf(state), ...steps.flatMap(namedIn)])
  const rules = await countyRules(ctx, ground.scope)
  const sight = sightOf(ground, stored.state, names)
  const { asker, readable, hidden } = sight
  const holder = state.holder === null ? null : holderOf(then, names, state.holder)
  const place = placeOf(then, state, readable)
  const known = (one: string | null) => (one === null || hidden(one) ? null : named(names, one))
  const whistles = whistlesOf(state, names, (department) => readable || department === asker.organisation).filter(({ department }) => !hidden(department.id))
  const told = whistles.some(({ reason, result }) => reason !== null || result !== null)
  await noteReading(ctx, on, ground, [{ id, version: stored.version, now: stored.state, told }])
  const guarded = await guardedTargets(on, ground, [state.mergedInto, ...steps.flatMap(targetsIn)])
  const detail: CaseDetail = {
    ...wholeRow(then, { ...stored, state }, { names, sight }),
    // protected as it is now, whatever was known of it then
    sensitive: stored.state.sensitive,
    version: stored.version,
    asOf: then.today,
    townCode: place.town,
    locatedBy: state.locatedBy,
    lng: state.lng,
    lat: state.lat,
    proposed: past || !readable ? null : await proposal(on, ground, rules, stored),
    colourReason: state.colourReason,
    plan: state.plan,
    leadPost: state.leadPost,
    agreement: state.agreement,
    agreedOn: state.agreedOn,
    performBy: state.performBy,
    agreedFen: state.agreedFen,
    performance: state.performance,
    mediationType: state.mediationType,
    confirmation: state.appliedOn === null ? null : { appliedOn: state.appliedOn, decidedOn: state.decidedOn },
    followedOn: state.followedOn,
    followResult: state.followResult,
    advice: state.advice,
    mergedInto: state.mergedInto !== null && guarded.has(state.mergedInto) ? null : state.mergedInto,
    escalatedTo: known(state.escalatedTo),
    enteredBy: known(state.enteredBy),
    participants: Object.entries(state.participants).flatMap(([one, ring]) => (hidden(one) ? [] : [{ organisation: named(names, one), ring }])),
    prevented: Object.entries(state.prevented).map(([kind, people]) => ({ kind: kind as CaseDetail['prevented'][0]['kind'], people: people! })),
    subsidy: state.subsidyFen === null ? null : { fen: state.subsidyFen, status: state.subsidyStatus },
    whistles,
    supervisions: supervisionsOf(state, readable, known),
    attachments: attachmentsOf(state),
    clocks: clocksOf(rules, state, then.today, holder),
    events: steps.map((step, k) => eventOf(step, k + 1, names, { ...sight, login: ground.scope.by.login, guarded })),
    steps: past ? [] : stepsOf(state, asker, rules),
    may: past ? [] : powersOf(asker, state),
  }
  return readable ? detail : forOthers(detail)
}

/** Of the cases that this one was merged into, those that nobody may be led to: a twin of an open place would tell where they lie. */
async function guardedTargets(on: On, ground: Ground, targets: readonly (number | null)[]): Promise<ReadonlySet<number>> {
  const ids = [...new Set(targets.filter((id) => id !== null))]
  const found = ids.length === 0 ? [] : await readCases(on, ground.scope, ids)
  return new Set(found.filter(({ state }) => !reads(ground, state)).map(({ id }) => id))
}

function whistlesOf({ whistles }: CaseState, names: Names, readable: (department: string) => boolean): Whistle[] {
  return Object.entries(whistles).map(([id, { department, reason, result, ...days }]) => ({
    id,
    department: named(names, department),
    reason: readable(department) ? reason : null,
    result: readable(department) ? result : null,
    ...days,
  }))
}

function supervisionsOf({ supervisions }: CaseState, readable: boolean, known: (id: string | null) => { name: string } | null): Supervision[] {
  return Object.entries(supervisions).map(([id, { reason, by, answer, ...days }]) => ({
    id,
    reason: readable ? reason : null,
    by: known(by)?.name ?? null,
    answer: readable ? answer : null,
    ...days,
  }))
}

const PHOTOS = new Set(['image/jpeg', 'image/png'])

export function attachmentsOf({ attachments }: CaseState): Attachment[] {
  return Object.entries(attachments).map(([id, { name, type, bytes, addedAt }]) => ({ id, name, type, bytes, addedAt, photo: PHOTOS.has(type) }))
}

/** Level and type of an organisation, for the rung of the ladder that it stands on. */
export function holderOf({ pack: { tree }, today }: { pack: Pick<Ground['pack'], 'tree'>; today: Day }, names: Names, id: string): Holder {
  const one = names.get(id)
  const index = one ? tree.current(one.area, today) : -1
  return { level: tree.areas[index]?.level ?? null, type: one?.type ?? null }
}

/** Only what is graver than what the case has is worth saying. */
async function proposal(on: On, ground: Ground, { presets }: Rules, { id, state }: StoredCase): Promise<CaseDetail['proposed']> {
  const windows = windowsOf(presets.tiers)
  const counts = await alikeCases(on, ground.scope, { id, area: state.area, category: state.category, day: state.occurredOn }, { windows, reach: ground.reach })
  const proposed = proposedTier(presets.tiers, state, { today: ground.today, alike: (days) => counts.get(days) ?? 1 })
  if (!proposed) return null
  const graver = state.colour === 'none' || COLOURS.index(proposed.colour) < COLOURS.index(state.colour)
  return graver ? proposed : null
}

function tomorrow(): AppError {
  return new AppError('bad_parameter', {
    status: 400,
    field: 'asOf',
    say: { zh: 'asOf 不能晚于今天', en: 'asOf cannot lie after today' },
  })
}

