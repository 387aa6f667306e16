/** Visits that may be paid, as columns: index = stop. Times are minutes from the start of the plan. */
export interface Stops {
  readonly count: number
  /** row and column of `travel` */
  readonly node: Int32Array
  /** what paying the visit is worth; > 0 */
  readonly worth: Float64Array
  /** minutes that the visit takes */
  readonly stay: Float64Array
  /** the visit begins no earlier and no later */
  readonly opens: Float64Array
  readonly closes: Float64Array
}

/** One team on one shift, as columns: index = shift. It leaves `from` at `opens` at the earliest and is at `to` by `closes`. */
export interface Shifts {
  readonly count: number
  readonly from: Int32Array
  readonly to: Int32Array
  readonly opens: Float64Array
  readonly closes: Float64Array
  /** which of `travel` it goes by */
  readonly mode: Uint8Array
}

/**
 * A team orienteering problem with time windows (Chao, Golden and Wasil 1996, "The team orienteering problem"; Vansteenwegen,
 * Souffriau and Van Oudheusden 2011, "The orienteering problem: a survey"): teams differ, and not every team may pay every visit.
 */
export interface Problem {
  readonly stops: Stops
  readonly shifts: Shifts
  readonly nodes: number
  /** by mode: minutes from node to node, row by row, `nodes` × `nodes`; they keep the triangle inequality */
  readonly travel: readonly Float64Array[]
  /**
   * `stops.count` × `shifts.count`, row by row: what the visit is worth more (or less) when this shift pays it; −Infinity where
   * it may not. Null where every shift may pay every visit and none is better.
   */
  readonly liking: Float64Array | null
  /** minutes on the road that an even load is worth, for each minute of Σ busy² / available over the shifts; 0 where load does not matter */
  readonly evenness: number
}

/** For each shift the stops in the order in which it visits them. */
export type Plan = number[][]

export interface Value {
  /** of all visits that are paid */
  worth: number
  /** minutes on the road of all shifts together, and `evenness` × the unevenness of their loads */
  cost: number
}

/** Amounts that differ by less differ by rounding. */
const GRAIN = 1e-7

/** Is `a` worth more, or the same at a lower cost? */
export function isBetter(a: Value, b: Value): boolean {
  const more = a.worth - b.worth
  return more > GRAIN || (more > -GRAIN && a.cost < b.cost - GRAIN)
}
