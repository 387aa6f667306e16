import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { openDatabase, type Database } from '../server/store/database.ts'
import { asAdmin, databaseOn, type Engine } from './engines.ts'

export interface TestDatabase {
  db: Database
  /** the configuration it was opened with, for a second process or a restart */
  config: { url?: string; dataDir: string }
  /** closes it and removes every trace */
  drop(): Promise<void>
}

/**
 * The two engines of the product. A store test runs on both: `describe.each(engines)('…', ({ fresh }) => …)`. Each
 * engine runs once for all tests; `fresh` copies a database whose tables stand.
 */
export const engines: { name: string; fresh(): Promise<TestDatabase> }[] = [
  { name: 'embedded', fresh: () => copied(inject('engines').embedded) },
  { name: 'postgres', fresh: () => copied(inject('engines').postgres) },
]

/** The embedded engine as its users have it, which starts and stops with its database: for tests of just that. */
export async function embedded(): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fengtu-data-'))
  const db = await openDatabase({ dataDir })
  return {
    db,
    config: { dataDir },
    async drop() {
      await db.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function copied({ url: server, template }: Engine): Promise<TestDatabase> {
  const name = `fengtu_${randomBytes(6).toString('hex')}`
  const dataDir = mkdtempSync(join(tmpdir(), 'fengtu-data-'))
  await asAdmin(server, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  const url = databaseOn(server, name)
  const db = await openDatabase({ url, dataDir })
  // what a first start draws by lot
  await db.pool.query('UPDATE installation SET id = gen_random_uuid()::text')
  return {
    db,
    config: { url, dataDir },
    async drop() {
      await db.close()
      await asAdmin(server, `DROP DATABASE ${name} WITH (FORCE)`)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
