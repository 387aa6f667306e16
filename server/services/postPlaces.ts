import type { Level } from '../../geodata/place/level.ts'
import { isAbove } from '../access/scope.ts'
import { badField } from '../access/faults.ts'
import type { Given } from '../access/posts.ts'
import { asksOf, type NewPost, type PostOrganisations, type PostPlaces } from '../contract/accounts.ts'
import type { AreaCode } from '../contract/answers.ts'
import { dayAt } from '../contract/day.ts'
import { organisationNames } from '../store/organisationNames.ts'
import type { Context } from './context.ts'
import { listCounties } from './packs.ts'

const MOST = 20

/** Areas that a post may have, by name, pinyin or code; also a code above installed counties. For whoever grants posts and sees no county. */
export async function postPlaces(ctx: Context, words: string): Promise<PostPlaces> {
  const counties = await listCounties(ctx)
  const code = words.trim() as AreaCode
  const found = await Promise.all(counties.map(({ code: county }) => placesIn(ctx, county, words)))
  const below = counties.filter((county) => isAbove(code, county.code)).map(({ name }) => name)
  const above = below.length > 0 ? [{ code, name: code, path: below.join('、'), county: null }] : []
  return { places: [...above, ...found.flat()].slice(0, MOST) }
}

async function placesIn(ctx: Context, county: AreaCode, words: string): Promise<PostPlaces['places']> {
  const { tree, search } = await ctx.packs.get(county)
  const today = dayAt(ctx.now())
  const exact = tree.indexOf(words.trim())
  const hits = exact >= 0 ? [exact] : search.search(words, MOST).map(({ index }) => index).filter((at) => tree.isLive(at, today))
  return hits.map((at) => ({ code: tree.areas[at]!.code, name: tree.areas[at]!.name, path: tree.path(at), county }))
}

export async function postOrganisations(ctx: Context, county: AreaCode): Promise<PostOrganisations> {
  const known = await organisationNames(ctx.db, county)
  return { organisations: known.map(({ id, name }) => ({ county, id, name })) }
}

/** Checks a post against what is installed. Throws `AppError` 400 that names the field. */
export async function checkPost(ctx: Context, { role, area, organisation }: NewPost): Promise<Given> {
  const asks = asksOf(role)
  if (!asks.area && (area !== undefined || organisation !== undefined)) {
    throw badField(area === undefined ? 'organisation' : 'area', '管理员岗位没有辖区和组织', 'The post of an administrator has no area and no organisation')
  }
  if (!asks.area) return { role, area: null, organisation: null }
  if (area === undefined) throw badField('area', '请写明辖区', 'Name the area')
  await checkArea(ctx, area)
  if (asks.organisation === 'none' && organisation !== undefined) {
    throw badField('organisation', '这个角色的岗位不属于组织，请去掉组织', 'A post of this role belongs to no organisation: leave it out')
  }
  if (asks.organisation === 'needed' && organisation === undefined) throw badField('organisation', '请写明属于哪个组织', 'Name the organisation')
  if (organisation !== undefined) await checkOrganisation(ctx, organisation, area)
  return { role, area, organisation: organisation ?? null }
}

/** An area of an installed county, or a code above one; gives the level of one inside. Throws `AppError` 400. */
export async function checkArea(ctx: Context, area: AreaCode): Promise<Level | null> {
  const today = dayAt(ctx.now())
  for (const { code } of await listCounties(ctx)) {
    if (isAbove(area, code)) return null
    const { tree } = await ctx.packs.get(code)
    const at = tree.indexOf(area)
    if (at >= 0 && tree.isLive(at, today)) return tree.areas[at]!.level
  }
  throw badField('area', `已安装的底图中没有代码“${area}”，也没有它下面的县`, `No installed county has the code "${area}", nor lies below it`)
}

/** An open organisation that lies in the area of the post, or answers for it from above. */
async function checkOrganisation(ctx: Context, { county, id }: { county: AreaCode; id: string }, area: AreaCode): Promise<void> {
  const known = (await organisationNames(ctx.db, county)).find((one) => one.id === id)
  if (!known) throw badField('organisation', '没有这个组织，或已撤销', 'There is no such organisation, or it is closed')
  if (isAbove(area, county)) return
  const { tree } = await ctx.packs.get(county)
  const [sits, post] = [tree.indexOf(known.area), tree.indexOf(area)]
  const within = (top: number, at: number): boolean => top >= 0 && top <= at && at < tree.end[top]!
  if (within(sits, post) || within(post, sits)) return
  throw badField('organisation', `“${known.name}”既不在这个辖区内，也不管辖它，请换一个组织或辖区`, `"${known.name}" neither lies in this area nor answers for it: choose another organisation or area`)
}
