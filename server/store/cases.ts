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
  await withdrawPlaces(client, county)
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

/**
 * Cases that people work on and that turn out to be sensitive: out of their past goes the point, and of the place all but
 * the town. What nobody worked on goes back as it was when the import is undone, and keeps it.
 */
async function withdrawPlaces(client: Transaction['client'], county: string): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT f.known AS id FROM folded f JOIN dispute_life l ON l.county = $1 AND l.id = f.known
     JOIN dispute d ON d.county = $1 AND d.id = f.known WHERE f.sensitive AND NOT d.sensitive`,
    [county],
  )
  if (rows.length === 0) return
  const turned = rows.map(({ id }) => id)
  const town = (place: string): string => `(SELECT town FROM spot WHERE place = ${place})`
  await client.query(
    `UPDATE dispute_event e SET changes = (
       SELECT coalesce(jsonb_agg(CASE WHEN c->>'field' = 'area' THEN c || jsonb_build_object('before', ${town("c->>'before'")}, 'after', ${town("c->>'after'")}) ELSE c END ORDER BY n), '[]')
       FROM jsonb_array_elements(e.changes) WITH ORDINALITY AS each(c, n) WHERE c->>'field' NOT IN ('lng', 'lat'))
     WHERE e.county = $1 AND e.id = ANY($2::bigint[])`,
    [county, turned],
  )
  await client.query(
    `UPDATE dispute_before w SET area = ${town('w.area')}, lng = NULL, lat = NULL, original_x = NULL, original_y = NULL, crs = NULL
     WHERE w.county = $1 AND w.id = ANY($2::bigint[])`,
    [county, turned],
  )
}

/** Fresh statistics after a bulk import, so that the next comparison does not plan for an empty table. */
export async function refreshStatistics(db: Database): Promise<void> {
  await db.pool.query('ANALYZE dispute')
}
