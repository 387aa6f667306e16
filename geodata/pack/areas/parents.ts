import { cleanCode, gridParentCode, parseGbCode } from '../../place/code.ts'
import { LEVELS, type Level } from '../../place/level.ts'
import type { FindingLog } from '../findings.ts'
import { boundsMeet, boundsOfMulti, insideMulti, samplePoints, type Bounds } from '../shapes/measure.ts'
import type { Draft } from './draft.ts'

export interface ParentContext {
  drafts: Map<string, Draft>
  root: Draft
  /** levels in use, widest first */
  levels: Level[]
  codes: 'gb' | 'free'
  log: FindingLog
}

/**
 * Settles the parent of every area: the one its column names, else by the digits of its code, else the area
 * one level up that holds most of it, else the root when no other level lies between.
 */
export function settleParents(context: ParentContext): void {
  const bounds = new Map<string, Bounds>()
  for (const [code, draft] of context.drafts) if (draft.polygons.length > 0) bounds.set(code, boundsOfMulti(draft.polygons))
  const names = nameIndex(context.drafts)
  context.root.parent = null
  for (const draft of context.drafts.values()) {
    if (draft === context.root) continue
    draft.parent = byWords(draft, names, context) ?? byCode(draft, context) ?? byPlace(draft, bounds, context) ?? underRoot(draft, context)
    if (draft.parent === undefined) context.log.error('parent_missing', draft.file, draft.label, PARENT_MISSING)
  }
}

function widerLevels(level: Level, levels: Level[]): Level[] {
  return levels.filter((other) => LEVELS.indexOf(other) < LEVELS.indexOf(level)).reverse()
}

function nameIndex(drafts: Map<string, Draft>): Map<string, Draft[]> {
  const names = new Map<string, Draft[]>()
  for (const draft of drafts.values()) names.set(draft.name, [...(names.get(draft.name) ?? []), draft])
  return names
}

function byWords(draft: Draft, names: Map<string, Draft[]>, { drafts, root, codes, log }: ParentContext): string | undefined {
  const words = draft.parentWords
  if (words === undefined) return undefined
  const isWider = (other: Draft) => LEVELS.indexOf(other.level) < LEVELS.indexOf(draft.level)
  const code = codes === 'gb' ? (parseGbCode(words)?.code ?? cleanCode(words)) : words
  const direct = drafts.get(code)
  if (direct && isWider(direct)) return direct.code
  const named = (names.get(words) ?? []).filter(isWider)
  if (named.length === 1) return named[0]?.code
  if (words === root.name) return root.code
  log.warning('parent_unknown', draft.file, draft.label, {
    zh: `上级“${words}”不在任何图层里（或有重名），改按代码或位置确定；请核对`,
    en: `The parent "${words}" is in no layer (or not unique): code or place decide instead. Check it`,
  })
  return undefined
}

function byCode(draft: Draft, { drafts, levels, codes }: ParentContext): string | undefined {
  if (codes !== 'gb') return undefined
  let code: string | null = draft.level === 'grid' || draft.level === 'group' ? gridParentCode(draft.code) : (parseGbCode(draft.code)?.parent ?? null)
  while (code !== null) {
    const above = drafts.get(code)
    if (above && above !== draft && LEVELS.indexOf(above.level) < LEVELS.indexOf(draft.level)) return above.code
    const parsed = parseGbCode(code)
    // a level in use whose area is missing is a gap in the source, not a reason to climb past it
    if (!parsed || levels.includes(parsed.level)) return undefined
    code = parsed.parent
  }
  return undefined
}

function byPlace(draft: Draft, bounds: Map<string, Bounds>, context: ParentContext): string | undefined {
  const { drafts, root, levels, log } = context
  const points = draft.polygons.length > 0 ? samplePoints(draft.polygons) : draft.point ? [draft.point] : []
  if (points.length === 0) return undefined
  const own: Bounds = [Math.min(...points.map((p) => p[0])), Math.min(...points.map((p) => p[1])), Math.max(...points.map((p) => p[0])), Math.max(...points.map((p) => p[1]))]
  for (const level of widerLevels(draft.level, levels)) {
    let best: { other: Draft; share: number } | null = null
    for (const other of drafts.values()) {
      const box = other.level === level && other !== root ? bounds.get(other.code) : undefined
      if (!box || !boundsMeet(box, own)) continue
      const share = points.filter(([x, y]) => insideMulti(x, y, other.polygons)).length / points.length
      if (share > (best?.share ?? 0)) best = { other, share }
    }
    if (!best || best.share < 0.5) continue
    log.repaired('parent_by_place', draft.file, draft.label, BY_PLACE)
    return best.other.code
  }
  return undefined
}

function underRoot(draft: Draft, { drafts, root, levels }: ParentContext): string | undefined {
  const between = widerLevels(draft.level, levels).filter((level) => level !== root.level)
  const used = between.some((level) => [...drafts.values()].some((other) => other.level === level))
  return used ? undefined : root.code
}

const BY_PLACE = {
  zh: '没有可用的上级，已按位置归入面积占比最大的上级区域；请核对',
  en: 'No usable parent was given; the area that holds most of it was taken: check it',
}
const PARENT_MISSING = {
  zh: '找不到上级区域：代码前缀、上级列、位置都不能确定；请补上级图层或上级列',
  en: 'No parent was found by code, by column or by place: add the layer of the level above, or a parent column',
}
