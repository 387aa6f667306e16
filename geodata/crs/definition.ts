import proj4 from 'proj4'
import table from 'proj4-list'

/** What proj4 makes of a definition, as far as we look at it. */
interface Parsed {
  projName?: string
  /** semi-major axis, metres */
  a: number
  /** radians */
  long0?: number
  lat0?: number
  /** metres */
  x0?: number
  y0?: number
  nadgrids?: unknown
  datum?: { datum_type: number; datum_params?: number[] }
}

const GRID_SHIFT = 3
const EARTH_A_M = 6_378_137

/** The proj4 string of an EPSG code, from EPSG's own table as proj4-list carries it; null for a code it lacks. */
export function epsgDefinition(code: number): string | null {
  return table[`EPSG:${code}`]?.[1]?.trim() ?? null
}

/** Null when proj4 cannot read the definition. */
export function parseDefinition(definition: string): Parsed | null {
  try {
    // the typings lag behind: Proj takes a definition and carries the datum
    const parsed = new (proj4 as unknown as { Proj: new (text: string) => Parsed }).Proj(definition)
    return Number.isFinite(parsed.a) ? parsed : null
  } catch {
    return null
  }
}

/**
 * Is there a way to WGS-84: an ellipsoid in the middle of the earth (GRS80, WGS-84, CGCS2000) or a published shift?
 * Without one (Xian 1980) a conversion would be off by tens or hundreds of metres and look right; a shift by a grid
 * file counts as none, for we carry no grid files.
 */
export function datumKnown(parsed: Parsed): boolean {
  const { datum } = parsed
  if (datum?.datum_type === GRID_SHIFT) return parsed.nadgrids === '@null'
  return Math.abs(parsed.a - EARTH_A_M) < 0.5 || (datum?.datum_params?.some((parameter) => parameter !== 0) ?? false)
}

export function isLongLat(parsed: Parsed): boolean {
  return parsed.projName === 'longlat'
}

const DEGREES = 180 / Math.PI

/** EPSG code of a Gauss-Krüger zone of CGCS2000 by central meridian and false easting; null when it is none. */
export function gaussKrugerCode(parsed: Parsed): number | null {
  const meridian = Math.round((parsed.long0 ?? NaN) * DEGREES * 1e6) / 1e6
  for (let code = 4554; code >= 4491; code--) {
    const match = /\+lon_0=(\d+).*\+x_0=(\d+)/.exec(epsgDefinition(code) ?? '')
    // a 3-degree and a 6-degree zone of one meridian are the same projection: the 3-degree code is found first
    if (match && Number(match[1]) === meridian && Number(match[2]) === parsed.x0) return code
  }
  return null
}

/** Corners of a small field around the origin of a projection, degrees. */
const PROBES = [
  [0.4, 0.6],
  [-0.7, 1.3],
  [1.1, -0.3],
] as const
const SAME_M = 0.01

/**
 * EPSG code of a projected system given by WKT without its authority, as ArcGIS writes .prj files: the first listed
 * one that takes points near the origin to the same place. Null when there is none.
 */
export function equalEpsgCode(definition: string, parsed: Parsed): number | null {
  if (isLongLat(parsed) || parsed.x0 === undefined || parsed.y0 === undefined) return null
  const wanted = probe(definition, parsed)
  const [x0, y0] = [` +x_0=${parsed.x0} `, ` +y_0=${parsed.y0} `]
  for (const [name, [, listed = '']] of Object.entries(table)) {
    if (!listed.includes(x0) || !listed.includes(y0)) continue
    const other = parseDefinition(listed)
    if (!other || !datumKnown(other)) continue
    const there = probe(listed, parsed)
    if (there.every((value, at) => Math.abs(value - wanted[at]!) < SAME_M)) return Number(name.slice('EPSG:'.length))
  }
  return null
}

function probe(definition: string, { long0 = 0, lat0 = 0 }: Parsed): number[] {
  try {
    return PROBES.flatMap(([dx, dy]) => proj4(definition).forward([long0 * DEGREES + dx, lat0 * DEGREES + dy]))
  } catch {
    return [NaN]
  }
}
