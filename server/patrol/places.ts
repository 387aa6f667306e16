/** Kinds of place. A unit is a village or town that the departments come to on their workday. */
export const [GRID, CHECKPOINT, UNIT] = [0, 1, 2] as const

/** Places of patrols as columns: index = place. */
export interface PatrolPlaces {
  readonly count: number
  /** GRID, CHECKPOINT or UNIT */
  readonly kind: Uint8Array
  /** the place whose colour it has: a grid itself, a checkpoint's grid; −1 = its own */
  readonly colourOf: Int32Array
  /** index in the pack of the area that it is or lies in */
  readonly area: Int32Array
  /** days [from, to) on which it is in force */
  readonly from: Int32Array
  readonly to: Int32Array
}

/** The place whose colour a place has. */
export function colouredAs({ colourOf }: PatrolPlaces, place: number): number {
  return colourOf[place]! < 0 ? place : colourOf[place]!
}
