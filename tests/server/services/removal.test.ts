import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seenBy } from '../api/people.ts'
import { PROGRAM } from '../../../server/access/scope.ts'
import { createApp } from '../../../server/api/app.ts'
import { countyList } from '../../../server/services/counties.ts'
import type { Context } from '../../../server/services/context.ts'
import { ensureDemo } from '../../../server/services/demo.ts'
import { holdingsOf, removeCounty } from '../../../server/services/removeCounty.ts'
import { settlePlace } from '../../../server/services/places.ts'
import type { AreaCode } from '../../../geodata/place/area.ts'
import { lockCounty } from '../../../server/store/counties.ts'
import { markUnfinished } from '../../../server/store/unfinished.ts'
import { openDatabase, type Database } from '../../../server/store/database.ts'
import { transaction } from '../../../server/store/transaction.ts'
import { engines, type TestDatabase } from '../../databases.ts'
import { csv } from './clerk.ts'
import { contextOn, COUNTY, install, NOW, put, rows, SCOPE } from './county.ts'
import { importLedger } from '../../../server/services/importLedger.ts'

const EVERYWHERE = { by: { ...PROGRAM, role: 'system_admin' }, area: null, organisationCounty: null } as const

describe.each(engines)('a county that is removed, on $name', ({ fresh }) => {
  let database: TestDatabase
  let other: Database
  /** where the command runs, and a server of another process on the same database */
  let ctx: Context
  let server: Context
  beforeAll(async () => {
    database = await fresh()
    other = await openDatabase(database.config)
    ctx = contextOn(database, { now: NOW })
    server = contextOn({ db: other } as TestDatabase, { now: NOW })
  })
  afterAll(async () => {
    await other.close()
    await database.drop()
  })

  const tables = async (): Promise<string[]> =>
    (await ctx.db.pool.query<{ t: string }>(`SELECT table_name AS t FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'county' ORDER BY 1`)).rows.map(({ t }) => t)
  const held = async (county: string): Promise<string[]> => {
    const found: string[] = []
    for (const table of await tables()) {
      const { rows: some } = await ctx.db.pool.query(`SELECT 1 FROM ${table} WHERE county = $1 LIMIT 1`, [county])
      if (some.length > 0) found.push(table)
    }
    return found
  }
  const summary = async (tag = '') => {
    const response = await seenBy(createApp(server), server).request(`/api/counties/${COUNTY}/summary`, { headers: tag ? { 'if-none-match': tag } : {} })
    const body = response.status === 200 ? ((await response.json()) as { count: number }) : null
    return { status: response.status, count: body?.count, tag: response.headers.get('etag') ?? '' }
  }

  test('leaves nothing behind, and others alone', async () => {
    await install(ctx)
    const ledger = csv({ no: 'A-1' }, { no: 'A-2', village: '北周村' })
    await importLedger(ctx, SCOPE, { name: 'a.csv', bytes: new TextEncoder().encode(ledger) }, { mapping: { 编号: 'originalNo' } })
    await importLedger(ctx, SCOPE, { name: 'b.csv', bytes: new TextEncoder().encode(ledger.replace('邻里纠纷', '土地')) }, {})
    const words = (await ctx.db.pool.query<{ w: string }>('SELECT place_words AS w FROM dispute WHERE area IS NULL')).rows[0]!.w
    await settlePlace(ctx, SCOPE, { words, area: '990101001201' as AreaCode, learn: true })
    await ctx.db.pool.query(`INSERT INTO alias VALUES ('2', 'x', 'y', now()); INSERT INTO import_batch SELECT '2', batch, revision, file, sha256, tally, mapping, first_id, end_id, carried, imported_at, undone_at FROM import_batch`)
    for (const county of [COUNTY, '2']) {
      await ctx.db.pool.query(`INSERT INTO organisation (county, id, name, type, area, source, revision) VALUES ($1, 'x', '和平工作室', 'room', $1, 'person', 1)`, [county])
      await ctx.db.pool.query(`INSERT INTO organisation_facility VALUES ($1, 'x', 'window', true)`, [county])
      await ctx.db.pool.query(`INSERT INTO county_setting VALUES ($1, 'subsidy', '[]', 1, now(), 'x')`, [county])
      await ctx.db.pool.query(`INSERT INTO deck VALUES ($1, 'd', 'x', '研判会', $1, true, '[]', 1)`, [county])
      await ctx.db.pool.query(`INSERT INTO meeting VALUES ($1, 'm', $1, 'county_monthly', '2024-06-01', '例会', NULL, NULL, 1, 1, NULL, 'x', now(), NULL, 'x', now())`, [county])
      await ctx.db.pool.query(`INSERT INTO meeting_case VALUES ($1, 'm', 1)`, [county])
      await ctx.db.pool.query(`INSERT INTO meeting_action VALUES ($1, 'a', 'm', 1, '排查', 'x', '2024-07-01', NULL, 'open', NULL, NULL, 1)`, [county])
    }
    expect(await held(COUNTY)).toEqual(expect.arrayContaining(['alias', 'area', 'column_mapping', 'county', 'county_setting', 'deck', 'dispute', 'import_batch', 'meeting', 'meeting_action', 'meeting_case', 'organisation', 'organisation_facility', 'pack_file']))
    const { cases, imports } = await holdingsOf(ctx, COUNTY)
    expect(cases).toBeGreaterThanOrEqual(2)
    expect(await removeCounty(ctx, COUNTY)).toEqual({ code: COUNTY, name: '枫溪县', cases, imports })
    expect([await held(COUNTY), await held('2')]).toEqual([['audit_line', 'removed_county'], ['alias', 'county_setting', 'deck', 'import_batch', 'meeting', 'meeting_action', 'meeting_case', 'organisation', 'organisation_facility']])
    await expect(removeCounty(ctx, COUNTY)).rejects.toMatchObject({ code: 'county_unknown', status: 404 })
  })

  test('is gone for a server at once, and comes back without what it held', async () => {
    await install(ctx)
    await put(ctx, rows(30))
    const before = await summary()
    expect([before.status, before.count, (await countyList(server, EVERYWHERE)).counties.length]).toEqual([200, 30, 1])
    await removeCounty(ctx, COUNTY)
    expect([(await summary(before.tag)).status, (await countyList(server, EVERYWHERE)).counties]).toEqual([404, []])
    // the same pack, fewer cases, and as many changes as before: only the revision tells the two apart
    await install(ctx)
    await put(ctx, rows(7))
    const after = await summary(before.tag)
    expect([after.status, after.count]).toEqual([200, 7])
  })

  test('removed and installed again between two looks of a server', async () => {
    expect((await summary()).count).toBe(7)
    await removeCounty(ctx, COUNTY)
    await install(ctx)
    await put(ctx, rows(2))
    expect((await summary()).count).toBe(2)
  })

  test('waits for the import that is under way', async () => {
    let removal: Promise<unknown> | null = null
    let removed = false
    await transaction(ctx.db, async (tx) => {
      await lockCounty(tx, SCOPE)
      removal = removeCounty(server, COUNTY).then(() => (removed = true))
      await new Promise((resolve) => setTimeout(resolve, 200))
      expect(removed).toBe(false)
    })
    await removal
    expect(await held(COUNTY)).toEqual(['audit_line', 'removed_county'])
  })

  test('leaves a database that gets no demo county at the next start', async () => {
    const said: string[] = []
    expect(await ensureDemo(ctx, { tell: ({ zh }) => void said.push(zh) })).toBe(false)
    expect([said, await held(COUNTY)]).toEqual([[expect.stringContaining('pack install')], ['audit_line', 'removed_county']])
  })
})

describe.each(engines)('a first installation that was killed, on $name', ({ fresh }) => {
  let database: TestDatabase
  let ctx: Context
  beforeAll(async () => {
    database = await fresh()
    ctx = contextOn(database, { now: NOW })
  })
  afterAll(() => database.drop())
  const revisions = async () => (await ctx.db.pool.query('SELECT revision, since_revision FROM county')).rows

  test('is told from what comes in its place, and tried until it is whole', async () => {
    await install(ctx)
    await put(ctx, rows(30))
    await put(ctx, rows(40).slice(30))
    await markUnfinished(ctx.db, SCOPE, new Date(NOW))
    const [before] = await revisions()
    const other = contextOn(database, { now: NOW })
    expect((await other.cubes.get(SCOPE)).revision).toBe(before.revision)
    // twice it is killed as soon as the first one is cleared away
    for (let time = 0; time < 2; time++) {
      const tell = () => {
        throw new Error('killed')
      }
      await expect(ensureDemo(ctx, { tell })).rejects.toThrow('killed')
      expect(await revisions()).toEqual([])
    }
    // what was there comes again, with fewer cases: a process that read the first one must not take it for that
    await install(ctx)
    await put(ctx, rows(7))
    expect(await revisions()).toEqual([{ revision: before.revision + 2, since_revision: before.revision }])
    const { cube } = await other.cubes.get(SCOPE)
    expect(cube.extent()).toEqual((await contextOn(database, { now: NOW }).cubes.get(SCOPE)).cube.extent())
  })

  test('and where a person installed another county meanwhile, that is all', async () => {
    await ctx.db.pool.query(`UPDATE county SET county = '2'; UPDATE pack_file SET county = '2'`)
    expect(await ensureDemo(ctx, { tell: () => {} })).toBe(false)
    expect((await ctx.db.pool.query('SELECT county FROM unfinished_county')).rows).toEqual([])
  })
})
