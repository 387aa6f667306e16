import { readdir, readFile } from 'node:fs/promises'
import type pg from 'pg'
import { AppError } from '../contract/error.ts'

/** Any constant number: one lock for all processes that bring this database up to date. */
const LOCK = 7_340_021

interface Migration {
  version: number
  name: string
}

/**
 * Applies the files of `migrations/` that this database has not had yet, each in a transaction, in order of their
 * numbers, while other processes wait. A number that is left out does no harm, nor does one that comes later than a
 * higher one: what is asked is which files were applied, not how far they went. Ours because node-pg-migrate gives up where another process holds its lock
 * instead of waiting, and does not tell a newer database from a missing file.
 */
export async function migrate(client: pg.ClientBase): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [LOCK])
  try {
    const known = await migrations()
    const applied = await appliedVersions(client)
    const newest = known.at(-1)?.version ?? 0
    const last = Math.max(0, ...applied)
    if (last > newest) throw newer(last, newest)
    for (const migration of known) if (!applied.has(migration.version)) await apply(client, migration)
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK])
  }
}

async function migrations(): Promise<Migration[]> {
  const names = await readdir(new URL('migrations/', import.meta.url))
  return names
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ version: Number.parseInt(name, 10), name }))
}

async function appliedVersions(client: pg.ClientBase): Promise<Set<number>> {
  await client.query(`
    CREATE TABLE IF NOT EXISTS schema_migration (
      version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now()
    )`)
  const { rows } = await client.query<{ version: number }>('SELECT version FROM schema_migration')
  return new Set(rows.map(({ version }) => version))
}

async function apply(client: pg.ClientBase, { version, name }: Migration): Promise<void> {
  const text = await readFile(new URL(`migrations/${name}`, import.meta.url), 'utf8')
  await client.query('BEGIN')
  try {
    await client.query(text)
    await client.query('INSERT INTO schema_migration (version, name) VALUES ($1, $2)', [version, name])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

function newer(applied: number, newest: number): AppError {
  return new AppError('database_newer', {
    status: 503,
    say: {
      zh: `数据库由更新版本的枫图建立（结构版本 ${applied}，本程序为 ${newest}），请升级程序后再启动`,
      en: `The database was made by a newer Fengtu (schema ${applied}, this program has ${newest}): update the program, then start again`,
    },
  })
}
