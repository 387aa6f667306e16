import { describe, expect, test } from 'vitest'
import type { Day } from '../../../../server/contract/day.ts'
import { moveOf, MOVES, type MoveAsks, type MoveCode, type Mover } from '../../../../server/contract/moves.ts'
import type { State } from '../../../../server/contract/states.ts'
import { SUBSIDY_EXAMPLE } from '../../../../server/contract/subsidy.ts'
import { moveCase } from '../../../../server/services/caseLife/move.ts'
import { changeSettings } from '../../../../server/services/settings.ts'
import { readCase } from '../../../../server/store/caseState.ts'
import { engines } from '../../../databases.ts'
import { SCOPE } from '../county.ts'
import { useDesk, type Who } from './life.ts'

type Way = [by: Who, move: MoveCode, asks?: MoveAsks][]

const DAY = '2024-03-04' as Day
const TRIAGED: Way = [['town', 'triage', { colour: 'blue', reason: '一般' }]]
const DISPATCHED: Way = [...TRIAGED, ['town', 'dispatch', { holder: 'village' }]]
const ACCEPTED: Way = [...DISPATCHED, ['village', 'accept']]
const MEDIATING: Way = [...ACCEPTED, ['village', 'mediate', { mediationType: 'people' }]]
const CALLING: Way = [...ACCEPTED, ['town', 'whistle', { departments: ['housing'], reason: '到场', limitDays: 2 }]]
const AGREED: Way = [...MEDIATING, ['village', 'agree', { agreement: 'written', agreedOn: DAY }]]
const CONFIRMING: Way = [...AGREED, ['village', 'applyConfirmation', { appliedOn: DAY }]]
const CLOSED: Way = [...AGREED, ['village', 'close', { closedOn: DAY, performance: 'full' }]]
const CLAIMED: Way = [...CLOSED, ['village', 'claimSubsidy']]
const ESCALATED: Way = [...MEDIATING, ['village', 'escalate', { to: 'police', note: '调不了' }]]
const SUPERVISED: Way = [...MEDIATING, ['leader', 'supervise', { reason: '限期', limitDays: 2 }]]

/** How a case gets to where each move can be made, and what the move is given. */
const WAYS: Record<MoveCode, [before: Way, asks?: MoveAsks]> = {
  triage: [[], { colour: 'red', reason: '人多' }],
  decline: [[], { note: '不属矛盾纠纷' }],
  merge: [[], { into: 1 }],
  dispatch: [TRIAGED, { holder: 'village' }],
  takeOn: [[], { colour: 'blue' }],
  accept: [DISPATCHED],
  return: [DISPATCHED, { note: '不在辖区' }],
  mediate: [ACCEPTED, { mediationType: 'people' }],
  whistle: [ACCEPTED, { departments: ['housing'], reason: '到场', limitDays: 2 }],
  resume: [[...CALLING, ['town', 'withdrawWhistle', { whistle: '1', note: '不需要' }]]],
  escalate: [MEDIATING, { to: 'county', note: '调不了' }],
  take: [ESCALATED],
  sendBack: [ESCALATED, { note: '应在镇内调解' }],
  agree: [MEDIATING, { agreement: 'oral', agreedOn: DAY }],
  terminate: [MEDIATING, { advice: 'litigation', note: '不成' }],
  withdraw: [MEDIATING, { note: '自行和解' }],
  renege: [AGREED, { note: '反悔' }],
  applyConfirmation: [AGREED, { appliedOn: DAY }],
  confirm: [CONFIRMING, { decidedOn: DAY }],
  refuseConfirmation: [CONFIRMING, { decidedOn: DAY, note: '内容违法' }],
  withdrawConfirmation: [CONFIRMING, { note: '撤回' }],
  perform: [AGREED],
  close: [AGREED, { closedOn: DAY, performance: 'full' }],
  recordPerformance: [AGREED, { performance: 'full' }],
  followUp: [CLOSED, { followedOn: DAY, followResult: 'stable' }],
  archive: [[...CLOSED, ['village', 'followUp', { followedOn: DAY, followResult: 'stable' }]]],
  reopen: [CLOSED, { note: '反复' }],
  recolour: [MEDIATING, { colour: 'red', reason: '升级' }],
  plan: [MEDIATING, { plan: '每日上门', leadPost: '副镇长' }],
  reassign: [MEDIATING, { holder: 'town' }],
  extend: [MEDIATING, { dueOn: '2024-05-03' as Day, note: '案情复杂' }],
  report: [MEDIATING],
  note: [MEDIATING, { note: '上门一次' }],
  reportIn: [CALLING, { whistle: '1' }],
  result: [CALLING, { whistle: '1', note: '已办' }],
  withdrawWhistle: [CALLING, { whistle: '1', note: '不需要' }],
  supervise: [MEDIATING, { reason: '限期', limitDays: 2 }],
  answerSupervision: [SUPERVISED, { supervision: '1', note: '已办' }],
  liftSupervision: [SUPERVISED, { supervision: '1', note: '解除' }],
  recordPrevention: [CLOSED, { prevented: 'petition', people: 12 }],
  claimSubsidy: [CLOSED],
  approveSubsidy: [CLAIMED],
  refuseSubsidy: [CLAIMED, { note: '材料不全' }],
  paySubsidy: [[...CLAIMED, ['town', 'approveSubsidy']]],
}

/** Who stands for each kind of mover; a centre acts in the stead of the others. */
const MOVERS: Record<Mover, Who[]> = {
  centre: ['town'],
  holder: ['village', 'town'],
  called: ['housing', 'town'],
  above: ['police', 'county'],
  eitherEnd: ['police', 'county', 'town'],
  entrant: ['village', 'town'],
  involved: ['village', 'town'],
}

function moversOf(code: MoveCode): Who[] {
  const { mover, right } = moveOf(code)
  return right === 'supervise' ? ['leader'] : MOVERS[mover]
}

// what differs between engines is tried by the walk of any moves
describe.each(engines.slice(-1))('on $name', ({ fresh }) => {
  const desk = useDesk(fresh)

  test('every mover makes every move', { timeout: 60_000 }, async () => {
    await changeSettings(desk.ctx, SCOPE, { version: 0, change: { subsidy: [{ from: '2024-01-01' as Day, until: null, rates: SUBSIDY_EXAMPLE }] } })
    await desk.enter('town')
    for (const code of MOVES.codes) {
      for (const who of moversOf(code)) {
        const { from, ...made } = await make(who, code)
        expect(made, `${code} by ${who}`).toEqual({ blocked: [], to: moveOf(code).to ?? from, told: true, logged: code })
      }
    }
  })

  /** What a step was shown as, what it brought, and whether its maker was told: by the case, or by nothing where he sees it no more. */
  async function make(who: Who, code: MoveCode) {
    const [way, asks = {}] = WAYS[code]
    const { id } = await desk.enter('village')
    for (const [by, move, given] of way) await desk.move(by, id, move, given)
    const from = await stateOf(id)
    const { version, steps } = await desk.see(who, id)
    const answer = await moveCase(desk.ctx, desk.who[who], id, code, { version, ...asks })
    const seen = await desk.see(who, id).catch(() => null)
    const [event] = await desk.sql<{ kind: string }>(`SELECT kind FROM dispute_event WHERE id = ${id} ORDER BY seq DESC LIMIT 1`)
    return { from, blocked: steps.find(({ move }) => move === code)?.blocked, to: await stateOf(id), told: answer?.version === seen?.version, logged: event?.kind }
  }

  async function stateOf(id: number): Promise<State> {
    return (await readCase(desk.ctx.db, SCOPE, id))!.state.state
  }
})
