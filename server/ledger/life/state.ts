import type { SupervisionState, WhistleState } from '../../contract/caseState.ts'
import { STATES, type State } from '../../contract/states.ts'

/** Is the case still somebody's work in the county? */
export function isPending(state: State): boolean {
  const { phase } = STATES.row(state)
  return phase === 'open' || phase === 'handling'
}

export function isOpenWhistle({ resultOn, withdrawnOn }: WhistleState): boolean {
  return resultOn === null && withdrawnOn === null
}

export function isOpenSupervision({ answeredOn, liftedOn }: SupervisionState): boolean {
  return answeredOn === null && liftedOn === null
}

/** The number after the last one of a part. */
export function nextNo(part: Record<string, unknown>): string {
  return String(Math.max(0, ...Object.keys(part).map(Number)) + 1)
}
