import { dayAt, type Day } from '../contract/day.ts'
import { AppError } from '../contract/error.ts'
import type { Filter } from '../contract/filter.ts'
import type { Scope } from '../contract/scope.ts'
import { cubeQuery, type CubeQuery } from '../cube/select.ts'
import type { Context } from './context.ts'
import type { CountyCube } from './cubes.ts'

/** A filter that was checked against the county, with everything that answers it. */
export interface Question extends CountyCube {
  filter: Filter
  query: CubeQuery
  /** index of the area whose cases are counted: the filter's, else the scope's root */
  root: number
  today: Day
}

/** Throws `AppError` 400 that names `area` when the filter's area is unknown or outside the scope. */
export async function ask(ctx: Context, scope: Scope, filter: Filter): Promise<Question> {
  const county = await ctx.cubes.get(scope)
  const { tree } = county.pack
  const today = dayAt(ctx.now())
  const top = tree.indexOf(scope.root)
  const root = filter.area === undefined ? top : tree.current(filter.area, today)
  if (root < top || root >= tree.end[top]!) throw unknownArea(filter.area as string)
  // the whole county includes the cases whose place is unknown
  const areas = root === 0 ? null : { start: root, end: tree.end[root]! }
  return { ...county, filter, root, today, query: cubeQuery(filter, areas) }
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
