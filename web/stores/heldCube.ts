import type { AreaCode, AreaTreeColumns, Counts, Level } from '../../server/contract/answers.ts'
import { CATEGORIES } from '../../server/contract/categories.ts'
import type { Colour } from '../../server/contract/colours.ts'
import { dayNumber } from '../../server/contract/day.ts'
import type { Language } from '../../server/contract/error.ts'
import { FILTER_KEYS, LISTS, type Filter } from '../../server/contract/filter.ts'
import { LEVELS } from '../../server/contract/levels.ts'
import { levelRows, summaryOf, termRows, type AreaGround } from '../../server/cube/answers.ts'
import { Brush, type BrushDays } from '../../server/cube/brush.ts'
import { dayExtent, FixedCube, type FactColumns } from '../../server/cube/counted.ts'
import type { LevelTallies, Tallies } from '../../server/cube/counts.ts'
import { DIMENSIONS, passTable, type Dimension } from '../../server/cube/facets.ts'
import { countsAsOf, daysAsOf } from '../../server/cube/past.ts'
import { PastFigures } from '../../server/cube/pastFigures.ts'
import type { CubePlaces } from '../../server/cube/places.ts'
import type { CubeQuery } from '../../server/cube/select.ts'
import { seriesAnswer } from '../../server/cube/series.ts'
import type { DayTotals } from '../../server/cube/time.ts'
import { decodeWire, withDays, type WireHead } from '../../server/cube/wire.ts'
import type { Figures, FiguresAsk } from './figureSet.ts'

/**
 * Counts of the view on show. Each leaves the filter's own part out, so that what is not chosen can still be chosen: the
 * calendar has the days of all times, the categories those that are filtered away. Terms stand in the order of their
 * vocabulary, areas by index in the pack. To be read while the view stands: the arrays are those of the brush.
 */
export interface BoardCounts {
  revision: number
  days(): BrushDays
  terms(dimension: Dimension): Tallies
  standing(by: 'due' | 'age'): Tallies
  marks(): Tallies
  /** of the view itself, which chooses cases of the colour and pending ones, or leaves both open */
  pendingOf(colour: Colour): number
  /** `everywhere`: in all that the post sees, whatever area is chosen */
  areas(level: Level, options?: { everywhere: boolean }): LevelTallies
}

/**
 * The cube that the server's bytes give, with what was held `before` where they are the days that changed since. Null
 * where the areas are of another pack; throws `RangeError` for bytes of another program.
 */
export function cubeFrom(of: Pick<HeldCube, 'county' | 'tree' | 'readAt'>, bytes: Uint8Array, before: HeldCube | null): HeldCube | null {
  const { tree } = of
  const wire = decodeWire(bytes)
  const { head } = wire
  if (head.packVersion !== tree.packVersion) return null
  if (before && before.tree === tree && head.days?.length === 0) return new HeldCube({ ...of, head, columns: before.columns }, before.brush)
  return new HeldCube({ ...of, head, columns: before ? withDays(before.columns, wire) : wire.columns })
}

/** The cases of a county, or of the part that the post sees, with the ground that they are counted on. */
export class HeldCube {
  readonly county: string
  readonly head: WireHead
  readonly columns: FactColumns
  readonly tree: AreaTreeColumns
  /** milliseconds since 1970 */
  readonly readAt: number
  private readonly cube: FixedCube
  private readonly places: CubePlaces
  private readonly extent: { first: number; last: number } | null
  readonly brush: Brush
  /** each follows the period that it goes before */
  private readonly past: Record<'before' | 'yearBefore', PastFigures>
  private earlierDays: { key: string; totals: DayTotals } | null = null
  private readonly indexOf: ReadonlyMap<string, number>

  /** `brush`: one of these very columns, where there is one. */
  constructor({ county, head, columns, tree, readAt }: Pick<HeldCube, 'county' | 'head' | 'columns' | 'tree' | 'readAt'>, brush?: Brush) {
    this.cube = new FixedCube(columns)
    this.places = placesOf(tree)
    this.county = county
    this.head = head
    this.columns = columns
    this.tree = tree
    this.readAt = readAt
    this.extent = dayExtent(this.cube)
    this.brush = brush ?? new Brush(this.cube, this.places, dayNumber(tree.today))
    this.past = { before: new PastFigures(this.cube), yearBefore: new PastFigures(this.cube) }
    this.indexOf = new Map(tree.code.flatMap((code, index) => (code === '' ? [] : [[code, index] as const])))
  }

  /** The answers of the API to all questions of a view; null where the server has to be asked: for an area that is of another part, or no more. */
  figures(ask: FiguresAsk, language: Language): Figures | null {
    const { filter, level, step } = ask
    const root = this.rootOf(filter)
    if (root === null) return null
    const { cube, places, tree, extent, readAt, head: { revision, packVersion } } = this
    const areas = this.areasOf(root)
    // the brush stands as of today, and at the view: what is asked about another day is counted beside it
    const view = filter.asOf ? countsAsOf(cube, places, { filter, areas }, dayNumber(filter.asOf)) : this.turn(filter, root)
    const counts = (by: string, rows: Omit<Counts, 'revision' | 'packVersion' | 'by'>): Counts => ({ revision, packVersion, by, ...rows })
    return {
      ask, revision, packVersion, at: readAt, counted: true,
      summary: summaryOf(filter, {
        revision,
        today: tree.today,
        residents: tree.population[root]!,
        now: view.figures(),
        overdueBefore: () => view.overdueBefore(),
        earlier: {
          before: (days) => this.past.before.of({ filter, areas }, days),
          yearBefore: (days) => this.past.yearBefore.of({ filter, areas }, days),
        },
      }),
      areas: counts(level, levelRows(view.byLevel(LEVELS.indexOf(level)), level, groundOf(tree, root))),
      categories: counts('category', termRows(view.byTerm('category'), CATEGORIES.rows, language)),
      series: { revision, step, ...seriesAnswer({ filter, step, extent, today: tree.today }, () => view.byDay(), (asOf) => this.daysThen({ filter, areas }, asOf)) },
    }
  }

  /** The answer of the API to a count by one dimension, as of today, under a filter that says nothing of it; null as above. */
  countsBy(by: 'due' | 'age' | 'town', filter: Filter, language: Language): Counts | null {
    const root = this.rootOf(filter)
    if (root === null) return null
    const { tree, head: { revision, packVersion } } = this
    const brush = this.turn(filter, root)
    const rows = by === 'town' ? levelRows(brush.byLevel(LEVELS.indexOf(by)), by, groundOf(tree, root)) : termRows(brush.byStanding(by), LISTS[by].rows, language)
    return { revision, packVersion, by, ...rows }
  }

  /** Cases of a view as they would be under other lists, the brush left where the view has it wherever that can be; null as above. */
  under(view: Filter, filter: Filter): number | null {
    const root = this.rootOf(filter)
    if (root === null) return null
    const changed = FILTER_KEYS.filter((key) => JSON.stringify(view[key]) !== JSON.stringify(filter[key]))
    const lists = changed.filter((key): key is Dimension => key in DIMENSIONS)
    const meant = Object.fromEntries(lists.map((key) => [key, filter[key]]))
    const beside = lists.length === changed.length ? this.turn(view, root).passing(passTable(meant), lists) : null
    return beside ?? this.turn(filter, root).figures().count
  }

  /** Null as above. */
  counts(filter: Filter): BoardCounts | null {
    const root = this.rootOf(filter)
    if (root === null) return null
    const { tree, head: { revision } } = this
    const seen = this.areasOf(tree.root)
    // between two readings somebody else may have turned the brush
    const turned = (): Brush => this.turn(filter, root)
    return {
      revision,
      days: () => turned().byDay(),
      terms: (dimension) => turned().byTerm(dimension),
      standing: (by) => turned().byStanding(by),
      marks: () => turned().byMark(),
      pendingOf: (colour) => turned().pendingOf(colour),
      areas: (level, { everywhere } = { everywhere: false }) => {
        const rank = LEVELS.indexOf(level)
        return everywhere ? turned().byLevel(rank, seen) : turned().byLevel(rank)
      },
    }
  }

  /** Index of the area that a filter counts. */
  private rootOf({ area }: Filter): number | null {
    const { tree } = this
    const root = area === undefined ? tree.root : (this.indexOf.get(area) ?? -1)
    return root < tree.root || !tree.live[root] ? null : root
  }

  /** The whole county includes the cases whose place is unknown. */
  private areasOf(root: number): CubeQuery['areas'] {
    return root === 0 ? null : { start: root, end: this.tree.end[root]! }
  }

  /** All days as of a past one: another period of the same view needs no other answer. */
  private daysThen({ filter, areas }: { filter: Filter; areas: CubeQuery['areas'] }, asOf: number): DayTotals {
    const { from: _from, to: _to, ...kinds } = filter
    const key = JSON.stringify([kinds, areas, asOf])
    if (this.earlierDays?.key !== key) this.earlierDays = { key, totals: daysAsOf(this.cube, { filter, areas }, { from: -Infinity, to: Infinity }, asOf) }
    return this.earlierDays.totals
  }

  private turn(filter: Filter, root: number): Brush {
    this.brush.set(filter, this.areasOf(root))
    return this.brush
  }
}

function placesOf({ parent, end, level }: AreaTreeColumns): CubePlaces {
  return { parent: Int32Array.from(parent), end: Int32Array.from(end), rank: Uint8Array.from(level, (one) => LEVELS.indexOf(one)) }
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
