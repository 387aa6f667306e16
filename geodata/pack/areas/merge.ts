import type { FindingLog } from '../findings.ts'
import type { RawLayer } from '../layers/layer.ts'
import type { PackSource } from '../source.ts'
import { readCode } from './codes.ts'
import { missingColumns, readFacts } from './collect.ts'
import type { Draft } from './draft.ts'
import { readList, readText } from './values.ts'

/**
 * One draft a code. Several features of one code in a file become one area of several parts; further files
 * add what is missing (a boundary, a point, residents). Drafts without a code find theirs by level and name.
 */
export function mergeDrafts(drafts: readonly Draft[], log: FindingLog): Map<string, Draft> {
  const merged = new Map<string, Draft>()
  for (const draft of drafts) {
    if (draft.code === '') continue
    const known = merged.get(draft.code)
    if (known) join(known, draft, log)
    else merged.set(draft.code, { ...draft })
  }
  for (const draft of drafts) {
    if (draft.code === '') joinByName(merged, draft, log)
  }
  for (const draft of merged.values()) {
    if (!draft.name) log.error('name_missing', draft.file, draft.code, NAME_MISSING)
  }
  return merged
}

function join(known: Draft, next: Draft, log: FindingLog): void {
  const sameFile = known.file === next.file
  if (known.level !== next.level) {
    log.error('code_twice', next.file, next.label, twice(known))
    return
  }
  if (next.name && known.name && known.name !== next.name) {
    if (sameFile) {
      log.error('code_twice', next.file, next.label, twice(known))
      return
    }
    log.warning('name_differs', next.file, next.label, nameDiffers(known))
  }
  if (next.polygons.length > 0 && known.polygons.length > 0) {
    if (!sameFile) {
      log.warning('boundary_twice', next.file, next.label, boundaryTwice(known))
      return
    }
    log.repaired('features_merged', next.file, next.label, MERGED)
    known.polygons = [...known.polygons, ...next.polygons]
  } else if (sameFile && next.polygons.length === 0) {
    log.warning('row_twice', next.file, next.label, ROW_TWICE)
  }
  complete(known, next)
}

function complete(known: Draft, next: Draft): void {
  if (known.polygons.length === 0) known.polygons = next.polygons
  known.name ||= next.name
  known.point ??= next.point
  known.parentWords ??= next.parentWords
  known.kind ??= next.kind
  known.nameEn ??= next.nameEn
  known.population ??= next.population
  known.legalAware ??= next.legalAware
  known.validFrom ??= next.validFrom
  known.validTo ??= next.validTo
  known.successor ??= next.successor
  known.aliases = [...new Set([...known.aliases, ...next.aliases])]
  known.honours = [...new Set([...known.honours, ...next.honours])]
}

function joinByName(merged: Map<string, Draft>, draft: Draft, log: FindingLog): void {
  const words = draft.parentWords
  const isParent = (code: string | undefined) => words === undefined || code === words || merged.get(code ?? '')?.name === words
  const named = [...merged.values()].filter((one) => one.level === draft.level && one.name === draft.name)
  const matches = named.length > 1 ? named.filter((one) => isParent(one.parentWords)) : named
  const only = matches.length === 1 ? matches[0] : undefined
  if (!only) {
    log.error(named.length > 1 ? 'name_ambiguous' : 'code_missing', draft.file, draft.label, NO_CODE)
    return
  }
  const part: Draft = { ...draft, code: only.code }
  delete part.parentWords
  if (only.polygons.length > 0 && draft.polygons.length > 0 && only.file !== draft.file) {
    log.warning('boundary_twice', draft.file, draft.label, boundaryTwice(only))
    return
  }
  if (only.polygons.length > 0 && draft.polygons.length > 0) log.repaired('features_merged', draft.file, draft.label, MERGED)
  only.polygons = [...only.polygons, ...part.polygons]
  complete(only, { ...part, polygons: [] })
}

/** Adds the columns of a further table to the areas whose code a row names. */
export function joinTable(merged: Map<string, Draft>, layer: RawLayer, spec: PackSource['tables'][number], codes: 'gb' | 'free', log: FindingLog): void {
  missingColumns(layer, { key: spec.key, ...spec.fields }, spec.file, log)
  for (const feature of layer.features) {
    const field = (name: keyof typeof spec.fields) => {
      const column = spec.fields[name]
      return column === undefined ? undefined : feature.properties[column]
    }
    const reading = readCode(feature.properties[spec.key], undefined, codes)
    const draft = 'code' in reading ? merged.get(reading.code) : undefined
    const label = readText(feature.properties[spec.key]) || `#${feature.number}`
    if (!draft) {
      log.warning('table_row_unmatched', spec.file, label, UNMATCHED)
      continue
    }
    const facts: Draft = { ...draft, file: spec.file, label, aliases: readList(field('aliases')), honours: readList(field('honours')) }
    readFacts(facts, field, log)
    draft.population = facts.population ?? draft.population
    draft.legalAware = facts.legalAware ?? draft.legalAware
    draft.validFrom = facts.validFrom ?? draft.validFrom
    draft.validTo = facts.validTo ?? draft.validTo
    draft.aliases = [...new Set([...draft.aliases, ...facts.aliases])]
    draft.honours = [...new Set([...draft.honours, ...facts.honours])]
    for (const key of ['nameEn', 'kind', 'successor'] as const) draft[key] = readText(field(key)) || draft[key]
    draft.parentWords = readText(field('parent')) || draft.parentWords
    draft.name = readText(field('name')) || draft.name
  }
}

const NAME_MISSING = { zh: '没有名称；请补上名称列', en: 'There is no name: fill the name column' }
const MERGED = { zh: '同一代码有多个图形，已合并为一个区域', en: 'Several features of one code were merged into one area' }
const ROW_TWICE = { zh: '同一代码出现多行，已合并；请删去重复行', en: 'The same code stands in several rows, merged: delete the repeated rows' }
const UNMATCHED = {
  zh: '表中的代码不属于任何图层里的区域，该行未用；请核对代码',
  en: 'No layer has an area of this code, the row was not used: check the code',
}
const NO_CODE = {
  zh: '该图层没有代码列，按级别和名称也找不到唯一的区域；请补代码，或补上级名称（parent）',
  en: 'The layer has no code column, and level and name do not find exactly one area: add codes, or the parent column',
}

function twice(known: Draft) {
  return {
    zh: `代码已被“${known.label}”使用；一个代码只能是一个区域，请更正其中之一`,
    en: `The code already belongs to "${known.label}": one code is one area, correct one of the two`,
  }
}

function nameDiffers(known: Draft) {
  return {
    zh: `名称与 ${known.file} 里的“${known.name}”不同，已用后者；如是别名请写入 aliases`,
    en: `The name differs from "${known.name}" in ${known.file}, which is used; if it is another name for it, give it as an alias`,
  }
}

function boundaryTwice(known: Draft) {
  return {
    zh: `边界已由 ${known.file} 给出，这里的未用；请只保留一份`,
    en: `The boundary is already given by ${known.file}, this one is not used: keep only one`,
  }
}
