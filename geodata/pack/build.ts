import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { adjacency } from '../ground/neighbours.ts'
import type { Area } from '../place/area.ts'
import { LEVEL_LABELS, LEVELS, type Level } from '../place/level.ts'
import type { Say } from '../place/say.ts'
import { approximateCells } from './areas/approximate.ts'
import type { Draft } from './areas/draft.ts'
import { examine } from './areas/examine.ts'
import { gatherAreas } from './areas/gather.ts'
import { areaOf, depthFirst } from './areas/order.ts'
import { outlinesFromBelow } from './areas/outlines.ts'
import { collectFacilities, uniqueFacilities } from './facilities.ts'
import { finding, findingLog, type FindingLog } from './findings.ts'
import { PACK_FORMAT, type Facility, type Finding, type Manifest, type Neighbours } from './format.ts'
import { packVersion, stableJson } from './hash.ts'
import { openLayer } from './layers/open.ts'
import { layerPath } from './layers/path.ts'
import { originals, type LayerRecord } from './originals.ts'
import { withoutResidents } from './residents.ts'
import { sourceSay } from './schemaSay.ts'
import { packSourceSchema, type PackSource } from './source.ts'
import { baseArchives } from './tiles/base.ts'
import { boundaryTiles, type DrawnArea } from './tiles/boundaries.ts'
import { writePmtiles } from './tiles/pmtiles.ts'
import { writeZip } from './zip.ts'

export interface BuildOptions {
  /** share is 0 to 1 */
  onProgress?: (say: Say, share: number) => void
}

export interface BuildResult {
  /** null when an error kept the pack from being built; nothing is written then */
  manifest: Manifest | null
  findings: Finding[]
}

/**
 * Builds a county pack from `source.json` (or a folder that holds one) into a folder or a .zip. The same
 * sources give the same bytes. An existing pack at `out` is replaced; any other folder there is left alone.
 */
export async function buildPack(source: string, out: string, options: BuildOptions = {}): Promise<BuildResult> {
  const tell = options.onProgress ?? (() => {})
  const log = findingLog()
  const blocked = targetFault(out)
  if (blocked) log.add([blocked])
  const loaded = loadSource(source, log)
  if (!loaded || log.hasErrors()) return { manifest: null, findings: log.list() }
  tell({ zh: '读取图层', en: 'Reading layers' }, 0)
  const files = await compose(loaded.spec, loaded.folder, log, tell)
  if (!files) return { manifest: null, findings: log.list() }
  const manifest = JSON.parse(new TextDecoder().decode(files.get('pack.json'))) as Manifest
  tell({ zh: '写出', en: 'Writing' }, 0.97)
  writePack(files, out)
  tell({ zh: '完成', en: 'Done' }, 1)
  return { manifest, findings: log.list() }
}

function loadSource(source: string, log: FindingLog): { spec: PackSource; folder: string } | null {
  const isFolder = existsSync(source) && statSync(source).isDirectory()
  const path = isFolder ? join(source, 'source.json') : source
  if (!existsSync(path)) {
    log.error('source_missing', path, undefined, NO_SOURCE)
    return null
  }
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    const where = error instanceof Error ? error.message : ''
    log.error('source_unreadable', basename(path), undefined, { zh: `不是合法的 JSON（${where}）；请检查逗号和引号`, en: `It is no valid JSON (${where}): check commas and quotes` })
    return null
  }
  const parsed = packSourceSchema.safeParse(value)
  if (parsed.success) {
    reportPlaceholders(parsed.data, basename(path), log)
    return { spec: parsed.data, folder: dirname(path) }
  }
  for (const issue of parsed.error.issues.slice(0, 10)) {
    log.error('source_schema', basename(path), issue.path.join('.'), sourceSay(issue))
  }
  return null
}

/** What stands in README's example, to be replaced by one's own: it would be printed on the map. */
const EXAMPLES = { approvalNumber: '审图号', attribution: '制图单位' } as const

function reportPlaceholders(spec: PackSource, file: string, log: FindingLog): void {
  for (const key of ['approvalNumber', 'attribution'] as const) {
    if (spec[key]?.trim() !== EXAMPLES[key]) continue
    log.warning('placeholder', file, key, {
      zh: `“${EXAMPLES[key]}”是说明里的示例，会原样印在地图上；请换成实际内容，没有就删去这一项`,
      en: `"${EXAMPLES[key]}" is the example of the documentation and would be printed on the map: write your own, or take the key away`,
    })
  }
}

type Tell = NonNullable<BuildOptions['onProgress']>

/** All files of the pack in memory, or null when an error was found. */
async function compose(spec: PackSource, folder: string, log: FindingLog, tell: Tell): Promise<Map<string, Uint8Array> | null> {
  const records: LayerRecord[] = []
  const gathered = await gatherAreas(spec, folder, log, records)
  if (!gathered) return null
  const { drafts, root, levels } = gathered
  tell({ zh: '整理边界', en: 'Settling boundaries' }, 0.15)
  for (const draft of drafts.values()) if (draft.validTo !== undefined) draft.polygons = []
  outlinesFromBelow(drafts, root, levels, log)
  for (const draft of drafts.values()) draft.placement = draft.polygons.length > 0 ? 'boundary' : 'none'
  approximateCells(drafts, root, log)
  tell({ zh: '检查边界', en: 'Examining boundaries' }, 0.3)
  examine(drafts, root, levels, spec.codes, log)
  const facilities = await gatherFacilities(spec, folder, drafts, log, records)
  if (log.hasErrors()) return null
  const ordered = depthFirst(drafts, root)
  const areas = ordered.map((draft) => areaOf(draft, spec.codes))
  const uncounted = withoutResidents(areas, 'source.json')
  if (uncounted) log.add([uncounted])
  const files = new Map<string, Uint8Array>()
  const put = (path: string, value: unknown) => void files.set(path, new TextEncoder().encode(`${JSON.stringify(value)}\n`))
  put('areas.json', areas)
  put('shapes.geojson', shapesOf(ordered))
  put('facilities.json', facilities)
  tell({ zh: '计算相邻关系', en: 'Finding neighbours' }, 0.45)
  put('neighbours.json', neighboursOf(ordered, levels, spec.snapM))
  tell({ zh: '切分瓦片', en: 'Cutting tiles' }, 0.55)
  const bbox = (areas[0] as Area).bbox ?? FALLBACK_BBOX
  files.set('boundaries.pmtiles', boundaryArchive(ordered, areas, bbox, spec))
  for (const [path, bytes] of await baseArchives({ spec, folder, bbox, log, records, tell })) files.set(path, bytes)
  if (log.hasErrors()) return null
  for (const [path, bytes] of originals(spec, folder, records)) files.set(path, bytes)
  put('report.json', log.list())
  files.set('pack.json', new TextEncoder().encode(`${stableJson(manifestOf(spec, areas, bbox, records, files))}\n`))
  return files
}

/** A pack of plain lists still needs a frame for the page: none of it is drawn. */
const FALLBACK_BBOX: [number, number, number, number] = [73, 18, 135, 54]

async function gatherFacilities(spec: PackSource, folder: string, drafts: Map<string, Draft>, log: FindingLog, records: LayerRecord[]): Promise<Facility[]> {
  const all: Facility[] = []
  for (const layer of spec.facilities) {
    const raw = await openLayer(layerPath(folder, layer.file), layer)
    log.add(raw.findings)
    if (!raw.features) continue
    records.push({ name: 'facility', origin: layer, features: raw.features.length, crs: layer.crs ?? spec.crs })
    all.push(...collectFacilities(raw, layer, drafts, { source: spec, log }))
  }
  return uniqueFacilities(all, log)
}

function shapesOf(ordered: Draft[]) {
  const features = ordered.flatMap(({ code, polygons }) => {
    if (polygons.length === 0) return []
    const geometry = polygons.length === 1 ? { type: 'Polygon', coordinates: polygons[0] } : { type: 'MultiPolygon', coordinates: polygons }
    return [{ type: 'Feature', properties: { code }, geometry }]
  })
  return { type: 'FeatureCollection', features }
}

function neighboursOf(ordered: Draft[], levels: Level[], snapM: number): Neighbours {
  const neighbours: Neighbours = {}
  for (const level of levels) {
    const polygons = ordered.flatMap((draft, index) =>
      draft.level === level && draft.polygons.length > 0 ? [{ index, geometry: { type: 'MultiPolygon' as const, coordinates: draft.polygons } }] : [],
    )
    if (polygons.length > 0) neighbours[level] = adjacency(polygons, snapM)
  }
  return neighbours
}

function boundaryArchive(ordered: Draft[], areas: Area[], bbox: [number, number, number, number], spec: PackSource): Uint8Array {
  const drawn = ordered.flatMap((draft, index): DrawnArea[] =>
    draft.polygons.length > 0 ? [{ index, area: areas[index] as Area, multi: draft.polygons }] : [],
  )
  const { tiles, layers } = boundaryTiles(drawn, bbox)
  const metadata = { name: spec.name, type: 'overlay', vector_layers: layers, ...(spec.attribution ? { attribution: spec.attribution } : {}) }
  return writePmtiles(tiles, { tileType: 'mvt', bbox, metadata })
}

function manifestOf(spec: PackSource, areas: Area[], bbox: [number, number, number, number], records: LayerRecord[], files: Map<string, Uint8Array>): Manifest {
  const root = areas[0] as Area
  const used = LEVELS.filter((level) => areas.some((area) => area.level === level))
  const print: Manifest['print'] = {}
  if (spec.approvalNumber) print.approvalNumber = spec.approvalNumber
  if (spec.attribution) print.attribution = spec.attribution
  if (spec.attributionEn) print.attributionEn = spec.attributionEn
  if (spec.note) print.note = spec.note
  const body: Omit<Manifest, 'version'> = {
    format: PACK_FORMAT,
    code: root.code,
    name: spec.name,
    ...(spec.nameEn ? { nameEn: spec.nameEn } : {}),
    fictional: spec.fictional,
    levels: used.map((level) => ({ level, label: labelOfLevel(spec, level) })),
    codes: spec.codes,
    centre: root.centre ?? [(bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2],
    bbox,
    layers: records.map(({ name, origin, features, crs }) => ({
      name,
      file: origin.file.split(/[\\/]/).pop() as string,
      source: origin.source ?? '未注明',
      ...(origin.source ? origin.sourceEn && { sourceEn: origin.sourceEn } : { sourceEn: 'not stated' }),
      licence: origin.licence ?? '未注明',
      crs: crs ?? '无坐标',
      features,
    })),
    print,
    presets: spec.presets,
  }
  return { ...body, version: packVersion(body, files) }
}

function labelOfLevel(spec: PackSource, level: Level): Say {
  const label = spec.levels.find((one) => one.level === level)?.label
  return typeof label === 'string' ? { zh: label, en: LEVEL_LABELS[level].en } : (label ?? LEVEL_LABELS[level])
}

function targetFault(out: string): Finding | null {
  if (!existsSync(out)) return null
  const isFolder = statSync(out).isDirectory()
  const isPack = isFolder ? existsSync(join(out, 'pack.json')) : /\.zip$/i.test(out)
  return isPack ? null : finding('error', 'target_taken', out, TAKEN)
}

/** Writes beside the target first, so that a crash leaves the old pack or the new one. */
function writePack(files: Map<string, Uint8Array>, out: string): void {
  const fresh = `${out}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(dirname(fresh), { recursive: true })
  if (/\.zip$/i.test(out)) writeFileSync(fresh, writeZip(files))
  else {
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(fresh, path)), { recursive: true })
      writeFileSync(join(fresh, path), bytes)
    }
    rmSync(out, { recursive: true, force: true })
  }
  renameSync(fresh, out)
}

const NO_SOURCE = {
  zh: '找不到 source.json；请给出该文件，或含有它的文件夹',
  en: 'There is no source.json: give that file, or the folder that holds it',
}
const TAKEN = {
  zh: '目标位置已有别的文件，不覆盖；请换一个输出路径',
  en: 'Something that is no pack stands at the target and is left alone: choose another path',
}
