import { contours, type ContourMultiPolygon } from 'd3-contour'
import { createNoise2D } from 'simplex-noise'

/** Grid that the ground is computed on; its paths are in these units. */
export const RELIEF = { width: 240, height: 150 } as const
const LINES = 22

export interface Relief {
  /** land above each level, from low to high; the first one leaves the water out */
  bands: string[]
}

/** An invented piece of ground as contour lines: hills, a valley, a river in it. */
export function reliefGround(): Relief {
  const heights = heightsOf()
  const levels = Array.from({ length: LINES }, (_, at) => 0.045 + at * 0.06)
  const bands = contours().size([RELIEF.width, RELIEF.height]).thresholds(levels)(heights)
  return { bands: bands.filter(({ coordinates }) => coordinates.length > 0).map(pathOf) }
}

function heightsOf(): number[] {
  const noise = createNoise2D(seeded(20240305))
  const heights: number[] = []
  for (let y = 0; y < RELIEF.height; y++) {
    for (let x = 0; x < RELIEF.width; x++) {
      const [u, v] = [x / RELIEF.height, y / RELIEF.height]
      const bend = 0.16 * noise(u * 0.9, 7) + 0.03 * noise(u * 3, 3)
      const valley = Math.min(1, Math.abs(v - 0.62 - bend) * 2.6)
      const hills = 0.55 + 0.3 * noise(u * 1.5, v * 1.5) + 0.14 * noise(u * 3.3, v * 3.3) + 0.06 * noise(u * 7, v * 7)
      heights.push(valley * (0.25 + Math.max(0, hills) * 1.25))
    }
  }
  return heights
}

function pathOf({ coordinates }: ContourMultiPolygon): string {
  const rings = coordinates.flat()
  return rings.map((ring) => `M${ring.map(([x, y]) => `${x!.toFixed(1)} ${y!.toFixed(1)}`).join('L')}Z`).join('')
}

/** mulberry32: a small generator whose numbers are the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
