import type { CaseState, SupervisionState, WhistleState } from '../../contract/caseState.ts'
import type { MoveAsks, MoveCode } from '../../contract/moves.ts'
import { confirmationDue, handlingDue, tierOf } from './clocks.ts'
import { ahead, handledBy, past } from './days.ts'
import type { MoveContext } from './moveContext.ts'
import { bad, blockedBy } from './refusals.ts'
import { isOpenSupervision, isOpenWhistle, nextNo } from './state.ts'
import { answers } from './steps.ts'
import { after } from './workdays.ts'

type Effect = (state: CaseState, given: MoveAsks, context: MoveContext) => Partial<CaseState>

const nothing: Effect = () => ({})

/** An agreement that fell is none: what it was stays in the events. */
const NO_AGREEMENT: Partial<CaseState> = { agreement: null, agreedOn: null, agreedFen: null, performBy: null, performance: null, performedOn: null }

/** What each move does to a case beside its state. What a row asks for is there. */
export const EFFECTS: Record<MoveCode, Effect> = {
  triage: setTier,
  recolour: setTier,
  decline: (_, { advice }, { today }) => ({ closedOn: today, ...(advice && { advice }) }),
  merge: (_, { into }) => ({ mergedInto: into!, holder: null, holderSince: null }),
  dispatch: (state, given, context) => ({ ...handTo(given.holder!, context), ...due(given, context) }),
  takeOn,
  accept: nothing,
  return: () => ({ holder: null, holderSince: null }),
  mediate: (_, { mediationType }) => ({ mediationType: mediationType! }),
  whistle,
  resume: (_, { mediationType }) => ({ ...(mediationType && { mediationType }) }),
  escalate,
  take: (state, _, context) => handTo(context.asker.organisation ?? state.escalatedTo!, context),
  sendBack: () => ({ holder: null, holderSince: null, escalatedTo: null, escalatedBy: null }),
  agree,
  terminate: (_, { advice }, { today }) => ({ advice: advice!, closedOn: today }),
  withdraw: (_, __, { today }) => ({ closedOn: today }),
  renege: () => ({ ...NO_AGREEMENT, performance: 'none', appliedOn: null, decidedOn: null, judiciallyConfirmed: false }),
  applyConfirmation,
  confirm: (state, { decidedOn }, { today }) => ({ decidedOn: past('decidedOn', decidedOn!, { today, notBefore: state.appliedOn }), judiciallyConfirmed: true }),
  refuseConfirmation: (state, { decidedOn }, { today }) => ({ ...NO_AGREEMENT, decidedOn: past('decidedOn', decidedOn!, { today, notBefore: state.appliedOn }) }),
  withdrawConfirmation: () => ({ appliedOn: null }),
  perform: (state, given) => performBy(state.agreedOn, given),
  close,
  recordPerformance: (_, { performance }, { today }) => ({ performance: performance!, ...(performance === 'full' && { performedOn: today }) }),
  followUp: (state, { followedOn, followResult }, { today }) => {
    const on = past('followedOn', followedOn!, { today, notBefore: state.followUps.at(-1) ?? state.closedOn })
    return { followedOn: on, followResult: followResult!, followedUp: true, followUps: [...state.followUps, on] }
  },
  archive: nothing,
  reopen,
  plan: (_, { plan, leadPost }) => ({ plan: plan!, leadPost: leadPost! }),
  reassign: (state, given, context) => {
    if (given.holder === state.holder) throw bad('holder', { zh: '案件已在该单位，请选择别的单位', en: 'This organisation holds the case already: choose another one' })
    return { ...handTo(given.holder!, context), ...due(given, context) }
  },
  extend: (_, { dueOn }, { today }) => ({ dueOn: handledBy(dueOn!, today), duePreset: false }),
  report: (_, __, { today }) => ({ reportedOn: today }),
  note: nothing,
  reportIn: (state, given, context) => onWhistle(state, given, context, (one) => {
    if (one.reportedOn !== null) throw bad('whistle', { zh: '该部门已经报到', en: 'This department has reported in already' })
    return { ...one, reportedOn: context.today }
  }),
  result: (state, given, context) =>
    onWhistle(state, given, context, (one) => ({ ...one, reportedOn: one.reportedOn ?? context.today, resultOn: context.today, result: given.note! })),
  withdrawWhistle: (state, given, context) => onWhistle(state, given, context, (one) => ({ ...one, withdrawnOn: context.today })),
  supervise,
  answerSupervision: (state, given, { today }) => onSupervision(state, given, (one) => ({ ...one, answeredOn: today, answer: given.note! })),
  liftSupervision: (state, given, { today }) => onSupervision(state, given, (one) => ({ ...one, liftedOn: today })),
  recordPrevention,
  claimSubsidy: (_, __, { subsidyFen }) => {
    if (subsidyFen !== null) return { subsidyFen, subsidyStatus: 'claimed' }
    throw bad('subsidy', { zh: '补贴标准里没有适用于这件案件的一档，请先在设置中补上', en: 'The rate table has no rate for this case: add one in the settings first' })
  },
  approveSubsidy: () => ({ subsidyStatus: 'approved' }),
  refuseSubsidy: () => ({ subsidyFen: null, subsidyStatus: 'none' }),
  paySubsidy: () => ({ subsidyStatus: 'paid' }),
}

function setTier(state: CaseState, { colour, reason, plan, leadPost }: MoveAsks, { rules, today }: MoveContext): Partial<CaseState> {
  if (!tierOf(rules, colour!)) {
    const [zh, en] = [rules.presets.tiers.map(({ label }) => label.zh).join('、'), rules.presets.tiers.map(({ label }) => label.en).join(', ')]
    throw bad('colour', { zh: `本县的等级为：${zh}`, en: `The tiers of this county are: ${en}` })
  }
  const told = { colour: colour!, ...(reason && { colourReason: reason }), ...(plan && { plan }), ...(leadPost && { leadPost }) }
  return colour === state.colour && state.colouredOn !== null ? told : { ...told, colouredOn: today, reportedOn: null }
}

/** The case goes to an organisation; what was escalated is taken up with it. */
function handTo(holder: string, { today }: MoveContext): Partial<CaseState> {
  return { holder, holderSince: today, escalatedTo: null, escalatedBy: null }
}

function due({ dueOn }: MoveAsks, { today }: MoveContext): Partial<CaseState> {
  return dueOn ? { dueOn: handledBy(dueOn, today), duePreset: false } : {}
}

function takeOn(state: CaseState, given: MoveAsks, context: MoveContext): Partial<CaseState> {
  const told = setTier(state, given, context)
  if (tierOf(context.rules, given.colour!)?.plan && (state.plan === null || state.leadPost === null)) {
    throw bad('colour', { zh: '本等级须先由综治中心研判，定一案一策和包案领导', en: 'The centre has to triage this tier first, with a plan and a lead post' })
  }
  return { ...told, ...handTo(context.asker.organisation!, context) }
}

function whistle(state: CaseState, { departments, reason, limitDays }: MoveAsks, { today, rules }: MoveContext): Partial<CaseState> {
  const open = new Set(Object.values(state.whistles).filter(isOpenWhistle).map(({ department }) => department))
  const called = [...new Set(departments)]
  if (called.some((department) => open.has(department))) {
    throw bad('departments', { zh: '有的部门已被吹哨、尚未办结，不必重复吹哨', en: 'One of these departments has been called and has not given its result yet' })
  }
  const whistles = { ...state.whistles }
  const limit = after(today, { count: limitDays!, kind: 'working' }, rules.days)
  for (const department of called) {
    whistles[nextNo(whistles)] = { department, reason: reason!, calledOn: today, due: limit, reportedOn: null, resultOn: null, result: null, withdrawnOn: null }
  }
  return { whistles }
}

function escalate(state: CaseState, { to }: MoveAsks, { today, asker }: MoveContext): Partial<CaseState> {
  if (to === state.holder) throw bad('to', { zh: '案件已在该单位，请选择上级或接收单位', en: 'This organisation holds the case already: name the one above' })
  return { escalatedTo: to!, escalatedBy: asker.organisation ?? state.holder, reportedOn: state.reportedOn ?? today }
}

function agree(state: CaseState, given: MoveAsks, { today }: MoveContext): Partial<CaseState> {
  const agreedOn = past('agreedOn', given.agreedOn!, { today, notBefore: state.occurredOn })
  return {
    agreement: given.agreement!,
    agreedOn,
    ...performBy(agreedOn, given),
    agreedFen: given.amountYuan === undefined ? null : Math.round(given.amountYuan * 100),
    appliedOn: null,
    decidedOn: null,
    judiciallyConfirmed: false,
    performance: null,
    performedOn: null,
  }
}

function performBy(agreedOn: CaseState['agreedOn'], given: MoveAsks): Partial<CaseState> {
  if (!given.performBy) return {}
  return { performBy: agreedOn === null ? given.performBy : ahead('performBy', given.performBy, agreedOn) }
}

function applyConfirmation(state: CaseState, given: MoveAsks, { today, rules }: MoveContext): Partial<CaseState> {
  const appliedOn = past('appliedOn', given.appliedOn!, { today, notBefore: state.agreedOn })
  if (state.agreedOn !== null && appliedOn > confirmationDue(rules, state.agreedOn)) throw blockedBy('confirmationTerm')
  return { appliedOn, decidedOn: null }
}

function close(state: CaseState, given: MoveAsks, { today }: MoveContext): Partial<CaseState> {
  const { performance } = given
  if (performance === 'none') {
    throw bad('performance', { zh: '协议未履行不能办结：重新调解，或终止并告知仲裁、诉讼途径', en: 'What was agreed is not performed: mediate again, or terminate and point out the way to arbitration or court' })
  }
  const closedOn = past('closedOn', given.closedOn!, { today, notBefore: state.agreedOn ?? state.occurredOn })
  return { closedOn, performance: performance!, ...(performance === 'full' && { performedOn: state.performedOn ?? closedOn }), followUps: [] }
}

/**
 * The life begins anew, with a new term; what the first one came to stays in its events. A claim that was not paid yet falls
 * with the close that it was made for.
 */
function reopen(state: CaseState, _: MoveAsks, { today, rules }: MoveContext): Partial<CaseState> {
  return {
    reopened: state.reopened + 1,
    cameOn: today,
    dueOn: handlingDue(rules, state, today),
    duePreset: true,
    closedOn: null,
    agreement: null,
    agreedOn: null,
    performBy: null,
    agreedFen: null,
    performance: null,
    performedOn: null,
    appliedOn: null,
    decidedOn: null,
    judiciallyConfirmed: false,
    followedUp: false,
    followedOn: null,
    followResult: null,
    followUps: [],
    advice: null,
    ...(state.subsidyStatus !== 'paid' && { subsidyFen: null, subsidyStatus: 'none' as const }),
    mergedInto: null,
    escalatedTo: null,
    escalatedBy: null,
    holderSince: state.holder === null ? null : today,
  }
}

function supervise(state: CaseState, { reason, limitDays }: MoveAsks, { today, rules, asker }: MoveContext): Partial<CaseState> {
  const one: SupervisionState = {
    reason: reason!,
    by: asker.organisation,
    since: today,
    due: after(today, { count: limitDays!, kind: 'working' }, rules.days),
    answeredOn: null,
    answer: null,
    liftedOn: null,
  }
  return { supervisions: { ...state.supervisions, [nextNo(state.supervisions)]: one } }
}

function onWhistle(
  state: CaseState,
  { whistle: no }: MoveAsks,
  { asker }: MoveContext,
  change: (one: WhistleState) => WhistleState,
): Partial<CaseState> {
  const one = state.whistles[no!]
  if (!one || !isOpenWhistle(one) || !answers(asker, one.department)) {
    throw bad('whistle', { zh: '没有这一条待办的吹哨，请刷新后再选', en: 'There is no such call that waits: reload the case and choose again' })
  }
  return { whistles: { ...state.whistles, [no!]: change(one) } }
}

function onSupervision(state: CaseState, { supervision: no }: MoveAsks, change: (one: SupervisionState) => SupervisionState): Partial<CaseState> {
  const one = state.supervisions[no!]
  if (!one || !isOpenSupervision(one)) {
    throw bad('supervision', { zh: '没有这一条待回复的督办，请刷新后再选', en: 'There is no such supervision that waits: reload the case and choose again' })
  }
  return { supervisions: { ...state.supervisions, [no!]: change(one) } }
}

function recordPrevention(state: CaseState, { prevented: kind, people }: MoveAsks): Partial<CaseState> {
  const { [kind!]: _, ...rest } = state.prevented
  if (people! < 0 || !Number.isInteger(people)) throw bad('people', { zh: '人数应为整数；填 0 表示取消', en: 'People are a whole number; 0 takes the entry out' })
  return { prevented: people === 0 ? rest : { ...rest, [kind!]: people! } }
}
