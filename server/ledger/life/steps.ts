import type { Step } from '../../contract/cases.ts'
import type { CaseState } from '../../contract/caseState.ts'
import { ACTIVE, moveOf, MOVES, type Check, type Move, type MoveCode } from '../../contract/moves.ts'
import { mayMove, type Asker } from './asker.ts'
import { followedUpEnough, openWhistles, tierOf, type Rules } from './clocks.ts'
import { isOpenSupervision, isOpenWhistle } from './state.ts'

/** The moves that an asker can make with a case, in the order of the table, each with what stands in its way. */
export function stepsOf(state: CaseState, asker: Asker, rules: Rules): Step[] {
  return MOVES.codes
    .filter((code) => startsFrom(moveOf(code), state) && mayMove(asker, state, moveOf(code)) && hasTaker(code, state, asker) && hasObject(code, state, asker, rules))
    .map((code) => {
      const { asks, may, checks } = moveOf(code)
      return { move: code, asks: [...asks], may: [...may], blocked: checks.filter((check) => !holds(check, state, rules)) }
    })
}

export function startsFrom({ from }: Move, { state }: CaseState): boolean {
  return (from ?? ACTIVE).includes(state)
}

/** Whoever takes a case up is an organisation: that of the post, or the one that the case was escalated to. */
export function hasTaker(code: MoveCode, { escalatedTo }: CaseState, { organisation }: Asker): boolean {
  if (code === 'takeOn') return organisation !== null
  return code !== 'take' || organisation !== null || escalatedTo !== null
}

/** Is there anything for the move to act on, such as a call that waits for an answer? */
export function hasObject(code: MoveCode, state: CaseState, asker: Asker, rules: Rules): boolean {
  const whistles = Object.values(state.whistles).filter(isOpenWhistle)
  switch (code) {
    case 'reportIn':
      return whistles.some((one) => one.reportedOn === null && answers(asker, one.department))
    case 'result':
      return whistles.some((one) => answers(asker, one.department))
    case 'withdrawWhistle':
      return whistles.length > 0
    case 'answerSupervision':
    case 'liftSupervision':
      return Object.values(state.supervisions).some(isOpenSupervision)
    case 'report':
      return state.reportedOn === null && state.colouredOn !== null && tierOf(rules, state.colour)?.report !== null
    // what was handed over inside the county goes back, or is fetched back, without a new term; what had left it begins anew
    case 'sendBack':
      return state.escalatedTo !== null
    case 'reopen':
      return state.state !== 'escalated' || state.escalatedTo === null
    case 'applyConfirmation':
      return state.appliedOn === null && !state.judiciallyConfirmed
    case 'recordPerformance':
      return state.performance !== 'full'
    case 'claimSubsidy':
      return state.subsidyStatus === 'none'
    case 'approveSubsidy':
    case 'refuseSubsidy':
      return state.subsidyStatus === 'claimed'
    case 'paySubsidy':
      return state.subsidyStatus === 'approved'
    default:
      return true
  }
}

/** A department answers its own calls, a centre any of them. */
export function answers(asker: Asker, department: string): boolean {
  return asker.organisation === department || (asker.inArea && asker.rights.includes('direct'))
}

/** Is the condition met? What hangs on a day that the move is given is judged there. */
export function holds(check: Check, state: CaseState, rules: Rules): boolean {
  switch (check) {
    case 'colour':
      return state.colour !== 'none'
    case 'plan':
      return !tierOf(rules, state.colour)?.plan || (state.plan !== null && state.leadPost !== null)
    case 'whistles':
      return !openWhistles(state)
    case 'supervision':
      return !Object.values(state.supervisions).some(isOpenSupervision)
    case 'written':
      return state.agreement === 'written'
    case 'confirmationTerm':
      return true
    case 'performed':
      return state.performance === 'full'
    case 'followedUp':
      return followedUpEnough(rules, state)
    case 'stable':
      return state.followResult !== 'relapse'
    case 'watched':
      return state.followResult !== 'watch'
    case 'place':
      return state.area !== null
  }
}
