import type { CaseCorrection, CaseDetail } from '../../contract/cases.ts'
import type { CaseState } from '../../contract/caseState.ts'
import type { Day } from '../../contract/day.ts'
import { AppError } from '../../contract/error.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { withDue } from '../../ledger/life/apply.ts'
import { mayReadText, powersOf } from '../../ledger/life/asker.ts'
import { handlingDue } from '../../ledger/life/clocks.ts'
import { withoutOldTexts } from '../../ledger/life/cleared.ts'
import { past } from '../../ledger/life/days.ts'
import { EARLIEST } from '../../ledger/values/date.ts'
import type { Context } from '../context.ts'
import { changeCase, type Desk, type Held } from './change.ts'
import { kept, placeGiven } from './place.ts'
import { masker, tellsAnew } from './texts.ts'

/** Mends what was entered wrong. Throws `AppError` as `changeCase`, 403 for who may not, 400 that names a field. */
export async function correctCase(ctx: Context, scope: CaseScope, id: number, { version, note, clear, ...fields }: CaseCorrection): Promise<CaseDetail> {
  return changeCase(ctx, scope, { id, version }, async (held, desk) => {
    const powers = powersOf(held.asker, held.state)
    const why = note === undefined || note.trim() === '' ? null : masker(desk.ground.pack)(note, 'note')
    const told = Object.values(fields).some((value) => value !== undefined)
    if ((told || !clear) && !powers.includes('correct')) throw notYours()
    if (clear && !powers.includes('clear')) throw notYours()
    const lifts = fields.sensitive === false && held.state.sensitive
    if (lifts && !powers.includes('lift')) throw notYours()
    if ((lifts || clear) && why === null) throw withoutReason()
    const state = told ? corrected(held, desk, fields) : held.state
    return { state: clear ? withoutOldTexts(state) : state, kind: clear ? 'cleared' : 'corrected', note: why, audit: 'case_changed' }
  })
}

function corrected(held: Held, { ground, rules }: Desk, fields: Omit<CaseCorrection, 'version' | 'note' | 'clear'>): CaseState {
  const { state } = held
  const { occurredOn, category, channel, people, amountYuan, summary } = fields
  // whoever was not shown a text or a place cannot mean to write another one over it
  if (!mayReadText(held.asker, state) && (summary !== undefined || fields.area !== undefined || fields.lng !== undefined)) throw unread()
  const told: Partial<CaseState> = {
    ...(occurredOn !== undefined && { occurredOn: past('occurredOn', occurredOn, { today: ground.today, notBefore: EARLIEST }) }),
    ...(category !== undefined && category !== state.category && { category, categoryTerm: null }),
    ...(channel !== undefined && { channel }),
    ...(people !== undefined && { people }),
    ...(amountYuan !== undefined && { amountFen: amountYuan === null ? null : Math.round(amountYuan * 100) }),
    ...(summary !== undefined && { summary: masker(ground.pack)(summary, 'summary') }),
    ...placeOf(held, ground, fields),
  }
  const first = firstDay(state)
  if (told.occurredOn !== undefined && first !== null && told.occurredOn > first) throw afterwards(first)
  const changed: CaseState = { ...state, ...told }
  const year = state.occurredOn.slice(0, 4)
  const coded = changed.occurredOn.slice(0, 4) === year ? changed : { ...changed, codedYear: state.codedYear ?? Number(year) }
  // a person who read it knows better than words that tell of families
  const sensitive = fields.sensitive ?? (coded.sensitive || tellsAnew(state, coded.category, [summary ?? null]))
  // a ledger's case counts from its day of occurrence
  const moved = coded.occurredOn !== state.occurredOn && coded.cameOn === null && coded.duePreset && coded.dueOn !== null && coded.closedOn === null
  const due = moved ? { ...coded, dueOn: handlingDue(rules, coded, coded.occurredOn) } : withDue(state, coded, rules)
  return kept(ground, { ...due, sensitive })
}

function placeOf({ state }: Held, ground: Desk['ground'], { area, lng, lat }: CaseCorrection | Omit<CaseCorrection, 'version'>): Partial<CaseState> {
  if (area === undefined && lng === undefined && lat === undefined) return {}
  const where = area ?? state.area
  if (where === null) throw noPlace()
  // a point belongs to its place: with another one it has to be given anew
  const point = lng === undefined && lat === undefined ? (area === undefined || area === state.area ? { lng: state.lng, lat: state.lat } : {}) : { lng, lat }
  return placeGiven(ground, where, point)
}

function notYours(): AppError {
  return new AppError('case_not_yours', {
    status: 403,
    say: { zh: '当前岗位不能修改这件案件', en: 'Your post may not change this case' },
  })
}

function withoutReason(): AppError {
  return new AppError('bad_parameter', {
    status: 400,
    field: 'note',
    say: { zh: '请写明理由', en: 'Give the reason' },
  })
}

function unread(): AppError {
  return new AppError('case_not_yours', {
    status: 403,
    say: { zh: '敏感案件的正文和地点只能由承办单位修改', en: 'Text and place of a sensitive case are changed by the handling organisation alone' },
  })
}

/** The earliest day that the case has after its own. */
function firstDay({ agreedOn, appliedOn, closedOn }: CaseState): Day | null {
  return [agreedOn, appliedOn, closedOn].filter((day) => day !== null).sort()[0] ?? null
}

function afterwards(day: Day): AppError {
  return new AppError('bad_parameter', {
    status: 400,
    field: 'occurredOn',
    say: { zh: `发生日期晚于本案达成协议或办结的日期 ${day}，请核对`, en: `The day lies after the agreement or the close of the case on ${day}: check it` },
  })
}

function noPlace(): AppError {
  return new AppError('bad_parameter', { status: 400, field: 'area', say: { zh: '请先选地点', en: 'Choose the place first' } })
}
