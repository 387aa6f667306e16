import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Weights } from '../../server/analysis/weights.ts'

/** Values computed with R spdep and checked with esda; the README beside them tells how. Empty without them. */
const FOLDER = resolve('../shared/data/reference/lisa')
export const FILES = existsSync(FOLDER) ? readdirSync(FOLDER) : []
export const DATASETS = ['columbus', 'ncsids', 'stl']
export const SCHEMES = ['queen', 'rook', 'knn4', 'knn6', 'band1'] as const
export type Scheme = (typeof SCHEMES)[number]

export function read<T>(name: string): T {
  return JSON.parse(readFileSync(resolve(FOLDER, name), 'utf8')) as T
}

export interface Ground {
  points: [number, number][]
  nb: Record<Scheme, number[][]>
  meta: { bands: number }
}

export function groundOf(dataset: string): Ground {
  return read<Ground>(`${dataset}_nb.json`)
}

export interface Collection {
  features: { properties: Record<string, number>; geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon }[]
}

export function valuesOf(dataset: string, field: string): Float64Array {
  return Float64Array.from(read<Collection>(`${dataset}.geojson`).features, ({ properties }) => properties[field]!)
}

export function listsOf({ n, start, to }: Weights): number[][] {
  return Array.from({ length: n }, (_, i) => [...to.subarray(start[i], start[i + 1])])
}

/** What differs by more than 1e-9, relatively, also far in the tail; `floor` is for what is 0 but for the rounding of a difference. */
export function off(what: string, found: ArrayLike<number>, expected: readonly number[], floor = 0): string[] {
  if (found.length !== expected.length) return [`${what}: ${found.length} of ${expected.length}`]
  return expected.flatMap((value, i) =>
    Math.abs(found[i]! - value) <= 1e-9 * Math.abs(value) + floor ? [] : [`${what} ${i}: ${found[i]} for ${value}`],
  )
}
