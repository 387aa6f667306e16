import type { Level } from '../../place/level.ts'
import type { FindingLog } from '../findings.ts'
import { extentFault, frameOf, type Frame } from '../frame.ts'
import type { RawFeature, RawLayer } from '../layers/layer.ts'
import { readShape, type Repair, type Shape } from '../shapes/rings.ts'
import type { AreaLayerSource, PackSource } from '../source.ts'
import { CODE_SAYS, readCode } from './codes.ts'
import { labelOf, type Draft } from './draft.ts'
import { twoLevels } from './twoLevels.ts'
import { readDay, readLevel, readList, readNumber, readPopulation, readText } from './values.ts'

export interface CollectContext {
  source: PackSource
  log: FindingLog
}

/** Settles the coordinate system of a layer; false when it has coordinates and none is declared. */
export function settleFrame(layer: RawLayer, origin: { file: string; crs?: string }, hasPoints: boolean, context: CollectContext): Frame | null | false {
  const placed = hasPoints || layer.features.some((feature) => feature.geometry !== null)
  if (!placed) return null
  const { frame, findings } = frameOf(layer, origin.crs ?? context.source.crs, origin.file)
  context.log.add(findings)
  return frame ?? false
}

/** Turns a layer's features into drafts, one a feature; drafts of the same code are merged later. */
export function collectLayer(layer: RawLayer, spec: AreaLayerSource, context: CollectContext): Draft[] {
  const { log } = context
  missingColumns(layer, spec.fields, spec.file, log)
  const mixed = twoLevels(layer, spec, context.source.codes)
  if (mixed) {
    log.error('two_levels', spec.file, undefined, mixed)
    return []
  }
  const hasPoints = spec.fields.lng !== undefined && spec.fields.lat !== undefined
  const frame = settleFrame(layer, spec, hasPoints, context)
  if (frame === false) return []
  const drafts: Draft[] = []
  const seen: { x: number; y: number }[] = []
  for (const feature of layer.features) {
    const draft = collectFeature(feature, spec, context)
    if (!draft) continue
    if (frame) place(draft, feature, { spec, frame, layer, seen, log })
    drafts.push(draft)
  }
  if (frame) reportExtent(seen, frame, spec.file, context)
  return drafts
}

function collectFeature(feature: RawFeature, spec: AreaLayerSource, { source, log }: CollectContext): Draft | null {
  const field = (name: keyof AreaLayerSource['fields']) => {
    const column = spec.fields[name]
    return column === undefined ? undefined : feature.properties[column]
  }
  const name = readText(field('name'))
  const level = levelOf(spec, readText(field('level')))
  const label = labelOf(name, readText(field('code')), feature.number)
  if (!level) {
    log.error('level_unknown', spec.file, label, LEVEL_UNKNOWN)
    return null
  }
  const code = spec.fields.code === undefined ? '' : codeOf(field('code'), level, source, spec.file, label, log)
  if (code === null) return null
  if (!name && code === '') {
    log.error('name_missing', spec.file, label, NAME_MISSING)
    return null
  }
  const draft: Draft = { code, name, level, aliases: readList(field('aliases')), honours: readList(field('honours')), polygons: [], placement: 'none', file: spec.file, label }
  const parent = readText(field('parent'))
  const kind = readText(field('kind'))
  const nameEn = readText(field('nameEn'))
  const successor = readText(field('successor'))
  if (parent) draft.parentWords = parent
  if (kind) draft.kind = kind
  if (nameEn) draft.nameEn = nameEn
  if (successor) draft.successor = successor
  readFacts(draft, field, log)
  return draft
}

function levelOf(spec: AreaLayerSource, text: string): Level | null {
  if (spec.fields.level === undefined) return spec.level ?? null
  return text === '' ? (spec.level ?? null) : readLevel(text)
}

function codeOf(value: unknown, level: Level, source: PackSource, file: string, label: string, log: FindingLog): string | null {
  const reading = readCode(value, level, source.codes)
  if ('fault' in reading) {
    log.error(reading.fault, file, label, CODE_SAYS[reading.fault])
    return null
  }
  for (const repair of reading.repairs) log.repaired(repair, file, label, CODE_SAYS[repair])
  return reading.code
}

/** Head counts and days; also used for joined tables. */
export function readFacts(draft: Draft, field: (name: 'population' | 'legalAware' | 'validFrom' | 'validTo') => unknown, log: FindingLog): void {
  const population = readPopulation(field('population'))
  if (population === null) log.warning('population_not_number', draft.file, draft.label, POPULATION)
  else if (population !== undefined) draft.population = population
  const legalAware = readPopulation(field('legalAware'))
  if (legalAware === null) log.warning('legal_aware_not_number', draft.file, draft.label, LEGAL_AWARE)
  else if (legalAware !== undefined) draft.legalAware = legalAware
  for (const key of ['validFrom', 'validTo'] as const) {
    const day = readDay(field(key))
    if (day === null) log.warning('day_unreadable', draft.file, draft.label, DAY)
    else if (day !== undefined) draft[key] = day
  }
}

interface Placing {
  spec: AreaLayerSource
  frame: Frame
  layer: RawLayer
  seen: { x: number; y: number }[]
  log: FindingLog
}

function place(draft: Draft, feature: RawFeature, { spec, frame, layer, seen, log }: Placing): void {
  const project = (x: number, y: number): [number, number] => {
    if (seen.length < 5000) seen.push({ x, y })
    return frame.convert(x, y)
  }
  const shape = readShape(feature.geometry, { project, looseRings: layer.looseRings })
  reportRepairs(shape, spec.file, draft.label, log)
  draft.polygons = shape.polygons
  const [lng, lat] = [spec.fields.lng, spec.fields.lat].map((column) => (column === undefined ? null : readNumber(feature.properties[column])))
  const point = lng !== null && lat !== null ? project(lng as number, lat as number) : shape.points[0]
  if (point && point.every(Number.isFinite)) draft.point = [point[0], point[1]]
}

function reportRepairs(shape: Shape, file: string, label: string, log: FindingLog): void {
  for (const repair of shape.repairs) log.repaired(repair, file, label, REPAIRS[repair])
}

export function reportExtent(seen: { x: number; y: number }[], frame: Frame, file: string, { source, log }: CollectContext): void {
  const fault = extentFault(seen, frame, source.codes, source.fictional)
  if (fault === 'swapped') log.error('coords_swapped', file, undefined, SWAPPED)
  if (fault === 'outside') log.error('coords_implausible', file, undefined, outside(frame.name))
}

export function missingColumns(layer: RawLayer, fields: Record<string, string | undefined>, file: string, log: FindingLog): void {
  if (layer.features.length === 0) log.warning('layer_empty', file, undefined, EMPTY)
  else {
    for (const [field, column] of Object.entries(fields)) {
      if (column === undefined || layer.columns.includes(column)) continue
      const has = layer.columns.join(', ')
      log.error('column_missing', file, column, {
        zh: `没有“${column}”这一列（${field}），文件里有：${has}；请更正 source.json`,
        en: `There is no column "${column}" (${field}); the file has: ${has}. Correct source.json`,
      })
    }
  }
}

const REPAIRS: Record<Repair, { zh: string; en: string }> = {
  ring_open: { zh: '边界首尾不相接，已闭合', en: 'A ring was open and has been closed' },
  points_repeated: { zh: '边界有重复点，已去除', en: 'Repeated points of a ring were removed' },
  winding: { zh: '边界走向不合标准，已调整', en: 'A ring wound the wrong way and has been turned' },
  ring_degenerate: { zh: '有不成面的环（少于三个不同点或面积为零），已去除', en: 'A ring without area was removed' },
}
const LEVEL_UNKNOWN = {
  zh: '不认识这一级别；请写 county、town、village、grid，或县、乡镇、村、网格',
  en: 'The level is not known: write county, town, village or grid',
}
const NAME_MISSING = { zh: '既没有代码也没有名称；请补上', en: 'There is neither code nor name: fill them in' }
const POPULATION = {
  zh: '人口不是数字，已按未知处理；请更正为常住人口数',
  en: 'The population is no number and counts as unknown: correct it to the number of residents',
}
const LEGAL_AWARE = {
  zh: '法律明白人数不是数字，已按未知处理；请更正为人数',
  en: 'The number of people versed in the law is no number and counts as unknown: correct it to a head count',
}
const DAY = {
  zh: '日期无法识别，已忽略；请写成 2021-05-01',
  en: 'The day cannot be read and was ignored: write it like 2021-05-01',
}
const EMPTY = { zh: '图层里没有要素；请检查导出', en: 'The layer holds no features: check the export' }
const SWAPPED = {
  zh: '经度和纬度似乎颠倒了：对调后才落在合理范围；请在导出时或 source.json 的 lng、lat 里对调',
  en: 'Longitude and latitude look swapped: only the other way round they lie where they can. Swap them in the export, or lng and lat in source.json',
}

function outside(name: string) {
  return {
    zh: `坐标按 ${name} 换算后不在合理范围内；请核对坐标系（带号、中央经线、单位）`,
    en: `Converted from ${name} the coordinates lie nowhere plausible: check the system (zone, meridian, unit)`,
  }
}
