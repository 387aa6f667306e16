import type { AreaCode } from '../../geodata/place/area.ts'
import { isAbove } from '../access/scope.ts'
import type { Post } from '../contract/session.ts'
import { organisationNames } from '../store/organisationNames.ts'
import type { PostRow } from '../store/posts.ts'
import type { Context } from './context.ts'
import { listCounties } from './packs.ts'

/** Posts with the names of their places and organisations. */
export async function namedPosts(ctx: Context, rows: PostRow[]): Promise<Post[]> {
  const organisations = rows.some(({ organisation }) => organisation !== null) ? await organisationNames(ctx.db, null) : []
  const nameOf = ({ organisation, organisation_county }: PostRow): Post['organisation'] => {
    const known = organisations.find(({ county, id }) => county === organisation_county && id === organisation)
    return organisation === null ? null : { id: organisation, name: known?.name ?? organisation }
  }
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      role: row.role,
      area: row.area,
      areaName: row.area === null ? null : await areaName(ctx, row.area),
      organisation: nameOf(row),
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
