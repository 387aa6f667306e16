import type { Polygon } from 'geojson'
import { M_PER_DEGREE } from '../../../geodata/ground/distance.ts'
import { fenceOf } from '../../../server/patrol/fence.ts'
import type { CheckInGround } from '../../../server/patrol/checkIn.ts'

const [LNG, LAT] = [113, 36.5]
const M_PER_LNG = M_PER_DEGREE * Math.cos((LAT * Math.PI) / 180)

/** Degrees of a point so many metres east and north of the corner of the first grid. */
export const spot = (eastM: number, northM: number): [number, number] => [LNG + eastM / M_PER_LNG, LAT + northM / M_PER_DEGREE]

/** Three grids of 1 km in a row, from west to east; the third is rural. Checkpoints 10 and 11 stand in the first. */
const grids: Polygon[] = [0, 1, 2].map((k) => ({
  type: 'Polygon',
  coordinates: [[spot(k * 1_000, 0), spot(k * 1_000 + 1_000, 0), spot(k * 1_000 + 1_000, 1_000), spot(k * 1_000, 1_000), spot(k * 1_000, 0)]],
}))
const fences = grids.map(fenceOf)

export const GROUND: CheckInGround = {
  codeAt: (code) => (code === 'A' || code === 'B' ? { grid: 0, checkpoint: code === 'A' ? 10 : 11 } : null),
  gridAt: (lngLat) => {
    const at = fences.findIndex((fence) => fence.holds(lngLat, 0))
    return at < 0 ? null : at
  },
  fence: (grid) => fences[grid]!,
  isRural: (grid) => grid === 2,
}
