import type { PatternName } from './layers/looks.ts'
import { hexToRgb } from '../theme/ramp.ts'

const SIZE = 16
const HATCH_PX = 3
/** Of 255: seen on its fill at 3:1, which still comes through. */
export const PATTERN_ALPHA = 190

/** Which pixels of one tile are inked; every one of them repeats without a seam. */
const INKED: Record<PatternName, (x: number, y: number) => boolean> = {
  hatch: (x, y) => (x + y) % SIZE < HATCH_PX,
  slant: (x, y) => (x - y + SIZE) % SIZE < 1,
  dots: (x, y) => dot(x, y, 4, 4) || dot(x, y, 12, 12),
  lines: (_, y) => y % 8 < 2,
  columns: (x) => x % 8 < 2,
  grid: (x, y) => x % 8 < 2 || y % 8 < 2,
}

function dot(x: number, y: number, atX: number, atY: number): boolean {
  return (x + 0.5 - atX) ** 2 + (y + 0.5 - atY) ** 2 < 2.6 ** 2
}

/** RGBA pixels for a pixel ratio of 2. */
export function patternImage(name: PatternName, colour: string): { width: number; height: number; data: Uint8ClampedArray } {
  const [red, green, blue] = hexToRgb(colour)
  const data = new Uint8ClampedArray(SIZE * SIZE * 4)
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) data.set([red, green, blue, INKED[name](x, y) ? PATTERN_ALPHA : 0], (y * SIZE + x) * 4)
  }
  return { width: SIZE, height: SIZE, data }
}
