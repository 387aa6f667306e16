import { spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../../server/services/context.ts'
import { importLedger } from '../../../server/services/importLedger.ts'
import { engines, type TestDatabase } from '../../databases.ts'
import { contextOn, install, NOW, SCOPE } from './county.ts'

const LEDGER =
  '编号,乡镇,村(社区),发生日期,纠纷类型\n' +
  Array.from({ length: 5_000 }, (_, k) => `GD2024${10_000 + k},柳河镇,东周村,2024-03-05,邻里纠纷`).join('\n')

const at = (path: string): string => JSON.stringify(new URL(`../../../server/${path}`, import.meta.url).href)

/** Imports the ledger that comes in on standard input, and kills itself at a stage of it. */
function script(config: object, stage: string, late: boolean): string {
  const kill = `process.kill(process.pid, 'SIGKILL')`
  return `
    const { openDatabase } = await import(${at('store/database.ts')})
    const { packCache } = await import(${at('services/packs.ts')})
    const { importLedger } = await import(${at('services/importLedger.ts')})
    const { countyScope } = await import(${at('access/scope.ts')})
    const db = await openDatabase(${JSON.stringify(config)})
    const now = () => ${NOW}
    const ctx = { db, now, packs: packCache(db, now) }
    const onProgress = ({ stage }) => { if (stage === '${stage}') ${late ? `setTimeout(() => ${kill}, 30)` : kill} }
    await importLedger(ctx, countyScope('${SCOPE.county}'), { name: 'a.csv', stream: process.stdin }, { onProgress })`
}

describe.each(engines)('an import that is killed on $name', ({ fresh }) => {
  let database: TestDatabase
  let ctx: Context
  beforeAll(async () => {
    database = await fresh()
    ctx = contextOn(database, { now: NOW })
    await install(ctx)
  })
  afterAll(() => database.drop())

  const killedAt = (stage: string, late: boolean): Promise<NodeJS.Signals | null> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script(database.config, stage, late)], {
        stdio: ['pipe', 'inherit', 'inherit'],
      })
      child.once('exit', (_, signal) => resolve(signal))
      child.stdin.on('error', () => {})
      child.stdin.end(LEDGER)
    })
  const state = async () =>
    (await ctx.db.pool.query(`SELECT (SELECT count(*)::int FROM dispute) AS cases, (SELECT count(*)::int FROM import_batch) AS batches,
      revision::int, next_case_id::int AS next FROM county`)).rows

  test.each(['read', 'match', 'store'])('while it is at "%s" leaves nothing, and the next one all', async (stage) => {
    const before = await state()
    expect(await killedAt(stage, false)).toBe('SIGKILL')
    expect(await state()).toEqual(before)
  })

  test('while the database writes leaves nothing or all of it', async () => {
    await killedAt('store', true)
    // the killed one's transaction holds the county until its connection is found broken
    const result = await importLedger(ctx, SCOPE, { name: 'a.csv', bytes: new TextEncoder().encode(LEDGER) }, {})
    expect([0, 5_000]).toContain(result.accepted)
    expect(result.accepted + result.duplicates).toBe(5_000)
    expect(await state()).toEqual([{ cases: 5_000, batches: 1, revision: 2, next: 5_001 }])
  })
})
