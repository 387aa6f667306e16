import type { AreaCode } from '../../geodata/place/area.ts'
import { AppError } from '../contract/error.ts'
import { organisationNames, type OrganisationName } from '../store/organisationNames.ts'
import type { Context } from './context.ts'

/** Organisations that a refusal names. */
const NAMED = 5

/**
 * The open organisation that a person names by its id or its whole name. Where several are called so, `near`, an area,
 * tells the county. Throws `AppError` 404 that lists those that come nearest, with their ids.
 */
export async function organisationNamed(ctx: Context, given: string, near?: AreaCode): Promise<OrganisationName> {
  const all = await organisationNames(ctx.db, null)
  const asked = given.trim()
  const byId = all.filter(({ id }) => id === asked)
  const found = byId.length > 0 ? byId : all.filter(({ name }) => plain(name) === plain(asked))
  const counties = new Set<AreaCode>()
  for (const county of new Set(all.map((one) => one.county))) {
    if (near !== undefined && (await ctx.packs.get(county)).tree.indexOf(near) >= 0) counties.add(county)
  }
  const here = counties.size > 0 ? found.filter(({ county }) => counties.has(county)) : found
  if (here.length === 1) return here[0]!
  const among = counties.size > 0 ? all.filter(({ county }) => counties.has(county)) : all
  throw here.length > 1 ? several(here) : unknown(asked, nearest(among, asked, near))
}

/** As it is compared: without blanks, brackets of either width alike. */
function plain(name: string): string {
  return name.normalize('NFKC').replace(/\s/g, '').toLowerCase()
}

/** Those whose names share most with what was typed, of the area itself first; where none shares anything, those of the area. */
function nearest(all: readonly OrganisationName[], asked: string, near: AreaCode | undefined): OrganisationName[] {
  const scored = all.map((one) => ({ one, likeness: Math.max(likeness(plain(one.name), plain(asked)), likeness(one.id, asked)), there: one.area === near ? 1 : 0 }))
  const alike = scored.filter(({ likeness: share }) => share > 0)
  return (alike.length > 0 ? alike : scored.filter(({ there }) => there === 1))
    .sort((a, b) => b.likeness - a.likeness || b.there - a.there)
    .slice(0, NAMED)
    .map(({ one }) => one)
}

/** Dice's coefficient over the pairs of letters that a name and what was typed have in common; a short form (柳河调委会) goes before all others. */
function likeness(name: string, typed: string): number {
  return (shortens(name, typed) ? 1 : 0) + inCommon(name, typed)
}

/** Do the letters that were typed stand in the name in their order? */
function shortens(name: string, typed: string): boolean {
  let at = -1
  return typed.length > 1 && [...typed].every((letter) => (at = name.indexOf(letter, at + 1)) >= 0)
}

function inCommon(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)]
  if (left.size + right.size === 0) return 0
  let both = 0
  for (const pair of left) if (right.has(pair)) both++
  return (2 * both) / (left.size + right.size)
}

function pairsOf(word: string): Set<string> {
  const letters = [...word]
  return new Set(letters.slice(1).map((letter, at) => letters[at]! + letter))
}

const list = (organisations: readonly OrganisationName[], between: string): string => organisations.map(({ id, name }) => `${name} = ${id}`).join(between)

function several(found: readonly OrganisationName[]): AppError {
  return new AppError('organisation_unknown', {
    status: 404,
    field: 'organisation',
    say: {
      zh: `有 ${found.length} 个组织叫这个名字，请写编号：${list(found, '；')}`,
      en: `${found.length} organisations are called so: give the id, one of ${list(found, '; ')}`,
    },
  })
}

function unknown(asked: string, near: readonly OrganisationName[]): AppError {
  const some = near.length > 0
  return new AppError('organisation_unknown', {
    status: 404,
    field: 'organisation',
    say: {
      zh: `没有名称或编号为“${asked}”的组织。${some ? `相近的有（名称 = 编号）：${list(near, '；')}` : '全部组织和编号见“组织机构”页'}`,
      en: `No organisation has the name or the id "${asked}". ${some ? `The nearest are (name = id): ${list(near, '; ')}` : 'The page "Organisations" has all of them'}`,
    },
  })
}
