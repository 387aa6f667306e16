import type { MultiPolygon, Point, Polygon, Position } from 'geojson'
import { parseCrs, toWgs84, crsFault, crsName } from '../../../geodata/crs/systems.ts'
import { readGeoJson } from '../../../geodata/pack/layers/geojson.ts'
import type { RawFeature } from '../../../geodata/pack/layers/layer.ts'
import { refused } from './refused.ts'

type Shape = Polygon | MultiPolygon | Point

/** The places of a file that have what the question needs, in the file's order. */
export interface Places {
  ids: (string | number)[]
  shapes: Shape[]
  values: Float64Array
  /** null where no field of it was named */
  population: Float64Array | null
  /** the coordinates are lengths on a plane, else degrees of WGS-84 */
  plane: boolean
  /** what was declared or taken for granted */
  crs: string
  /** places of the file that have no value, or no residents where those are needed */
  left: number
}

export interface Fields {
  value: string
  population?: string | undefined
  id?: string | undefined
  /** a coordinate system as everywhere, or `plane` for lengths on a plane of no known place */
  crs?: string | undefined
}

/**
 * Reads polygons or points with their values. Without a declared system the file's own `crs` holds, else WGS-84 as GeoJSON
 * has it; coordinates that are no longitudes and latitudes are then refused rather than guessed at.
 *
 * A place without a value (null, empty) takes no part; nor does one without residents (null, empty, 0) where a population
 * is named. Throws AppError 422 for everything else that is amiss.
 */
export function readPlaces(bytes: Uint8Array, file: string, fields: Fields): Places {
  const read = readGeoJson(bytes, file)
  if (!read.features) throw refused('not_geojson', NOT_GEOJSON(read.findings[0]?.feature))
  if (read.features.length === 0) throw refused('no_places', NO_PLACES)
  for (const field of [fields.value, fields.population, fields.id]) {
    if (field !== undefined && !read.columns.includes(field)) throw refused('no_field', NO_FIELD(field, read.columns))
  }
  const ids = idsOf(read.features, fields.id)
  const values = read.features.map((feature) => numberOf(feature, fields.value))
  const population = fields.population === undefined ? null : read.features.map((feature) => residentsOf(feature, fields.population!))
  const kept = read.features.flatMap((_, i) => (Number.isNaN(values[i]) || (population && !(population[i]! > 0)) ? [] : [i]))
  const { shapes, plane, crs } = framed(kept.map((i) => read.features[i]!), fields.crs ?? read.crs?.text)
  return {
    ids: kept.map((i) => ids[i]!),
    shapes,
    values: Float64Array.from(kept, (i) => values[i]!),
    population: population && Float64Array.from(kept, (i) => population[i]!),
    plane,
    crs,
    left: read.features.length - kept.length,
  }
}

/** By the named field; else by the file's own ids; else by their number from 0 on. */
function idsOf(features: RawFeature[], field: string | undefined): (string | number)[] {
  const named = field ?? (features.some(({ properties }) => filled(properties.id)) ? 'id' : undefined)
  if (named === undefined) return features.map((_, i) => i)
  const seen = new Set<string>()
  return features.map(({ number, properties }) => {
    const id = properties[named]
    if (!filled(id)) throw refused('no_id', NO_ID(number, named))
    if (seen.has(String(id))) throw refused('duplicate_id', DUPLICATE_ID(String(id), named))
    seen.add(String(id))
    return typeof id === 'number' ? id : String(id)
  })
}

const filled = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

function numberOf({ number, properties }: RawFeature, field: string): number {
  const value = properties[field]
  if (!filled(value)) return NaN
  const read = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN
  if (!Number.isFinite(read)) throw refused('not_numeric', NOT_NUMERIC(field, number, String(value).slice(0, 40)))
  return read
}

function residentsOf(feature: RawFeature, field: string): number {
  const residents = numberOf(feature, field)
  if (residents < 0) throw refused('negative_population', NEGATIVE(field, feature.number))
  return residents
}

function framed(features: RawFeature[], declared: string | undefined): Pick<Places, 'shapes' | 'plane' | 'crs'> {
  const plane = declared?.trim().toLowerCase() === 'plane'
  const system = plane ? null : parseCrs(declared ?? 'WGS84')
  if (!plane && !system) throw refused('unknown_crs', crsFault(declared!))
  const convert = system && toWgs84(system)
  const shapes = features.map((feature) => shapeOf(feature, (x, y) => (convert ? convert(x, y) : [x, y])))
  if (!plane && !shapes.every(onEarth)) throw refused('not_degrees', NOT_DEGREES)
  const kinds = new Set(shapes.map(({ type }) => type === 'Point'))
  if (kinds.size > 1) throw refused('mixed_shapes', MIXED)
  return { shapes, plane, crs: system ? crsName(system) : 'plane' }
}

function shapeOf({ number, geometry }: RawFeature, convert: (x: number, y: number) => Position): Shape {
  const moved = ([x, y]: Position): Position => convert(x!, y!)
  const ring = (positions: Position[]): Position[] => positions.map(moved)
  // without a ring it lies nowhere, and would pass for an island
  if (geometry?.type === 'Polygon' && !whole(geometry.coordinates)) throw refused('no_shape', NO_SHAPE(number))
  if (geometry?.type === 'MultiPolygon' && !(geometry.coordinates.length > 0 && geometry.coordinates.every(whole))) throw refused('no_shape', NO_SHAPE(number))
  switch (geometry?.type) {
    case 'Point':
      return { type: 'Point', coordinates: moved(geometry.coordinates) }
    case 'Polygon':
      return { type: 'Polygon', coordinates: geometry.coordinates.map(ring) }
    case 'MultiPolygon':
      return { type: 'MultiPolygon', coordinates: geometry.coordinates.map((polygon) => polygon.map(ring)) }
    default:
      throw refused('no_shape', NO_SHAPE(number))
  }
}

const whole = (rings: Position[][]): boolean => rings.length > 0 && rings.every((ring) => ring.length > 0)

function onEarth(shape: Shape): boolean {
  const flat = shape.type === 'Point' ? [shape.coordinates] : shape.type === 'Polygon' ? shape.coordinates.flat() : shape.coordinates.flat(2)
  return flat.every(([lng, lat]) => Math.abs(lng!) <= 180 && Math.abs(lat!) <= 90)
}

const NOT_GEOJSON = (feature: string | undefined) => ({
  zh: `不是可读的 GeoJSON${feature ? `（要素 ${feature}）` : ''}；请导出为 FeatureCollection 再试`,
  en: `This is no GeoJSON that can be read${feature ? ` (feature ${feature})` : ''}: export it as a FeatureCollection`,
})
const NO_PLACES = { zh: '文件里没有要素', en: 'The file has no features' }
const NO_FIELD = (field: string, columns: string[]) => ({
  zh: `没有“${field}”这个字段；有：${columns.slice(0, 40).join('、')}`,
  en: `There is no field "${field}"; there are: ${columns.slice(0, 40).join(', ')}`,
})
const NO_ID = (number: number, field: string) => ({
  zh: `第 ${number} 个要素的“${field}”是空的；用 --id 指定每个要素都有的字段`,
  en: `Feature ${number} has no "${field}": name a field that every feature has by --id`,
})
const DUPLICATE_ID = (id: string, field: string) => ({
  zh: `“${field}”里有两个“${id}”；用 --id 指定不重复的字段`,
  en: `There are two of "${id}" in "${field}": name a field without repeats by --id`,
})
const NOT_NUMERIC = (field: string, number: number, value: string) => ({
  zh: `字段“${field}”不是数字：第 ${number} 个要素是“${value}”`,
  en: `The field "${field}" is no number: feature ${number} has "${value}"`,
})
const NEGATIVE = (field: string, number: number) => ({
  zh: `人口“${field}”不能是负数（第 ${number} 个要素）`,
  en: `A population cannot be negative: "${field}" of feature ${number}`,
})
const NO_SHAPE = (number: number) => ({
  zh: `第 ${number} 个要素不是多边形或点`,
  en: `Feature ${number} is neither a polygon nor a point`,
})
const MIXED = { zh: '文件里既有多边形又有点，请分成两个文件', en: 'The file mixes polygons and points: make two files of it' }
const NOT_DEGREES = {
  zh: '坐标不是经纬度；用 --crs 写明坐标系（如 EPSG:4547），不知道位置的平面坐标写 --crs plane',
  en: 'The coordinates are no longitudes and latitudes: name their system by --crs, such as EPSG:4547, or write --crs plane for lengths on a plane of no known place',
}
