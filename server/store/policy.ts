import type { On } from './accounts.ts'

export interface PolicyRow {
  /** JSON; null while the preset stands */
  policy: string | null
  changedAt: Date | null
  changedBy: string | null
  version: number
}

const COLUMNS = ['policy', 'changed_at as changedAt', 'changed_by as changedBy', 'version'] as const

export async function policyRow({ query }: On): Promise<PolicyRow> {
  return query.selectFrom('security_policy').select(COLUMNS).executeTakeFirstOrThrow()
}

/** Holds the row until the transaction ends: changes of administrators, of which some must stay, take turns on it. */
export async function lockPolicy({ query }: On): Promise<PolicyRow> {
  return query.selectFrom('security_policy').select(COLUMNS).forUpdate().executeTakeFirstOrThrow()
}

/** All null: the preset. */
export async function putPolicy({ query }: On, policy: string | null, by: string | null, at: Date | null): Promise<void> {
  await query.updateTable('security_policy').set(({ eb }) => ({ policy, changed_at: at, changed_by: by, version: eb('version', '+', 1) })).execute()
}
