import { onlyAggregates, type Holder } from '../access/scope.ts'
import type { CountyInfo, CountyList } from '../contract/answers.ts'
import { dayAt, dayOfNumber } from '../contract/day.ts'
import type { Scope } from '../contract/scope.ts'
import { figures } from '../cube/figures.ts'
import { namedPlace } from './areas.ts'
import type { Context } from './context.ts'
import { ask, extentOf, type Question } from './question.ts'
import type { InstalledPack } from './packs.ts'
import { presetsOf } from './presets.ts'
import { visibleCounties } from './territory.ts'
import { toldCounty } from './told/answers.ts'

/** Counties that a post sees anything of. */
export async function countyList(ctx: Context, holder: Holder): Promise<CountyList> {
  const installed = await visibleCounties(ctx, holder)
  return { counties: installed.map(({ code, name, nameEn, fictional, packVersion }) => ({ code, name, nameEn, fictional, packVersion })) }
}

/** Everything that a page needs to open a county. */
export async function countyInfo(ctx: Context, scope: Scope): Promise<CountyInfo> {
  const question = await ask(ctx, scope, {})
  const { pack, root, revision, today } = question
  const { manifest, tree } = pack
  const held = onlyAggregates(scope) ? toldCounty(question) : heldBy(scope, question)
  return {
    code: manifest.code as CountyInfo['code'],
    name: manifest.name,
    nameEn: manifest.nameEn,
    fictional: manifest.fictional,
    revision,
    packVersion: manifest.version,
    levels: manifest.levels,
    tiers: (await presetsOf(ctx, scope)).tiers.map(({ colour, label }) => ({ colour, label })),
    centre: manifest.centre,
    bbox: manifest.bbox,
    print: manifest.print,
    sources: manifest.layers.map(({ name, source, sourceEn, licence }) => ({ name, source, sourceEn, licence })),
    tiles: await tilesOf(pack),
    ...held,
    offMap: tree.areas.filter((area, index) => index >= root && index < tree.end[root]! && area.placement === 'none' && tree.isLive(index, today)).length,
    root: namedPlace(tree, root),
    today: dayAt(ctx.now()),
    writable: ctx.writable,
  }
}

function heldBy(scope: Scope, question: Question): Pick<CountyInfo, 'days' | 'cases' | 'unlocated'> {
  const extent = extentOf(scope, question)
  const { count, unlocated } = figures(question.cube, question.query, 0)
  return { days: extent && { first: dayOfNumber(extent.first), last: dayOfNumber(extent.last) }, cases: count, unlocated }
}

async function tilesOf(pack: InstalledPack): Promise<CountyInfo['tiles']> {
  const { code, version } = pack.manifest
  const address = (archive: string) => `/tiles/${encodeURIComponent(code)}/${version}/${archive}.pmtiles`
  const optional = async (archive: string) => ((await pack.file(`${archive}.pmtiles`)) ? address(archive) : null)
  return { boundaries: address('boundaries'), base: await optional('base'), relief: await optional('relief') }
}
