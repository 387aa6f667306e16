import { expect, test } from 'vitest'
import { createApp } from '../../../server/api/app.ts'
import { importLedger } from '../../../server/services/importLedger.ts'
import { undoBatch } from '../../../server/services/batches.ts'
import { openDatabase } from '../../../server/store/database.ts'
import { engines, type TestDatabase } from '../../databases.ts'
import { csv } from '../services/clerk.ts'
import { seenBy } from './people.ts'
import { contextOn, COUNTY, install, NOW, SCOPE } from '../services/county.ts'
import type { Context } from '../../../server/services/context.ts'

const ask = async (ctx: Context, tag = '') => {
  const response = await seenBy(createApp(ctx), ctx).request(`/api/counties/${COUNTY}/summary`, { headers: tag ? { 'if-none-match': tag } : {} })
  const { revision, count } = response.status === 200 ? ((await response.json()) as { revision: number; count: number }) : {}
  return { status: response.status, revision, count, tag: response.headers.get('etag') ?? '' }
}
const load = (ctx: Context, ...people: number[]) =>
  importLedger(ctx, SCOPE, { name: 'a.csv', bytes: new TextEncoder().encode(csv(...people.map((one) => ({ people: one })))) }, {})

/** `work` on a new database of its own. */
async function onDatabase<T>(work: (ctx: Context, database: TestDatabase) => Promise<T>): Promise<T> {
  const database = await engines[1]!.fresh()
  try {
    return await work(contextOn(database, { now: NOW }), database)
  } finally {
    await database.drop()
  }
}

test('a tag of one database is none of another that begins again at the same address', async () => {
  const told = async (tag: string, ...people: number[]) =>
    onDatabase(async (ctx) => {
      await install(ctx)
      await load(ctx, ...people)
      return ask(ctx, tag)
    })
  const before = await told('', 1)
  const after = await told(before.tag, 1, 2, 3)
  expect(after).toMatchObject({ status: 200, revision: before.revision, count: 3 })
})

test('nor of a backup that was put back and went another way; the state that both had is the same', () =>
  onDatabase(async (ctx) => {
    await install(ctx)
    await load(ctx, 1)
    const { rows: backup } = await ctx.db.pool.query('SELECT revision, mark FROM county')
    const shared = await ask(ctx)
    const { batch } = await load(ctx, 2)
    const lost = await ask(ctx)
    // what a backup brings back
    await undoBatch(ctx, SCOPE, batch!)
    await ctx.db.pool.query('UPDATE county SET revision = $1, mark = $2', [backup[0].revision, backup[0].mark])
    const restored = contextOn({ db: ctx.db } as TestDatabase, { now: NOW })
    expect((await ask(restored, shared.tag)).status).toBe(304)
    await load(restored, 3, 4)
    expect(await ask(restored, lost.tag)).toMatchObject({ status: 200, revision: lost.revision })
  }))

test('what a program without marks wrote is marked at the next opening', () =>
  onDatabase(async (ctx, { config }) => {
    await install(ctx)
    await ctx.db.pool.query('UPDATE county SET mark = NULL')
    await (await openDatabase(config)).close()
    const { rows } = await ctx.db.pool.query('SELECT mark FROM county')
    expect(rows).toEqual([{ mark: expect.stringMatching(/^[\w-]{12}$/) as string }])
  }))
