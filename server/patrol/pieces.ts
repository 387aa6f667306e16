import type { DayPart } from '../contract/patrol.ts'
import type { RosterShift } from './roster.ts'
import { nightOf, partAt, type Night } from './time.ts'

/** A stretch of a shift that lies in one part of one day: what is visited in it counts there. */
export interface ShiftPiece {
  /** index of the shift */
  shift: number
  /** day since 1970-01-01 on which a visit counts: after midnight that of the night before */
  day: number
  part: DayPart
  fromMs: number
  toMs: number
}

/** Cuts shifts where day and night meet, in the order of time. */
export function piecesOf(shifts: readonly Pick<RosterShift, 'fromMs' | 'toMs'>[], night: Night): ShiftPiece[] {
  return shifts.flatMap(({ fromMs, toMs }, shift) => {
    const pieces: ShiftPiece[] = []
    for (let at = fromMs; at < toMs; ) {
      const { day, part } = partAt(at, night)
      const bounds = nightOf(day, night)
      const end = Math.min(toMs, part === 'night' ? bounds.toMs : bounds.fromMs)
      pieces.push({ shift, day, part, fromMs: at, toMs: end })
      at = end
    }
    return pieces
  })
}
