import type { Area, AreaCode } from '../../geodata/place/area.ts'
import type { Level } from '../../geodata/place/level.ts'
import type { AreaTree } from '../../geodata/place/tree.ts'
import type { AreaDetail, AreaHit, AreaHits, AreaList, AreaRow, AreaTreeColumns, NamedPlace } from '../contract/answers.ts'
import { dayAt, type Day } from '../contract/day.ts'
import { tooFine } from '../access/scope.ts'
import { AppError } from '../contract/error.ts'
import type { Scope } from '../contract/scope.ts'
import type { Context } from './context.ts'
import type { InstalledPack } from './packs.ts'
import { populations } from './rates.ts'

/** What a search answers at most. */
export const MOST_HITS = 20

interface Ground {
  pack: InstalledPack
  today: Day
  /** the areas that the scope may see: indices [start, end) */
  start: number
  end: number
  /** of those the live ones that are not too narrow for the asker */
  sees(index: number): boolean
}

async function groundOf(ctx: Context, scope: Scope): Promise<Ground> {
  const pack = await ctx.packs.get(scope.county)
  const start = pack.tree.indexOf(scope.root)
  const { tree } = pack
  const [today, end] = [dayAt(ctx.now()), tree.end[start]!]
  const sees = (index: number): boolean => index >= start && index < end && tree.isLive(index, today) && !tooFine(scope, tree.areas[index]!.level)
  return { pack, today, start, end, sees }
}

/** Live areas in the pack's order; `parent` takes the whole subtree below it, itself left out. */
export async function listAreas(
  ctx: Context,
  scope: Scope,
  options: { level?: Level; parent?: AreaCode },
): Promise<AreaList> {
  const ground = await groundOf(ctx, scope)
  const { tree, manifest } = ground.pack
  let { start, end } = ground
  if (options.parent !== undefined) {
    const parent = find(ground, options.parent, { status: 400, field: 'parent' })
    start = parent + 1
    end = tree.end[parent]!
  }
  const areas: AreaRow[] = []
  for (let index = start; index < end; index++) {
    const area = tree.areas[index]!
    if (options.level !== undefined && area.level !== options.level) continue
    if (ground.sees(index)) areas.push({ ...area, index })
  }
  return { packVersion: manifest.version, areas }
}

/** What counts by area are rolled up by and told with, for whoever counts by himself. */
export async function areaColumns(ctx: Context, scope: Scope): Promise<AreaTreeColumns> {
  const { pack, today, start, end } = await groundOf(ctx, scope)
  const { tree, manifest } = pack
  const { areas } = tree
  const known = new Set<number>()
  for (let at = start; at >= 0; at = tree.parent[at]!) known.add(at)
  for (let at = start; at < end; at++) known.add(at)
  const residents = populations(tree, today)
  return {
    packVersion: manifest.version,
    today,
    root: start,
    parent: [...tree.parent],
    end: [...tree.end],
    level: areas.map(({ level }) => level),
    live: areas.map((_, at) => tree.isLive(at, today)),
    code: areas.map(({ code }, at) => (known.has(at) ? code : '')),
    name: areas.map(({ name }, at) => (known.has(at) ? name : '')),
    population: areas.map((_, at) => (at >= start && at < end ? residents[at]! : null)),
  }
}

/** By Chinese name, pinyin or its initials; best first. */
export async function searchAreas(ctx: Context, scope: Scope, query: string, limit: number): Promise<AreaHits> {
  const { pack, start, sees } = await groundOf(ctx, scope)
  // ended areas and those outside the scope are dropped, so ask for more than are shown, of a part for all
  const found = pack.search.search(query, start === 0 ? limit * 3 : pack.tree.areas.length).filter(({ index }) => sees(index)).slice(0, limit)
  return { packVersion: pack.manifest.version, hits: found.map(({ index }) => hitOf(pack, index)) }
}

/** One area with the way down to it and the areas right below it. Throws `AppError` 404. */
export async function areaDetail(ctx: Context, scope: Scope, code: AreaCode): Promise<AreaDetail> {
  const ground = await groundOf(ctx, scope)
  const { pack, today, start } = ground
  const { tree } = pack
  const index = find(ground, code, { status: 404 })
  const path: AreaHit[] = []
  for (let at = index; at >= start; at = tree.parent[at]!) path.unshift(hitOf(pack, at))
  const children: AreaHit[] = []
  for (let at = index + 1; at < tree.end[index]!; at = tree.end[at]!) {
    if (ground.sees(at)) children.push(hitOf(pack, at))
  }
  return {
    packVersion: pack.manifest.version,
    area: { ...tree.areas[index]!, index },
    path,
    children,
    population: populations(tree, today)[index] ?? null,
    formerly: tree.areas[index]!.code === code ? null : code,
  }
}

function find({ pack, today, sees }: Ground, code: AreaCode, fault: { status: number; field?: string }): number {
  const index = pack.tree.current(code, today)
  if (sees(index)) return index
  throw new AppError('unknown_area', {
    ...fault,
    say: {
      zh: `本县区划中没有代码“${code}”，请先用 areas 或 areas/search 接口查到代码`,
      en: `No area of this county has the code "${code}": look the code up with areas or areas/search first`,
    },
  })
}

export function hitOf({ tree }: InstalledPack, index: number): AreaHit {
  const { level, centre = null, bbox = null } = tree.areas[index]!
  return { ...namedPlace(tree, index), index, level, centre, bbox }
}

/** What an area is called, alone and with all above it, in both languages. */
export function namedPlace(tree: AreaTree, index: number): NamedPlace {
  const english = ({ name, nameEn = name }: Area) => nameEn
  const area = tree.areas[index]!
  return { code: area.code, name: area.name, nameEn: english(area), path: tree.path(index), pathEn: tree.path(index, english) }
}
