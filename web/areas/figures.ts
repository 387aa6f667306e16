import type { AreaRow, CountRow, Level, Placement } from '../../server/contract/answers.ts'
import { countText, isTold, LEAST_TOLD, type Count, type Withheld } from '../../server/contract/withheld.ts'
import { breaksOf, classOf, type Breaks } from './breaks.ts'
import type { Metric } from '../stores/view.ts'

/** One area of the shown level with everything that map, table and ranking say of it. */
export interface AreaFigure {
  index: number
  code: string
  name: string
  count: Count
  resolved: Count
  /** why its count is not told; null where it is */
  withheld: Withheld | null
  population: number | null
  perTenThousand: number | null
  placement: Placement
  /** what the map colours by; null where it cannot be known or is withheld */
  value: number | null
}

/** `rows` as the server counts them, `areas` for what is known of their place; `named` gives the name in the page's language. */
export function areaFigures(
  rows: readonly CountRow[], areas: readonly AreaRow[], metric: Metric, named: (place: Pick<AreaRow, 'name' | 'nameEn'>) => string,
): AreaFigure[] {
  const known = new Map<string, AreaRow>(areas.map((area) => [area.code, area]))
  return rows.map((row) => ({
    index: row.index ?? -1,
    code: row.key,
    name: named(known.get(row.key) ?? row),
    count: row.count,
    resolved: row.resolved,
    withheld: isTold(row.count) ? null : row.count,
    population: row.population ?? null,
    perTenThousand: row.perTenThousand ?? null,
    placement: known.get(row.key)?.placement ?? 'boundary',
    value: metric !== 'count' ? (row.perTenThousand ?? null) : isTold(row.count) ? row.count : null,
  }))
}

/** Class of an area whose count is small, and of one whose count is withheld so that no small one follows. */
export const SMALL_CLASS = -2
export const WITHHELD_CLASS = -3

/** Class of each area for the map: -1 where there is no number, 0 for none at all. */
export function areaClasses(figures: readonly AreaFigure[], whole: boolean): { breaks: Breaks | null; classes: Map<number, number> } {
  const breaks = breaksOf(figures.flatMap(({ value }) => (value === null ? [] : [value])), whole)
  // where small counts have a class of their own, the lowest of the others begins above them
  if (whole && breaks && figures.some(({ withheld }) => withheld)) breaks.lows[0] = Math.max(breaks.lows[0]!, LEAST_TOLD)
  return { breaks, classes: areaClassesBy(figures, breaks) }
}

/** The same by breaks that were made elsewhere, such as over all steps of a period. */
export function areaClassesBy(figures: readonly AreaFigure[], breaks: Breaks | null): Map<number, number> {
  return new Map(figures.map((figure) => [figure.index, classFor(figure, breaks)]))
}

function classFor({ value, withheld }: AreaFigure, breaks: Breaks | null): number {
  if (withheld) return withheld === 'small' ? SMALL_CLASS : WITHHELD_CLASS
  return value === null ? -1 : classOf(value, breaks)
}

/**
 * Ranked by what is coloured, greatest first, ties by name order of the pack. What is withheld stands between the told
 * numbers and the zeros; areas without a number are last.
 */
export function ranked(figures: readonly AreaFigure[]): AreaFigure[] {
  const group = ({ value, withheld }: AreaFigure) => (withheld ? (withheld === 'small' ? 3 : 2) : value === null ? 0 : value > 0 ? 4 : 1)
  return [...figures].sort((a, b) => group(b) - group(a) || (b.value ?? 0) - (a.value ?? 0) || a.index - b.index)
}

/** The figure of an area as its label prints it, by index; absent where there is nothing to say. `first`: before all other names. */
export type LabelValues = ReadonlyMap<number, { text: string; order: number; first?: boolean }>

/** What the labels print beside the names: the figure itself, `<3` for a small count, nothing where there is none. */
export function labelValues(figures: readonly AreaFigure[], format: (value: number) => string): LabelValues {
  return new Map(figures.flatMap(({ index, value, withheld }) => {
    if (withheld === 'small') return [[index, { text: countText(withheld), order: 1 }]]
    return value === null || value === 0 ? [] : [[index, { text: format(value), order: value }]]
  }))
}

export type SortKey = 'name' | 'count' | 'resolved' | 'rate' | 'population' | 'perTenThousand'

/** Sorted for the table. Unknown numbers stand last whichever way it is sorted. */
export function sorted(figures: readonly AreaFigure[], key: SortKey, descending: boolean): AreaFigure[] {
  const sign = descending ? -1 : 1
  return [...figures].sort((a, b) => {
    if (key === 'name') return sign * (a.index - b.index)
    const x = sortValue(a, key)
    const y = sortValue(b, key)
    if (x === null || y === null) return Number(x === null) - Number(y === null) || a.index - b.index
    return sign * (x - y) || a.index - b.index
  })
}

function sortValue(figure: AreaFigure, key: Exclude<SortKey, 'name'>): number | null {
  const { count, resolved } = figure
  if (key === 'rate') return isTold(count) && isTold(resolved) && count > 0 ? resolved / count : null
  const value = figure[key]
  // a small count stands between 0 and the least that is told
  return value === 'small' ? 1 : value === 'complement' ? null : value
}

/** Levels whose names orient above the shown one: the one right above it. */
export function levelAbove(levels: readonly Level[], shown: Level): Level | null {
  const at = levels.indexOf(shown)
  return at >= 2 ? levels[at - 1]! : null
}
