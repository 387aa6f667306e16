import type { ColumnType } from 'kysely'

/** Tables of 0006. */
export interface AuditTables {
  audit_line: {
    seq: number
    at: ColumnType<Date, string, never>
    account: string | null
    login: string
    role: string | null
    organisation: string | null
    address: string | null
    action: string
    county: string | null
    subject: string | null
    before: string | null
    after: string | null
    hash: string
  }
  audit_head: { one: number; seq: number; hash: string | null; kept_from: number; kept_after: string | null }
}
