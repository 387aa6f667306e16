import { parseGbCode } from '../../place/code.ts'
import type { Level } from '../../place/level.ts'
import type { FindingLog } from '../findings.ts'
import { coverFaults, shareInside } from '../shapes/cover.ts'
import { selfIntersection } from '../shapes/crossings.ts'
import { areaM2, insideMulti, samplePoints } from '../shapes/measure.ts'
import type { Draft } from './draft.ts'
import { examineNames } from './names.ts'

/** A child this far outside its parent is reported; less is the difference of two surveys. */
const INSIDE_SHARE = 0.9
/** Part of a surveyed parent that its surveyed children may leave bare. */
const BARE_SHARE = 0.01

/** Looks for what a builder must not mend by itself. Every finding says where. */
export function examine(drafts: Map<string, Draft>, root: Draft, levels: Level[], codes: 'gb' | 'free', log: FindingLog): void {
  const live = [...drafts.values()].filter((draft) => draft.validTo === undefined)
  if (codes === 'gb') for (const draft of live) examineCode(draft, log)
  examineNames(live, root.name, codes, log)
  const surveyed = live.filter((draft) => draft.placement === 'boundary' && draft.polygons.length > 0)
  for (const draft of surveyed) {
    const at = selfIntersection(draft.polygons)
    if (at) log.warning('self_intersection', draft.file, draft.label, crossing(at))
    examineParent(draft, drafts, log)
  }
  for (const level of levels) {
    const unplaced = live.filter((draft) => draft.level === level && draft.polygons.length === 0)
    if (unplaced.length > 0) log.warning('not_on_map', (unplaced[0] as Draft).file, firstNames(unplaced), notOnMap(unplaced.length))
    const mates = surveyed.filter((draft) => draft.level === level)
    if (mates.length > 1) examineCover(mates, root, log)
  }
}

function examineCode(draft: Draft, log: FindingLog): void {
  if (draft.level === 'grid' || draft.level === 'group') return
  const level = parseGbCode(draft.code)?.level
  if (level && level !== draft.level) {
    log.warning('level_differs', draft.file, draft.label, {
      zh: `代码是 ${level} 级，图层却是 ${draft.level} 级；请核对`,
      en: `The code is of level ${level}, the layer of level ${draft.level}: check them`,
    })
  }
}

function examineParent(draft: Draft, drafts: Map<string, Draft>, log: FindingLog): void {
  const parent = typeof draft.parent === 'string' ? drafts.get(draft.parent) : undefined
  if (!parent || parent.polygons.length === 0 || parent.placement !== 'boundary') return
  const share = shareInside(samplePoints(draft.polygons), parent.polygons)
  if (share < INSIDE_SHARE) log.warning('outside_parent', draft.file, draft.label, outside(parent, share))
}

function examineCover(mates: Draft[], root: Draft, log: FindingLog): void {
  const faults = coverFaults(mates.map((mate) => mate.polygons))
  const file = (mates[0] as Draft).file
  if (!faults) {
    log.warning('cover_unchecked', file, undefined, UNCHECKED)
    return
  }
  for (const overlap of faults.overlaps) {
    const [a, b] = [mates[overlap.a], mates[overlap.b]] as [Draft, Draft]
    log.warning('overlap', b.file, `${a.label} × ${b.label}`, overlapping(overlap.areaM2, overlap.at))
  }
  for (const gap of faults.gaps) {
    const [lng, lat] = gap.at
    const isLand = root.polygons.length === 0 || insideMulti(lng, lat, root.polygons)
    if (isLand || gap.areaM2 >= 10_000) log.warning('gap', file, undefined, gapping(gap.areaM2, gap.at))
  }
  const bare = areaM2(root.polygons) - areaM2(faults.union)
  if (root.placement === 'boundary' && bare > BARE_SHARE * areaM2(root.polygons)) {
    log.warning('not_covered', file, root.label, bareLand(bare, bare / areaM2(root.polygons)))
  }
}

const UNCHECKED = {
  zh: '边界过于复杂或有误，未能检查重叠与缝隙；请先修正自相交',
  en: 'The boundaries are too faulty to look for overlaps and gaps: mend self-intersections first',
}

const place = ([lng, lat]: [number, number]) => `${lng.toFixed(5)}, ${lat.toFixed(5)}`
const number = (value: number) => Math.round(value).toLocaleString('en-US')
const percent = (share: number) => `${(share * 100).toFixed(1)}%`

const firstNames = (drafts: Draft[]) => drafts.slice(0, 10).map((draft) => draft.label).join('、') + (drafts.length > 10 ? '…' : '')

function notOnMap(count: number) {
  return {
    zh: `${count} 个区域既无边界也无可用点位，照常统计但不上图；有了边界或点位请补充`,
    en: `${count} areas have neither a boundary nor a usable point: they count everywhere but are not on the map. Add what becomes known`,
  }
}

function crossing(at: [number, number]) {
  return {
    zh: `边界自相交，位于 ${place(at)}；请在绘图软件里修正`,
    en: `The boundary crosses itself at ${place(at)}: mend it where it was drawn`,
  }
}

function outside(parent: Draft, share: number) {
  return {
    zh: `只有 ${percent(share)} 在上级“${parent.label}”范围内；请核对边界、坐标系或上级`,
    en: `Only ${percent(share)} of it lies in its parent "${parent.label}": check boundary, coordinate system and parent`,
  }
}

function overlapping(area: number, at: [number, number]) {
  return {
    zh: `两个区域重叠 ${number(area)} 平方米，位于 ${place(at)}；请在绘图软件里修正共同边界`,
    en: `The two overlap by ${number(area)} m² at ${place(at)}: mend their common border where it was drawn`,
  }
}

function gapping(area: number, at: [number, number]) {
  return {
    zh: `区域之间有 ${number(area)} 平方米空隙，位于 ${place(at)}；若不是湖泊或飞地，请修正边界`,
    en: `There is a gap of ${number(area)} m² at ${place(at)}: unless it is a lake or an enclave, mend the borders`,
  }
}

function bareLand(area: number, share: number) {
  return {
    zh: `各区域合计比上级少 ${number(area)} 平方米（${percent(share)}）；可能缺少区域，请核对`,
    en: `Together they cover ${number(area)} m² (${percent(share)}) less than their parent: an area may be missing`,
  }
}
