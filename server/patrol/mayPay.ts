import { COLOURS } from '../contract/colours.ts'
import { DAY_PARTS, VISIT_KINDS, type TeamKind, type VisitKind } from '../contract/patrol.ts'
import type { PatrolRules } from '../contract/patrolRules.ts'
import type { PayableDebt } from './payable.ts'
import type { ShiftPiece } from './pieces.ts'
import { weekdayOf } from './time.ts'

/** Who goes out: a team as the planner sees it. Teams are planned, never scored. */
export interface PlanTeam {
  id: string
  kind: TeamKind
  /** row and column of the road times: where it starts and ends */
  base: number
  /** which of the road times it goes by */
  mode: number
  /** positions in `workday.roles` of the departments that it speaks for */
  roles: number[]
}

/** Why a team on its shift may not pay a debt. */
export type Bar = 'team' | 'day' | 'part' | 'persons'

/** Teams that may make each kind of visit; departments come on their workday alone. */
const MAKES: Record<VisitKind, readonly TeamKind[]> = {
  daily: ['grid', 'volunteers', 'joint'],
  night: ['grid', 'volunteers', 'joint'],
  joint: ['joint'],
  checkpoint: ['grid', 'volunteers', 'joint'],
  special: ['grid', 'volunteers', 'joint'],
  workday: ['department'],
}
const WORKDAY = VISIT_KINDS.index('workday')
const RED = COLOURS.index('red')

/** What keeps a team on a piece of its shift from paying the debt, the first that does; null where it may. */
export function barOf(debt: PayableDebt, { team, piece, persons }: { team: PlanTeam; piece: ShiftPiece; persons: number }, { shifts, workday }: Pick<PatrolRules, 'shifts' | 'workday'>): Bar | null {
  if (!MAKES[VISIT_KINDS.codes[debt.kind]!].includes(team.kind) || (debt.role >= 0 && !team.roles.includes(debt.role))) return 'team'
  if (piece.day < debt.from || piece.day > debt.to) return 'day'
  if (debt.kind === WORKDAY && workday && weekdayOf(piece.day) !== workday.weekday) return 'day'
  if (debt.part >= 0 && DAY_PARTS.codes[debt.part] !== piece.part) return 'part'
  if (piece.part === 'night' && persons < (debt.colour === RED ? Math.max(shifts.redNightPersons, shifts.nightPersons) : shifts.nightPersons)) return 'persons'
  return null
}
