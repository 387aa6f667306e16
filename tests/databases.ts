import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase, type Database } from '../server/store/database.ts'

export interface TestDatabase {
  db: Database
  /** the configuration it was opened with, for a second process or a restart */
  config: { url?: string; dataDir: string }
  /** closes it and removes every trace */
  drop(): Promise<void>
}

/** The two engines of the product. A store test runs on both: `describe.each(engines)('…', ({ fresh }) => …)`. */
export const engines: { name: string; fresh(): Promise<TestDatabase> }[] = [
  { name: 'embedded', fresh: embedded },
  { name: 'postgres', fresh: postgres },
]

async function embedded(): Promise<TestDatabase> {
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

async function postgres(): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  const name = `fengtu_${randomBytes(6).toString('hex')}`
  const dataDir = mkdtempSync(join(tmpdir(), 'fengtu-data-'))
  await asAdmin(server, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`)
  const url = server.replace(/\/postgres(?=\?|$)/, `/${name}`)
  const db = await openDatabase({ url, dataDir })
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

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
