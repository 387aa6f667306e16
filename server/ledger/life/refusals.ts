import { AppError, type Say } from '../../contract/error.ts'
import { ASKS, CHECKS, moveOf, type Ask, type Check, type MoveCode } from '../../contract/moves.ts'
import { STATES, type State } from '../../contract/states.ts'

/** Why a move cannot be made, in words that say what to do. */

export function wrongState(code: MoveCode, state: State): AppError {
  const [move, now] = [moveOf(code).label, STATES.row(state).label]
  return new AppError('move_not_now', {
    status: 409,
    say: {
      zh: `案件现为“${now.zh}”，不能“${move.zh}”；请刷新后看可走的下一步`,
      en: `The case is "${now.en}" now, which does not allow "${move.en}": reload it and see its next steps`,
    },
  })
}

export function notYours(code: MoveCode): AppError {
  const { label } = moveOf(code)
  return new AppError('move_not_yours', {
    status: 403,
    say: { zh: `当前岗位不能对这件案件“${label.zh}”`, en: `Your post cannot make this move on this case: ${label.en}` },
  })
}

export function nothingToDo(code: MoveCode): AppError {
  const { label } = moveOf(code)
  return new AppError('move_without_object', {
    status: 409,
    say: { zh: `没有需要“${label.zh}”的事项，可能已经办过，请刷新`, en: `Nothing waits for "${label.en}", perhaps it was done already: reload the case` },
  })
}

export function noOrganisation(code: MoveCode): AppError {
  const { label } = moveOf(code)
  return new AppError('move_without_organisation', {
    status: 409,
    say: {
      zh: `当前岗位没有所属单位，不能“${label.zh}”；请由有所属单位的岗位办理，或请管理员给岗位填上单位`,
      en: `Your post belongs to no organisation, which "${label.en}" needs: leave it to a post of an organisation, or ask the administrator to give the post its own`,
    },
  })
}

export function blockedBy(check: Check): AppError {
  return new AppError('move_blocked', { status: 409, say: CHECKS.row(check).label })
}

export function missing(ask: Ask): AppError {
  const { label } = ASKS.row(ask)
  return bad(ask, { zh: `请填写“${label.zh}”`, en: `"${label.en}" is needed` })
}

export function notAsked(ask: Ask, code: MoveCode): AppError {
  const [what, move] = [ASKS.row(ask).label, moveOf(code).label]
  return bad(ask, { zh: `“${move.zh}”不需要“${what.zh}”`, en: `"${move.en}" does not take "${what.en}"` })
}

export function bad(field: string, say: Say): AppError {
  return new AppError('bad_move', { status: 400, field, say })
}
