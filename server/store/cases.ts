import type { Scope } from '../contract/scope.ts'
import { caseList, CHANGEABLE } from './caseColumns.ts'
import type { Database } from './database.ts'
import type { Transaction } from './transaction.ts'

/** What a staged import would change. `unlocated` counts new and updated cases without a place. */
export interface Change {
  fresh: number
  updated: number
  unlocated: number
}

/** Brings the first rows of new cases to what their later rows say, sensitive ones to their village, then counts. */
export async function settleStaging({ client }: Transaction): Promise<Change> {
  await client.query('UPDATE folded f SET area = spot.village FROM spot WHERE f.sensitive AND spot.place = f.area')
  await client.query(
    `UPDATE incoming i SET ${CHANGEABLE.map((name) => `${name} = f.${name}`).join(', ')}
     FROM folded f WHERE f.known IS NULL AND f.rep = i.seq`,
  )
  const { rows } = await client.query<Change>(`
    SELECT count(*) AS fresh, (SELECT count(*) FROM folded WHERE known IS NOT NULL) AS updated,
      count(*) FILTER (WHERE area IS NULL)
        + (SELECT count(*) FROM folded WHERE known IS NOT NULL AND area IS NULL) AS unlocated
    FROM incoming i WHERE NOT EXISTS (SELECT 1 FROM twin WHERE twin.seq = i.seq)`)
  return rows[0] as Change
}

/** Writes updates, keeping how the cases stood before, and new cases from number `firstId` on, in the file's order. */
export async function applyStaging(
  { client }: Transaction,
  { county }: Scope,
  batch: { id: string; revision: number; firstId: number },
): Promise<void> {
  await client.query(
    `INSERT INTO dispute_before (county, batch, at_revision, id, ${CHANGEABLE.join(', ')})
     SELECT d.county, $2, $3, d.id, ${CHANGEABLE.map((name) => `d.${name}`).join(', ')}
     FROM folded f JOIN dispute d ON d.county = $1 AND d.id = f.known`,
    [county, batch.id, batch.revision],
  )
  await client.query(
    `UPDATE dispute d SET revision = $2, ${CHANGEABLE.map((name) => `${name} = f.${name}`).join(', ')}
     FROM folded f WHERE d.county = $1 AND d.id = f.known`,
    [county, batch.revision],
  )
  await client.query(
    `INSERT INTO dispute (county, id, revision, batch, content_key, ${caseList()})
     SELECT $1, $4::bigint - 1 + row_number() OVER (ORDER BY i.seq), $2, $3, i.content_key, ${caseList('i.')}
     FROM incoming i WHERE NOT EXISTS (SELECT 1 FROM twin WHERE twin.seq = i.seq)`,
    [county, batch.revision, batch.id, batch.firstId],
  )
}

/** Fresh statistics after a bulk import, so that the next comparison does not plan for an empty table. */
export async function refreshStatistics(db: Database): Promise<void> {
  await db.pool.query('ANALYZE dispute')
}
