import { hexToRgb } from '../theme/ramp.ts'

const SIZE = 16
const LINE = 3

/** Diagonal lines that repeat without a seam, as RGBA pixels for a pixel ratio of 2: "no number here". */
export function hatchImage(colour: string): { width: number; height: number; data: Uint8ClampedArray } {
  const [red, green, blue] = hexToRgb(colour)
  const data = new Uint8ClampedArray(SIZE * SIZE * 4)
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const on = (x + y) % SIZE < LINE
      data.set([red, green, blue, on ? 200 : 0], (y * SIZE + x) * 4)
    }
  }
  return { width: SIZE, height: SIZE, data }
}
