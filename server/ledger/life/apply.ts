import type { CaseState } from '../../contract/caseState.ts'
import { CHECKS, moveOf, type Ask, type Check, type MoveAsks, type MoveCode } from '../../contract/moves.ts'
import type { AreaCode } from '../../../geodata/place/area.ts'
import { mayMove } from './asker.ts'
import { handlingDue, type Rules } from './clocks.ts'
import { EFFECTS } from './effects.ts'
import type { MoveContext } from './moveContext.ts'
import { blockedBy, missing, noOrganisation, notAsked, notYours, nothingToDo, wrongState } from './refusals.ts'
import { hasObject, hasTaker, holds, startsFrom } from './steps.ts'

/**
 * The case after a move. Throws `AppError` 403 for a post that may not make it, 409 where the case does not allow it,
 * 400 that names the ask which is missing or wrong.
 */
export function applyMove(state: CaseState, code: MoveCode, given: MoveAsks, context: MoveContext): CaseState {
  const move = moveOf(code)
  if (!mayMove(context.asker, state, move)) throw notYours(code)
  if (!startsFrom(move, state)) throw wrongState(code, state.state)
  if (!hasTaker(code, state, context.asker)) throw noOrganisation(code)
  if (!hasObject(code, state, context.asker, context.rules)) throw nothingToDo(code)
  const failed = move.checks.find((check: Check) => !holds(check, state, context.rules))
  if (failed) throw blockedBy(CHECKS.row(failed).code)
  refuseAsks(code, given)
  const changed: CaseState = { ...state, ...EFFECTS[code](state, given, context) }
  const next = move.to !== null && move.to !== state.state ? { ...changed, state: move.to, since: context.today } : changed
  return withDue(state, next, context.rules)
}

/** Every ask of the row, and nothing else than it may take. */
function refuseAsks(code: MoveCode, given: MoveAsks): void {
  const { asks, may } = moveOf(code)
  const absent = asks.find((ask) => isBlank(given[ask]))
  if (absent) throw missing(absent)
  for (const ask of Object.keys(given) as Ask[]) {
    if (given[ask] !== undefined && !asks.includes(ask) && !may.includes(ask)) throw notAsked(ask, code)
  }
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** A due day that nobody stated follows the tier and the category. */
export function withDue(before: CaseState, next: CaseState, rules: Rules): CaseState {
  const same = before.colour === next.colour && before.category === next.category
  if (same || !next.duePreset || next.closedOn !== null) return next
  return { ...next, dueOn: handlingDue(rules, next, next.cameOn ?? next.occurredOn) }
}

/** A case of which a text tells that a family would be pointed at: to the village, without a point. */
export function withdrawn(state: CaseState, villageOf: (area: AreaCode) => AreaCode): CaseState {
  const area = state.area === null ? null : villageOf(state.area)
  return { ...state, sensitive: true, area, lng: null, lat: null }
}
