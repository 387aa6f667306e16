import gcoord from 'gcoord'

export type LngLat = [number, number]

const { WGS84, GCJ02, BD09, BD09MC } = gcoord

/** The box in which the offsets apply, as the published code has it: [west, south, east, north]. */
const CHINA = [72.004, 0.8293, 137.8347, 55.8271] as const

const inChina = (lng: number, lat: number): boolean =>
  lng >= CHINA[0] && lng <= CHINA[2] && lat >= CHINA[1] && lat <= CHINA[3]

/** gcoord's forward offsets are the published formulas. Outside China both systems are taken to be WGS-84. */
export const wgs84ToGcj02 = (lng: number, lat: number): LngLat =>
  inChina(lng, lat) ? (gcoord.transform([lng, lat], WGS84, GCJ02) as LngLat) : [lng, lat]
export const wgs84ToBd09 = (lng: number, lat: number): LngLat =>
  inChina(lng, lat) ? (gcoord.transform([lng, lat], WGS84, BD09) as LngLat) : [lng, lat]

/** Inverses: gcoord's own stop at 1e-6° (GCJ-02) or are closed approximations off by up to 0.7 m (BD-09). */
export const gcj02ToWgs84 = (lng: number, lat: number): LngLat => invert(wgs84ToGcj02, lng, lat)
export const bd09ToWgs84 = (lng: number, lat: number): LngLat => invert(wgs84ToBd09, lng, lat)

/** Baidu's own Mercator, metres, by its table of polynomials; there and back agree within 0.1 m. */
export const bd09McToWgs84 = (x: number, y: number): LngLat => bd09ToWgs84(...(gcoord.transform([x, y], BD09MC, BD09) as LngLat))
export const wgs84ToBd09Mc = (lng: number, lat: number): LngLat =>
  gcoord.transform(wgs84ToBd09(lng, lat), BD09, BD09MC) as LngLat

const DONE_DEGREES = 1e-10

/**
 * Fixed point of p ← p − (f(p) − target). The offsets change by less than 1 % of the step, so a few rounds do; at the
 * edge of the box around China, where the offset jumps, there may be no point to find, and the best round is kept.
 */
function invert(forward: (lng: number, lat: number) => LngLat, lng: number, lat: number): LngLat {
  let best: LngLat = [lng, lat]
  let bestMiss = Infinity
  let at: LngLat = [lng, lat]
  for (let round = 0; round < 20 && bestMiss > DONE_DEGREES; round++) {
    const there = forward(at[0], at[1])
    const miss: LngLat = [there[0] - lng, there[1] - lat]
    const size = Math.max(Math.abs(miss[0]), Math.abs(miss[1]))
    if (size >= bestMiss) break
    best = at
    bestMiss = size
    at = [at[0] - miss[0], at[1] - miss[1]]
  }
  return best
}
