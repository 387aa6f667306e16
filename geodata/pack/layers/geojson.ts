import type { Geometry } from 'geojson'
import { z } from 'zod'
import { finding } from '../findings.ts'
import { columnsOf, rawLayer, type LayerResult, type RawFeature } from './layer.ts'
import { decodeText } from './text.ts'

const featureSchema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry: z.object({ type: z.string() }).loose().nullish(),
})

/** Reads a FeatureCollection, a single Feature, or one feature a line (GeoJSONSeq). */
export function readGeoJson(bytes: Uint8Array, file: string): LayerResult {
  const text = decodeText(bytes)
  const root = parse(text) ?? lines(text)
  if (!root) {
    return { findings: [finding('error', 'geojson_unreadable', file, UNREADABLE)] }
  }
  const list = root.type === 'FeatureCollection' ? root.features : root.type === 'Feature' ? [root] : null
  if (!Array.isArray(list)) return { findings: [finding('error', 'geojson_unreadable', file, NO_FEATURES)] }
  const features: RawFeature[] = []
  for (const [index, item] of list.entries()) {
    const parsed = featureSchema.safeParse(item)
    if (!parsed.success || !soundCoordinates(parsed.data.geometry)) {
      const what = { zh: '要素格式有误，请重新导出', en: 'The feature is malformed: export the file again' }
      return { findings: [finding('error', 'feature_malformed', file, what, `#${index + 1}`)] }
    }
    const { id, properties, geometry } = parsed.data
    const own = id === undefined ? {} : { id }
    features.push({
      number: index + 1,
      properties: { ...own, ...properties },
      geometry: (geometry ?? null) as Geometry | null,
    })
  }
  const name = crsName(root.crs)
  return rawLayer(features, columnsOf(features), { crs: name ? { kind: 'name', text: name } : null })
}

type Json = Record<string, unknown>

function parse(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Json) : null
  } catch {
    return null
  }
}

function lines(text: string): Json | null {
  const features = text.split(/\r?\n/).map((line) => line.replace('\u001e', '').trim()).filter(Boolean).map(parse)
  return features.length > 0 && features.every((one) => one !== null) ? { type: 'FeatureCollection', features } : null
}

function crsName(crs: unknown): string | null {
  const named = z.object({ properties: z.object({ name: z.string() }) }).safeParse(crs)
  return named.success ? named.data.properties.name : null
}

const DEPTH: Record<string, number> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
}

/** Numbers at the right depth, so that no later step meets a surprise. */
function soundCoordinates(geometry: Json | null | undefined): boolean {
  if (!geometry) return true
  if (geometry.type === 'GeometryCollection') {
    return Array.isArray(geometry.geometries) && geometry.geometries.every((one) => soundCoordinates(one as Json))
  }
  const depth = DEPTH[geometry.type as string]
  return depth !== undefined && nested(geometry.coordinates, depth)
}

function nested(value: unknown, depth: number): boolean {
  if (!Array.isArray(value)) return false
  if (depth > 0) return value.every((one) => nested(one, depth - 1))
  return value.length >= 2 && Number.isFinite(value[0]) && Number.isFinite(value[1])
}

const UNREADABLE = {
  zh: '不是可读的 GeoJSON（JSON 语法有误）；请重新导出',
  en: 'Not readable as GeoJSON (the JSON is broken): export it again',
}
const NO_FEATURES = {
  zh: '文件里没有 FeatureCollection，请导出为 GeoJSON 要素集合',
  en: 'There is no FeatureCollection in it: export a GeoJSON feature collection',
}
