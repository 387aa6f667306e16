import type { AreaCode } from '../../geodata/place/area.ts'
import { isAbove } from '../access/scope.ts'
import type { Post } from '../contract/session.ts'
import type { PostRow } from '../store/posts.ts'
import type { Context } from './context.ts'
import { listCounties } from './packs.ts'

/** Posts with the names of their places and organisations. */
export async function namedPosts(ctx: Context, rows: PostRow[]): Promise<Post[]> {
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      role: row.role,
      area: row.area,
      areaName: row.area === null ? null : await areaName(ctx, row.area),
      organisation: row.organisation === null ? null : { id: row.organisation, name: row.organisation },
    })),
  )
}

/** Name of an area in an installed county, or of the counties that a code above them covers; null for neither. */
export async function areaName(ctx: Context, area: AreaCode): Promise<string | null> {
  const counties = await listCounties(ctx)
  for (const { code } of counties) {
    const { tree } = await ctx.packs.get(code)
    const at = tree.indexOf(area)
    if (at >= 0) return tree.path(at)
  }
  const below = counties.filter(({ code }) => isAbove(area, code)).map(({ name }) => name)
  return below.length > 0 ? below.join('、') : null
}
