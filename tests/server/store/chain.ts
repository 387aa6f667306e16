import { COMMAND_LINE } from '../../../server/access/scope.ts'
import type { Actor } from '../../../server/contract/scope.ts'
import { appendLine, type Happening } from '../../../server/store/audit.ts'
import type { Database } from '../../../server/store/database.ts'
import { transaction } from '../../../server/store/transaction.ts'

/** 2024-07-01 in Shanghai */
export const NOW = Date.UTC(2024, 6, 1, 2)

/** A clerk of the centre at his desk. */
export const CLERK: Actor = { account: 'a-1', login: 'clerk01', role: 'clerk', organisation: 'o-1', address: '10.0.0.7' }

/** Lines that differ in every field, one transaction each. */
export async function append(db: Database, count: number, at: number = NOW): Promise<void> {
  for (let k = 0; k < count; k++) {
    const what: Happening = { action: 'case_moved', at: new Date(at + k), county: '990101000000', subject: `case ${k}`, before: { state: 'new', k }, after: { state: 'open', k } }
    await transaction(db, async (tx) => appendLine(tx, k % 3 === 2 ? COMMAND_LINE : CLERK, what))
  }
}

/** As on the first day. */
export async function emptied(db: Database): Promise<void> {
  await db.pool.query(`TRUNCATE audit_line; DELETE FROM audit_head; INSERT INTO audit_head VALUES (1, 0, NULL, 1, NULL)`)
}
