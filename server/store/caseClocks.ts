import type { Day } from '../../geodata/place/area.ts'
import { UNENDED } from '../contract/moves.ts'
import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'
import type { Transaction } from './transaction.ts'

/** The earliest running clock of a case, as the lists of work look for it. */
export interface NextClock {
  id: number
  due: Day | null
  clock: string | null
}

/** By which rules the due days of the county were reckoned; null for those of an earlier program. */
export async function clocksMark({ query }: Pick<Database, 'query'>, { county }: Scope): Promise<string | null> {
  const row = await query.selectFrom('county').select('clocks').where('county', '=', county).executeTakeFirst()
  return row?.clocks ?? null
}

export async function putClocksMark({ query }: Transaction, { county }: Scope, mark: string): Promise<void> {
  await query.updateTable('county').set({ clocks: mark }).where('county', '=', county).execute()
}

/** Cases that people work on and that have not ended, by number from `after` on. */
export async function workedCases({ client }: Transaction, { county }: Scope, { after, rows: limit }: { after: number; rows: number }): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT l.id FROM dispute_life l JOIN dispute d ON d.county = l.county AND d.id = l.id
     WHERE l.county = $1 AND l.id > $2 AND d.state = ANY($3) ORDER BY l.id LIMIT $4`,
    [county, after, UNENDED, limit],
  )
  return rows.map(({ id }) => id)
}

export async function putNextClocks({ client }: Transaction, { county }: Scope, clocks: readonly NextClock[]): Promise<void> {
  await client.query(
    `UPDATE dispute_life l SET next_due = v.due, next_clock = v.clock
     FROM unnest($2::bigint[], $3::date[], $4::text[]) AS v (id, due, clock)
     WHERE l.county = $1 AND l.id = v.id AND (l.next_due IS DISTINCT FROM v.due OR l.next_clock IS DISTINCT FROM v.clock)`,
    [county, clocks.map(({ id }) => id), clocks.map(({ due }) => due), clocks.map(({ clock }) => clock)],
  )
}

/** Nothing runs on a case that has ended. */
export async function stopEnded({ client }: Transaction, { county }: Scope): Promise<void> {
  await client.query(
    `UPDATE dispute_life l SET next_due = NULL, next_clock = NULL FROM dispute d
     WHERE l.county = $1 AND d.county = l.county AND d.id = l.id AND l.next_due IS NOT NULL AND d.state <> ALL($2)`,
    [county, UNENDED],
  )
}
