import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flushRefusals, refusals } from '../../../server/access/refused.ts'
import type { Actor } from '../../../server/contract/scope.ts'
import { engines, type TestDatabase } from '../../databases.ts'

const SOMEBODY: Actor = { account: 'a', login: 'clerk.liuhe', role: 'clerk', organisation: null, address: '10.1.1.1' }

describe.each(engines)('refusals in the audit log on $name', ({ fresh }) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await fresh()
  })
  afterAll(() => database.drop())
  const lines = async () => (await database.db.pool.query(`SELECT login, subject, after FROM audit_line WHERE action = 'refused' ORDER BY seq`)).rows as { login: string; subject: string; after: string | null }[]

  test('the first is there at once, and the rest of its minute in one line', async () => {
    const note = refusals(database.db)
    const at = (ms: number, by = SOMEBODY, id = ms) => note(by, { what: `GET /api/counties/990101000000/cases/${id}`, county: '990101000000', at: new Date(1_700_000_000_000 + ms) })
    await at(0)
    expect(await lines()).toEqual([{ login: 'clerk.liuhe', subject: 'GET /api/counties/990101000000/cases/0', after: null }])
    for (let n = 1; n <= 60; n++) await at(n)
    await at(100, { ...SOMEBODY, account: 'b', login: 'clerk.taiyu' })
    expect((await lines()).map(({ login }) => login)).toEqual(['clerk.liuhe', 'clerk.taiyu'])
    await at(60_000)
    const told = await lines()
    expect(told.map(({ login, after }) => [login, after === null])).toEqual([['clerk.liuhe', true], ['clerk.taiyu', true], ['clerk.liuhe', false], ['clerk.liuhe', true]])
    const { more, asked } = JSON.parse(told[2]!.after!) as { more: number; asked: string[] }
    expect([more, asked.length, asked[0]]).toEqual([60, 20, 'GET /api/counties/990101000000/cases/1'])
    // nothing came after it: no line of none
    await at(200_000)
    expect(await lines()).toHaveLength(5)
  })

  test('those that wait for the end of their minute are written before the database is closed, once', async () => {
    const note = refusals(database.db)
    const before = (await lines()).length
    for (let n = 0; n < 4; n++) await note({ ...SOMEBODY, account: 'c' }, { what: `GET /api/audit?${n}`, county: null, at: new Date(1_800_000_000_000 + n) })
    expect(await lines()).toHaveLength(before + 1)
    await flushRefusals(database.db)
    await flushRefusals(database.db)
    const told = (await lines()).slice(before)
    expect(told.map(({ after }) => after && (JSON.parse(after) as { more: number }).more)).toEqual([null, 3])
  })
})
