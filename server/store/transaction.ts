import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

/** One open transaction: typed queries and the connection itself, for COPY and cursors. */
export interface Transaction {
  readonly query: Kysely<Tables>
  readonly client: pg.PoolClient
  /** Runs as the last thing before the commit, in the order given; not at all where nothing is committed. */
  beforeCommit(work: () => Promise<void>): void
}

/**
 * Runs `work` in a transaction that commits when it returns and rolls back when it throws. A `dry` one always rolls
 * back; it takes no locks, so it sees the database as it was at its first query.
 */
export async function transaction<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
  options: { dry?: boolean } = {},
): Promise<T> {
  const client = await db.pool.connect()
  let sound = false
  try {
    await client.query(options.dry ? 'BEGIN ISOLATION LEVEL REPEATABLE READ' : 'BEGIN')
    try {
      const last: (() => Promise<void>)[] = []
      const result = await work({ client, query: queryOn(client), beforeCommit: (one) => void last.push(one) })
      if (!options.dry) for (const one of last) await one()
      await client.query(options.dry ? 'ROLLBACK' : 'COMMIT')
      sound = true
      return result
    } catch (error) {
      sound = await client.query('ROLLBACK').then(
        () => true,
        () => false,
      )
      throw error
    }
  } finally {
    client.release(!sound)
  }
}

/** Kysely over this one connection. */
function queryOn(client: pg.PoolClient): Kysely<Tables> {
  const held = { query: client.query.bind(client), release: () => {} }
  const pool = { connect: async () => held as unknown as pg.PoolClient, end: async () => {} }
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }) })
}
