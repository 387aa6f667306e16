import type { Actor } from '../contract/scope.ts'
import { appendLine } from '../store/audit.ts'
import type { Database } from '../store/database.ts'
import { transaction } from '../store/transaction.ts'

/** Writes down that somebody asked for what his post does not have: the method and the path, never a parameter. */
export async function noteRefusal(db: Database, by: Actor, asked: { what: string; county: string | null; at: Date }): Promise<void> {
  await transaction(db, async (tx) => appendLine(tx, by, { action: 'refused', at: asked.at, county: asked.county, subject: asked.what }))
}
