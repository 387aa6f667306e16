import type { SettingKey } from '../contract/settings.ts'
import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'
import type { Transaction } from './transaction.ts'

/** One part of what a county decided; its value is of the shape that it was checked for when it was written. */
export interface StoredSetting {
  key: SettingKey
  /** null: back to the standard */
  value: unknown
  /** of the county, at its last change */
  revision: number
  changedAt: Date
  login: string
}

export async function settingRows({ query }: Pick<Database, 'query'>, { county }: Pick<Scope, 'county'>): Promise<StoredSetting[]> {
  const rows = await query
    .selectFrom('county_setting')
    .select(['key', 'value', 'revision', 'changed_at as changedAt', 'login'])
    .where('county', '=', county)
    .orderBy('key')
    .execute()
  return rows as StoredSetting[]
}

export async function putSetting({ query }: Transaction, { county }: Scope, setting: StoredSetting): Promise<void> {
  const { key, value, revision, changedAt, login } = setting
  const row = { value: value === null ? null : JSON.stringify(value), revision, changed_at: changedAt, login }
  await query
    .insertInto('county_setting')
    .values({ county, key, ...row })
    .onConflict((conflict) => conflict.columns(['county', 'key']).doUpdateSet(row))
    .execute()
}
