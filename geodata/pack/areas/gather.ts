import { LEVELS, type Level } from '../../place/level.ts'
import type { FindingLog } from '../findings.ts'
import { frameOf } from '../frame.ts'
import { openLayer } from '../layers/open.ts'
import { layerPath } from '../layers/path.ts'
import type { LayerRecord } from '../originals.ts'
import type { LayerOrigin, PackSource } from '../source.ts'
import { CODE_SAYS, readCode } from './codes.ts'
import { collectLayer } from './collect.ts'
import type { Draft } from './draft.ts'
import { joinTable, mergeDrafts } from './merge.ts'
import { settleParents } from './parents.ts'
import { readText } from './values.ts'

export interface Gathered {
  drafts: Map<string, Draft>
  root: Draft
  /** in use, widest first */
  levels: Level[]
}

/** Reads all area layers and tables into one tree of drafts; null when an error makes a tree impossible. */
export async function gatherAreas(spec: PackSource, folder: string, log: FindingLog, records: LayerRecord[]): Promise<Gathered | null> {
  const all: Draft[] = []
  for (const layer of spec.layers) {
    reportRights(layer, log)
    const raw = await openLayer(layerPath(folder, layer.file), layer)
    log.add(raw.findings)
    if (!raw.features) continue
    const placed = raw.features.some((one) => one.geometry !== null) || layer.fields.lng !== undefined
    const crs = placed ? frameOf(raw, layer.crs ?? spec.crs, layer.file).frame?.name : undefined
    records.push({ name: layer.level ?? 'areas', origin: layer, features: raw.features.length, crs })
    all.push(...collectLayer(raw, layer, { source: spec, log }))
  }
  if (log.hasErrors()) return null
  const drafts = mergeDrafts(all, log)
  const root = settleRoot(spec, drafts, log)
  if (!root) return null
  for (const table of spec.tables) {
    reportRights(table, log)
    const raw = await openLayer(layerPath(folder, table.file), table)
    log.add(raw.findings)
    if (!raw.features) continue
    records.push({ name: 'table', origin: table, features: raw.features.length, crs: undefined })
    joinTable(drafts, raw, table, spec.codes, log)
  }
  dropForeign(drafts, root, spec, log)
  const levels = LEVELS.filter((level) => [...drafts.values()].some((draft) => draft.level === level))
  for (const level of levels) if (!spec.levels.some((one) => one.level === level)) log.warning('level_undeclared', 'source.json', level, UNDECLARED)
  reportEmptyLevels(spec, levels, log)
  settleParents({ drafts, root, levels, codes: spec.codes, log })
  settleSuccessors(drafts, log)
  return log.hasErrors() ? null : { drafts, root, levels }
}

export function reportRights(origin: LayerOrigin, log: FindingLog): void {
  if (!origin.source) log.warning('source_unnamed', origin.file, undefined, SOURCE)
  if (!origin.licence) log.warning('licence_unnamed', origin.file, undefined, LICENCE)
}

/** The root is the area of source.json's own code; made when no layer gives it. */
function settleRoot(spec: PackSource, drafts: Map<string, Draft>, log: FindingLog): Draft | null {
  const level = [...spec.levels].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))[0]?.level as Level
  const reading = readCode(spec.code, level, spec.codes)
  if ('fault' in reading) {
    log.error(reading.fault, 'source.json', spec.code, CODE_SAYS[reading.fault])
    return null
  }
  const given = drafts.get(reading.code)
  const root: Draft = given ?? {
    code: reading.code,
    name: spec.name,
    level,
    aliases: [],
    honours: [],
    polygons: [],
    placement: 'none',
    file: 'source.json',
    label: `${spec.name}(${reading.code})`,
  }
  root.nameEn ??= spec.nameEn
  drafts.set(root.code, root)
  return root
}

/** Layers often hold a whole prefecture: what is no part of this county is left out and counted. */
function dropForeign(drafts: Map<string, Draft>, root: Draft, spec: PackSource, log: FindingLog): void {
  const prefix = root.code.replace(/(00)+$/, '')
  for (const draft of drafts.values()) {
    if (draft === root) continue
    const isWider = LEVELS.indexOf(draft.level) <= LEVELS.indexOf(root.level)
    const gb = spec.codes === 'gb' && /^\d{12}$/.test(draft.code)
    const isForeign = gb && !draft.code.startsWith(prefix) && (draft.parentWords === undefined || !isWithin(draft, drafts, root))
    if (!isWider && !isForeign) continue
    drafts.delete(draft.code)
    log.warning('outside_pack', draft.file, draft.label, FOREIGN)
  }
}

/** A level that was listed and that no layer fills, with areas below it: these fall to the level above. */
function reportEmptyLevels(spec: PackSource, used: Level[], log: FindingLog): void {
  const lowest = LEVELS.indexOf(used.at(-1) as Level)
  for (const { level } of spec.levels) {
    if (!used.includes(level) && LEVELS.indexOf(level) < lowest) log.warning('level_empty', 'source.json', level, EMPTY_LEVEL)
  }
}

function isWithin(draft: Draft, drafts: Map<string, Draft>, root: Draft): boolean {
  const words = draft.parentWords
  return words === root.code || words === root.name || [...drafts.values()].some((other) => other !== draft && (other.code === words || other.name === words))
}

function settleSuccessors(drafts: Map<string, Draft>, log: FindingLog): void {
  for (const draft of drafts.values()) {
    const words = readText(draft.successor)
    if (!words) continue
    const named = [...drafts.values()].filter((other) => other.level === draft.level && other !== draft && other.name === words)
    const code = drafts.has(words) ? words : named.length === 1 ? named[0]?.code : undefined
    if (code) draft.successor = code
    else {
      delete draft.successor
      log.warning('successor_unknown', draft.file, draft.label, SUCCESSOR)
    }
    if (code && draft.validTo === undefined) log.warning('successor_without_end', draft.file, draft.label, NO_END)
  }
}

const SOURCE = { zh: '没有写明资料来源（source）；请补上，地图上要注明', en: 'The source of the layer is not named: fill in "source", it is printed on the map' }
const LICENCE = { zh: '没有写明使用许可（licence）；请补上', en: 'The licence of the layer is not named: fill in "licence"' }
const FOREIGN = { zh: '不属于本县（代码前缀不同或级别不低于根区域），未收入', en: 'It is no part of this county (other code prefix, or not below the root) and was left out' }
const UNDECLARED = { zh: '图层里有 source.json 未列出的级别；已收入，请补进 levels', en: 'A layer has a level that source.json does not list; it was kept, add it to "levels"' }
const EMPTY_LEVEL = {
  zh: 'levels 列了这一级，却没有图层给出它，下级直接归到再上一级，台账里写的这一级名称也认不出；请补上图层，或从 levels 去掉',
  en: '"levels" lists this level and no layer gives it: what lies below falls to the level above, and ledgers that name it are not understood. Add the layer, or take it from "levels"',
}
const SUCCESSOR = { zh: '继任区域不在任何图层里（或有重名），已忽略；请写代码', en: 'The successor is in no layer (or not unique) and was ignored: give its code' }
const NO_END = { zh: '有继任区域却没有撤销日期（validTo），仍按现行区域处理；请补上日期', en: 'It has a successor but no end (validTo) and counts as in force: give the day' }
