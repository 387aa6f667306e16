import type { AreaCode } from '../../geodata/place/area.ts'
import { isAbove } from '../access/scope.ts'
import type { Post } from '../contract/session.ts'
import { organisationsOf } from '../store/organisationNames.ts'
import type { PostRow } from '../store/posts.ts'
import { namedPlace } from './areas.ts'
import type { Context } from './context.ts'
import { listCounties } from './packs.ts'

/** Posts with the names of their places and organisations. */
export async function namedPosts(ctx: Context, rows: readonly PostRow[]): Promise<Post[]> {
  const names = new Map((await organisationsOf(ctx.db, rows)).map(({ county, id, name }) => [`${county} ${id}`, name]))
  const nameOf = ({ organisation, organisation_county }: PostRow): Post['organisation'] =>
    organisation === null ? null : { id: organisation, name: names.get(`${organisation_county} ${organisation}`) ?? organisation }
  const counties = await listCounties(ctx)
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      role: row.role,
      area: row.area,
      ...(await namesIn(ctx, counties, row.area)),
      organisation: nameOf(row),
    })),
  )
}

/** Names of an area in an installed county, or of the counties that a code above them covers; null for neither. */
export async function areaNames(ctx: Context, area: AreaCode | null): Promise<AreaNames> {
  return namesIn(ctx, area === null ? [] : await listCounties(ctx), area)
}

interface AreaNames {
  areaName: string | null
  areaNameEn: string | null
}

async function namesIn(ctx: Context, counties: Awaited<ReturnType<typeof listCounties>>, area: AreaCode | null): Promise<AreaNames> {
  if (area === null) return { areaName: null, areaNameEn: null }
  for (const { code } of counties) {
    const { tree } = await ctx.packs.get(code)
    const at = tree.indexOf(area)
    if (at < 0) continue
    const { path, pathEn } = namedPlace(tree, at)
    return { areaName: path, areaNameEn: pathEn }
  }
  const below = counties.filter(({ code }) => isAbove(area, code))
  if (below.length === 0) return { areaName: null, areaNameEn: null }
  return { areaName: below.map(({ name }) => name).join('、'), areaNameEn: below.map(({ name, nameEn = name }) => nameEn).join(', ') }
}
