import type { AreaRow, CountyInfo, Level } from '../../server/contract/answers.ts'
import { labelFeatures } from '../map/layers/labels.ts'
import type { MapScene } from '../map/layers/style.ts'
import type { Palette } from '../theme/palette.ts'

interface Shown {
  level: Level
  /** areas of that level, for their names */
  areas: readonly AreaRow[]
  /** wider areas whose names help to find the way */
  above?: readonly AreaRow[]
  chosen: { index: number; level: Level } | null
  point: readonly [number, number] | null
  named: (area: AreaRow) => string
  palette: Palette
  dark: boolean
}

const absolute = (path: string) => new URL(path, window.location.origin).href

/** The map without figures: places and their names, one of them marked. */
export function plainScene({ levels, tiles, bbox }: CountyInfo, { level, areas, above = [], chosen, point, named, palette, dark }: Shown): MapScene {
  return {
    levels: levels.map((one) => one.level),
    shown: level,
    looks: [],
    chosen,
    point,
    palette,
    dark,
    tiles: {
      boundaries: absolute(tiles.boundaries),
      base: tiles.base && absolute(tiles.base),
      relief: tiles.relief && absolute(tiles.relief),
    },
    labels: labelFeatures(level, areas, above, new Map(), named),
    bbox,
  }
}
