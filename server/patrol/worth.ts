import { COLOURS } from '../contract/colours.ts'
import { VISIT_KINDS } from '../contract/patrol.ts'
import type { PatrolWorth } from '../contract/patrolRules.ts'

/**
 * What paying a debt is worth: colour × kind × (1 + `step` × intervals late), of which `most` count at the most. By the standard a day visit to
 * a red grid that was last seen three days ago is two intervals late and worth 10 × 1 × (1 + 0.5 × 2) = 20, one to a quiet grid in time 1.
 * @param kind position in `VISIT_KINDS`
 * @param colour position in `COLOURS`
 */
export function worthOf({ kind, colour, late }: { kind: number; colour: number; late: number }, worth: PatrolWorth): number {
  return worth.colour[COLOURS.codes[colour]!] * worth.kind[VISIT_KINDS.codes[kind]!] * (1 + worth.step * Math.min(worth.most, late))
}
