import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPack } from '../../geodata/pack/build.ts'
import { readPack } from '../../geodata/pack/read.ts'
import type { AreaCode } from '../../geodata/place/area.ts'
import { countyScope } from '../../server/access/scope.ts'
import { cubeCache } from '../../server/services/cubes.ts'
import { openAnalyses } from '../../server/live/analyses.ts'
import type { Context } from '../../server/services/context.ts'
import { countCases } from '../../server/services/counts.ts'
import { importLedger } from '../../server/services/importLedger.ts'
import type { ImportOptions } from '../../server/services/importOptions.ts'
import { installPack } from '../../server/services/installPack.ts'
import { fileStore } from '../../server/store/files.ts'
import { packCache } from '../../server/services/packs.ts'
import { engines, type TestDatabase } from '../databases.ts'
import { told } from '../told.ts'

/** Real inputs beside the checkout, with their published sums; see the README there for origin and licences. */
const DATA = resolve('../shared/data')
const NOW = Date.parse('2024-07-15T04:00:00Z')
const ORIGIN = { source: '参考数据', licence: '见其说明' }

const engine = engines[0]!

interface County {
  ctx: Context
  import(file: string, options?: ImportOptions): ReturnType<typeof importLedger>
  counts(by: string): Promise<{ total: number; unlocated: number; coarser: number; rows: Record<string, number> }>
  sql<Row>(text: string): Promise<Row[]>
}

/** Builds a pack from the source, installs it on a fresh database, and gives the means to fill and ask it. */
function useCounty(source: object): { county: County } {
  const folder = mkdtempSync(join(tmpdir(), 'fengtu-reference-'))
  const held = {} as { county: County }
  let database: TestDatabase
  beforeAll(async () => {
    writeFileSync(join(folder, 'source.json'), JSON.stringify(source))
    const { findings } = await buildPack(folder, join(folder, 'pack.zip'))
    const read = await readPack(join(folder, 'pack.zip'))
    if (!read.pack) throw new Error(JSON.stringify(findings.filter((finding) => finding.severity === 'error')))
    database = await engine.fresh()
    const now = (): number => NOW
    const packs = packCache(database.db, now)
    const ctx: Context = { db: database.db, now, packs, cubes: cubeCache(database.db, packs, now), analyses: openAnalyses(), files: fileStore(join(folder, 'attachments')), writable: true, language: 'zh' }
    const { county } = await installPack(ctx, read.pack)
    const scope = countyScope(county as AreaCode)
    held.county = {
      ctx,
      import: (file, options = {}) => importLedger(ctx, scope, { name: file, bytes: readFileSync(join(DATA, file)) }, options),
      async counts(by) {
        const { total, unlocated, coarser, rows } = await countCases(ctx, scope, { by: by as 'town', filter: {}, language: 'zh' })
        return { total: told(total), unlocated: told(unlocated), coarser: told(coarser), rows: Object.fromEntries(rows.map((row) => [row.name, told(row.count)])) }
      },
      sql: async <Row>(text: string) => (await database.db.pool.query(text)).rows as Row[],
    }
  })
  afterAll(async () => {
    await database?.drop()
    rmSync(folder, { recursive: true, force: true })
  })
  return held
}

function places(county: string, name: string, crs = 'BD09') {
  const fields = { code: 'code', name: 'name', parent: 'parent_code', level: 'level' }
  return {
    code: `${county}000000`, name, levels: [{ level: 'county' }, { level: 'town' }, { level: 'village' }], crs: 'GCJ02',
    layers: [
      { file: join(DATA, 'ledgers/gazetteer.csv'), fields: { ...fields, aliases: 'short_name' }, ...ORIGIN },
    ],
    presets: { ledgerCrs: crs },
  }
}

describe.skipIf(!existsSync(join(DATA, 'ledgers')))('ledger A of 襄垣', () => {
  const held = useCounty(places('140423', '襄垣县'))
  const FILE = 'ledgers/A_xiangyuan_county_monthly_2024-03'

  test.each(['.csv', '.xlsx'])('%s gives the 128 cases of its key; the other form of the same ledger changes nothing', async (form) => {
    const result = await held.county.import(FILE + form)
    const first = form === '.csv'
    expect(result).toMatchObject({ accepted: first ? 128 : 0, updated: 0, duplicates: first ? 4 : 132, rejected: 0, unlocated: 0 })
    const { accepted, updated, duplicates, outOfScope, notCases, rejected, read } = result
    expect(accepted + updated + duplicates + outOfScope + notCases + rejected).toBe(read)

    const [sums] = await held.county.sql(`SELECT count(*) AS n, sum(amount_fen) AS fen,
      count(*) FILTER (WHERE state = 'closed') AS closed, count(*) FILTER (WHERE state = 'mediating') AS mediating,
      count(*) FILTER (WHERE state = 'escalated') AS escalated, count(*) FILTER (WHERE state = 'terminated') AS terminated,
      count(*) FILTER (WHERE colour = 'red') AS red, count(*) FILTER (WHERE colour = 'yellow') AS yellow,
      count(*) FILTER (WHERE colour = 'blue') AS blue, count(*) FILTER (WHERE colour = 'none') AS none FROM dispute`)
    expect(sums).toMatchObject({ n: 128, closed: 96, mediating: 19, escalated: 6, terminated: 5, red: 8, yellow: 32, blue: 83, none: 5 })
    expect(Number((sums as { fen: unknown }).fen)).toBe(426_510_000)
    expect((await held.county.counts('town')).rows['侯堡镇']).toBe(26)
    expect((await held.county.counts('village')).rows['东周村']).toBe(14)
  })

  test('nothing of a person reached the database', async () => {
    // the hash of what a row says is a number of nineteen digits
    const [text] = await held.county.sql<{ all: string }>(`SELECT string_agg((to_jsonb(d) - 'content_key')::text, ' ') AS all FROM dispute d`)
    expect(text!.all.length).toBeGreaterThan(2_000)
    expect(text!.all.match(/测试[甲乙丙丁戊己庚辛]|999999\d{6}|(?<!\d)1[3-9]\d{9}(?!\d)|示例领导/g)).toBeNull()
  })
})

function hot(prefix: string, month: string, category: string): string {
  return `SELECT count(*) AS n FROM dispute WHERE area LIKE '${prefix}%' AND category = '${category}'
    AND to_char(occurred_on, 'YYYY-MM') = '${month}'`
}

describe.skipIf(!existsSync(join(DATA, 'ledgers')))('ledger C of 民乐', () => {
  const held = useCounty(places('620722', '民乐县'))

  test('gives 139 cases, 7 repeats and 30 rows that are no disputes out of 176', async () => {
    const result = await held.county.import('ledgers/C_minle_12345_110_export_bd09_2024H1.csv')
    const bare = { accepted: result.accepted, duplicates: result.duplicates, outOfScope: result.outOfScope, rejected: result.rejected }
    expect(bare).toEqual({ accepted: 139, duplicates: 7, outOfScope: 30, rejected: 0 })
    // 22 and 18 rows as the data's README counts them, less 2 and 1 that repeat another order
    expect(await held.county.sql(hot('620722102', '2024-05', '05'))).toEqual([{ n: 20 }])
    expect(await held.county.sql(hot('620722400', '2024-01', '07'))).toEqual([{ n: 17 }])
  })

  test('the same file twice changes nothing', async () => {
    const again = await held.county.import('ledgers/C_minle_12345_110_export_bd09_2024H1.csv')
    expect(again).toMatchObject({ batch: null, accepted: 0, updated: 0, duplicates: 146, outOfScope: 30 })
  })
})

describe.skipIf(!existsSync(join(DATA, 'lancashire')))('Lancashire on the wards of its shapefile', () => {
  const held = useCounty({
    code: 'LANCS', name: '兰开夏', codes: 'free', levels: [{ level: 'county' }, { level: 'town' }, { level: 'village' }],
    layers: [
      { file: join(DATA, 'lancashire/lancashire_districts.geojson'), crs: 'WGS84', level: 'town', fields: { code: 'objectid', name: 'district' }, ...ORIGIN },
      { file: join(DATA, 'lancashire/lancashire_wards_epsg27700.shp.zip'), crs: 'EPSG:27700', level: 'village', fields: { code: 'ward_code', name: 'ward_name' }, ...ORIGIN },
    ],
  })

  test('every row lands in a ward and the districts sum as published', async () => {
    const result = await held.county.import('lancashire/lancashire_asb_2022.tsv.gz', { crs: 'WGS84', category: '99' })
    expect(result).toMatchObject({ accepted: 56_434, duplicates: 0, rejected: 0, unlocated: 0 })
    const wards = await held.county.counts('village')
    expect(wards).toMatchObject({ total: 56_434, unlocated: 0, coarser: 0 })
    const districts = (await held.county.counts('town')).rows
    expect(districts).toMatchObject({ Blackpool: 9_638, Preston: 7_540, 'Blackburn with Darwen': 6_048 })
  })

  test('and again it changes nothing', async () => {
    const again = await held.county.import('lancashire/lancashire_asb_2022.tsv.gz', { crs: 'WGS84', category: '99' })
    expect(again).toMatchObject({ batch: null, accepted: 0, duplicates: 56_434 })
  })
})

describe.skipIf(!existsSync(join(DATA, 'chicago')))('Chicago on the districts of its KML', () => {
  const held = useCounty({
    code: 'CHICAGO', name: '芝加哥', codes: 'free', levels: [{ level: 'county' }, { level: 'town' }],
    layers: [{ file: join(DATA, 'chicago/chicago_police_districts.kml'), level: 'town', crs: 'WGS84', fields: { code: 'name', name: 'description' }, ...ORIGIN }],
  })

  test('all but 91 rows lie inside a district, and those are told as outside', async () => {
    const result = await held.county.import('chicago/chicago_aggravated_assaults.csv.gz', { crs: 'WGS84', category: '99' })
    expect(result).toMatchObject({ accepted: 148_545, rejected: 91, unlocated: 0 })
    expect(new Set(result.rejects.map(({ reason }) => reason))).toEqual(new Set(['outside_county']))
    expect(await held.county.counts('town')).toMatchObject({ total: 148_545, unlocated: 0, coarser: 0 })
  })
})
