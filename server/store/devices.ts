import type { Selectable } from 'kysely'
import type { On } from './accounts.ts'
import type { AccountTables } from './tables/accounts.ts'

export type DeviceRow = Selectable<AccountTables['device']>

export async function addDevice({ query }: On, device: Omit<DeviceRow, 'seen_at' | 'closed_at'>): Promise<void> {
  await query.insertInto('device').values(device).execute()
}

/** The open device of a token's hash. */
export async function deviceByToken({ query }: On, token: string): Promise<DeviceRow | null> {
  return (await query.selectFrom('device').selectAll().where('token', '=', token).where('closed_at', 'is', null).executeTakeFirst()) ?? null
}

export async function deviceRows({ query }: On): Promise<DeviceRow[]> {
  return query.selectFrom('device').selectAll().where('closed_at', 'is', null).orderBy('made_at').execute()
}

export async function deviceSeen({ query }: On, id: string, at: Date): Promise<void> {
  await query.updateTable('device').set({ seen_at: at }).where('id', '=', id).execute()
}

/** Notes the first use; false where another request did. */
export async function deviceUsed({ query }: On, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await query.updateTable('device').set({ seen_at: at }).where('id', '=', id).where('seen_at', 'is', null).executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Null for one that is not there or closed already. */
export async function closeDevice({ query }: On, id: string, at: Date): Promise<DeviceRow | null> {
  const closed = await query.updateTable('device').set({ closed_at: at }).where('id', '=', id).where('closed_at', 'is', null).returningAll().executeTakeFirst()
  return closed ?? null
}
