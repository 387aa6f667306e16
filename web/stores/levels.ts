import type { Area, Level } from '../../server/contract/answers.ts'
import type { View } from './view.ts'

export interface LevelScene {
  /** levels of the pack, from the root down */
  levels: readonly Level[]
  /** the chosen area, null for the whole county */
  area: Pick<Area, 'level' | 'bbox'> | null
  /** level of the areas right below it; null when it has none */
  children: Level | null
  /** of the county */
  bbox: readonly [number, number, number, number] | null
}

/** A person who zooms in by this many steps beyond an area's own fit sees the next narrower level. */
const STEPS = [1.5, 3] as const
const REFERENCE_PX = 1000
const TILE_PX = 512

/**
 * The level that map, table and ranking show: the pinned one; else the parts of the chosen area, and narrower
 * ones as the person zooms in. It hangs on the view alone, not on the window, so a link shows the same everywhere.
 */
export function shownLevel(view: Pick<View, 'level' | 'camera'>, scene: LevelScene): Level {
  const { levels, area } = scene
  const own = area?.level ?? levels[0] ?? 'county'
  const first = firstBelow(own, scene)
  if (view.level && levels.includes(view.level)) {
    return levels.indexOf(view.level) < levels.indexOf(own) ? own : view.level
  }
  const box = area?.bbox ?? scene.bbox
  const beyond = view.camera && box ? view.camera.zoom - fitZoom(box) : 0
  const steps = STEPS.filter((step) => beyond >= step).length
  const at = Math.min(levels.indexOf(first) + steps, levels.length - 1)
  return scene.children === null && area ? own : (levels[at] ?? first)
}

function firstBelow(own: Level, { levels, area, children }: LevelScene): Level {
  if (area) return children ?? own
  return levels[1] ?? own
}

/** Zoom at which a box fits a window of 1000 px. */
export function fitZoom([west, south, east, north]: readonly [number, number, number, number]): number {
  const mercator = (lat: number) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)
  const share = Math.max((east - west) / 360, mercator(north) - mercator(south), 1e-9)
  return Math.log2(REFERENCE_PX / TILE_PX / share)
}

/**
 * The deepest level down to `deepest` of which a map has anything to show, as far as its areas are known; never the root.
 * Where a pack has no shapes of villages, that is the towns.
 */
export function drawnLevel(levels: readonly Level[], deepest: Level, areas: ReadonlyMap<Level, readonly { centre?: unknown }[]>): Level {
  const shown = (level: Level) => areas.get(level)?.some(({ centre }) => Boolean(centre)) ?? true
  return levels.slice(1, levels.indexOf(deepest) + 1).findLast(shown) ?? deepest
}

const TOO_FINE: readonly Level[] = ['grid', 'group']

/**
 * The level on which hot-spots are looked for: the one that is pinned, else the narrowest that has shapes, but for grid
 * cells and groups, where cases are too few to say anything; never wider than the chosen area.
 */
export function hotLevel(pinned: Level | null, { levels, area }: Pick<LevelScene, 'levels' | 'area'>, areas: ReadonlyMap<Level, readonly { centre?: unknown }[]>): Level {
  const own = area?.level ?? levels[0] ?? 'county'
  const deepest = levels.findLast((level) => !TOO_FINE.includes(level)) ?? own
  const wanted = pinned && levels.includes(pinned) ? pinned : drawnLevel(levels, deepest, areas)
  return levels.indexOf(wanted) < levels.indexOf(own) ? own : wanted
}
