import type { AreaRow, CountyInfo, Level } from '../../server/contract/answers.ts'
import type { LabelValues } from '../areas/figures.ts'
import { labelFeatures } from '../map/layers/labels.ts'
import type { Look } from '../map/layers/looks.ts'
import type { MapScene } from '../map/layers/style.ts'
import type { Palette } from '../theme/palette.ts'

interface Shown {
  level: Level
  /** areas of that level, for their names */
  areas: readonly AreaRow[]
  /** wider areas whose names help to find the way */
  above?: readonly AreaRow[]
  chosen: { index: number; level: Level } | null
  point?: readonly [number, number] | null
  /** of the classes that areas are painted by, and what stands beside their names; absent where nothing is counted */
  looks?: readonly Look[]
  values?: LabelValues
  named: (area: AreaRow) => string
  palette: Palette
  dark: boolean
}

const absolute = (path: string) => new URL(path, window.location.origin).href

const NO_VALUES: LabelValues = new Map()

/** The map without layers of its own: places and their names, one of them marked, coloured where there are looks. */
export function plainScene({ levels, tiles, bbox }: CountyInfo, { level, areas, above = [], chosen, point = null, looks = [], values = NO_VALUES, named, palette, dark }: Shown): MapScene {
  return {
    levels: levels.map((one) => one.level),
    shown: level,
    looks,
    chosen,
    point,
    palette,
    dark,
    tiles: {
      boundaries: absolute(tiles.boundaries),
      base: tiles.base && absolute(tiles.base),
      relief: tiles.relief && absolute(tiles.relief),
    },
    labels: labelFeatures(level, areas, above, values, named),
    bbox,
  }
}
