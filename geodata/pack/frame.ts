import { crsFault, crsName, isGeographic, parseCrs, toWgs84, type Convert, type Crs } from '../crs/systems.ts'
import { finding } from './findings.ts'
import type { Finding } from './format.ts'
import type { FileCrs, RawLayer } from './layers/layer.ts'

/** The coordinate system of a layer, as somebody declared it. */
export interface Frame {
  name: string
  convert: Convert
  geographic: boolean
}

/** Rough bounds of China's land, degrees: what carries GB codes lies within. */
const CHINA = [73, 17, 136, 54] as const
/** More than a datum shift or a map offset can explain: one of two declarations is about another place. */
const ELSEWHERE_M = 2000
const METRES_PER_DEGREE = 111_320

/**
 * Settles the system of a layer: what source.json declares, else what the file declares of itself (.prj,
 * KML's standard), else an error. A contradiction between the two is told, never decided silently.
 */
export function frameOf(layer: RawLayer, declared: string | undefined, file: string): { frame: Frame | null; findings: Finding[] } {
  if (declared !== undefined) {
    const crs = parseCrs(declared)
    if (!crs) return { frame: null, findings: [finding('error', 'crs_unknown', file, crsFault(declared))] }
    const frame = frameFrom(crs)
    return { frame, findings: layer.crs ? conflict(layer, crs, file) : [] }
  }
  if (layer.alwaysWgs84) return { frame: frameFrom({ kind: 'WGS84' }), findings: [] }
  const own = layer.crs ? parseCrs(layer.crs.text) : null
  if (!layer.crs || !own) return { frame: null, findings: [finding('error', 'crs_missing', file, MISSING)] }
  return { frame: frameFrom(own), findings: [finding('warning', 'crs_from_file', file, fromFile(ownName(layer.crs)))] }
}

function frameFrom(crs: Crs): Frame {
  return { name: crsName(crs), convert: toWgs84(crs), geographic: isGeographic(crs) }
}

/** Compares both systems at a few of the layer's points. */
function conflict(layer: RawLayer, declared: Crs, file: string): Finding[] {
  const text = layer.crs?.text ?? ''
  const own = parseCrs(text)
  const says = layer.crs ? ownName(layer.crs) : ''
  if (!own) return [finding('warning', 'crs_not_compared', file, notCompared(says))]
  const apart = distanceM(samples(layer), declared, own)
  if (!Number.isFinite(apart) || apart > ELSEWHERE_M || isGeographic(own) !== isGeographic(declared)) {
    return [finding('error', 'crs_conflict', file, contradiction(crsName(declared), says))]
  }
  const offset = (crs: Crs) => crs.kind === 'GCJ02' || crs.kind === 'BD09'
  if (!offset(declared) && !offset(own) && apart < 300) return []
  return apart < 1 ? [] : [finding('warning', 'crs_conflict', file, doubt(crsName(declared), says, apart))]
}

function distanceM(points: [number, number][], a: Crs, b: Crs): number {
  const [first, second] = [toWgs84(a), toWgs84(b)]
  let worst = 0
  for (const [x, y] of points) {
    const [lngA, latA] = first(x, y)
    const [lngB, latB] = second(x, y)
    const metres = Math.hypot((lngA - lngB) * Math.cos((latA * Math.PI) / 180), latA - latB) * METRES_PER_DEGREE
    if (!(metres <= worst)) worst = metres
  }
  return worst
}

/** First position of up to 20 features, in file coordinates. */
function samples(layer: RawLayer): [number, number][] {
  const points: [number, number][] = []
  const step = Math.max(1, Math.floor(layer.features.length / 20))
  for (let index = 0; index < layer.features.length; index += step) {
    const geometry = layer.features[index]?.geometry
    if (!geometry || geometry.type === 'GeometryCollection') continue
    let at: unknown = geometry.coordinates
    while (Array.isArray(at) && Array.isArray(at[0])) at = at[0]
    if (Array.isArray(at) && at.length >= 2) points.push([at[0], at[1]])
  }
  return points
}

/**
 * Looks at the extent of what a layer converted to. Coordinates that cannot lie where the declared system
 * and the codes say are an error; where swapping the two numbers would mend them, the finding says so.
 */
export function extentFault(
  sample: { x: number; y: number }[],
  frame: Frame,
  codes: 'gb' | 'free',
  fictional: boolean,
): 'swapped' | 'outside' | null {
  const plausible = (x: number, y: number) => {
    const [lng, lat] = frame.convert(x, y)
    return inWorld(lng, lat) && (codes === 'free' || fictional || inChina(lng, lat))
  }
  const bad = sample.filter(({ x, y }) => !plausible(x, y))
  if (bad.length === 0) return null
  return bad.every(({ x, y }) => plausible(y, x)) ? 'swapped' : 'outside'
}

function inWorld(lng: number, lat: number): boolean {
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && !(lng === 0 && lat === 0)
}

function inChina(lng: number, lat: number): boolean {
  return lng >= CHINA[0] && lat >= CHINA[1] && lng <= CHINA[2] && lat <= CHINA[3]
}

/** The name in quotes that WKT begins with, or the name itself. */
function ownName(crs: FileCrs): string {
  return (crs.kind === 'wkt' ? /"([^"]+)"/.exec(crs.text)?.[1] : undefined) ?? crs.text.slice(0, 60)
}

const MISSING = {
  zh: '没有声明坐标系；请在 source.json 的该图层写 crs（WGS84、CGCS2000、GCJ02、BD09 或 EPSG 编号）。高德、腾讯底图上描的是 GCJ02，百度是 BD09',
  en: 'No coordinate system is declared: write "crs" for this layer in source.json (WGS84, CGCS2000, GCJ02, BD09 or an EPSG code). What was drawn on Gaode or Tencent maps is GCJ02, on Baidu BD09',
}

function fromFile(name: string) {
  return {
    zh: `source.json 未声明坐标系，采用文件自带的声明“${name}”；请核对后写入 source.json`,
    en: `source.json declares no system, the file's own declaration "${name}" is used: check it and write it into source.json`,
  }
}

function notCompared(name: string) {
  return {
    zh: `文件自带的坐标系“${name}”无法比对，采用 source.json 的声明；请核对`,
    en: `The file's own system "${name}" cannot be compared, the one declared in source.json is used: check it`,
  }
}

function contradiction(declared: string, own: string) {
  return {
    zh: `source.json 声明为 ${declared}，文件自称“${own}”，两者位置不符；请改正其中之一`,
    en: `source.json declares ${declared}, the file says "${own}", and these are different places: correct one of the two`,
  }
}

function doubt(declared: string, own: string, apartM: number) {
  const metres = Math.round(apartM)
  return {
    zh: `source.json 声明为 ${declared}，文件自称“${own}”，相差约 ${metres} 米；已按 ${declared} 换算，请核对`,
    en: `source.json declares ${declared}, the file says "${own}", about ${metres} m apart; converted as ${declared}: check it`,
  }
}
