import { areaFinder, type AreaFinder } from '../../geodata/ground/find.ts'
import { manifestSchema, type Manifest } from '../../geodata/pack/format.ts'
import { packShapes } from '../../geodata/pack/read.ts'
import type { Area, AreaCode } from '../../geodata/place/area.ts'
import { gazetteer, type Gazetteer } from '../../geodata/place/gazetteer.ts'
import { englishName } from '../../geodata/place/romanise.ts'
import { placeSearch, type PlaceSearch } from '../../geodata/place/search.ts'
import { areaTree, type AreaTree } from '../../geodata/place/tree.ts'
import { countyScope } from '../access/scope.ts'
import { dayAt, type Day } from '../contract/day.ts'
import { AppError } from '../contract/error.ts'
import { aliasRows } from '../store/aliases.ts'
import { countyRow, countyRows, type CountyRow } from '../store/counties.ts'
import type { Database } from '../store/database.ts'
import { packFile } from '../store/packFiles.ts'

/** The ground of one county, ready to use. */
export interface InstalledPack {
  manifest: Manifest
  tree: AreaTree
  /** knows the learnt aliases and what is in force today */
  gazetteer: Gazetteer
  /** of the county's aliases that the gazetteer knows */
  aliasRevision: number
  finder: AreaFinder
  search: PlaceSearch
  /** a file of the pack, such as `boundaries.pmtiles`; null where the pack has none */
  file(path: string): Promise<Uint8Array | null>
}

export interface PackCache {
  /**
   * Throws `AppError` 404 for a county that is not installed. Notices new versions, newly learnt aliases, and counties
   * that were removed. The tree stays the same object as long as the installed version does.
   */
  get(county: AreaCode): Promise<InstalledPack>
}

interface Ground {
  /** of this version and installation */
  key: string
  manifest: Manifest
  tree: AreaTree
  finder: AreaFinder
  search: PlaceSearch
  file: InstalledPack['file']
}

/** Holds the packs of the counties that were asked for. */
export function packCache(db: Database, now: () => number): PackCache {
  const grounds = new Map<AreaCode, Promise<Ground>>()
  const packs = new Map<AreaCode, { key: string; pack: Promise<InstalledPack> }>()

  async function ground({ county, packVersion, sinceRevision }: CountyRow): Promise<Ground> {
    const key = `${packVersion} ${sinceRevision}`
    const known = await grounds.get(county)?.catch(() => null)
    if (known?.key === key) return known
    const loading = loadGround(db, county, packVersion).then((loaded) => ({ ...loaded, key }))
    grounds.set(county, loading)
    loading.catch(() => grounds.delete(county))
    return loading
  }

  async function load(row: CountyRow, today: Day): Promise<InstalledPack> {
    const base = await ground(row)
    const aliases = await aliasRows(db, countyScope(row.county))
    return { ...base, aliasRevision: row.aliasRevision, gazetteer: gazetteer(base.tree, { aliases, today }) }
  }

  return {
    async get(county) {
      const row = await countyRow(db, county)
      if (!row) {
        packs.delete(county)
        grounds.delete(county)
        throw notInstalled(county)
      }
      const today = dayAt(now())
      const key = `${row.packVersion} ${row.sinceRevision} ${row.aliasRevision} ${today}`
      const known = packs.get(county)
      if (known?.key === key) return known.pack
      const pack = load(row, today)
      packs.set(county, { key, pack })
      pack.catch(() => packs.delete(county))
      return pack
    },
  }
}

async function loadGround(db: Database, county: AreaCode, version: string): Promise<Omit<Ground, 'key'>> {
  const files = new Map<string, Promise<Uint8Array | null>>()
  const file = (path: string): Promise<Uint8Array | null> => {
    const known = files.get(path)
    if (known) return known
    const reading = packFile(db, countyScope(county), version, path)
    files.set(path, reading)
    // only what there is: anybody can invent names
    reading.then((bytes) => bytes ?? files.delete(path), () => files.delete(path))
    return reading
  }
  const json = async (path: string): Promise<unknown> => {
    const bytes = await packFile(db, countyScope(county), version, path)
    if (!bytes) throw notInstalled(county)
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  }
  const manifest = inEnglish(manifestSchema.parse(await json('pack.json')))
  const areas = ((await json('areas.json')) as Area[]).map(inEnglish)
  const shapes = await packFile(db, countyScope(county), version, 'shapes.geojson')
  const tree = areaTree(areas)
  const pack = { manifest, areas, files: new Map(shapes ? [['shapes.geojson', shapes]] : []) }
  // a cell that was only guessed at decides of no case where it lies
  const drawn = packShapes(pack).filter(({ placement }) => placement === 'boundary')
  return { manifest, tree, finder: areaFinder(drawn), search: placeSearch(tree), file }
}

/** The pack's own English name goes before the derived one. */
function inEnglish<Named extends { name: string; nameEn?: string }>(named: Named): Named {
  return { nameEn: englishName(named.name), ...named }
}

export interface InstalledCounty {
  code: AreaCode
  name: string
  nameEn: string | undefined
  fictional: boolean
  revision: number
  packVersion: string
}

/** Real counties first: the fictional one leaves the front page to them. */
export async function listCounties(ctx: { db: Database; packs: PackCache }): Promise<InstalledCounty[]> {
  const rows = await countyRows(ctx.db)
  const counties = await Promise.all(
    rows.map(async ({ county, name, revision, packVersion }) => {
      const pack = await ctx.packs.get(county).catch(unlessGone)
      if (!pack) return []
      const { fictional, nameEn } = pack.manifest
      return [{ code: county, name, nameEn, fictional, revision, packVersion }]
    }),
  )
  return counties.flat().sort((a, b) => Number(a.fictional) - Number(b.fictional))
}

/** A county may be removed while the others are listed. */
function unlessGone(error: unknown): null {
  if (error instanceof AppError && error.status === 404) return null
  throw error
}

export function notInstalled(county: string): AppError {
  return new AppError('county_unknown', {
    status: 404,
    say: {
      zh: `没有安装代码为“${county}”的县，请先用 fengtu pack install 安装底图包`,
      en: `No county with the code "${county}" is installed: install its pack first with fengtu pack install`,
    },
  })
}
