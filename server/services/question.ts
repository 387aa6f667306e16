import { LEVELS, type Level } from '../../geodata/place/level.ts'
import { onlyAggregates, readsArea, tooFine } from '../access/scope.ts'
import { dayAt, dayNumber, type Day } from '../contract/day.ts'
import { AppError } from '../contract/error.ts'
import type { DatedFilter } from '../contract/filter.ts'
import type { Scope } from '../contract/scope.ts'
import type { Counted } from '../cube/counted.ts'
import type { FacetFilter } from '../cube/facets.ts'
import { asOfDay } from '../cube/past.ts'
import type { Period } from '../cube/period.ts'
import { cubeQuery, everyCase, select, type CubeQuery } from '../cube/select.ts'
import type { Context } from './context.ts'
import type { CountyCube } from './cubes.ts'

/** A filter that was checked against the county, with everything that answers it. */
export interface Question extends CountyCube {
  filter: DatedFilter
  query: CubeQuery
  /** index of the area whose cases are counted: the filter's, else the scope's root */
  root: number
  today: Day
}

/**
 * Throws `AppError` 400 that names `area` when the filter's area is unknown or outside the scope, and 403 for a day in the past
 * where the cases of the area are not read. `anywhere` is for cases that are seen wherever they lie in the county, to which the caller keeps.
 */
export async function ask(ctx: Context, scope: Scope, filter: DatedFilter & FacetFilter, { anywhere = false } = {}): Promise<Question> {
  return questionIn(await ctx.cubes.get(scope), scope, { filter, today: dayAt(ctx.now()), anywhere })
}

/** The same of a cube at hand, which stands at its revision until the next `await`. */
export function questionIn(
  county: CountyCube, scope: Scope, { filter, today, anywhere = false }: { filter: DatedFilter & FacetFilter; today: Day; anywhere?: boolean },
): Question {
  const { tree } = county.pack
  const top = anywhere ? 0 : tree.indexOf(scope.root)
  const root = filter.area === undefined ? top : tree.current(filter.area, today)
  if (root < top || root >= tree.end[top]!) throw unknownArea(filter.area as string)
  notTooFine(scope, tree.areas[root]!.level, 'area')
  // those who see aggregates only are told so in words of their own
  if (filter.asOf !== undefined && !readsArea(scope) && !onlyAggregates(scope)) throw noPast()
  // the whole county includes the cases whose place is unknown
  const areas = root === 0 ? null : { start: root, end: tree.end[root]! }
  return { ...county, filter, root, today, query: cubeQuery(filter, areas, dayNumber(filter.asOf ?? today)) }
}

/** The cases of some days, by default the question's, as of the day that it names, and that day; without one as they stand today. To be read before the next `await`. */
export function countedAsOf({ cube, query, filter: { asOf }, today }: Question, days: Period = query): { cube: Counted; asOf: number } {
  const on = dayNumber(asOf ?? today)
  return { cube: asOf === undefined ? cube : asOfDay(cube, on, days), asOf: on }
}

/** Throws `AppError` 403 for a level that is not for a screen wall; `field` is the parameter at fault. */
export function notTooFine(scope: Scope, level: Level, field: string): void {
  if (!tooFine(scope, level)) return
  throw new AppError('not_allowed', {
    status: 403,
    field,
    say: { zh: '大屏只显示到村（社区），不显示网格和村民小组', en: 'A screen wall shows villages and what is wider, no grid and no group' },
  })
}

/** First and last day with a case that the scope may see; null without one. */
export function extentOf(scope: Scope, { cube, pack: { tree } }: Question): { first: number; last: number } | null {
  const top = tree.indexOf(scope.root)
  if (top === 0) return cube.extent()
  const rows = select(cube, everyCase({ start: top, end: tree.end[top]! }))
  const { day } = cube.columns
  let [first, last] = [Infinity, -Infinity]
  for (const row of rows) {
    first = Math.min(first, day[row]!)
    last = Math.max(last, day[row]!)
  }
  return first <= last ? { first, last } : null
}

/** The level right below what is looked at, of those that have two areas or more. */
export function levelBelow({ pack: { tree, manifest }, root, today }: Question): Level | null {
  const own = LEVELS.indexOf(tree.areas[root]!.level)
  const inside = (level: Level): number => tree.atLevel(level, today).filter((index) => index > root && index < tree.end[root]!).length
  return manifest.levels.map(({ level }) => level).filter((level) => LEVELS.indexOf(level) > own).find((level) => inside(level) > 1) ?? null
}

/** Asked day by day, where few cases lie, it would tell on which day each of them was closed. */
function noPast(): AppError {
  return new AppError('not_told', {
    status: 403,
    field: 'asOf',
    say: {
      zh: '调解组织只看本组织的案件，统计只按今天的状态计，不按过去某天的：请去掉 asOf 参数',
      en: 'A mediator organisation reads its own cases alone and is told how cases stand today, not on a day in the past: leave out asOf',
    },
  })
}

function unknownArea(code: string): AppError {
  return new AppError('unknown_area', {
    status: 400,
    field: 'area',
    say: {
      zh: `本县区划中没有代码“${code}”，请用 areas 接口查到的代码，或去掉 area 参数看全县`,
      en: `No area of this county has the code "${code}": use a code that the areas endpoint lists, or leave out area for the whole county`,
    },
  })
}
