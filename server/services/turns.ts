import type { AreaCode } from '../../geodata/place/area.ts'
import { AppError, type Say } from '../contract/error.ts'
import type { Database } from '../store/database.ts'

/**
 * Reads of the map always find a connection: of the twelve, this many may be held by long work at once. Changes of one
 * county wait for its row, which an import may hold for a minute: they keep those of the others from nothing.
 */
const AT_ONCE = { imports: { all: 2, each: 2 }, changes: { all: 4, each: 1 }, checks: { all: 1, each: 1 } }
/** Work that waits in one line; more is sent away. */
const WAITING = 16
/** An import of a usual month takes a second or two. */
const RETRY_AFTER_S = 10

type Kind = keyof typeof AT_ONCE
/** What the work is; of changes, of which county, or of what an account keeps for itself. */
type Turn = 'imports' | 'checks' | { changes: AreaCode } | { keeps: string }

interface Waiter {
  line: string
  begin: () => void
  giveUp: (error: AppError) => void
}

interface Desk {
  /** work under way by line */
  running: Map<string, number>
  /** in the order in which they came */
  waiting: Waiter[]
}

const idle = (): Desk => ({ running: new Map(), waiting: [] })

const desks = new WeakMap<Database, Record<Kind, Desk>>()

/**
 * Runs work that holds a connection for long, or waits for the county's row, a few at a time in this process. Throws
 * `AppError` 503 when too many wait already, or the county's row was not free in time; who waited in line all that while
 * is told with it.
 */
export async function inTurn<T>(db: Database, turn: Turn, work: () => Promise<T>): Promise<T> {
  const [kind, line]: [Kind, string] = typeof turn === 'string' ? [turn, ''] : ['changes', 'keeps' in turn ? `kept by ${turn.keeps}` : turn.changes]
  const desk = deskOf(db, kind)
  if (!hasRoom(desk, kind, line)) {
    if (desk.waiting.filter((one) => one.line === line).length >= WAITING) throw crowded(kind)
    await new Promise<void>((begin, giveUp) => desk.waiting.push({ line, begin, giveUp }))
  } else desk.running.set(line, (desk.running.get(line) ?? 0) + 1)
  const behind = desk.waiting.filter((one) => one.line === line)
  try {
    return await work()
  } catch (error) {
    if (!isLockTimeout(error)) throw error
    for (const one of behind) if (leave(desk, one)) one.giveUp(held(kind, error))
    throw held(kind, error)
  } finally {
    done(desk, kind, line)
  }
}

function deskOf(db: Database, kind: Kind): Desk {
  let all = desks.get(db)
  if (!all) desks.set(db, (all = { imports: idle(), changes: idle(), checks: idle() }))
  return all[kind]
}

function hasRoom({ running }: Desk, kind: Kind, line: string): boolean {
  const all = [...running.values()].reduce((sum, n) => sum + n, 0)
  return all < AT_ONCE[kind].all && (running.get(line) ?? 0) < AT_ONCE[kind].each
}

/** Gives the place to the first one that can take it. */
function done(desk: Desk, kind: Kind, line: string): void {
  const left = desk.running.get(line)! - 1
  if (left > 0) desk.running.set(line, left)
  else desk.running.delete(line)
  const next = desk.waiting.find((one) => hasRoom(desk, kind, one.line))
  if (!next) return
  leave(desk, next)
  desk.running.set(next.line, (desk.running.get(next.line) ?? 0) + 1)
  next.begin()
}

function leave({ waiting }: Desk, one: Waiter): boolean {
  const at = waiting.indexOf(one)
  if (at >= 0) waiting.splice(at, 1)
  return at >= 0
}

/** PostgreSQL's lock_not_available */
export function isLockTimeout(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '55P03'
}

const CODES: Record<Kind, string> = { imports: 'import_busy', changes: 'county_busy', checks: 'audit_busy' }
const AUDIT: Say = { zh: '审计日志正在校验，请稍后再试', en: 'The audit log is being verified: try again in a little while' }

const CROWDED: Record<Kind, Say> = {
  imports: { zh: '正在导入的台账太多，请稍后再试', en: 'Too many ledgers are being imported: try again in a little while' },
  changes: { zh: '同时保存的人太多，这一次没有保存，请稍后再试', en: 'Too many people are saving at once: this was not saved, try again in a little while' },
  checks: AUDIT,
}
const HELD: Record<Kind, Say> = {
  imports: { zh: '本县另有台账正在导入，请稍后再试', en: 'Another ledger of this county is being imported: try again in a little while' },
  changes: {
    zh: '本县正在导入台账或更新底图，这一次没有保存，请稍后再试',
    en: 'A ledger of this county is being imported, or its map renewed: this was not saved, try again in a little while',
  },
  checks: AUDIT,
}

function crowded(kind: Kind): AppError {
  return new AppError(CODES[kind], { status: 503, retryAfterS: RETRY_AFTER_S, say: CROWDED[kind] })
}

function held(kind: Kind, cause: unknown): AppError {
  return new AppError(CODES[kind], { status: 503, retryAfterS: RETRY_AFTER_S, cause, say: HELD[kind] })
}
