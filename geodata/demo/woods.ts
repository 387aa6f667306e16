import { contours } from 'd3-contour'
import { createNoise2D } from 'simplex-noise'
import type { Land } from './land.ts'
import type { Random } from './random.ts'
import { blur, cellCentre, resample, sample, sheetRaster, slopeOf, type XY } from './raster.ts'

/** Woods: steep and high ground, ragged at the lower edge, none on water. Polygons of rings, metres. */
export function growWoods(land: Land, random: Random): XY[][][] {
  const coarse = resample(land.terrain, sheetRaster(2))
  const slope = blur(slopeOf(coarse), 2)
  const noise = createNoise2D(random.next)
  const cover = slope.values.map((steep, cell) => {
    const [x, y] = cellCentre(coarse, cell)
    const z = coarse.values[cell] as number
    const patch = 0.5 * noise(x / 3100, y / 3100) + 0.35 * noise(x / 900, y / 900)
    const high = Math.min(1.1, Math.max(-0.6, (z - 820) / 320))
    return Math.min(0.55, steep * 2.6) + high + 0.55 * patch - 0.62 - (z > 1780 ? 1 : 0)
  })
  const smooth = blur({ ...coarse, values: cover }, 1)
  const lake = land.reservoir
  for (let cell = 0; cell < smooth.values.length; cell++) {
    const [x, y] = cellCentre(smooth, cell)
    if (sample(land.terrain, x, y) <= lake.levelM + 1 && Math.hypot(x - lake.dam[0], y - lake.dam[1]) < 9000)
      smooth.values[cell] = -0.5
  }
  const shape = contours().size([smooth.columns, smooth.rows]).contour(Array.from(smooth.values), 0)
  const place = ([c, r]: number[]): XY => [(c as number) * smooth.dxM, (smooth.rows - (r as number)) * smooth.dyM]
  return shape.coordinates
    .map((rings) => rings.filter((ring) => ring.length > 9).map((ring) => ring.map(place)))
    .filter((rings) => rings.length > 0)
}
