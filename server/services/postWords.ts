import type { AreaCode } from '../../geodata/place/area.ts'
import { isAbove } from '../access/scope.ts'
import type { Post } from '../contract/session.ts'
import { organisationNames } from '../store/organisationNames.ts'
import type { PostRow } from '../store/posts.ts'
import { namedPlace } from './areas.ts'
import type { Context } from './context.ts'
import { listCounties } from './packs.ts'

/** Posts with the names of their places and organisations. */
export async function namedPosts(ctx: Context, rows: readonly PostRow[]): Promise<Post[]> {
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
      ...(await areaNames(ctx, row.area)),
      organisation: nameOf(row),
    })),
  )
}

/** Names of an area in an installed county, or of the counties that a code above them covers; null for neither. */
export async function areaNames(ctx: Context, area: AreaCode | null): Promise<{ areaName: string | null; areaNameEn: string | null }> {
  const counties = area === null ? [] : await listCounties(ctx)
  for (const { code } of counties) {
    const { tree } = await ctx.packs.get(code)
    const at = tree.indexOf(area!)
    if (at < 0) continue
    const { path, pathEn } = namedPlace(tree, at)
    return { areaName: path, areaNameEn: pathEn }
  }
  const below = counties.filter(({ code }) => isAbove(area!, code))
  if (below.length === 0) return { areaName: null, areaNameEn: null }
  return { areaName: below.map(({ name }) => name).join('、'), areaNameEn: below.map(({ name, nameEn = name }) => nameEn).join(', ') }
}
