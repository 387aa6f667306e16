import type { CaseState } from '../../contract/caseState.ts'
import { mayReadText } from '../../ledger/life/asker.ts'
import { appendLine } from '../../store/audit.ts'
import type { Database } from '../../store/database.ts'
import { transaction, type Transaction } from '../../store/transaction.ts'
import type { Context } from '../context.ts'
import { askerOf, type Ground } from './reach.ts'
import { isNoted, keepNoted } from './readingsNoted.ts'

/** What decides who reads the text of a case. */
export type Guarded = Pick<CaseState, 'sensitive' | 'holder' | 'escalatedTo' | 'enteredBy' | 'area' | 'town'>

/**
 * May this asker read the text of a case and know its exact place? Every answer asks here, with the case as it stands
 * now: what it was on a past day, before anybody knew what it tells of, opens nothing.
 */
export function reads(ground: Ground, now: Guarded): boolean {
  return mayReadText(askerOf(ground, now), now)
}

/**
 * Writes down that sensitive cases were read, one line for each whichever way that was: on its page, in a list, in the
 * answer to a change. Inside a transaction the line stands or falls with it; outside, reading the same version again
 * within a quarter of an hour adds no line. `told`: the asker is shown words of the case without reading all of it, as a
 * department what it was called for.
 */
export async function noteReading(ctx: Context, on: Transaction | Database, ground: Ground, cases: readonly { id: number; version: number; now: Guarded; told?: boolean }[]): Promise<void> {
  const { by, county } = ground.scope
  const within = 'client' in on
  const read = cases
    .filter(({ now, told }) => now.sensitive && (told || reads(ground, now)))
    .map(({ id, version }) => ({ county, id, version }))
    .filter((one) => within || !isNoted(ctx, by, one))
  if (read.length === 0) return
  const note = async (tx: Transaction): Promise<void> => {
    for (const { id } of read) appendLine(tx, by, { action: 'sensitive_read', at: new Date(ctx.now()), county, subject: `case ${id}` })
  }
  if (within) return note(on)
  await transaction(on, note)
  keepNoted(ctx, by, read)
}
