import type { Pool } from 'pg'
import type { Day } from '../contract/day.ts'
import type { Scope } from '../contract/scope.ts'
import type { CaseReach } from './caseReach.ts'
import type { Database } from './database.ts'
import { transaction } from './transaction.ts'

/** Numbers of cases, in no order, for the cube to choose among. */
export type CaseIds = Uint32Array

/** Cases that are seen wherever they lie: by the organisation that works on them, by the account that entered them. */
export async function casesWherever({ pool }: Database, { county }: Scope, { organisation, account }: CaseReach): Promise<CaseIds> {
  return idsOf(pool, [
    `SELECT id FROM dispute_life WHERE county = $1 AND holder = $2
     UNION SELECT id FROM dispute_life WHERE county = $1 AND escalated_to = $2
     UNION SELECT id FROM dispute_life WHERE county = $1 AND entered_by = $2
     UNION SELECT id FROM dispute_life WHERE county = $1 AND entered_account = $3
     UNION SELECT case_id FROM participation WHERE county = $1 AND organisation = $2
     UNION SELECT case_id FROM whistle WHERE county = $1 AND department = $2 AND withdrawn_on IS NULL`,
    [county, organisation, account],
  ])
}

/** Whose question it is: what he may not read must not be found either. */
export interface Searcher {
  reach: CaseReach
  /** decides who handles the cases of the area, and reads the text of sensitive ones while nobody does */
  directs: boolean
}

/**
 * Cases that an organisation handles. One of a village (`tells`) tells where its cases lie, so that sensitive ones are
 * found only by who may know that.
 */
export async function casesHeldBy(
  { pool }: Database,
  { county }: Scope,
  { holder, tells }: { holder: string; tells: boolean },
  { reach, directs }: Searcher,
): Promise<CaseIds> {
  const held = 'SELECT l.id FROM dispute_life l JOIN dispute d ON d.county = l.county AND d.id = l.id WHERE l.county = $1 AND l.holder = $2'
  if (!tells) return idsOf(pool, [held, [county, holder]])
  const known = '(NOT d.sensitive OR l.holder = $3::text OR l.escalated_to = $3 OR $4::boolean AND ($5::text[] IS NULL OR coalesce(d.area, d.town) = ANY($5)))'
  return idsOf(pool, [`${held} AND ${known}`, [county, holder, reach.organisation, directs, reach.codes]])
}

export interface Search {
  /** all of them stand in the number that the ledger gave, the unit or the summary */
  words: readonly string[]
  /** or it is this case */
  id: number | null
  /** days of occurrence, where they are narrowed down */
  from: Day | undefined
  to: Day | undefined
}

/** How long the database may look; a county of a million cases takes a second or two. */
const PATIENCE_MS = 10_000

/** Cases that say the words; 'too_long' when the database found no end. */
export async function casesSaying(db: Database, { county }: Scope, search: Search, { reach, directs }: Searcher): Promise<CaseIds | 'too_long'> {
  const values: unknown[] = [county, search.id, search.from ?? null, search.to ?? null, reach.organisation, directs, reach.codes]
  const said = search.words.map((word) => {
    const at = `$${values.push(`%${word.replace(/[\\%_]/g, '\\$&')}%`)}`
    // letters of one case need no look at the other one, which is dear
    const like = /[a-z]/i.test(word) ? 'ILIKE' : 'LIKE'
    return `(${READABLE} AND (d.original_no ${like} ${at} OR d.summary ${like} ${at} OR d.unit ${like} ${at}))`
  })
  const sql = `SELECT d.id FROM dispute d LEFT JOIN dispute_life l ON l.county = d.county AND l.id = d.id AND d.sensitive
    WHERE d.county = $1 AND d.occurred_on BETWEEN coalesce($3::date, '-infinity') AND coalesce($4::date, 'infinity')
      AND (d.id = $2 OR ${said.join(' AND ') || 'false'})`
  return transaction(
    db,
    async ({ client }) => {
      await client.query(`SET LOCAL statement_timeout = ${PATIENCE_MS}`)
      return idsOf(client, [sql, values])
    },
    { dry: true },
  ).catch((error: unknown) => {
    if (isTimeout(error)) return 'too_long' as const
    throw error
  })
}

/** What `mayReadText` of the ledger room says of one case; the number that its ledger gave is as telling as its text. */
const READABLE = `(NOT d.sensitive OR l.escalated_to = $5::text OR l.holder = $5 OR l.holder IS NULL AND (
  l.entered_by = $5 OR $6::boolean AND ($7::text[] IS NULL OR coalesce(d.area, d.town) = ANY($7))))`

/** One text instead of a row each: a million numbers come in half a second. */
async function idsOf(on: Pick<Pool, 'query'> | { query: Pool['query'] }, [sql, values]: [string, unknown[]]): Promise<CaseIds> {
  const { rows } = await on.query<{ ids: string | null }>(`SELECT string_agg(id::text, ',') AS ids FROM (${sql}) found`, values)
  const ids = rows[0]?.ids
  return ids ? Uint32Array.from(ids.split(','), Number) : new Uint32Array(0)
}

/** PostgreSQL's query_canceled */
function isTimeout(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '57014'
}
