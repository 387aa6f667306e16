import type { Multi } from '../shapes/measure.ts'

/** Web Mercator in the unit square: x to the east, y to the south, 0…1 over tile 0/0/0. */
export function toSquare([lng, lat]: readonly [number, number]): [number, number] {
  const sin = Math.sin((Math.max(-85.0511287798, Math.min(85.0511287798, lat)) * Math.PI) / 180)
  return [lng / 360 + 0.5, 0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI]
}

export function latOfSquareY(y: number): number {
  return (360 / Math.PI) * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - 90
}

export function lngOfSquareX(x: number): number {
  return (x - 0.5) * 360
}

export function multiToSquare(multi: Multi): Multi {
  return multi.map((rings) => rings.map((ring) => ring.map((position) => toSquare(position as [number, number]))))
}

/** Number of tiles that a box in degrees touches at a zoom. */
export function tilesOver([west, south, east, north]: readonly [number, number, number, number], zoom: number): number {
  const [x0, y0] = toSquare([west, north])
  const [x1, y1] = toSquare([east, south])
  const scale = 2 ** zoom
  return (Math.floor(x1 * scale) - Math.floor(x0 * scale) + 1) * (Math.floor(y1 * scale) - Math.floor(y0 * scale) + 1)
}

/** Plane area of a ring, absolute, in units of the square. */
export function squareArea(ring: number[][]): number {
  let sum = 0
  for (let index = 0; index + 1 < ring.length; index++) {
    const [ax, ay] = ring[index] as [number, number]
    const [bx, by] = ring[index + 1] as [number, number]
    sum += ax * by - bx * ay
  }
  return Math.abs(sum) / 2
}
