import type { Geometry, Position } from 'geojson'

/**
 * Geometries of a .shp (ESRI Shapefile Technical Description, July 1998), in file order, null for null shapes;
 * Z and M are dropped. Rings of a polygon record come as they stand in the file, one polygon each: which is
 * outer and which a hole is settled by `groupRings`, for winding alone cannot be trusted (shpjs, which
 * trusts it, loses holes of records with mixed winding). `truncated` when the file ends inside a record.
 */
export function readShp(bytes: Uint8Array): { geometries: (Geometry | null)[]; truncated: boolean } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 100 || view.getInt32(0) !== 9994) return null
  const geometries: (Geometry | null)[] = []
  let at = 100
  while (at + 8 <= bytes.length) {
    const length = view.getInt32(at + 4) * 2
    if (length < 4 || at + 8 + length > bytes.length) return { geometries, truncated: true }
    const record = new DataView(bytes.buffer, bytes.byteOffset + at + 8, length)
    const geometry = readRecord(record)
    if (geometry === undefined) return null
    geometries.push(geometry)
    at += 8 + length
  }
  return { geometries, truncated: at < bytes.length }
}

function readRecord(record: DataView): Geometry | null | undefined {
  const type = record.getInt32(0, true)
  switch (type % 10) {
    case 0:
      return null
    case 1:
      return { type: 'Point', coordinates: position(record, 4) }
    case 3:
      return { type: 'MultiLineString', coordinates: parts(record) }
    case 5:
      return { type: 'MultiPolygon', coordinates: parts(record).map((ring) => [ring]) }
    case 8:
      return { type: 'MultiPoint', coordinates: positions(record, 40, record.getInt32(36, true)) }
    default:
      return undefined
  }
}

function parts(record: DataView): Position[][] {
  const count = record.getInt32(36, true)
  const points = record.getInt32(40, true)
  const starts = Array.from({ length: count }, (_, part) => record.getInt32(44 + part * 4, true))
  const base = 44 + count * 4
  return starts.map((start, part) => {
    const end = starts[part + 1] ?? points
    return positions(record, base + start * 16, end - start)
  })
}

function positions(record: DataView, at: number, count: number): Position[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => position(record, at + index * 16))
}

function position(record: DataView, at: number): Position {
  return [record.getFloat64(at, true), record.getFloat64(at + 8, true)]
}
