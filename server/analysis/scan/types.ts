/** Which windows in time are tried: those that are alive on the last day, all of them, or the whole period only. */
export type ScanTime = 'prospective' | 'retrospective' | 'spatial'

/**
 * What is expected where. `permutation`: cases keep their places and days, and only their pairing is chance. `poisson`:
 * cases fall in proportion to what is expected, per place (a population, or any expected counts), with or without weights
 * of the days, or per cell (place × day, day fastest). Only proportions matter: expected counts are scaled to the cases.
 */
export type ScanModel =
  | { kind: 'permutation' }
  | { kind: 'poisson'; places: Float64Array; days?: Float64Array }
  | { kind: 'poisson'; cells: Float64Array }

export interface ScanInput {
  /**
   * One array per axis: x and y of the plane in metres or any unit, or x, y and z of points on a sphere. Straight lines
   * are measured; chords of a sphere order places as great circles do.
   */
  axes: Float64Array[]
  /** one entry per case: its place and its day */
  cases: { place: ArrayLike<number>; day: ArrayLike<number> }
  /** first and last day of the study, inclusive; any whole numbers */
  period: { from: number; to: number }
  model: ScanModel
}

export interface ScanOptions {
  time: ScanTime
  /** largest circle as a share of all cases (permutation), of all that is expected (Poisson), or of `size` */
  maxShare?: number
  /** what `maxShare` is a share of, per place, where it is not the above: a population, say */
  size?: Float64Array
  /** largest radius in the unit of the axes (on a sphere: a chord) */
  maxRadius?: number
  /** longest window in days; half the period where not given */
  maxDays?: number
  /** fewest cases of a cluster */
  minCases?: number
}

/**
 * All that a search and its simulations read, plain and transferable. Time is counted in slots: the day from the first on,
 * or, prospectively, backwards from the last day and only as far as the longest window reaches.
 */
export interface Prepared {
  places: number
  axes: Float64Array[]
  time: ScanTime
  period: { from: number; to: number }
  slots: number
  /** longest window in slots */
  longest: number
  minCases: number
  /** cases of the whole study */
  total: number
  /** circle entries of centre i: `circle[circleStart[i]] … circle[circleStart[i + 1] − 1]`, nearest first */
  circleStart: Uint32Array
  circle: Uint16Array
  /** expected cases of a window = weights of its places × weights of its slots × scale; with `cells`, their sum × scale */
  placeWeight: Float64Array
  /** slots + 1 running totals */
  slotTotal: Float64Array
  /** per place slots + 1 running totals; null where places and slots multiply */
  cells: Float64Array | null
  scale: number
  /** places of the observed cases in slot order, and slots + 1 offsets */
  observed: Cases
  draw: Draw
}

/** Cases by slot: those of slot t are `place[start[t]] … place[start[t + 1] − 1]`. */
export interface Cases {
  place: Uint16Array
  start: Uint32Array
}

/** How a simulation is drawn: all cases' places to be dealt anew, or tables for drawing (place, slot) by weight. */
export type Draw =
  | { kind: 'permutation'; place: Uint16Array }
  | { kind: 'product'; places: Alias; slots: Alias }
  | { kind: 'cells'; cells: Alias }

/** Walker's alias table: entry i is kept with probability `keep[i]`, else it is `other[i]`. */
export interface Alias {
  keep: Float64Array
  other: Uint32Array
}

/** A window with more cases than expected. */
export interface Window {
  /** in order of entry, the centre first */
  locations: Uint32Array
  centre: number
  /** distance to the farthest of its places */
  radius: number
  /** first and last day, inclusive */
  from: number
  to: number
  cases: number
  expected: number
  /** logarithm of the likelihood ratio */
  llr: number
}

export interface Cluster extends Window {
  p: number
  /** prospective: days in which chance alone gives one such cluster; null otherwise */
  recurrence: number | null
}
