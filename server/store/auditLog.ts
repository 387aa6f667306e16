import { sql, type Kysely } from 'kysely'
import type { AuditFilter, AuditLine } from '../contract/audit.ts'
import { MS_PER_DAY, type Day } from '../contract/day.ts'
import { cursor } from './cursor.ts'
import type { Tables } from './tables.ts'
import type { Transaction } from './transaction.ts'

/** As the table of the head holds it. */
export interface StoredHead {
  seq: number
  hash: string | null
  /** the first line that is kept, and the hash of the one before it; null where none was before */
  keptFrom: number
  keptAfter: string | null
}

interface Reader {
  query: Kysely<Tables>
}

/** The instant to the microsecond, so that not even a part of a millisecond can be changed unseen. */
const AT = `to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
const TEXTS = ['account', 'login', 'role', 'organisation', 'address', 'action', 'county', 'subject', 'before', 'after', 'hash'] as const

type Row = Record<keyof AuditLine, unknown>

/** Lines hold whole milliseconds; what has more stays as it is, and bears no hash. */
const lineOf = (row: Row): AuditLine => ({ ...row, at: String(row.at).replace(/000Z$/, 'Z') }) as AuditLine

/** Null where somebody deleted it. */
export async function auditHead({ query }: Reader): Promise<StoredHead | null> {
  const head = await query
    .selectFrom('audit_head')
    .select(['seq', 'hash', 'kept_from as keptFrom', 'kept_after as keptAfter'])
    .executeTakeFirst()
  return head ?? null
}

/** Newest first, of those before a line. Costs the same on every page where the filter lets much through. */
export async function newestLines(on: Reader, filter: AuditFilter, before: number | null, limit: number): Promise<AuditLine[]> {
  let rows = filtered(on, filter)
  if (before !== null) rows = rows.where('seq', '<', before)
  return (await rows.orderBy('seq', 'desc').limit(limit).execute()).map(lineOf)
}

/** Oldest first, of those after a line and up to another. */
export async function linesBetween(on: Reader, filter: AuditFilter, after: number, upTo: number, limit: number): Promise<AuditLine[]> {
  const rows = filtered(on, filter).where('seq', '>', after).where('seq', '<=', upTo)
  return (await rows.orderBy('seq').limit(limit).execute()).map(lineOf)
}

function filtered({ query }: Reader, { action, login, county, subject, from, to }: AuditFilter) {
  let rows = query.selectFrom('audit_line').select(['seq', sql<string>`${sql.raw(AT)}`.as('at'), ...TEXTS])
  for (const [column, value] of Object.entries({ action, login, county, subject })) {
    if (value !== undefined) rows = rows.where(column as 'action', '=', value)
  }
  if (from) rows = rows.where('at', '>=', startOf(from))
  if (to) rows = rows.where('at', '<', new Date(startOf(to).getTime() + MS_PER_DAY))
  return rows
}

/** Midnight in Shanghai. */
const startOf = (day: Day): Date => new Date(`${day}T00:00:00+08:00`)

/** Every line that is there in the order of its number, piece by piece. */
export async function* everyLine({ client }: Transaction): AsyncGenerator<AuditLine[]> {
  const pieces = cursor<Row>(client, `SELECT seq, ${AT} AS at, ${TEXTS.join(', ')} FROM audit_line ORDER BY seq`)
  for await (const rows of pieces) yield rows.map(lineOf)
}

/**
 * Removes the lines before the first one that is not older than `before`, and makes the head remember where the chain
 * begins now. Null where there is none to remove, or another process removes them at the same time.
 */
export async function removeLines({ query }: Transaction, before: Date): Promise<{ removed: number; from: number; after: string } | null> {
  const young = await query.selectFrom('audit_line').select(({ fn }) => fn.min<number | null>('seq').as('seq')).where('at', '>=', before).executeTakeFirst()
  const last = await query
    .selectFrom('audit_line')
    .select(['seq', 'hash'])
    .where('seq', '<', young?.seq ?? Number.MAX_SAFE_INTEGER)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!last) return null
  const [from, after] = [last.seq + 1, last.hash]
  const { numDeletedRows } = await query.deleteFrom('audit_line').where('seq', '<', from).executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) return null
  await query.updateTable('audit_head').set({ kept_from: from, kept_after: after }).execute()
  return { removed: Number(numDeletedRows), from, after }
}
