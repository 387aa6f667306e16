import { expect, test } from 'vitest'
import type { CaseState } from '../../../../server/contract/caseState.ts'
import { dayNumber, dayOfNumber, type Day } from '../../../../server/contract/day.ts'
import { moveOf, UNENDED, type Ask, type Check, type MoveAsks, type MoveCode } from '../../../../server/contract/moves.ts'
import { applyMove } from '../../../../server/ledger/life/apply.ts'
import { powersOf, type Asker } from '../../../../server/ledger/life/asker.ts'
import { clocksOf } from '../../../../server/ledger/life/clocks.ts'
import { isOpenSupervision, isOpenWhistle } from '../../../../server/ledger/life/state.ts'
import { answers, stepsOf } from '../../../../server/ledger/life/steps.ts'
import { UNTOUCHED } from '../../../../server/contract/caseState.ts'
import fc from '../../../property.ts'
import { CALLED, caseOf, CENTRE, HOLDER, LEADER, RULES, SUPERVISION, TODAY, WHISTLE } from './cases.ts'

const COUNTY_CENTRE: Asker = { ...CENTRE, organisation: 'county' }
const ASKERS: Asker[] = [CENTRE, COUNTY_CENTRE, HOLDER, CALLED, LEADER, { ...CALLED, organisation: 'court' }, { ...CENTRE, organisation: null }]

const told = (more: Partial<CaseState>) => ({ ...caseOf(), ...UNTOUCHED, cameOn: null, ...more })
/** Doors through which a case comes in: entered here, or told by a ledger in any stage of its life, and ones of an earlier program. */
const DOORS: CaseState[] = [
  caseOf({ colour: 'none' }),
  caseOf({ colour: 'red' }),
  told({ state: 'mediating', colour: 'red' }),
  told({ state: 'whistled', colour: 'yellow' }),
  told({ state: 'closed', colour: 'red', closedOn: TODAY }),
  told({ state: 'followed_up', colour: 'red', closedOn: TODAY, followedUp: true }),
  told({ state: 'escalated', colour: 'none' }),
  told({ state: 'terminated', colour: 'red', closedOn: TODAY }),
  told({ state: 'confirming', colour: 'red', agreement: 'written' }),
  caseOf({ state: 'closed', colour: 'red', closedOn: TODAY, holder: 'village', performance: 'instalments', whistles: { 1: WHISTLE }, supervisions: { 1: SUPERVISION } }),
]

/** What cures a check, by moves from the state in which it stands in the way; an oral agreement is no fault to be cured. */
const CURES: Record<Exclude<Check, 'written' | 'confirmationTerm' | 'place'>, MoveCode[]> = {
  colour: ['triage', 'recolour'],
  plan: ['plan'],
  whistles: ['result', 'withdrawWhistle'],
  supervision: ['answerSupervision', 'liftSupervision'],
  performed: ['recordPerformance'],
  followedUp: ['followUp'],
  stable: ['followUp', 'reopen'],
  watched: ['followUp'],
}

const open = <T>(part: Record<string, T>, is: (one: T) => boolean) => Object.entries(part).find(([, one]) => is(one))?.[0]

/** Answers that a careful person gives. */
function careful(code: MoveCode, state: CaseState, asker: Asker, { at, today }: { at: number; today: Day }): MoveAsks {
  const colour = (['red', 'yellow', 'blue'] as const)[at % 3]!
  const busy = new Set(Object.values(state.whistles).filter(isOpenWhistle).map(({ department }) => department))
  const all: Required<MoveAsks> = {
    colour: code === 'takeOn' && (state.plan === null || state.leadPost === null) ? 'blue' : colour,
    reason: '情况紧急',
    plan: '一案一策',
    leadPost: '副镇长',
    holder: state.holder === 'village' ? 'town' : 'village',
    into: 7,
    dueOn: state.dueOn !== null && state.dueOn > today ? state.dueOn : today,
    mediationType: 'people',
    departments: ['housing', 'police', `d${at}`].filter((one) => !busy.has(one)),
    limitDays: 2,
    to: (['county', 'court'] as const).find((one) => one !== state.holder)!,
    agreement: at % 2 ? 'written' : 'oral',
    agreedOn: today,
    performBy: today,
    amountYuan: 5,
    appliedOn: state.agreedOn ?? today,
    decidedOn: today,
    performance: at % 4 ? 'full' : 'instalments',
    closedOn: today,
    followedOn: today,
    followResult: (['stable', 'stable', 'stable', 'watch', 'relapse'] as const)[at % 5]!,
    advice: 'litigation',
    whistle: open(state.whistles, (one) => isOpenWhistle(one) && answers(asker, one.department) && (code !== 'reportIn' || one.reportedOn === null))!,
    supervision: open(state.supervisions, isOpenSupervision)!,
    prevented: 'crime',
    people: at,
    note: '说明',
  }
  return Object.fromEntries(moveOf(code).asks.map((ask: Ask) => [ask, all[ask]]))
}

test('a step that is offered can be made, what stands in its way can be cured, and nothing is owed at the end', () => {
  const made = new Set<MoveCode>()
  const ended = new Set<string>()
  const run = fc.record({ door: fc.constantFrom(...DOORS), picks: fc.array(fc.record({ who: fc.nat(99), what: fc.nat(999), days: fc.nat(3) }), { minLength: 60, maxLength: 90, size: 'max' }) })
  fc.assert(
    fc.property(run, ({ door, picks }) => {
      let state = door
      let today = TODAY
      for (const { who, what, days } of picks) {
        today = dayOfNumber(dayNumber(today) + days)
        const asker = ASKERS[who % ASKERS.length]!
        const steps = stepsOf(state, asker, RULES)
        for (const { blocked } of steps) for (const check of blocked) expect(curable(check, state), `${check} in ${state.state}`).toBe(true)
        const ways = steps.filter(({ blocked }) => blocked.length === 0)
        const step = ways[what % Math.max(1, ways.length)]
        if (!step) continue
        state = applyMove(state, step.move, careful(step.move, state, asker, { at: what, today }), { today, rules: RULES, asker, subsidyFen: 10_000 })
        made.add(step.move)
        if (UNENDED.includes(state.state)) continue
        ended.add(state.state)
        expect(Object.values(state.whistles).some(isOpenWhistle), `calls of ${state.state}`).toBe(false)
        expect(Object.values(state.supervisions).some(isOpenSupervision), `supervisions of ${state.state}`).toBe(false)
        // of an archived case a claim is still judged
        expect(state.state === 'archived' || !['claimed', 'approved'].includes(state.subsidyStatus), `claim of ${state.state}`).toBe(true)
        expect(clocksOf(RULES, state, today).filter(({ stopped }) => stopped === null), state.state).toEqual([])
      }
    }),
    { seed: 20_240_304, numRuns: 400 },
  )
  expect([...ended].sort()).toEqual(['archived', 'declined', 'merged', 'terminated'])
  expect(made.size).toBeGreaterThan(40)
})

function curable(check: Check, state: CaseState): boolean {
  if (check === 'written' || check === 'confirmationTerm') return true
  if (check === 'place') return ASKERS.some((asker) => powersOf(asker, state).includes('correct'))
  return ASKERS.some((asker) => stepsOf(state, asker, RULES).some(({ move, blocked }) => CURES[check].includes(move) && blocked.length === 0))
}
