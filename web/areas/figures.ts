import type { AreaRow, CountRow, Level, Placement } from '../../server/contract/answers.ts'
import { breaksOf, classOf, type Breaks } from './breaks.ts'
import type { Metric } from '../stores/view.ts'

/** One area of the shown level with everything that map, table and ranking say of it. */
export interface AreaFigure {
  index: number
  code: string
  name: string
  count: number
  resolved: number
  population: number | null
  perTenThousand: number | null
  placement: Placement
  /** what the map colours by; null where it cannot be known */
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
    population: row.population ?? null,
    perTenThousand: row.perTenThousand ?? null,
    placement: known.get(row.key)?.placement ?? 'boundary',
    value: metric === 'count' ? row.count : (row.perTenThousand ?? null),
  }))
}

/** Class of each area for the map: -1 where there is no number, 0 for none at all. */
export function areaClasses(figures: readonly AreaFigure[], whole: boolean): { breaks: Breaks | null; classes: Map<number, number> } {
  const breaks = breaksOf(figures.flatMap(({ value }) => (value === null ? [] : [value])), whole)
  return { breaks, classes: new Map(figures.map(({ index, value }) => [index, value === null ? -1 : classOf(value, breaks)])) }
}

/** Ranked by what is coloured, greatest first, ties by name order of the pack; areas without a number last. */
export function ranked(figures: readonly AreaFigure[]): AreaFigure[] {
  return [...figures].sort((a, b) => (b.value ?? -1) - (a.value ?? -1) || a.index - b.index)
}

/** The figure of an area as its label prints it, by index; absent where there is nothing to say. */
export type LabelValues = ReadonlyMap<number, { text: string; order: number }>

/** What the labels print beside the names: the figure itself, nothing where there is none. */
export function labelValues(figures: readonly AreaFigure[], format: (value: number) => string): LabelValues {
  return new Map(figures.flatMap(({ index, value }) =>
    value === null || value === 0 ? [] : [[index, { text: format(value), order: value }]]))
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
  if (key === 'rate') return figure.count > 0 ? figure.resolved / figure.count : null
  return figure[key]
}

/** Levels whose names orient above the shown one: the one right above it. */
export function levelAbove(levels: readonly Level[], shown: Level): Level | null {
  const at = levels.indexOf(shown)
  return at >= 2 ? levels[at - 1]! : null
}
