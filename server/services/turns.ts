import { AppError } from '../contract/error.ts'
import type { Database } from '../store/database.ts'

/** Reads of the map always find a connection: of the twelve, this many may be held by long work at once. */
const AT_ONCE = { imports: 2, changes: 2, checks: 1 }
/** Work that waits; more is sent away. */
const WAITING = 16
/** An import of a usual month takes a second or two. */
const RETRY_AFTER_S = 10

type Kind = keyof typeof AT_ONCE
interface Line {
  running: number
  waiting: (() => void)[]
}

const idle = (): Line => ({ running: 0, waiting: [] })

const lines = new WeakMap<Database, Record<Kind, Line>>()

/**
 * Runs work that holds a connection for long, or waits for the county's row, a few at a time in this process. Throws
 * `AppError` 503 when too many wait already.
 */
export async function inTurn<T>(db: Database, kind: Kind, work: () => Promise<T>): Promise<T> {
  let all = lines.get(db)
  if (!all) lines.set(db, (all = { imports: idle(), changes: idle(), checks: idle() }))
  const line = all[kind]
  if (line.running >= AT_ONCE[kind]) {
    if (line.waiting.length >= WAITING) throw busy(kind)
    await new Promise<void>((resolve) => line.waiting.push(resolve))
  } else line.running++
  try {
    return await work()
  } catch (error) {
    throw isLockTimeout(error) ? busy(kind, error) : error
  } finally {
    const next = line.waiting.shift()
    if (next) next()
    else line.running--
  }
}

/** PostgreSQL's lock_not_available */
function isLockTimeout(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '55P03'
}

function busy(kind: Kind, cause?: unknown): AppError {
  if (kind === 'checks') {
    const say = { zh: '审计日志正在校验，请稍后再试', en: 'The audit log is being verified: try again in a little while' }
    return new AppError('audit_busy', { status: 503, retryAfterS: RETRY_AFTER_S, cause, say })
  }
  return new AppError('import_busy', {
    status: 503,
    retryAfterS: RETRY_AFTER_S,
    cause,
    say: { zh: '另一份台账正在导入，请稍后再试', en: 'Another ledger is being imported: try again in a little while' },
  })
}
