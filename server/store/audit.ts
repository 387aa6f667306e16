import { createHash } from 'node:crypto'
import type { Audited } from '../contract/audit.ts'
import type { Actor } from '../contract/scope.ts'
import type { Transaction } from './transaction.ts'

/** What happened, for the audit log. `before` and `after` are JSON values; neither holds text of a case. */
export interface Happening {
  action: Audited
  at: Date
  county?: string | null
  subject?: string | null
  before?: unknown
  after?: unknown
}

export interface StoredLine {
  seq: number
  at: Date
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
}

/**
 * Adds a line in the transaction of what it tells of: both stand or neither does. Writers of the whole installation
 * wait for one another from here to the end of their transaction, so it is called last.
 */
export async function appendLine({ query }: Transaction, by: Actor, happening: Happening): Promise<void> {
  const head = await query.selectFrom('audit_head').select(['seq', 'hash']).forUpdate().executeTakeFirstOrThrow()
  const line: StoredLine = {
    seq: head.seq + 1,
    at: happening.at,
    account: by.account,
    login: by.login,
    role: by.role,
    organisation: by.organisation,
    address: by.address,
    action: happening.action,
    county: happening.county ?? null,
    subject: happening.subject ?? null,
    before: jsonOf(happening.before),
    after: jsonOf(happening.after),
  }
  const hash = lineHash(head.hash, line)
  await query.insertInto('audit_line').values({ ...line, hash }).execute()
  await query.updateTable('audit_head').set({ seq: line.seq, hash }).execute()
}

/** SHA-256 in hex over the hash of the line before and every field of this one. */
export function lineHash(previous: string, line: StoredLine): string {
  const { seq, at, account, login, role, organisation, address, action, county, subject, before, after } = line
  const fields = [seq, at.toISOString(), account, login, role, organisation, address, action, county, subject, before, after]
  return createHash('sha256').update(JSON.stringify([previous, ...fields])).digest('hex')
}

function jsonOf(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value)
}
