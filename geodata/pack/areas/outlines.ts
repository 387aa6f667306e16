import { LEVELS, type Level } from '../../place/level.ts'
import type { FindingLog } from '../findings.ts'
import { fillSlivers, unionOf } from '../shapes/clip.ts'
import type { Draft } from './draft.ts'

/** Holes of a joined outline smaller than this are slivers, not lakes, m². */
const SLIVER_M2 = 10_000

export function childrenOf(drafts: Map<string, Draft>): Map<string, Draft[]> {
  const children = new Map<string, Draft[]>()
  for (const draft of drafts.values()) {
    if (typeof draft.parent !== 'string') continue
    const list = children.get(draft.parent)
    if (list) list.push(draft)
    else children.set(draft.parent, [draft])
  }
  for (const list of children.values()) list.sort((a, b) => compareText(a.code, b.code))
  return children
}

/** By code units, the same on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * Gives an area without a boundary the union of the areas below it, from the narrow levels up. Only when
 * all of them are surveyed, save for the root, which takes what there is and says so.
 */
export function outlinesFromBelow(drafts: Map<string, Draft>, root: Draft, levels: Level[], log: FindingLog): void {
  const children = childrenOf(drafts)
  const upward = [...drafts.values()].sort((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level))
  for (const draft of upward) {
    if (draft.polygons.length > 0 || draft.level === 'grid' || draft.level === 'group') continue
    const below = (children.get(draft.code) ?? []).filter((child) => child.validTo === undefined)
    const own = nextLevel(below, levels)
    const surveyed = own.filter((child) => child.polygons.length > 0)
    if (surveyed.length === 0 || (surveyed.length < own.length && draft !== root)) continue
    const joined = unionOf(surveyed.map((child) => child.polygons))
    if (!joined) continue
    draft.polygons = fillSlivers(joined, SLIVER_M2)
    if (surveyed.length < own.length) log.warning('outline_partial', draft.file, draft.label, partial(own.length - surveyed.length))
    else log.repaired('outline_joined', draft.file, draft.label, JOINED)
  }
}

/** Children of the widest level among them: a town's own grids do not bound it when it has villages. */
function nextLevel(below: Draft[], levels: Level[]): Draft[] {
  const level = levels.find((one) => below.some((child) => child.level === one))
  return below.filter((child) => child.level === level)
}

const JOINED = {
  zh: '没有边界，已由下一级区域合并而成',
  en: 'It had no boundary; the areas one level down were joined to make one',
}

function partial(missing: number) {
  return {
    zh: `没有边界，由下一级合并；下一级有 ${missing} 个区域没有边界，故不完整；请提供本级边界`,
    en: `It had no boundary and was joined from the level below, ${missing} areas of which have none: it is incomplete. Give a boundary`,
  }
}
