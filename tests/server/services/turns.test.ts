import { describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../geodata/place/area.ts'
import type { NewView } from '../../../server/contract/caseTable.ts'
import type { CaseScope } from '../../../server/contract/scope.ts'
import { importLedger, previewLedger } from '../../../server/services/importLedger.ts'
import { settlePlace } from '../../../server/services/places.ts'
import { saveView } from '../../../server/services/savedViews.ts'
import { inTurn } from '../../../server/services/turns.ts'
import { lockCounty } from '../../../server/store/counties.ts'
import { savedMapping } from '../../../server/store/mappings.ts'
import { transaction } from '../../../server/store/transaction.ts'
import { engines } from '../../databases.ts'
import { csv, useOffice } from './clerk.ts'
import { install, openCounty, put, rows, SCOPE } from './county.ts'

const file = (text: string) => ({ name: 'a.csv', bytes: new TextEncoder().encode(text) })

describe.each(engines)('work at the same time on $name', ({ fresh, name }) => {
  const office = useOffice(fresh)

  test('while another writes the county, reads find a connection, however many wait to write', async () => {
    await office.load(csv({ no: '2024-001' }))
    let ended: Promise<unknown[]> = Promise.resolve([])
    await transaction(office.ctx.db, async (tx) => {
      await lockCounty(tx, SCOPE)
      const text = csv({ no: '2024-001' }, { no: '2024-002' })
      const imports = [office.load(text), office.load(text)]
      // the two imports wait for the county, and the settling clerks too
      const settling = Array.from({ length: 14 }, () =>
        settlePlace(office.ctx, SCOPE, { words: 'x', area: SCOPE.county, learn: false }).catch((error: unknown) => error),
      )
      expect(await office.sql('SELECT 1 AS one')).toEqual([{ one: 1 }])
      ended = Promise.all([...imports, ...settling])
    })
    expect(await ended).toHaveLength(16)
    const [one] = await office.sql<{ n: number }>('SELECT count(*)::int AS n FROM dispute')
    expect(one!.n).toBe(2)
  })

  test('a preview does not wait for a writer', async () => {
    const tally = await transaction(office.ctx.db, async (tx) => {
      await lockCounty(tx, SCOPE)
      const previews = Array.from({ length: 12 }, () => previewLedger(office.ctx, SCOPE, file(csv({ no: '2024-001' })), {}))
      const dry = await importLedger(office.ctx, SCOPE, file(csv({ no: '2024-001' })), { dryRun: true })
      return [...(await Promise.all(previews)).map((preview) => preview.tally.accepted), dry.accepted]
    })
    expect(tally).toEqual(Array.from({ length: 13 }, () => 1))
  })

  test('who waits too long is told so, and so is who finds too many waiting', async () => {
    const { db } = office.ctx
    await transaction(db, async (tx) => {
      await lockCounty(tx, SCOPE)
      const impatient = inTurn(db, 'imports', () => transaction(db, (other) => lockCounty(other, SCOPE, 20)))
      await expect(impatient).rejects.toMatchObject({ code: 'import_busy', status: 503 })
    })
    let release = (): void => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    const line = Array.from({ length: 18 }, () => inTurn(db, 'imports', () => held))
    await expect(inTurn(db, 'imports', () => held)).rejects.toMatchObject({ code: 'import_busy' })
    release()
    await Promise.all(line)
    expect(await inTurn(db, 'imports', async () => 'free')).toBe('free')
  })

  test('a county that is being imported holds up the changes of no other, nor anybody’s views', async () => {
    const { ctx } = office
    const county = SCOPE.county
    const view: NewView = { page: 'ledger', name: '红色案件', query: 'colour=red', columns: ['code'], shared: false }
    const asker = { ...SCOPE, by: { ...SCOPE.by, account: 'a1' } } as unknown as CaseScope
    let waiting: Promise<unknown[]> = Promise.resolve([])
    await transaction(ctx.db, async (tx) => {
      await lockCounty(tx, SCOPE)
      waiting = Promise.all(Array.from({ length: 5 }, () => inTurn(ctx.db, { changes: county }, () => transaction(ctx.db, (other) => lockCounty(other, SCOPE)))))
      expect(await inTurn(ctx.db, { changes: '990202000000' as AreaCode }, async () => 'free')).toBe('free')
      expect(await saveView(ctx, asker, view)).toMatchObject({ own: true })
      expect(await office.sql('SELECT 1 AS one')).toEqual([{ one: 1 }])
    })
    expect(await waiting).toHaveLength(5)
  })

  test('a change that comes too late is told that it was not saved, with all that waited behind it, but not who came after', async () => {
    const { db } = office.ctx
    const county = SCOPE.county
    let last: Promise<string> = Promise.resolve('')
    await transaction(db, async (tx) => {
      await lockCounty(tx, SCOPE)
      let release = (): void => {}
      const first = inTurn(db, { changes: county }, () => new Promise<void>((resolve) => (release = resolve)))
      const impatient = inTurn(db, { changes: county }, () => transaction(db, async (other) => {
        last = inTurn(db, { changes: county }, async () => 'saved')
        await lockCounty(other, SCOPE, 20)
      }))
      const behind = inTurn(db, { changes: county }, async () => 'saved')
      const said = { code: 'county_busy', status: 503, say: { zh: expect.stringContaining('这一次没有保存') as string } }
      const told = Promise.all([impatient, behind].map((one) => expect(one).rejects.toMatchObject(said)))
      release()
      await Promise.all([first, told])
      expect(await last).toBe('saved')
    })
  })

  test('a mapping is remembered though every row was known', async () => {
    await office.load(csv({ no: '2024-001' }))
    const mapping = { 简要情况: 'summary' } as const
    expect((await office.load(csv({ no: '2024-001' }), { mapping })).batch).toBeNull()
    const { rows: kept } = await office.ctx.db.pool.query('SELECT mapping FROM column_mapping')
    expect(kept).toEqual([{ mapping }])
    expect(await savedMapping(office.ctx.db, SCOPE, 'another header')).toBeNull()
  })

  test('names that the pack does not have are not kept', async () => {
    const pack = await office.ctx.packs.get(SCOPE.county)
    const asked = Array.from({ length: 50 }, (_, k) => `no-${k}.pmtiles`)
    for (const path of asked) expect(await pack.file(path)).toBeNull()
    const held = await pack.file('boundaries.pmtiles')
    expect(await pack.file('boundaries.pmtiles')).toBe(held)
    await office.ctx.db.pool.query(
      `INSERT INTO pack_file SELECT county, version, 'no-7.pmtiles', 'x'::bytea FROM pack_file WHERE path = 'pack.json'`,
    )
    // asked of the database anew
    expect(await pack.file('no-7.pmtiles')).toHaveLength(1)
    await install(office.ctx)
  })

  test('a cube shows a large change whole or not at all', async () => {
    const county = await openCounty(0, engines.find((engine) => engine.name === name))
    await put(county.ctx, rows(40_000))
    const { cube } = await county.ctx.cubes.get(SCOPE)
    const changed = rows(40_000).map((row) => ({ ...row, people: 77 }))
    await put(county.ctx, changed)
    const seen = new Set<number>()
    const update = county.ctx.cubes.get(SCOPE)
    const state = { going: true }
    void update.finally(() => (state.going = false))
    const count = () => cube.columns.people.reduce((n, people) => (people === 77 ? n + 1 : n), 0)
    while (state.going) {
      seen.add(count())
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(seen.size).toBeLessThanOrEqual(2)
    await county.drop()
  })
})
