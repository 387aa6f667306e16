import { describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../geodata/place/area.ts'
import { auditScope, COMMAND_LINE, countyScope } from '../../../server/access/scope.ts'
import { undoBatch } from '../../../server/services/batches.ts'
import { importLedger, previewLedger } from '../../../server/services/importLedger.ts'
import { installPack } from '../../../server/services/installPack.ts'
import { listUnlocated, settlePlace } from '../../../server/services/places.ts'
import { removeCounty } from '../../../server/services/removeCounty.ts'
import { verifyLog } from '../../../server/services/auditLog.ts'
import { newestLines } from '../../../server/store/auditLog.ts'
import { engines } from '../../databases.ts'
import { CLERK, emptied } from '../store/chain.ts'
import { csv, useOffice } from './clerk.ts'
import { AREAS, COUNTY, install, NOW, SCOPE } from './county.ts'

const DESK = countyScope(COUNTY, CLERK)

describe.each(engines)('what is written is told in the audit log on $name', ({ fresh }) => {
  const office = useOffice(fresh)
  const begin = () => emptied(office.ctx.db)
  /** oldest first, with their JSON read */
  const lines = async () =>
    (await newestLines(office.ctx.db, {}, null, 500)).reverse().map(({ before, after, ...line }) => ({
      ...line,
      before: before === null ? null : (JSON.parse(before) as unknown),
      after: after === null ? null : (JSON.parse(after) as unknown),
    }))
  const sound = async () => (await verifyLog(office.ctx, auditScope(COMMAND_LINE), null)).sound
  const load = (text: string, name = '三月台账.csv') => importLedger(office.ctx, DESK, { name, bytes: new TextEncoder().encode(text) }, {})

  test('an import and its undoing, by whom and of what', async () => {
    await begin()
    const { batch } = await load(csv({ no: 'GD20240301', people: 2 }, { no: 'GD20240302' }))
    await undoBatch(office.ctx, DESK, batch!)
    const [imported, undone, ...more] = await lines()
    expect(imported).toMatchObject({
      ...CLERK, action: 'imported', county: COUNTY, subject: `import ${batch}`, before: null, at: new Date(NOW).toISOString(),
      after: { file: '三月台账.csv', read: 3, accepted: 2, updated: 0, duplicates: 0, outOfScope: 0, notCases: 1, rejected: 0, unlocated: 0 },
    })
    expect(undone).toMatchObject({ ...CLERK, action: 'import_undone', subject: `import ${batch}`, before: { file: '三月台账.csv' }, after: { removed: 2, restored: 0 } })
    expect([more, await sound()]).toEqual([[], true])
  })

  test('nothing that changed nothing, and nothing that failed', async () => {
    const text = csv({ no: 'GD20240301' })
    const { batch } = await load(text)
    await undoBatch(office.ctx, DESK, batch!)
    await load(text)
    await begin()
    await load(text)
    await previewLedger(office.ctx, DESK, { name: 'a.csv', bytes: new TextEncoder().encode(text) }, {})
    await importLedger(office.ctx, DESK, { name: 'a.csv', bytes: new TextEncoder().encode(csv({ no: 'GD20240309' })) }, { dryRun: true })
    await expect(undoBatch(office.ctx, DESK, batch!)).rejects.toMatchObject({ code: 'batch_undone' })
    await expect(settlePlace(office.ctx, DESK, { words: 'nowhere', area: COUNTY, learn: true })).rejects.toMatchObject({ code: 'no_such_words' })
    await expect(removeCounty(office.ctx, '1')).rejects.toMatchObject({ code: 'county_unknown' })
    await install(office.ctx)
    expect(await lines()).toEqual([])
  })

  test('a place that was settled, with the words that were learnt and what they meant before', async () => {
    await load(csv({ village: '周家庄' }, { village: '周家庄', people: 2 }))
    const [group] = await listUnlocated(office.ctx, DESK)
    const [west, east] = ['990101001202', '990101001201'] as [AreaCode, AreaCode]
    await begin()
    await settlePlace(office.ctx, DESK, { words: group!.words, area: west, learn: false })
    await settlePlace(office.ctx, DESK, { words: group!.words, area: east, learn: true })
    await settlePlace(office.ctx, DESK, { words: group!.words, area: west, learn: true })
    const told = { ...CLERK, action: 'place_settled', county: COUNTY, subject: 'place 柳河镇 / 周家庄' }
    expect(await lines()).toMatchObject([
      { ...told, before: null, after: { area: west, cases: 2 } },
      { ...told, before: null, after: { area: east, cases: 2, alias: east } },
      { ...told, before: { alias: east }, after: { area: west, cases: 2, alias: west } },
    ])
    expect((await lines())[0]!.after).not.toHaveProperty('alias')
  })

  test('a pack, its next version and what became of the cases, and a county that was removed, whose lines stay', async () => {
    await load(csv({ village: '东周村' }, { village: '老周村', people: 2 }))
    await begin()
    const without = AREAS.filter(({ code, parent }) => code !== '990101001201' && parent !== '990101001201')
    await install(office.ctx, 'b', without)
    await removeCounty(office.ctx, COUNTY, COMMAND_LINE)
    await install(office.ctx, 'c')
    const told = { county: COUNTY, subject: `county ${COUNTY}` }
    expect(await lines()).toMatchObject([
      { ...told, login: 'fengtu', action: 'pack_installed', before: { version: 'a'.repeat(64) }, after: { name: '枫溪县', version: 'b'.repeat(64), areas: without.length, cases: { moved: 0, lost: 1, found: 0 } } },
      { ...told, login: 'cli', action: 'county_removed', before: { code: COUNTY, name: '枫溪县', cases: 2, imports: 1 }, after: null },
      { ...told, login: 'fengtu', action: 'pack_installed', before: null, after: { version: 'c'.repeat(64) } },
    ])
    expect(await sound()).toBe(true)
  })

  test('by whoever is named for it', async () => {
    await begin()
    const { manifest } = await office.ctx.packs.get(COUNTY)
    const again = { ...manifest, version: 'd'.repeat(64) }
    await installPack(office.ctx, { manifest: again, areas: AREAS, files: new Map([['pack.json', new TextEncoder().encode(JSON.stringify(again))]]) }, COMMAND_LINE)
    expect(await lines()).toMatchObject([{ login: 'cli', account: null, address: null }])
  })

  test('nobody of a ledger full of names, and none of its text', async () => {
    await begin()
    const names = ['王建国', '李红梅', '孔令山', '张铁柱', '13812345678', '612522199001011234']
    const head = '编号,乡镇,村(社区),发生日期,纠纷类型,当事人姓名,电话,简要情况,责任单位,经办\n'
    const rows = [
      'GD20240301,柳河镇,东周村,2024-03-05,王建国土地纠纷,王建国,13812345678,王建国与李红梅因水渠堵塞争吵,司法所 张铁柱,孔令山',
      '王建国2024001,柳河镇,某某村王建国,2024-03-06,邻里,李红梅,13812345678,孔令山反映水渠堵塞 612522199001011234,李建国(司法所),孔令山',
      'GD20240303,柳河镇,张铁柱家门口,昨天,王建国,王建国,13812345678,李红梅,孔令山,孔令山',
    ]
    const options = { mapping: { 经办: 'ignore' } } as const
    const work = async (name: string, text: string) => {
      const result = await importLedger(office.ctx, DESK, { name, bytes: new TextEncoder().encode(text) }, options)
      for (const { words } of await listUnlocated(office.ctx, DESK)) {
        await settlePlace(office.ctx, DESK, { words, area: '990101001201' as AreaCode, learn: true })
      }
      return result.batch!
    }
    const first = await work('王建国信访材料 13812345678.csv', head + rows.join('\n'))
    const second = await work('孔令山.csv', head + rows.map((row) => row.replace('2024-03-05', '2024-03-25').replace('GD2024', 'GD2025')).join('\n'))
    await undoBatch(office.ctx, DESK, second)
    await undoBatch(office.ctx, DESK, first)
    const all = await lines()
    expect(all.map(({ action }) => action)).toEqual(expect.arrayContaining(['imported', 'place_settled', 'import_undone']))
    for (const word of [...names, '水渠堵塞', '争吵', '土地纠纷']) expect(JSON.stringify(all)).not.toContain(word)
    expect(JSON.stringify(await office.sql('SELECT * FROM audit_line'))).not.toMatch(new RegExp(names.join('|')))
    expect(await sound()).toBe(true)
  })

  test('by the program where nobody is named', async () => {
    await begin()
    await importLedger(office.ctx, SCOPE, { name: 'a.csv', bytes: new TextEncoder().encode(csv({ no: 'GD20240301' })) }, {})
    expect(await lines()).toMatchObject([{ login: 'fengtu', account: null, role: null, address: null }])
  })
})
