import { describe, expect, test } from 'vitest'
import type { CaseState } from '../../../../server/contract/caseState.ts'
import { ACTIVE, moveOf, MOVES, type MoveAsks, type MoveCode } from '../../../../server/contract/moves.ts'
import { STATES, type State } from '../../../../server/contract/states.ts'
import { applyMove } from '../../../../server/ledger/life/apply.ts'
import type { Asker } from '../../../../server/ledger/life/asker.ts'
import { stepsOf } from '../../../../server/ledger/life/steps.ts'
import { ABOVE, CALLED, caseOf, CENTRE, day, HOLDER, LEADER, RULES, STRANGER, SUPERVISION, TODAY, WHISTLE, WORKER } from './cases.ts'

interface Example {
  /** the case before, in the state that the move starts from */
  from: Partial<CaseState>
  by: Asker
  asks?: MoveAsks
  /** what it brings */
  gives: Partial<CaseState>
}

const HELD: Partial<CaseState> = { holder: 'village', holderSince: TODAY }
const AGREED: Partial<CaseState> = { ...HELD, state: 'agreed', agreement: 'written', agreedOn: TODAY }
const CLOSED: Partial<CaseState> = { ...HELD, state: 'closed', closedOn: TODAY, performance: 'full', agreement: 'written', agreedOn: TODAY }
const CLAIMED: Partial<CaseState> = { ...CLOSED, subsidyFen: 10_000, subsidyStatus: 'claimed' }
const CALLING: Partial<CaseState> = { ...HELD, state: 'whistled', whistles: { 1: WHISTLE } }

/** One way that each move goes well. */
const EXAMPLES: Record<MoveCode, Example> = {
  triage: { from: { colour: 'none' }, by: CENTRE, asks: { colour: 'red', reason: '人多' }, gives: { state: 'triaged', colour: 'red', colourReason: '人多', colouredOn: TODAY } },
  decline: { from: {}, by: CENTRE, asks: { note: '不属矛盾纠纷' }, gives: { state: 'declined', closedOn: TODAY } },
  merge: { from: {}, by: CENTRE, asks: { into: 7 }, gives: { state: 'merged', mergedInto: 7 } },
  dispatch: { from: { state: 'triaged' }, by: CENTRE, asks: { holder: 'village', dueOn: day('2024-03-20') }, gives: { state: 'dispatched', holder: 'village', holderSince: TODAY, dueOn: day('2024-03-20'), duePreset: false } },
  takeOn: { from: {}, by: HOLDER, asks: { colour: 'blue' }, gives: { state: 'accepted', holder: 'village' } },
  accept: { from: { ...HELD, state: 'dispatched' }, by: HOLDER, gives: { state: 'accepted' } },
  return: { from: { ...HELD, state: 'dispatched' }, by: HOLDER, asks: { note: '不在辖区' }, gives: { state: 'triaged', holder: null } },
  mediate: { from: { ...HELD, state: 'accepted' }, by: HOLDER, asks: { mediationType: 'people' }, gives: { state: 'mediating', mediationType: 'people' } },
  whistle: { from: { ...HELD, state: 'accepted' }, by: CENTRE, asks: { departments: ['housing'], reason: '到场', limitDays: 3 }, gives: { state: 'whistled', whistles: { 1: WHISTLE } } },
  resume: { from: { ...HELD, state: 'whistled' }, by: CENTRE, gives: { state: 'mediating' } },
  escalate: { from: { ...HELD, state: 'mediating' }, by: HOLDER, asks: { to: 'county', note: '调不了' }, gives: { state: 'escalated', escalatedTo: 'county', escalatedBy: 'village', reportedOn: TODAY } },
  take: { from: { ...HELD, state: 'escalated', escalatedTo: 'county', escalatedBy: 'village' }, by: ABOVE, gives: { state: 'accepted', holder: 'county', escalatedTo: null } },
  sendBack: { from: { ...HELD, state: 'escalated', escalatedTo: 'county', escalatedBy: 'village' }, by: ABOVE, asks: { note: '应在镇内调解' }, gives: { state: 'triaged', holder: null, escalatedTo: null, dueOn: day('2024-04-03') } },
  agree: { from: { ...HELD, state: 'mediating' }, by: HOLDER, asks: { agreement: 'written', agreedOn: TODAY, amountYuan: 12.5 }, gives: { state: 'agreed', agreement: 'written', agreedFen: 1_250 } },
  terminate: { from: { ...HELD, state: 'mediating' }, by: HOLDER, asks: { advice: 'litigation', note: '不成' }, gives: { state: 'terminated', advice: 'litigation', closedOn: TODAY } },
  withdraw: { from: { ...HELD, state: 'mediating' }, by: HOLDER, asks: { note: '自行和解' }, gives: { state: 'terminated', closedOn: TODAY } },
  renege: { from: AGREED, by: HOLDER, asks: { note: '反悔' }, gives: { state: 'mediating', performance: 'none', agreement: null, agreedOn: null } },
  applyConfirmation: { from: AGREED, by: HOLDER, asks: { appliedOn: TODAY }, gives: { state: 'confirming', appliedOn: TODAY } },
  confirm: { from: { ...AGREED, state: 'confirming', appliedOn: TODAY }, by: HOLDER, asks: { decidedOn: TODAY }, gives: { state: 'performing', judiciallyConfirmed: true, decidedOn: TODAY } },
  refuseConfirmation: { from: { ...AGREED, state: 'confirming', appliedOn: TODAY }, by: HOLDER, asks: { decidedOn: TODAY, note: '内容违法' }, gives: { state: 'mediating', judiciallyConfirmed: false, agreement: null, agreedOn: null, decidedOn: TODAY } },
  withdrawConfirmation: { from: { ...AGREED, state: 'confirming', appliedOn: TODAY }, by: HOLDER, asks: { note: '撤回' }, gives: { state: 'performing', appliedOn: null } },
  perform: { from: AGREED, by: HOLDER, asks: { performBy: day('2024-03-20') }, gives: { state: 'performing', performBy: day('2024-03-20') } },
  close: { from: AGREED, by: HOLDER, asks: { closedOn: TODAY, performance: 'full' }, gives: { state: 'closed', closedOn: TODAY, performance: 'full', performedOn: TODAY } },
  recordPerformance: { from: { ...CLOSED, performance: 'instalments' }, by: HOLDER, asks: { performance: 'full' }, gives: { state: 'closed', performance: 'full', performedOn: TODAY } },
  followUp: { from: CLOSED, by: HOLDER, asks: { followedOn: TODAY, followResult: 'stable' }, gives: { state: 'followed_up', followedUp: true, followUps: [TODAY] } },
  archive: { from: { ...CLOSED, state: 'followed_up', followUps: [TODAY] }, by: CENTRE, gives: { state: 'archived' } },
  reopen: { from: CLOSED, by: CENTRE, asks: { note: '反复' }, gives: { state: 'reopened', reopened: 1, closedOn: null, agreedOn: null, agreement: null, performance: null, cameOn: TODAY } },
  recolour: { from: { state: 'triaged' }, by: CENTRE, asks: { colour: 'red', reason: '升级' }, gives: { state: 'triaged', colour: 'red', reportedOn: null } },
  plan: { from: { ...HELD, state: 'dispatched' }, by: HOLDER, asks: { plan: '一案一策', leadPost: '副镇长' }, gives: { plan: '一案一策', leadPost: '副镇长' } },
  reassign: { from: { ...HELD, state: 'mediating' }, by: CENTRE, asks: { holder: 'town' }, gives: { state: 'mediating', holder: 'town' } },
  extend: { from: { ...HELD, state: 'mediating' }, by: CENTRE, asks: { dueOn: day('2024-05-03'), note: '案情复杂' }, gives: { dueOn: day('2024-05-03'), duePreset: false } },
  report: { from: { ...HELD, state: 'mediating', colouredOn: TODAY }, by: HOLDER, gives: { reportedOn: TODAY } },
  note: { from: { ...HELD, state: 'mediating' }, by: HOLDER, asks: { note: '上门一次' }, gives: { state: 'mediating' } },
  reportIn: { from: CALLING, by: CALLED, asks: { whistle: '1' }, gives: { whistles: { 1: { ...WHISTLE, reportedOn: TODAY } } } },
  result: { from: CALLING, by: CALLED, asks: { whistle: '1', note: '已办' }, gives: { whistles: { 1: { ...WHISTLE, reportedOn: TODAY, resultOn: TODAY, result: '已办' } } } },
  withdrawWhistle: { from: CALLING, by: CENTRE, asks: { whistle: '1', note: '不需要' }, gives: { whistles: { 1: { ...WHISTLE, withdrawnOn: TODAY } } } },
  supervise: { from: { ...HELD, state: 'mediating' }, by: LEADER, asks: { reason: '限期', limitDays: 5 }, gives: { supervisions: { 1: { ...SUPERVISION, by: null } } } },
  answerSupervision: { from: { ...HELD, state: 'mediating', supervisions: { 1: SUPERVISION } }, by: HOLDER, asks: { supervision: '1', note: '已办' }, gives: { supervisions: { 1: { ...SUPERVISION, answeredOn: TODAY, answer: '已办' } } } },
  liftSupervision: { from: { ...HELD, state: 'mediating', supervisions: { 1: SUPERVISION } }, by: LEADER, asks: { supervision: '1', note: '解除' }, gives: { supervisions: { 1: { ...SUPERVISION, liftedOn: TODAY } } } },
  recordPrevention: { from: CLOSED, by: HOLDER, asks: { prevented: 'petition', people: 12 }, gives: { prevented: { petition: 12 } } },
  claimSubsidy: { from: CLOSED, by: HOLDER, gives: { subsidyFen: 10_000, subsidyStatus: 'claimed' } },
  approveSubsidy: { from: CLAIMED, by: CENTRE, gives: { subsidyStatus: 'approved' } },
  refuseSubsidy: { from: CLAIMED, by: CENTRE, asks: { note: '材料不全' }, gives: { subsidyFen: null, subsidyStatus: 'none' } },
  paySubsidy: { from: { ...CLAIMED, subsidyStatus: 'approved' }, by: CENTRE, gives: { subsidyStatus: 'paid' } },
}

const make = (state: CaseState, code: MoveCode, by: Asker, asks: MoveAsks = {}) =>
  applyMove(state, code, asks, { today: TODAY, rules: RULES, asker: by, subsidyFen: 10_000 })

describe.each(MOVES.codes)('%s', (code) => {
  const { from, by, asks = {}, gives } = EXAMPLES[code]
  const before = caseOf(from)
  const move = moveOf(code)

  test('goes well, and is shown as a step', () => {
    expect(make(before, code, by, asks)).toMatchObject(gives)
    expect(stepsOf(before, by, RULES)).toContainEqual({ move: code, asks: move.asks, may: move.may, blocked: [] })
  })

  test('is refused in any other state, and no step of it', () => {
    const allowed = new Set<State>(move.from ?? ACTIVE)
    const others = STATES.codes.filter((state) => !allowed.has(state))
    expect(others.length).toBeGreaterThan(0)
    for (const state of others) {
      expect(() => make({ ...before, state }, code, by, asks), state).toThrow(expect.objectContaining({ status: 409, code: 'move_not_now' }))
      expect(stepsOf({ ...before, state }, by, RULES).map((step) => step.move)).not.toContain(code)
    }
  })

  test.each([['a stranger', STRANGER], ['a grid worker', WORKER], ['a leader or a clerk without the right', move.right === 'supervise' ? CENTRE : LEADER]])('is refused to %s', (_, other) => {
    expect(() => make(before, code, other, asks)).toThrow(expect.objectContaining({ status: 403, code: 'move_not_yours' }))
    expect(stepsOf(before, other, RULES).map((step) => step.move)).not.toContain(code)
  })

  test('asks for what its row says, and for nothing else', () => {
    for (const ask of move.asks) {
      const { [ask]: _, ...rest } = asks
      expect(() => make(before, code, by, rest), ask).toThrow(expect.objectContaining({ status: 400, field: ask }))
    }
    const strange = move.asks.includes('advice') || move.may.includes('advice') ? { leadPost: '书记' } : ({ advice: 'arbitration' } as const)
    expect(() => make(before, code, by, { ...asks, ...strange })).toThrow(expect.objectContaining({ status: 400, field: Object.keys(strange)[0] }))
  })
})

test.each([
  ['dispatch', { colour: 'none' }, 'colour'],
  ['dispatch', { colour: 'red' }, 'plan'],
  ['resume', { whistles: { 1: WHISTLE } }, 'whistles'],
  ['terminate', { whistles: { 1: WHISTLE } }, 'whistles'],
  ['withdraw', { whistles: { 1: WHISTLE } }, 'whistles'],
  ['close', { whistles: { 1: WHISTLE } }, 'whistles'],
  ['applyConfirmation', { agreement: 'oral' }, 'written'],
  ['archive', { area: null, locatedBy: 'unknown' }, 'place'],
  ['archive', { colour: 'yellow' }, 'plan'],
  ['archive', { whistles: { 1: WHISTLE } }, 'whistles'],
  ['archive', { supervisions: { 1: SUPERVISION } }, 'supervision'],
  ['archive', { performance: 'instalments' }, 'performed'],
  ['archive', { followUps: [], followedUp: false }, 'followedUp'],
  // red wants two visits
  ['archive', { colour: 'red', plan: '一案一策', leadPost: '副镇长' }, 'followedUp'],
  ['mediate', { colour: 'red' }, 'plan'],
  ['agree', { colour: 'red' }, 'plan'],
  ['close', { colour: 'red' }, 'plan'],
  ['terminate', { colour: 'red' }, 'plan'],
  ['close', { supervisions: { 1: SUPERVISION } }, 'supervision'],
  ['terminate', { supervisions: { 1: SUPERVISION } }, 'supervision'],
  ['withdraw', { supervisions: { 1: SUPERVISION } }, 'supervision'],
  ['decline', { supervisions: { 1: SUPERVISION } }, 'supervision'],
  ['merge', { supervisions: { 1: SUPERVISION } }, 'supervision'],
  ['decline', { whistles: { 1: WHISTLE } }, 'whistles'],
  ['merge', { whistles: { 1: WHISTLE } }, 'whistles'],
  ['archive', { followResult: 'relapse' }, 'stable'],
  ['archive', { followResult: 'watch' }, 'watched'],
] as [MoveCode, Partial<CaseState>, string][])('%s waits: %j', (code, more, check) => {
  const { from, by, asks } = EXAMPLES[code]
  const state = caseOf({ ...from, ...more })
  expect(stepsOf(state, by, RULES).find((step) => step.move === code)?.blocked).toEqual([check])
  expect(() => make(state, code, by, asks)).toThrow(expect.objectContaining({ status: 409, code: 'move_blocked' }))
})

describe('days', () => {
  test('a limit that was set too far can be drawn in again, a year is the longest', () => {
    const { from, by, asks } = EXAMPLES.extend
    expect(make(caseOf({ ...from, dueOn: day('2025-03-05') }), 'extend', by, { ...asks, dueOn: day('2024-03-20') })).toMatchObject({ dueOn: '2024-03-20' })
    expect(make(caseOf(from), 'extend', by, { ...asks, dueOn: day('2025-03-05') })).toMatchObject({ dueOn: '2025-03-05' })
  })

  test.each([
    ['agree', { agreedOn: day('2024-03-05') }, 'agreedOn'],
    ['agree', { agreedOn: day('2024-03-03') }, 'agreedOn'],
    ['agree', { performBy: day('2024-03-03') }, 'performBy'],
    ['close', { closedOn: day('2024-03-05') }, 'closedOn'],
    ['close', { performance: 'none' }, 'performance'],
    ['followUp', { followedOn: day('2024-03-01') }, 'followedOn'],
    ['confirm', { decidedOn: day('2024-03-01') }, 'decidedOn'],
    ['extend', { dueOn: day('2024-03-03') }, 'dueOn'],
    ['dispatch', { dueOn: day('2025-03-06') }, 'dueOn'],
    ['dispatch', { dueOn: day('2024-03-01') }, 'dueOn'],
    ['extend', { dueOn: day('9999-03-01') }, 'dueOn'],
    ['reassign', { holder: 'village' }, 'holder'],
    ['escalate', { to: 'village' }, 'to'],
    ['triage', { colour: 'green' }, 'colour'],
    ['recordPrevention', { people: -1 }, 'people'],
    ['result', { whistle: '2' }, 'whistle'],
    ['answerSupervision', { supervision: '9' }, 'supervision'],
  ] as [MoveCode, MoveAsks, string][])('%s with %j is refused', (code, more, field) => {
    const { from, by, asks } = EXAMPLES[code]
    expect(() => make(caseOf(from), code, by, { ...asks, ...more })).toThrow(expect.objectContaining({ status: 400, field }))
  })

  test('an application counts by its own day, not by the day on which it is recorded', () => {
    const state = caseOf({ ...AGREED, agreedOn: day('2024-01-10') })
    // thirty days from 10 January end on 9 February, a Friday that is worked
    const late = () => make(state, 'applyConfirmation', HOLDER, { appliedOn: day('2024-02-10') })
    expect(late).toThrow(expect.objectContaining({ code: 'move_blocked' }))
    expect(make(state, 'applyConfirmation', HOLDER, { appliedOn: day('2024-02-09') })).toMatchObject({ state: 'confirming' })
  })

  test('a tier brings its term, unless somebody stated a day', () => {
    const labour = caseOf({ category: '07', colour: 'none', dueOn: day('2024-03-19') })
    expect(make(labour, 'triage', CENTRE, { colour: 'blue', reason: '一般' }).dueOn).toBe('2024-03-19')
    const stated = caseOf({ colour: 'none', dueOn: day('2024-03-08'), duePreset: false })
    expect(make(stated, 'triage', CENTRE, { colour: 'blue', reason: '一般' }).dueOn).toBe('2024-03-08')
  })
})

describe('who', () => {
  const escalated = caseOf({ ...HELD, state: 'escalated', escalatedTo: 'county', escalatedBy: 'town' })

  test('a centre does not take back what it sent up', () => {
    expect(() => make(escalated, 'take', CENTRE)).toThrow(expect.objectContaining({ status: 403 }))
    expect(make(escalated, 'take', { ...CENTRE, organisation: 'county' })).toMatchObject({ holder: 'county' })
  })

  test('nor by beginning it anew: only what had left the county does', () => {
    expect(() => make(escalated, 'reopen', CENTRE, { note: '收回' })).toThrow(expect.objectContaining({ status: 409, code: 'move_without_object' }))
    expect(make({ ...escalated, escalatedTo: null, escalatedBy: null }, 'reopen', CENTRE, { note: '对方退回' })).toMatchObject({ state: 'reopened' })
  })

  test('a centre fetches back what it sent up, to be dispatched anew within the same term', () => {
    const top = { ...CENTRE, organisation: 'county' }
    const lent = { ...escalated, escalatedTo: 'court', escalatedBy: 'county' }
    expect(stepsOf(lent, top, RULES).map(({ move }) => move)).toContain('sendBack')
    expect(make(lent, 'sendBack', top, { note: '法庭不办' })).toMatchObject({ state: 'triaged', holder: null, escalatedTo: null, escalatedBy: null, dueOn: escalated.dueOn, reopened: 0 })
    expect(() => make(lent, 'sendBack', top)).toThrow(expect.objectContaining({ status: 400, field: 'note' }))
    expect(() => make(lent, 'sendBack', HOLDER, { note: '收回' })).toThrow(expect.objectContaining({ status: 403 }))
  })

  test('what nobody was named for is taken up by an organisation alone', () => {
    const lone = { ...CENTRE, organisation: null }
    const handed = { ...escalated, escalatedTo: null, escalatedBy: null }
    expect(stepsOf(handed, lone, RULES).map(({ move }) => move)).not.toContain('take')
    expect(() => make(handed, 'take', lone)).toThrow(expect.objectContaining({ status: 409, code: 'move_without_organisation' }))
    expect(make(escalated, 'take', lone)).toMatchObject({ holder: 'county' })
  })

  test('a department answers its own calls alone', () => {
    const two = caseOf({ ...CALLING, whistles: { 1: WHISTLE, 2: { ...WHISTLE, department: 'police' } } })
    expect(() => make(two, 'reportIn', CALLED, { whistle: '2' })).toThrow(expect.objectContaining({ status: 400, field: 'whistle' }))
  })

  test('a claim falls with its close, but not what was paid', () => {
    const reopened = (more: Partial<CaseState>) => make(caseOf({ ...CLAIMED, ...more }), 'reopen', CENTRE, { note: '反复' })
    expect(reopened({})).toMatchObject({ subsidyFen: null, subsidyStatus: 'none' })
    expect(reopened({ subsidyStatus: 'paid' })).toMatchObject({ subsidyFen: 10_000, subsidyStatus: 'paid' })
  })

  test('a tier with a plan is not taken on without the centre', () => {
    expect(() => make(caseOf(), 'takeOn', HOLDER, { colour: 'red' })).toThrow(expect.objectContaining({ status: 400, field: 'colour' }))
  })

  test('the same department is not called twice at once', () => {
    const asks = { departments: ['housing'], reason: '再来', limitDays: 1 }
    expect(() => make(caseOf(CALLING), 'whistle', CENTRE, asks)).toThrow(expect.objectContaining({ field: 'departments' }))
  })
})
