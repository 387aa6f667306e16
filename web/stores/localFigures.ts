import type { AreaCode, AreaTreeColumns, Counts } from '../../server/contract/answers.ts'
import { CATEGORIES } from '../../server/contract/categories.ts'
import { dayNumber } from '../../server/contract/day.ts'
import type { Language } from '../../server/contract/error.ts'
import type { Filter } from '../../server/contract/filter.ts'
import { LEVELS } from '../../server/contract/levels.ts'
import { levelRows, seriesPoints, seriesSpan, summaryOf, termRows, type AreaGround } from '../../server/cube/answers.ts'
import { Brush } from '../../server/cube/brush.ts'
import { dayExtent, FixedCube, type FactColumns } from '../../server/cube/counted.ts'
import type { CubeQuery } from '../../server/cube/select.ts'
import type { WireHead } from '../../server/cube/wire.ts'
import type { Figures, FiguresAsk } from './figureSet.ts'

/** The cases of a county, or of the part that the post sees, with the ground that they are counted on. */
export interface HeldCube {
  county: string
  head: WireHead
  tree: AreaTreeColumns
  columns: FactColumns
  extent: { first: number; last: number } | null
  brush: Brush
  indexOf: ReadonlyMap<string, number>
}

export function heldCube(county: string, head: WireHead, columns: FactColumns, tree: AreaTreeColumns): HeldCube {
  const { parent, end, level, code, today } = tree
  const places = { parent: Int32Array.from(parent), end: Int32Array.from(end), rank: Uint8Array.from(level, (one) => LEVELS.indexOf(one)) }
  const cube = new FixedCube(columns)
  return {
    county, head, tree, columns,
    extent: dayExtent(cube),
    brush: new Brush(cube, places, dayNumber(today)),
    indexOf: new Map(code.flatMap((one, index) => (one === '' ? [] : [[one, index]]))),
  }
}

/** Index of the area that a filter counts; null for one that the server has to find: of another part, or no more. */
export function rootOf({ tree, indexOf }: HeldCube, { area }: Filter): number | null {
  if (area === undefined) return tree.root
  const index = indexOf.get(area)
  return index !== undefined && index >= tree.root && tree.live[index] ? index : null
}

/** Turns the brush to a filter whose area is found. */
export function brushTo({ tree, brush }: HeldCube, filter: Filter, root: number): CubeQuery['areas'] {
  const areas = root === 0 ? null : { start: root, end: tree.end[root]! }
  brush.set(filter, areas)
  return areas
}

/** The answers of the API to all questions of a view, counted here; null where the server has to be asked. */
export function localFigures(held: HeldCube, ask: FiguresAsk, language: Language, at: number): Figures | null {
  const { filter, level, step } = ask
  const root = rootOf(held, filter)
  if (root === null) return null
  brushTo(held, filter, root)
  const { brush, tree, extent, head: { revision, packVersion } } = held
  const asked = { from: filter.from ? dayNumber(filter.from) : -Infinity, to: filter.to ? dayNumber(filter.to) : Infinity }
  const span = seriesSpan(asked, extent, tree.today)
  const counts = (by: string, rows: Omit<Counts, 'revision' | 'packVersion' | 'by'>): Counts => ({ revision, packVersion, by, ...rows })
  return {
    ask, revision, packVersion, at,
    summary: summaryOf(filter, {
      revision,
      today: tree.today,
      residents: tree.population[root]!,
      now: brush.figures(),
      during: (period, as) => brush.figuresIn(period, as),
      overdueBefore: () => brush.overdueBefore(),
    }),
    areas: counts(level, levelRows(brush.byLevel(LEVELS.indexOf(level)), level, groundOf(tree, root))),
    categories: counts('category', termRows(brush.byTerm('category'), CATEGORIES.rows, language)),
    series: { revision, step, points: extent && span ? seriesPoints(brush.byDay(), { step, span, asked, first: extent.first }) : [] },
  }
}

function groundOf(tree: AreaTreeColumns, root: number): AreaGround {
  return {
    root,
    end: tree.end[root]!,
    area: (index) => ({ code: tree.code[index] as AreaCode, name: tree.name[index]!, level: tree.level[index]! }),
    isLive: (index) => tree.live[index]!,
    residents: (index) => tree.population[index]!,
  }
}
