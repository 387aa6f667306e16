import type { Attachment, CaseDetail, CaseEvent, Supervision, Whistle } from '../../contract/cases.ts'
import type { CaseState } from '../../contract/caseState.ts'
import { COLOURS } from '../../contract/colours.ts'
import type { Day } from '../../contract/day.ts'
import { AppError } from '../../contract/error.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { mayReadText, maySee, powersOf } from '../../ledger/life/asker.ts'
import { clocksOf, type Holder, type Rules } from '../../ledger/life/clocks.ts'
import { stepsOf } from '../../ledger/life/steps.ts'
import { proposedTier, windowsOf } from '../../ledger/life/tiers.ts'
import { appendLine } from '../../store/audit.ts'
import { eventRows, importRows } from '../../store/caseEvents.ts'
import { alikeCases } from '../../store/caseLikeness.ts'
import { readCase, type On, type StoredCase } from '../../store/caseState.ts'
import { namedOrganisations } from '../../store/namedOrganisations.ts'
import { transaction } from '../../store/transaction.ts'
import type { Context } from '../context.ts'
import { askerOf, groundOf, type Ground } from './reach.ts'
import { countyRules } from './rules.ts'
import { named, organisationsOf, placeOf, rowOf, tellsPlace, type Names } from './shown.ts'
import { asOfDay, timelineOf, type Step } from './timeline.ts'
import { unknownCase } from './unknown.ts'

/**
 * One case, as of today or as it stood at the end of a past day. Throws `AppError` 404 for one that is not there and for
 * one that the asker does not see. Who reads the text of a sensitive case is written down.
 */
export async function caseDetail(ctx: Context, scope: CaseScope, id: number, options: { asOf?: Day } = {}): Promise<CaseDetail> {
  const ground = await groundOf(ctx, scope)
  if (options.asOf !== undefined && options.asOf > ground.today) throw tomorrow()
  const detail = await detailOf(ctx, ctx.db, ground, id, options.asOf)
  if (detail.sensitive && (detail.summary !== null || detail.plan !== null)) {
    await transaction(ctx.db, async (tx) =>
      appendLine(tx, scope.by, { action: 'sensitive_read', at: new Date(ctx.now()), county: scope.county, subject: `case ${id}` }),
    )
  }
  return detail
}

/** The same inside a transaction, without a trace in the audit log. */
export async function detailOf(ctx: Context, on: On, ground: Ground, id: number, asOf?: Day): Promise<CaseDetail> {
  const stored = await readCase(on, ground.scope, id)
  if (!stored || !maySee(askerOf(ground, stored.state), stored.state)) throw unknownCase()
  const timeline = timelineOf(stored.state, await eventRows(on, ground.scope, id), await importRows(on, ground.scope, id))
  const past = asOf !== undefined && asOf < ground.today
  const { state, steps } = past ? asOfDay(timeline, stored.state, asOf) : { state: stored.state, steps: timeline.steps }
  const then = past ? { ...ground, today: asOf } : ground
  const names = await namedOrganisations(on, ground.scope, [...organisationsOf(state), ...steps.flatMap(namedIn)])
  const rules = await countyRules(ctx, ground.scope)
  // who may read is judged by the case as it is now
  const asker = askerOf(ground, stored.state)
  const readable = mayReadText(asker, stored.state)
  const holder = state.holder === null ? null : holderOf(then, names, state.holder)
  const shown = { ...rowOf(then, { ...stored, state }, names), ...textOf(state, readable) }
  const place = placeOf(then, state, readable)
  const hidden = tellsPlace(ground, asker, stored.state, names)
  const known = (one: string | null) => (one === null || hidden(one) ? null : named(names, one))
  return {
    ...shown,
    holder: known(state.holder),
    area: place.area,
    place: place.words,
    categoryTerm: readable ? state.categoryTerm : null,
    version: stored.version,
    asOf: then.today,
    townCode: place.town,
    locatedBy: state.locatedBy,
    lng: readable ? state.lng : null,
    lat: readable ? state.lat : null,
    proposed: past || !readable ? null : await proposal(on, ground, rules, stored),
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
    mergedInto: state.mergedInto,
    escalatedTo: known(state.escalatedTo),
    enteredBy: known(state.enteredBy),
    participants: Object.entries(state.participants).flatMap(([one, ring]) => (hidden(one) ? [] : [{ organisation: named(names, one), ring }])),
    prevented: Object.entries(state.prevented).map(([kind, people]) => ({ kind: kind as CaseDetail['prevented'][0]['kind'], people: people! })),
    subsidy: state.subsidyFen === null ? null : { fen: state.subsidyFen, status: state.subsidyStatus },
    whistles: whistlesOf(state, names, (department) => readable || department === asker.organisation).filter(({ department }) => !hidden(department.id)),
    supervisions: supervisionsOf(state, names, readable),
    attachments: readable ? attachmentsOf(state) : [],
    clocks: clocksOf(rules, state, then.today, holder),
    events: steps.map((step, k) => eventOf(step, k + 1, names, { readable, hidden })),
    steps: past ? [] : stepsOf(state, asker, rules),
    may: past ? [] : powersOf(asker, state),
  }
}

/** Free text of a case; nothing of it for who may not read it. */
function textOf(state: CaseState, readable: boolean): Pick<CaseDetail, 'summary' | 'colourReason' | 'plan' | 'leadPost'> {
  const { summary, colourReason, plan, leadPost } = state
  return readable ? { summary, colourReason, plan, leadPost } : { summary: null, colourReason: null, plan: null, leadPost }
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

function supervisionsOf({ supervisions }: CaseState, names: Names, readable: boolean): Supervision[] {
  return Object.entries(supervisions).map(([id, { reason, by, answer, ...days }]) => ({
    id,
    reason: readable ? reason : null,
    by: by === null ? null : named(names, by).name,
    answer: readable ? answer : null,
    ...days,
  }))
}

const PHOTOS = new Set(['image/jpeg', 'image/png'])

export function attachmentsOf({ attachments }: CaseState): Attachment[] {
  return Object.entries(attachments).map(([id, { name, type, bytes, addedAt }]) => ({ id, name, type, bytes, addedAt, photo: PHOTOS.has(type) }))
}

/** Fields that hold free text, or point at a place: hidden with the text of a sensitive case. */
const HIDDEN = new Set(['summary', 'categoryTerm', 'colourReason', 'plan', 'area', 'town', 'lng', 'lat', 'attachment'])
/** What a change of a part is called in an answer. */
const PART_OF: Record<string, string> = { whistles: 'department', supervisions: 'supervision', participants: 'participant', prevented: 'prevented', attachments: 'attachment' }
/** Of the database's bookkeeping, nothing that happened. */
const SILENT = new Set(['duePreset', 'codedYear', 'cameOn', 'enteredAccount', 'since', 'holderSince', 'followUps', 'colouredOn'])
const ORGANISATIONS = new Set(['holder', 'escalatedTo', 'escalatedBy', 'enteredBy'])

function eventOf(step: Step, seq: number, names: Names, { readable, hidden }: { readable: boolean; hidden: (id: string | null) => boolean }): CaseEvent {
  const plain = step.kind === 'entered' ? [] : step.changes.filter((change) => !organisationsIn(change).some(hidden))
  const changes = plain.flatMap((change) => shownChange(change, names))
  return {
    seq,
    at: step.at.toISOString(),
    kind: step.kind,
    from: step.from,
    to: step.to,
    organisation: step.organisation === null || hidden(step.organisation) ? null : named(names, step.organisation),
    // the sign-in name of a post may be that of its village
    login: hidden(step.organisation) ? null : step.login,
    note: readable ? step.note : null,
    changes: readable ? changes : changes.filter(({ field }) => !HIDDEN.has(field)),
  }
}

function shownChange({ field, before, after }: Step['changes'][0], names: Names): CaseEvent['changes'] {
  const [part, key] = field.split('.') as [string, string?]
  if (key === undefined) {
    if (SILENT.has(field)) return []
    const word = (id: unknown) => (ORGANISATIONS.has(field) && typeof id === 'string' ? named(names, id).name : id)
    return [{ field, before: word(before), after: word(after) }]
  }
  const word = (value: unknown): unknown => {
    if (value === null) return null
    if (part === 'participants') return named(names, key).name
    if (part === 'prevented') return value
    if (part === 'whistles') return named(names, (value as { department: string }).department).name
    if (part === 'attachments') return (value as { name: string }).name
    return key
  }
  return [{ field: PART_OF[part]!, before: word(before), after: word(after) }]
}

/** Organisations that a step names, for their names. */
function namedIn({ organisation, changes }: Step): string[] {
  return [...(organisation === null ? [] : [organisation]), ...changes.flatMap(organisationsIn)]
}

function organisationsIn({ field, before, after }: Step['changes'][0]): string[] {
  const ids = ((): unknown[] => {
    if (ORGANISATIONS.has(field)) return [before, after]
    if (field.startsWith('participants.')) return [field.slice('participants.'.length)]
    return field.startsWith('whistles.') ? [((after ?? before) as { department?: string } | null)?.department] : []
  })()
  return ids.filter((id): id is string => typeof id === 'string')
}

/** Level and type of an organisation, for the rung of the ladder that it stands on. */
export function holderOf({ pack: { tree }, today }: Ground, names: Names, id: string): Holder {
  const one = names.get(id)
  const index = one ? tree.current(one.area, today) : -1
  return { level: tree.areas[index]?.level ?? null, type: one?.type ?? null }
}

/** Only what is graver than what the case has is worth saying. */
async function proposal(on: On, ground: Ground, { presets }: Rules, { id, state }: StoredCase): Promise<CaseDetail['proposed']> {
  const windows = windowsOf(presets.tiers)
  const counts = await alikeCases(on, ground.scope, { id, area: state.area, category: state.category, day: state.occurredOn }, windows)
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

