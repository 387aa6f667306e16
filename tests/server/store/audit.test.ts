import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditScope, COMMAND_LINE, PROGRAM } from '../../../server/access/scope.ts'
import { verifyLog } from '../../../server/services/auditLog.ts'
import { appendLine, lineHash, type Happening } from '../../../server/store/audit.ts'
import { auditHead, newestLines } from '../../../server/store/auditLog.ts'
import { lockCounty } from '../../../server/store/counties.ts'
import { openDatabase, type Database } from '../../../server/store/database.ts'
import { transaction } from '../../../server/store/transaction.ts'
import { engines, type TestDatabase } from '../../databases.ts'
import { contextOn, install, SCOPE } from '../services/county.ts'
import { append, CLERK, emptied, NOW } from './chain.ts'

describe.each(engines)('the audit log on $name', ({ fresh }) => {
  let database: TestDatabase
  let db: Database
  let other: Database
  beforeAll(async () => {
    database = await fresh()
    db = database.db
    other = await openDatabase(database.config)
    await install(contextOn(database, { now: NOW }))
  })
  beforeEach(() => emptied(db))
  afterAll(async () => {
    await other.close()
    await database.drop()
  })
  const lines = () => newestLines(db, {}, null, 1_000)
  const tell = (what: Partial<Happening> = {}, by = CLERK) =>
    transaction(db, async (tx) => appendLine(tx, by, { action: 'exported', at: new Date(NOW), ...what }))
  const verdict = () => verifyLog({ db, now: () => NOW }, auditScope(COMMAND_LINE), null)

  test('has what was told, and the hash over it', async () => {
    await tell({ county: '990101000000', subject: 'export xlsx', before: null, after: { rows: 3, 列: ['甲'] } })
    await tell({ action: 'signed_out' }, PROGRAM)
    const [second, first] = await lines()
    expect(first).toEqual({
      seq: 1, at: '2024-07-01T02:00:00.000Z', ...CLERK, action: 'exported', county: '990101000000', subject: 'export xlsx',
      before: null, after: '{"rows":3,"列":["甲"]}', hash: lineHash(null, first!),
    })
    expect(second).toMatchObject({ seq: 2, login: 'fengtu', account: null, subject: null, hash: lineHash(first!.hash, second!) })
    expect(await auditHead(db)).toEqual({ seq: 2, hash: second!.hash, keptFrom: 1, keptAfter: null })
  })

  test('gives every instant back to the millisecond', async () => {
    const instants = [0, 1, 999, NOW, NOW + 1, NOW + 120, NOW + 999, Date.UTC(1986, 5, 1, 0, 0, 0, 7), Date.UTC(2099, 11, 31, 23, 59, 59, 999)]
    for (const at of instants) await tell({ at: new Date(at) })
    expect((await lines()).map(({ at }) => Date.parse(at)).reverse()).toEqual(instants)
    expect(await verdict()).toMatchObject({ sound: true, lines: instants.length })
  })

  test('takes whatever somebody types for a name, and still verifies', async () => {
    const typed = ['', '\0', 'a\0b', '\ud800', '\udc00\ud800', '张三😀', "'; DROP TABLE audit_line; --", '\u2028\n\t"\\', 'x'.repeat(10_000), '\ufeff ']
    for (const login of typed) await tell({ subject: login, after: { login } }, { ...CLERK, login, address: login })
    const kept = (await lines()).reverse()
    expect(kept.map(({ login }) => login.length <= 500)).not.toContain(false)
    expect(kept[0]).toMatchObject({ login: '-', address: null, subject: null })
    expect(kept[2]).toMatchObject({ login: 'a\ufffdb', after: String.raw`{"login":"a\u0000b"}` })
    expect(kept[5]).toMatchObject({ login: '张三😀' })
    expect(await verdict()).toMatchObject({ sound: true, lines: typed.length })
  })

  test('has nothing of what was rolled back, or of what never was to stay', async () => {
    await tell()
    const told = (fails: boolean) => async (tx: Parameters<Parameters<typeof transaction>[1]>[0]) => {
      appendLine(tx, CLERK, { action: 'imported', at: new Date(NOW) })
      if (fails) throw new Error('no')
    }
    await expect(transaction(db, told(true))).rejects.toThrow('no')
    // it does not even wait for those who write
    await transaction(other, async (writer) => {
      await writer.client.query('SELECT 1 FROM audit_head FOR UPDATE')
      await transaction(db, told(false), { dry: true })
    })
    expect(await lines()).toHaveLength(1)
  })

  test('has what the last work of all tells, too', async () => {
    await transaction(db, async (tx) => {
      appendLine(tx, CLERK, { action: 'imported', at: new Date(NOW) })
      tx.beforeCommit(async () => appendLine(tx, CLERK, { action: 'exported', at: new Date(NOW) }))
    })
    expect((await lines()).map(({ action }) => action)).toEqual(['exported', 'imported'])
    expect((await verdict()).sound).toBe(true)
  })

  test('has no gap and no fork, however many write at once from two processes, some in vain', async () => {
    const one = async (k: number) =>
      transaction(k % 2 === 0 ? db : other, async (tx) => {
        appendLine(tx, CLERK, { action: 'case_changed', at: new Date(NOW + k), subject: `case ${k}` })
        // half of them change the county as well, before or after they told of it
        if (k % 4 < 2) await lockCounty(tx, SCOPE)
        if (k % 5 === 0) appendLine(tx, CLERK, { action: 'case_moved', at: new Date(NOW + k), subject: `case ${k}` })
        await tx.client.query('SELECT 1')
        if (k % 3 === 0) throw new Error('in vain')
      }).catch((error: Error) => error.message)
    const ended = await Promise.all(Array.from({ length: 60 }, (_, k) => one(k)))
    expect(new Set(ended)).toEqual(new Set([undefined, 'in vain']))
    const kept = await lines()
    const stays = Array.from({ length: 60 }, (_, k) => k).filter((k) => k % 3 !== 0)
    expect(kept.map(({ subject }) => subject).sort()).toEqual(stays.flatMap((k) => (k % 5 === 0 ? [`case ${k}`, `case ${k}`] : [`case ${k}`])).sort())
    expect(kept.map(({ seq }) => seq)).toEqual(Array.from({ length: kept.length }, (_, k) => kept.length - k))
    expect(await verdict()).toMatchObject({ sound: true, lines: kept.length })
  })

  test('holds nobody up while the work goes on', async () => {
    const at = new Date(NOW)
    await transaction(db, async (tx) => {
      appendLine(tx, CLERK, { action: 'imported', at, subject: 'import 1' })
      await lockCounty(tx, SCOPE)
      // what is told in between stands before it
      await transaction(other, async (quick) => appendLine(quick, CLERK, { action: 'signed_in', at }))
    })
    expect((await lines()).map(({ action }) => action)).toEqual(['imported', 'signed_in'])
  })

  test.each([
    ['is lost', 'DELETE FROM audit_head'],
    ['was put back', 'UPDATE audit_head SET seq = 1'],
  ])('takes nothing more when its head %s, and the work does not happen either', async (_, sql) => {
    await append(db, 3)
    await db.pool.query(sql)
    const work = transaction(db, async (tx) => {
      await tx.client.query(`INSERT INTO alias VALUES ('9', 'x', 'y', now())`)
      appendLine(tx, CLERK, { action: 'place_settled', at: new Date(NOW) })
    })
    await expect(work).rejects.toMatchObject({ code: 'audit_head', status: 503 })
    expect((await db.pool.query(`SELECT 1 FROM alias WHERE county = '9'`)).rows).toEqual([])
  })

  test('is read newest first, page by page, by what is asked', async () => {
    await append(db, 12)
    await tell({ action: 'exported', at: new Date(Date.UTC(2024, 5, 30, 15, 59, 59, 999)), subject: 'export csv', county: '1' })
    const seqs = async (...[filter, before, limit]: [Parameters<typeof newestLines>[1], (number | null)?, number?]) =>
      (await newestLines(db, filter, before ?? null, limit ?? 100)).map(({ seq }) => seq)
    expect(await seqs({}, null, 5)).toEqual([13, 12, 11, 10, 9])
    expect(await seqs({}, 9, 5)).toEqual([8, 7, 6, 5, 4])
    expect(await seqs({ action: 'exported' })).toEqual([13])
    expect(await seqs({ login: 'cli' })).toEqual([12, 9, 6, 3])
    expect(await seqs({ login: 'cli', subject: 'case 5' })).toEqual([6])
    expect(await seqs({ subject: 'case' })).toEqual([])
    expect(await seqs({ county: '1' })).toEqual([13])
    const day = (text: string) => text as NonNullable<Parameters<typeof newestLines>[1]['from']>
    expect(await seqs({ from: day('2024-06-30'), to: day('2024-06-30') })).toEqual([13])
    expect(await seqs({ from: day('2024-07-01') })).toHaveLength(12)
    await tell({ action: 'exported', at: new Date(Date.UTC(2024, 5, 30, 16)) })
    expect(await seqs({ from: day('2024-07-01') })).toHaveLength(13)
    expect(await seqs({ to: day('2024-06-30') })).toEqual([13])
    expect(await seqs({ to: day('2024-06-29') })).toEqual([])
  })
})
