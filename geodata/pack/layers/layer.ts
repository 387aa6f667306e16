import type { Geometry } from 'geojson'
import type { Finding } from '../format.ts'

/** One feature or row as its file has it: coordinates untouched, in the file's own system. */
export interface RawFeature {
  /** 1-based number in its file: the row of a spreadsheet, or the running number of a feature */
  number: number
  properties: Record<string, unknown>
  geometry: Geometry | null
}

/** What a file says of its own coordinates: the text of a .prj, or the name in a GeoJSON `crs` member. */
export type FileCrs = { kind: 'wkt' | 'name'; text: string }

export interface RawLayer {
  features: RawFeature[]
  /** column names in the file's order */
  columns: string[]
  crs: FileCrs | null
  /** true for KML, whose standard fixes WGS-84 */
  alwaysWgs84: boolean
  /** true for shapefiles: each ring is a polygon of its own until `readShape` groups them */
  looseRings: boolean
  findings: Finding[]
}

export type LayerResult = RawLayer | { findings: Finding[]; features?: undefined }

export function rawLayer(features: RawFeature[], columns: string[], more: Partial<RawLayer> = {}): RawLayer {
  return { features, columns, crs: null, alwaysWgs84: false, looseRings: false, findings: [], ...more }
}

export function columnsOf(features: readonly RawFeature[]): string[] {
  const names = new Set<string>()
  for (const feature of features) for (const name of Object.keys(feature.properties)) names.add(name)
  return [...names]
}
