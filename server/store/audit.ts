import { createHash } from 'node:crypto'
import type { Audited, AuditLine } from '../contract/audit.ts'
import { AppError } from '../contract/error.ts'
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

/** A line that does not know its place in the chain yet. */
type Loose = Omit<AuditLine, 'seq' | 'hash'>

const waiting = new WeakMap<Transaction, Loose[]>()

/**
 * Adds a line in the transaction of what it tells of: both stand or neither does. It is written right before the
 * commit, wherever in the work this is called, for writers of the whole installation wait for one another from there
 * on: no import holds them up, and no transaction that waits for a county's row holds the head meanwhile.
 */
export function appendLine(tx: Transaction, by: Actor, happening: Happening): void {
  const line = loose(by, happening)
  const lines = waiting.get(tx)
  if (lines) lines.push(line)
  else {
    waiting.set(tx, [line])
    tx.beforeCommit(() => write(tx))
  }
}

/** A process that hangs, or a machine that goes dark, between the head's lock and the commit holds up all others no longer than this. */
const HOLD_MS = 60_000
/** 13 columns a line; PostgreSQL takes 65,535 parameters. */
const AT_ONCE = 4_000

async function write(tx: Transaction): Promise<void> {
  const { client, query } = tx
  const loosely = waiting.get(tx) ?? []
  waiting.delete(tx)
  await client.query(`SET LOCAL idle_in_transaction_session_timeout = ${HOLD_MS}`)
  const head = await query.selectFrom('audit_head').select(['seq', 'hash']).forUpdate().executeTakeFirst()
  if (!head) throw headLost()
  let { seq, hash } = head
  const lines = loosely.map((line): AuditLine => {
    const next = { seq: ++seq, ...line }
    hash = lineHash(hash, next)
    return { ...next, hash }
  })
  for (let start = 0; start < lines.length; start += AT_ONCE) {
    const piece = lines.slice(start, start + AT_ONCE)
    await query
      .with('added', (db) => db.insertInto('audit_line').values(piece))
      .updateTable('audit_head')
      .set({ seq: piece.at(-1)!.seq, hash: piece.at(-1)!.hash })
      .execute()
      .catch((error: unknown) => {
        throw isTaken(error) ? headLost(error) : error
      })
  }
}

/** SHA-256 in hex over the hash of the line before (null for the first line ever) and every field of this one. */
export function lineHash(previous: string | null, line: Omit<AuditLine, 'hash'>): string {
  const { seq, at, account, login, role, organisation, address, action, county, subject, before, after } = line
  const fields = [previous, seq, at, account, login, role, organisation, address, action, county, subject, before, after]
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex')
}

const LONGEST = 500

function loose(by: Actor, { action, at, county, subject, before, after }: Happening): Loose {
  return {
    at: at.toISOString(),
    account: text(by.account),
    login: text(by.login) ?? '-',
    role: by.role,
    organisation: text(by.organisation),
    address: text(by.address),
    action,
    county: text(county),
    subject: text(subject),
    before: jsonOf(before),
    after: jsonOf(after),
  }
}

/**
 * Text as the database gives it back, for the hash is over that: it holds no NUL and no half of a surrogate pair, which
 * whoever types a sign-in name may send, and an empty text is none.
 */
function text(value: string | null | undefined): string | null {
  if (!value) return null
  return value.slice(0, LONGEST).replace(/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
}

/** JSON escapes what `text` replaces. */
function jsonOf(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value)
}

/** PostgreSQL's unique_violation: lines stand behind the head. */
function isTaken(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '23505'
}

function headLost(cause?: unknown): AppError {
  return new AppError('audit_head', {
    status: 503,
    cause,
    say: {
      zh: '审计日志的链头丢失或被改动，什么也没有写入；请在服务器上运行 fengtu audit verify，看清后从备份恢复',
      en: 'The head of the audit log is lost or was changed, so nothing was stored: run fengtu audit verify on the server, and restore a backup',
    },
  })
}
