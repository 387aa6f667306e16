import type { AreaCode } from '../../geodata/place/area.ts'
import type { Change } from '../contract/caseState.ts'
import type { Scope } from '../contract/scope.ts'
import { eventRows, type StoredEvent } from './caseEvents.ts'
import type { Transaction } from './transaction.ts'

/** How the past of a case is written anew where it must not go on saying what it said. */
type Rewritten = Pick<StoredEvent, 'note' | 'changes'>

async function rewrite(tx: Transaction, scope: Scope, id: number, anew: (event: StoredEvent) => Rewritten): Promise<void> {
  for (const event of await eventRows(tx, scope, id)) {
    const { note, changes } = anew(event)
    if (note === event.note && JSON.stringify(changes) === JSON.stringify(event.changes)) continue
    await tx.client.query('UPDATE dispute_event SET note = $4, changes = $5 WHERE county = $1 AND id = $2 AND seq = $3', [
      scope.county, id, event.seq, note, JSON.stringify(changes),
    ])
  }
}

/** Takes the exact place out of what happened to a case, and out of how it stood before its imports. */
export async function withdrawPast(
  tx: Transaction,
  scope: Scope,
  id: number,
  { changes: withoutPlace, townOf }: { changes(changes: readonly Change[]): Change[]; townOf(area: AreaCode): AreaCode | null },
): Promise<void> {
  await rewrite(tx, scope, id, ({ note, changes }) => ({ note, changes: withoutPlace(changes) }))
  const { rows } = await tx.client.query<{ area: AreaCode }>('SELECT DISTINCT area FROM dispute_before WHERE county = $1 AND id = $2 AND area IS NOT NULL', [scope.county, id])
  for (const { area } of rows) {
    await tx.client.query('UPDATE dispute_before SET area = $4 WHERE county = $1 AND id = $2 AND area = $3', [scope.county, id, area, townOf(area)])
  }
  await tx.client.query(
    'UPDATE dispute_before SET lng = NULL, lat = NULL, original_x = NULL, original_y = NULL, crs = NULL WHERE county = $1 AND id = $2',
    [scope.county, id],
  )
}

/** Takes what persons wrote out of all that happened up to an event but for what `stays`, and out of how the case stood before its imports. */
export async function clearPast(
  tx: Transaction,
  scope: Scope,
  id: number,
  { until, blank, stays, changes: withoutTexts }: { until: number; blank: string; stays(event: StoredEvent): boolean; changes(changes: readonly Change[]): Change[] },
): Promise<void> {
  const cleared = ({ note, changes }: StoredEvent): Rewritten => ({ note: note === null ? null : blank, changes: withoutTexts(changes) })
  await rewrite(tx, scope, id, (event) => (event.seq > until || stays(event) ? event : cleared(event)))
  const texts = ['summary', 'unit', 'category_term'].map((column) => `${column} = CASE WHEN ${column} IS NOT NULL THEN $3 END`)
  await tx.client.query(`UPDATE dispute_before SET ${texts.join(', ')} WHERE county = $1 AND id = $2`, [scope.county, id, blank])
}
