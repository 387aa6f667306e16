import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { MultiPolygon, Polygon } from 'geojson'
import type { ZodError } from 'zod'
import type { Area, AreaCode, Placement } from '../place/area.ts'
import type { Level } from '../place/level.ts'
import { finding } from './findings.ts'
import { facilitySchema, manifestSchema, type Facility, type Finding, type Manifest, type Neighbours } from './format.ts'
import { packVersion } from './hash.ts'
import { issueSay } from './schemaSay.ts'
import { areasSchema } from './schemas.ts'
import { isZip, readZip } from './zip.ts'

/** A pack in memory, its files by path within the pack. */
export interface Pack {
  manifest: Manifest
  areas: Area[]
  files: Map<string, Uint8Array>
}

export type PackResult = { pack: Pack; findings?: undefined } | { findings: Finding[]; pack?: undefined }

/** Full boundary of a live area, WGS-84. `approximate` ones were drawn by the builder around a point. */
export interface PackShape {
  code: AreaCode
  level: Level
  placement: Placement
  geometry: Polygon | MultiPolygon
}

/** Reads a pack from a folder or zip and refuses a broken or altered one with findings. */
export async function readPack(path: string): Promise<PackResult> {
  const files = await packFiles(path)
  return 'findings' in files ? files : packFromFiles(files.files)
}

/** The files of a pack folder or zip, unread. */
export async function packFiles(path: string): Promise<{ files: Map<string, Uint8Array> } | { findings: Finding[] }> {
  if (!existsSync(path)) return { findings: [finding('error', 'pack_missing', path, NO_PACK)] }
  if (statSync(path).isDirectory()) return { files: folderFiles(path) }
  const bytes = new Uint8Array(readFileSync(path))
  if (!isZip(bytes)) return { findings: [finding('error', 'pack_missing', path, NO_PACK)] }
  const zip = await readZip(bytes, path)
  return 'findings' in zip ? zip : { files: withoutWrapper(zip.files) }
}

/** Checks what a reader relies on: manifest, version, areas. `checkPack` checks the rest. */
export function packFromFiles(files: Map<string, Uint8Array>): PackResult {
  const manifest = parseFile(files, 'pack.json', manifestSchema)
  if ('findings' in manifest) return manifest
  const areas = parseFile(files, 'areas.json', areasSchema)
  if ('findings' in areas) return areas
  if (packVersion(manifest.value, files) !== manifest.value.version) {
    return { findings: [finding('error', 'version_differs', 'pack.json', ALTERED)] }
  }
  return { pack: { manifest: manifest.value, areas: areas.value as Area[], files } }
}

export function packShapes(pack: Pack): PackShape[] {
  const collection = json(pack, 'shapes.geojson') as { features: { properties: { code: string }; geometry: Polygon | MultiPolygon }[] } | null
  const byCode = new Map(pack.areas.map((area) => [area.code as string, area]))
  return (collection?.features ?? []).flatMap(({ properties, geometry }): PackShape[] => {
    const area = byCode.get(properties.code)
    return area ? [{ code: area.code, level: area.level, placement: area.placement, geometry }] : []
  })
}

export function packFacilities(pack: Pack): Facility[] {
  return facilitySchema.array().parse(json(pack, 'facilities.json') ?? [])
}

export function packNeighbours(pack: Pack): Neighbours {
  return (json(pack, 'neighbours.json') ?? {}) as Neighbours
}

/** What the builder repaired and reported when it made the pack. */
export function packReport(pack: Pack): Finding[] {
  return (json(pack, 'report.json') ?? []) as Finding[]
}

function json(pack: Pack, path: string): unknown {
  const bytes = pack.files.get(path)
  return bytes ? JSON.parse(new TextDecoder().decode(bytes)) : null
}

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: ZodError['issues'] } }
}

/** Reads and checks one JSON file; at most five faults are told. */
export function parseFile<T>(files: ReadonlyMap<string, Uint8Array>, path: string, schema: Schema<T>): { value: T } | { findings: Finding[] } {
  const bytes = files.get(path)
  if (!bytes) return { findings: [finding('error', 'pack_file_missing', path, MISSING)] }
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return { findings: [finding('error', 'pack_file_broken', path, BROKEN)] }
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return { value: parsed.data }
  return {
    findings: parsed.error.issues.slice(0, 5).map((issue) => {
      const { zh, en } = issueSay(issue)
      return finding('error', 'pack_schema', path, { zh: `${zh}；请用 fengtu pack build 重新生成`, en: `${en}: build the pack again with fengtu pack build` }, issue.path.join('.'))
    }),
  }
}

function folderFiles(root: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else if (entry.isFile() && !entry.name.startsWith('.')) {
        files.set(relative(root, path).split(sep).join('/'), new Uint8Array(readFileSync(path)))
      }
    }
  }
  walk(root)
  return files
}

/** People zip the folder rather than what is in it. */
function withoutWrapper(files: Map<string, Uint8Array>): Map<string, Uint8Array> {
  if (files.has('pack.json')) return files
  const manifest = [...files.keys()].find((name) => /^[^/]+\/pack\.json$/.test(name))
  if (!manifest) return files
  const prefix = manifest.slice(0, -'pack.json'.length)
  return new Map([...files].filter(([name]) => name.startsWith(prefix)).map(([name, bytes]) => [name.slice(prefix.length), bytes]))
}

const NO_PACK = {
  zh: '这里没有县域包；请给出含 pack.json 的文件夹或 .zip',
  en: 'There is no county pack here: give a folder with a pack.json, or a .zip of one',
}
const MISSING = {
  zh: '县域包里缺少这个文件；请重新复制，或用 fengtu pack build 重新生成',
  en: 'The pack lacks this file: copy it again or build it with fengtu pack build',
}
const BROKEN = {
  zh: '文件损坏，不是 JSON；请重新复制，或用 fengtu pack build 重新生成',
  en: 'The file is damaged and no JSON: copy it again or build it with fengtu pack build',
}
const ALTERED = {
  zh: '县域包的内容与版本号不符（被改动或复制不全）；请重新复制，或用 fengtu pack build 重新生成',
  en: 'The content does not fit the version of the pack (altered or half copied): copy it again or build it with fengtu pack build',
}
