import type { AreaCode } from '../../geodata/place/area.ts'
import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'

/** Any constant number: one lock for all processes that set up a first county. */
const LOCK = 7_340_022

/** Runs `work` while no other process sets up a first county in this database. */
export async function withSetupLock<T>({ pool }: Database, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let held = false
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    held = true
    return await work()
  } finally {
    if (held) await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => {})
    client.release(!held)
  }
}

export async function unfinishedCounties(db: Database): Promise<AreaCode[]> {
  const rows = await db.query.selectFrom('unfinished_county').select('county').execute()
  return rows.map(({ county }) => county)
}

export async function markUnfinished(db: Pick<Database, 'query'>, { county }: Scope, at: Date): Promise<void> {
  await db.query.insertInto('unfinished_county').values({ county, started_at: at }).onConflict((conflict) => conflict.column('county').doNothing()).execute()
}

export async function markFinished(db: Database, { county }: Scope): Promise<void> {
  await db.query.deleteFrom('unfinished_county').where('county', '=', county).execute()
}
