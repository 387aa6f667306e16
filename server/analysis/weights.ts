/**
 * Who is whose neighbour, and with which weight, as a sparse matrix in rows: area i has the neighbours
 * `to[start[i]] … to[start[i + 1] − 1]`, ascending, never itself. An island has none.
 */
export interface Weights {
  /** areas */
  n: number
  /** n + 1 offsets */
  start: Uint32Array
  to: Uint32Array
  /** beside `to`; null where every neighbour weighs 1 (binary) */
  weight: Float64Array | null
}
