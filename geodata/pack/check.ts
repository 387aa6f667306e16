import type { Area } from '../place/area.ts'
import { parseGbCode } from '../place/code.ts'
import { treeFaults, type TreeFault } from '../place/tree.ts'
import { finding } from './findings.ts'
import { facilitySchema, type Finding } from './format.ts'
import { packFiles, packFromFiles, parseFile, type Pack } from './read.ts'
import { withoutResidents } from './residents.ts'
import { neighboursSchema, shapesSchema } from './schemas.ts'
import { archiveTiles, isVector, openArchive, tileFeatures } from './tiles/archive.ts'

/** Checks a pack folder or zip in full: version, schema, tree, shapes, neighbours, facilities, every tile. Empty = sound. */
export async function checkPack(path: string): Promise<Finding[]> {
  const files = await packFiles(path)
  if ('findings' in files) return files.findings
  const read = packFromFiles(files.files)
  if (!read.pack) return read.findings
  const { pack } = read
  return [
    ...checkAreas(pack),
    ...checkShapes(pack),
    ...checkNeighbours(pack),
    ...checkFacilities(pack),
    ...checkLayers(pack),
    ...checkResidents(pack),
    ...(await checkArchives(pack)),
  ]
}

function checkAreas({ manifest, areas }: Pack): Finding[] {
  const findings = treeFaults(areas).map(({ rule, code }) => {
    const severity = TREE_WARNINGS.has(rule) ? 'warning' : 'error'
    return finding(severity, rule, 'areas.json', treeSay(rule), code)
  })
  if (areas[0]?.code !== manifest.code) findings.push(finding('error', 'root_differs', 'areas.json', ROOT, areas[0]?.code))
  const declared = new Set(manifest.levels.map(({ level }) => level))
  for (const area of areas) {
    if (!declared.has(area.level)) findings.push(finding('error', 'level_undeclared', 'areas.json', LEVEL, area.code))
    const isGb = area.level !== 'grid' && area.level !== 'group'
    if (manifest.codes === 'gb' && isGb && parseGbCode(area.code)?.code !== area.code) findings.push(finding('error', 'code_malformed', 'areas.json', CODE, area.code))
  }
  return findings
}

const TREE_WARNINGS = new Set<TreeFault['rule']>(['successor_without_end', 'ended_without_successor', 'successor_other_level'])

function treeSay(rule: TreeFault['rule']) {
  return {
    zh: `区划树有误（${rule}）；请更正来源图层后用 fengtu pack build 重新生成`,
    en: `The tree of areas is faulty (${rule}): correct the source layers and build the pack again`,
  }
}

function checkShapes({ files, areas }: Pack): Finding[] {
  const parsed = parseFile(files, 'shapes.geojson', shapesSchema)
  if ('findings' in parsed) return parsed.findings
  const findings: Finding[] = []
  const byCode = new Map(areas.map((area) => [area.code as string, area]))
  const shaped = new Set<string>()
  for (const { properties, geometry } of parsed.value.features) {
    const area = byCode.get(properties.code)
    if (!area || area.placement === 'none' || shaped.has(properties.code)) findings.push(finding('error', 'shape_stray', 'shapes.geojson', STRAY_SHAPE, properties.code))
    shaped.add(properties.code)
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    const open = polygons.flat().some((ring) => ring[0]?.[0] !== ring.at(-1)?.[0] || ring[0]?.[1] !== ring.at(-1)?.[1])
    if (open) findings.push(finding('error', 'ring_open', 'shapes.geojson', OPEN, properties.code))
  }
  for (const area of areas) {
    if (area.placement !== 'none' && !shaped.has(area.code)) findings.push(finding('error', 'shape_missing', 'shapes.geojson', NO_SHAPE, area.code))
  }
  return findings
}

function checkNeighbours({ files, areas }: Pack): Finding[] {
  const parsed = parseFile(files, 'neighbours.json', neighboursSchema)
  if ('findings' in parsed) return parsed.findings
  return Object.entries(parsed.value).flatMap(([level, adjacency]) => {
    if (!adjacency) return []
    const place = new Map(adjacency.areas.map((index, position) => [index, position]))
    const sound =
      adjacency.areas.every((index) => areas[index]?.level === level) &&
      [adjacency.queen, adjacency.rook].every(
        (lists) =>
          lists.length === adjacency.areas.length &&
          lists.every((list, position) =>
            list.every((other) => lists[place.get(other) ?? -1]?.includes(adjacency.areas[position] as number)),
          ),
      )
    return sound ? [] : [finding('error', 'neighbours_faulty', 'neighbours.json', NEIGHBOURS, level)]
  })
}

function checkFacilities({ files, areas }: Pack): Finding[] {
  const parsed = parseFile(files, 'facilities.json', facilitySchema.array())
  if ('findings' in parsed) return parsed.findings
  const codes = new Set<string>(areas.map((area) => area.code))
  const ids = new Set<string>()
  return parsed.value.flatMap(({ id, area }) => {
    const taken = ids.has(id)
    ids.add(id)
    const stray = codes.has(area) ? [] : [finding('error', 'facility_area_unknown', 'facilities.json', FACILITY_AREA, id)]
    return taken ? [...stray, finding('error', 'facility_twice', 'facilities.json', FACILITY_TWICE, id)] : stray
  })
}

function checkLayers({ manifest }: Pack): Finding[] {
  return manifest.layers.flatMap(({ file, source, licence }) => [
    ...(source === '未注明' ? [finding('warning', 'source_unnamed', file, SOURCE)] : []),
    ...(licence === '未注明' ? [finding('warning', 'licence_unnamed', file, LICENCE)] : []),
  ])
}

function checkResidents({ areas }: Pack): Finding[] {
  const missing = withoutResidents(areas, 'areas.json')
  return missing ? [missing] : []
}

async function checkArchives(pack: Pack): Promise<Finding[]> {
  const findings: Finding[] = []
  if (!pack.files.has('boundaries.pmtiles')) findings.push(finding('error', 'pack_file_missing', 'boundaries.pmtiles', TILES_MISSING))
  for (const [path, bytes] of pack.files) {
    if (!path.endsWith('.pmtiles') || path.startsWith('originals/')) continue
    try {
      const drawn = await checkArchive(path, bytes)
      if (path === 'boundaries.pmtiles') findings.push(...undrawn(pack.areas, drawn))
    } catch {
      findings.push(finding('error', 'tiles_broken', path, TILES))
    }
  }
  return findings
}

/** Decodes every tile; layer/id of what is drawn at the last zoom. */
async function checkArchive(path: string, bytes: Uint8Array): Promise<Set<string>> {
  const archive = openArchive(bytes, path)
  const header = await archive.getHeader()
  await archive.getMetadata()
  const drawn = new Set<string>()
  for await (const { z, data } of archiveTiles(archive, header)) {
    if (!isVector(header)) {
      if (data[0] !== 0x89 || data[1] !== 0x50) throw new Error('not a PNG')
      continue
    }
    for (const [layer, ids] of tileFeatures(data)) {
      if (z === header.maxZoom) for (const id of ids) drawn.add(`${layer}/${id}`)
    }
  }
  return drawn
}

function undrawn(areas: Area[], drawn: Set<string>): Finding[] {
  const missing = areas.flatMap((area, index) => (area.placement !== 'none' && !drawn.has(`${area.level}/${index}`) ? [area.code] : []))
  return missing.slice(0, 20).map((code) => finding('error', 'tile_without_area', 'boundaries.pmtiles', UNDRAWN, code))
}

const REBUILD = { zh: '请用 fengtu pack build 重新生成', en: 'build the pack again with fengtu pack build' }
const ROOT = { zh: `第一个区域不是 pack.json 的根区域；${REBUILD.zh}`, en: `The first area is not the root of pack.json: ${REBUILD.en}` }
const LEVEL = { zh: `级别未在 pack.json 中列出；${REBUILD.zh}`, en: `The level is not listed in pack.json: ${REBUILD.en}` }
const CODE = { zh: '代码不是 12 位国标代码；请更正来源图层', en: 'The code is no 12-digit GB code: correct the source layer' }
const STRAY_SHAPE = { zh: `图形没有对应的区域；${REBUILD.zh}`, en: `The shape belongs to no area that is on the map: ${REBUILD.en}` }
const NO_SHAPE = { zh: `区域应有图形却没有；${REBUILD.zh}`, en: `The area should have a shape and has none: ${REBUILD.en}` }
const OPEN = { zh: `边界未闭合；${REBUILD.zh}`, en: `A ring is open: ${REBUILD.en}` }
const NEIGHBOURS = { zh: `相邻关系不对称或指向别的级别；${REBUILD.zh}`, en: `Neighbours are not mutual or of another level: ${REBUILD.en}` }
const FACILITY_AREA = { zh: '机构所属区域不存在；请更正来源图层', en: 'The area of the facility does not exist: correct the source layer' }
const FACILITY_TWICE = { zh: '机构编号重复；请更正来源图层', en: 'The id of the facility is taken: correct the source layer' }
const SOURCE = { zh: '没有写明资料来源；请在 source.json 补上', en: 'The source of the layer is not named: fill it in in source.json' }
const LICENCE = { zh: '没有写明使用许可；请在 source.json 补上', en: 'The licence of the layer is not named: fill it in in source.json' }
const TILES_MISSING = { zh: `缺少边界瓦片；${REBUILD.zh}`, en: `The boundary tiles are missing: ${REBUILD.en}` }
const TILES = { zh: `瓦片文件损坏；${REBUILD.zh}`, en: `The tile archive is damaged: ${REBUILD.en}` }
const UNDRAWN = { zh: `区域不在瓦片里；${REBUILD.zh}`, en: `The area is not in the tiles: ${REBUILD.en}` }
