import type { Day } from '../../contract/day.ts'
import type { Asker } from './asker.ts'
import type { Rules } from './clocks.ts'

/** What a move is made with beside the case and what it is given. Texts come in masked. */
export interface MoveContext {
  today: Day
  rules: Rules
  asker: Asker
  /** what the rate table gives for the case, in fen; null where it has no rate */
  subsidyFen: number | null
}
