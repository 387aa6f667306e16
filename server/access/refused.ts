import type { Actor } from '../contract/scope.ts'
import { appendLine } from '../store/audit.ts'
import type { Database } from '../store/database.ts'
import { transaction } from '../store/transaction.ts'

/** What somebody asked for and does not have: the method and the path, never a parameter. */
export interface Refusal {
  what: string
  county: string | null
  at: Date
}

export type NoteRefusal = (by: Actor, refusal: Refusal) => Promise<void>

/** So long one line stands for all that follow it. */
const SPAN_MS = 60_000
/** Of what follows, so many are named. */
const NAMED = 20

/** What came after the line of somebody's first refusal and has none yet. */
interface Span {
  began: Date
  by: Actor
  last: Refusal
  more: number
  asked: Set<string>
  timer: NodeJS.Timeout
}

/** Writes what still waits for the end of its minute, for each database that refusals are written to. */
const WAITING = new WeakMap<Database, (() => Promise<void>)[]>()

/** Before a database is closed: nothing is lost by a stop within the minute. */
export async function flushRefusals(db: Database): Promise<void> {
  for (const flush of WAITING.get(db) ?? []) await flush()
}

/**
 * Writes refusals into the audit log: the first of an account at once, and those of the minute behind it as one line
 * with their number. Whoever tries one case after another is seen, and nobody fills the log by trying.
 */
export function refusals(db: Database): NoteRefusal {
  const spans = new Map<string, Span>()

  async function told(span: Span | undefined): Promise<void> {
    if (!span) return
    clearTimeout(span.timer)
    if (span.more > 0) await write(db, span.by, span.last, { more: span.more, asked: [...span.asked] })
  }

  async function flush(): Promise<void> {
    const open = [...spans.values()]
    spans.clear()
    for (const span of open) await told(span)
  }
  WAITING.set(db, [...(WAITING.get(db) ?? []), flush])

  return async (by, refusal) => {
    const key = by.account ?? `${by.login} ${by.address ?? ''}`
    const span = spans.get(key)
    if (span && refusal.at.getTime() - span.began.getTime() < SPAN_MS) {
      span.last = refusal
      span.more++
      if (span.asked.size < NAMED) span.asked.add(refusal.what)
      return
    }
    const next: Span = { began: refusal.at, by, last: refusal, more: 0, asked: new Set(), timer: setTimeout(end, SPAN_MS).unref() }
    function end(): void {
      if (spans.get(key) === next) spans.delete(key)
      // a database that is gone takes no line, and nobody waits for this one
      void told(next).catch(() => {})
    }
    spans.set(key, next)
    await told(span)
    await write(db, by, refusal, undefined)
  }
}

async function write(db: Database, by: Actor, { what, county, at }: Refusal, after: object | undefined): Promise<void> {
  await transaction(db, async (tx) => appendLine(tx, by, { action: 'refused', at, county, subject: what, after }))
}
