import proj4 from 'proj4'
import type { Say } from '../place/say.ts'
import { datumKnown, epsgDefinition, equalEpsgCode, gaussKrugerCode, isLongLat, parseDefinition } from './definition.ts'
import { bd09McToWgs84, bd09ToWgs84, gcj02ToWgs84, wgs84ToBd09, wgs84ToBd09Mc, wgs84ToGcj02, type LngLat } from './offsets.ts'

/**
 * A declared coordinate system. CGCS2000 equals WGS-84 here: they differ by centimetres, the plate motion since 2000
 * by decimetres. In geographic systems the first number is always the longitude, whatever the EPSG axis order says,
 * because files are written so.
 */
export type Crs =
  | { kind: NamedKind }
  | { kind: 'EPSG'; code: number; proj: string }
  | { kind: 'PROJ'; proj: string }

type NamedKind = 'WGS84' | 'CGCS2000' | 'GCJ02' | 'BD09' | 'BD09MC'

export type Convert = (x: number, y: number) => LngLat

const WKT = /^(?:PROJ|GEOG|GEOD|GEODETIC|PROJECTED|GEOGRAPHIC|BOUND|COMPD_)(?:CS|CRS)\s*\[/i

const NAMES: [RegExp, NamedKind][] = [
  [/^(EPSG4326|(URNOGCDEFCRS)?(OGC(13)?)?CRS84|WGS(19)?84(经纬度|坐标系?|坐标)?|GCSWGS1984|GPS(坐标系?)?|大地坐标|世界大地坐标系?)$/, 'WGS84'],
  [/^(EPSG4490|(CGCS|GCSCHINAGEODETICCOORDINATESYSTEM|国家大地坐标系?|国家|中国大地|大地)?2000(国家大地坐标系?|大地坐标系?|坐标系?|经纬度)?|CGCS2000经纬度|国家2000坐标系?|天地图(坐标系?)?)$/, 'CGCS2000'],
  [/^(GCJ(20)?02(坐标系?)?|火星(坐标系?)?|国测局(坐标系?)?|高德(地图)?(坐标系?)?|腾讯(地图)?(坐标系?)?|AMAP|GAODE|MARS)$/, 'GCJ02'],
  [/^(BD09MC|百度(墨卡托|米制)(坐标系?)?)$/, 'BD09MC'],
  [/^(BD09(LL)?(坐标系?)?|百度(地图)?(坐标系?)?|BAIDU)$/, 'BD09'],
]

/**
 * Reads a declaration: `WGS84`, `CGCS2000`, `GCJ-02`, `火星`, `百度`, `EPSG:4547`, `urn:ogc:def:crs:EPSG::27700`,
 * a `+proj=` string or the WKT of a .prj file. Null when it names nothing that can be converted: see `crsFault`.
 */
export function parseCrs(text: string): Crs | null {
  const trimmed = text.trim()
  if (trimmed.startsWith('+proj=') || WKT.test(trimmed)) return definedCrs(trimmed)
  const name = trimmed.normalize('NFKC').toUpperCase().replace(/[\s\-_:：/.()[\],，]/g, '')
  for (const [pattern, kind] of NAMES) if (pattern.test(name)) return { kind }
  const epsg = /^(?:URNOGCDEFCRS)?(?:HTTPWWWOPENGISNETDEFCRS)?EPSG(?:0)?(\d{4,6})$|^(\d{4,6})$/.exec(name)
  return epsg ? epsgCrs(Number(epsg[1] ?? epsg[2])) : gaussKruger(name)
}

function epsgCrs(code: number): Crs | null {
  if (code === 4326) return { kind: 'WGS84' }
  if (code === 4490) return { kind: 'CGCS2000' }
  const proj = epsgDefinition(code)
  const parsed = proj && parseDefinition(proj)
  return parsed && datumKnown(parsed) ? { kind: 'EPSG', code, proj } : null
}

/** `CGCS2000 3度带 38带`, `CGCS2000 / 3-degree Gauss-Kruger CM 114E`, `2000 三度带 中央经线114`. */
function gaussKruger(name: string): Crs | null {
  if (!/2000/.test(name) || !/(3|三)(度|DEGREE)/.test(name)) return null
  const meridian = /(?:CM|中央(?:经|子午)线)(\d{2,3})/.exec(name)?.[1]
  const zone = /(?:ZONE|第)?(\d{2})(?:度)?带$|ZONE(\d{2})/.exec(name)
  if (meridian && Number(meridian) % 3 === 0) return epsgCrs(4534 + (Number(meridian) - 75) / 3)
  const number = zone ? Number(zone[1] ?? zone[2]) : NaN
  return number >= 25 && number <= 45 ? epsgCrs(4513 + number - 25) : null
}

/** A proj string or WKT, under its short name where it has one. */
function definedCrs(text: string): Crs | null {
  const parsed = parseDefinition(text)
  if (!parsed || !datumKnown(parsed)) return null
  const authority = /(?:AUTHORITY\["EPSG","|ID\["EPSG",)(\d+)"?\]\s*\]\s*$/i.exec(text)?.[1]
  const named = authority === undefined ? null : epsgCrs(Number(authority))
  if (named) return named
  const chinese = /CGCS_?2000|China_2000|China Geodetic|China_Geodetic/i.test(text)
  if (chinese && isLongLat(parsed)) return { kind: 'CGCS2000' }
  if (/WGS_?(19)?84/i.test(text) && isLongLat(parsed)) return { kind: 'WGS84' }
  const code = (chinese ? gaussKrugerCode(parsed) : null) ?? equalEpsgCode(text, parsed)
  return (code === null ? null : epsgCrs(code)) ?? { kind: 'PROJ', proj: text }
}

/** Why a declaration is refused and what to do, for `parseCrs` null. */
export function crsFault(text: string): Say {
  const code = /(\d{4,6})\s*$/.exec(text.trim())?.[1]
  const listed = code !== undefined && epsgDefinition(Number(code)) !== null
  if (listed || /西安|XIAN|1980|北京54|BEIJING|1954/i.test(text)) {
    return {
      zh: `坐标系“${text}”到 WGS-84 的转换参数未公开，直接换算会偏离数十米以上，请先转换为 CGCS2000`,
      en: `No public parameters lead from "${text}" to WGS-84, the result would be off by tens of metres: convert to CGCS2000 first`,
    }
  }
  return {
    zh: `不认识坐标系“${text}”，请写 WGS84、CGCS2000（及其三度带，如“CGCS2000 3度带 38带”）、GCJ02、BD09、BD09MC 或 EPSG 编号（如 EPSG:4547）`,
    en: `"${text}" is no coordinate system known here: write WGS84, CGCS2000 (or a zone of it, such as CGCS2000 3-degree zone 38), GCJ02, BD09, BD09MC or an EPSG code such as EPSG:4547`,
  }
}

/** Canonical name, as a manifest and a case hold it; `parseCrs` reads it back. */
export function crsName(crs: Crs): string {
  if (crs.kind === 'EPSG') return `EPSG:${crs.code}`
  return crs.kind === 'PROJ' ? crs.proj : crs.kind
}

/** True when x and y are longitude and latitude in degrees. */
export function isGeographic(crs: Crs): boolean {
  const parsed = 'proj' in crs ? parseDefinition(crs.proj) : null
  return parsed === null ? crs.kind !== 'BD09MC' : isLongLat(parsed)
}

const same: Convert = (x, y) => [x, y]

const NAMED: Record<NamedKind, { toWgs84: Convert; fromWgs84: Convert }> = {
  WGS84: { toWgs84: same, fromWgs84: same },
  CGCS2000: { toWgs84: same, fromWgs84: same },
  GCJ02: { toWgs84: gcj02ToWgs84, fromWgs84: wgs84ToGcj02 },
  BD09: { toWgs84: bd09ToWgs84, fromWgs84: wgs84ToBd09 },
  BD09MC: { toWgs84: bd09McToWgs84, fromWgs84: wgs84ToBd09Mc },
}

/** (x, y) of the system → [longitude, latitude] in WGS-84 degrees; NaN where the projection is not defined. */
export function toWgs84(crs: Crs): Convert {
  if (!('proj' in crs)) return NAMED[crs.kind].toWgs84
  const converter = proj4(crs.proj)
  return (x, y) => guarded(() => converter.inverse([x, y]))
}

/** [longitude, latitude] in WGS-84 degrees → (x, y) of the system. */
export function fromWgs84(crs: Crs): Convert {
  if (!('proj' in crs)) return NAMED[crs.kind].fromWgs84
  const converter = proj4(crs.proj)
  return (lng, lat) => guarded(() => converter.forward([lng, lat]))
}

/** proj4 throws for coordinates that are not finite. */
function guarded(convert: () => number[]): LngLat {
  try {
    const [x, y] = convert()
    return [x ?? NaN, y ?? NaN]
  } catch {
    return [NaN, NaN]
  }
}
