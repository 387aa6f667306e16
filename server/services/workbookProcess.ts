import { fork, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { AppError } from '../contract/error.ts'
import { openLedger, unreadable, UNREADABLE } from '../ledger/ledger.ts'
import type { ParseWorkbook } from '../ledger/read/workbook.ts'
import type { LedgerFile, RawRow } from '../ledger/types.ts'
import { cancelled } from './cancelled.ts'
import type { LedgerInput } from './importOptions.ts'
import type { Ask, Reply } from './workbookReader.ts'

/** Memory for the cells of one workbook: a quarter of the machine's, up to 4 GB. */
const LIMIT_MB = Math.max(512, Math.min(4096, Math.floor(totalmem() / 4 / 2 ** 20)))
/** Handed over in one go: a millisecond or so. */
const PIECE_BYTES = 2 ** 20
const READER = fileURLToPath(new URL('workbookReader.mjs', import.meta.url))

/**
 * Opens a ledger for `work`. Workbooks are parsed in a process of their own, which ends with the work, with `signal` or
 * with this process: everybody else is served meanwhile, and a workbook that fills its memory is an `AppError` 413. A thread would not do:
 * V8 aborts all of the program where a thread's limit is hit inside an allocation of its own, as xls and ods do.
 */
export async function withLedger<T>(
  input: LedgerInput,
  options: { signal?: AbortSignal; limitMb?: number },
  work: (file: LedgerFile) => Promise<T>,
): Promise<T> {
  const reader = workbookProcess(options.limitMb ?? LIMIT_MB)
  const cancel = (): void => reader.end(cancelled())
  options.signal?.addEventListener('abort', cancel)
  if (options.signal?.aborted) cancel()
  try {
    return await work(await openLedger(input, reader.parse))
  } finally {
    options.signal?.removeEventListener('abort', cancel)
    reader.end(cancelled())
  }
}

interface Waiting {
  resolve(answer: unknown): void
  reject(error: unknown): void
}

/** Starts at the first workbook. */
function workbookProcess(limitMb: number): { parse: ParseWorkbook; end(because: AppError): void } {
  const waiting = new Map<number, Waiting>()
  let child: ChildProcess | null = null
  let ended: unknown = null
  let asked = 0
  let books = 0
  let oomKillsBefore: number | null = null

  function end(because: unknown): void {
    ended ??= because
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
    child?.kill('SIGKILL')
  }

  function start(): ChildProcess {
    oomKillsBefore = oomKills()
    const made = fork(READER, [String(process.pid)], { execArgv: [`--max-old-space-size=${limitMb}`], serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    made.on('message', ({ id, ...reply }: Reply) => {
      const { resolve, reject } = waiting.get(id) ?? {}
      waiting.delete(id)
      if ('answer' in reply) resolve?.(reply.answer)
      else reject?.(faultOf(reply))
    })
    made.on('error', end)
    made.on('exit', (code, signal) => end(endOf(code, signal, oomKillsBefore)))
    return made
  }

  function call<T>(ask: Ask): Promise<T> {
    if (ended) return Promise.reject(ended)
    const to = (child ??= start())
    const id = ++asked
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
      to.send({ id, ...ask }, () => {}) // one that cannot be sent has ended, which tells why
    })
  }

  async function* rows(book: number, sheet: string): AsyncGenerator<RawRow[]> {
    const cursor = await call<number>({ ask: 'sheet', book, sheet })
    /** The next batch is made while one is worked on. */
    const ahead = (): Promise<RawRow[] | null> => {
      const coming = call<RawRow[] | null>({ ask: 'next', cursor })
      coming.catch(() => {})
      return coming
    }
    try {
      for (let next = ahead(); ; ) {
        const batch = await next
        if (!batch) return
        next = ahead()
        yield batch
      }
    } finally {
      if (!ended) await call({ ask: 'leave', cursor })
    }
  }

  return {
    end,
    async parse(bytes, kind) {
      const book = ++books
      for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
        await call({ ask: 'piece', book, bytes: bytes.subarray(at, at + PIECE_BYTES) })
      }
      const { sheets, hidden } = await call<{ sheets: string[]; hidden: string[] }>({ ask: 'parse', book, kind })
      return { sheets, hidden, rows: (sheet) => rows(book, sheet) }
    },
  }
}

/**
 * V8 aborts a process whose memory is full (134 where a shell stands between), Linux kills one of a full machine, and
 * counts that: where the count stands still, somebody else killed it.
 */
function endOf(code: number | null, signal: NodeJS.Signals | null, oomKillsBefore: number | null): Error {
  const cause = new Error(`the process of the workbook ended: ${signal ?? code}`)
  const aborted = signal === 'SIGABRT' || signal === 'SIGTRAP' || code === 134
  const count = oomKills()
  const starved = signal === 'SIGKILL' && (count === null || count !== oomKillsBefore)
  if (aborted || starved) return unreadable('ledger_too_large', cause)
  return signal !== null && FROM_OUTSIDE.has(signal) ? killed(cause) : cause
}

const FROM_OUTSIDE = new Set<NodeJS.Signals>(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'])

/** Processes that Linux has killed for want of memory, those of a full container too; null where nobody counts. */
function oomKills(): number | null {
  try {
    const count = /^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'utf8'))?.[1]
    return count === undefined ? null : Number(count)
  } catch {
    return null
  }
}

function killed(cause: Error): AppError {
  return new AppError('reader_killed', {
    status: 503,
    retryAfterS: 5,
    cause,
    say: {
      zh: '读取工作簿的进程被人或系统中止，什么也没有存入，请再试一次',
      en: 'The process that reads the workbook was ended from outside; nothing was stored. Try again',
    },
  })
}

function faultOf(reply: { code: string } | { stack: string }): Error {
  if ('stack' in reply) return Object.assign(new Error('the process of the workbook failed'), { stack: reply.stack })
  return reply.code in UNREADABLE ? unreadable(reply.code as keyof typeof UNREADABLE) : new Error(reply.code)
}
