import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { AppError } from '../contract/error.ts'

/** One piece of work for a thread: the name of a task, and its input, which is cloned but for what is shared. */
export interface Piece {
  task: string
  input: unknown
  /** pieces of one job; jobs that had less of the threads go first */
  job: object
  signal: AbortSignal
}

export interface Pool {
  /**
   * Rejects with the signal's reason as soon as that is aborted, with `AppError` 503 when the thread ends under it, and with
   * an error that has the stack of what the task threw.
   */
  run(piece: Piece): Promise<unknown>
  /** how many there are at most */
  readonly threads: number
  /** pieces that threads were given since it was opened */
  readonly begun: number
  close(): Promise<void>
}

interface Waiting extends Piece {
  resolve(output: unknown): void
  reject(error: unknown): void
}

interface Seat {
  worker: Worker
  running: Waiting | null
  /** when the piece began, `performance.now()` */
  since: number
}

type Reply = { output: unknown } | { stack: string }

/** One core is left to whoever waits for a page. */
export const THREADS = Math.min(4, Math.max(1, availableParallelism() - 1))
const THREAD = new URL('thread.mjs', import.meta.url)
const GRACE_MS = 300

/**
 * Threads of low priority that run the tasks of a module (`TASKS` in it, by name). They start when they are needed and
 * stay; one that died is replaced. Pieces of a job that had little so far go before those of one that had much: a short
 * question does not wait for a long one to end.
 */
export function openPool({ tasks, threads = THREADS }: { tasks: URL; threads?: number }): Pool {
  const seats = new Set<Seat>()
  let waiting: Waiting[] = []
  const spent = new WeakMap<object, number>()
  let begun = 0
  let closed = false

  function open(): Seat {
    const worker = new Worker(THREAD, { workerData: { tasks: tasks.href }, execArgv: [] })
    const seat: Seat = { worker, running: null, since: 0 }
    seats.add(seat)
    worker.on('message', (reply: Reply) => {
      const piece = rise(seat)
      if ('output' in reply) piece?.resolve(reply.output)
      else piece?.reject(Object.assign(new Error('a task failed'), { stack: reply.stack }))
      next()
    })
    const gone = (cause: unknown): void => {
      seats.delete(seat)
      rise(seat)?.reject(closed ? ended() : lost(cause))
      next()
    }
    worker.on('error', gone)
    worker.on('exit', (code) => gone(new Error(`a thread ended: ${code}`)))
    return seat
  }

  function sit(seat: Seat, piece: Waiting): void {
    seat.running = piece
    seat.since = performance.now()
    seat.worker.ref()
    begun++
    try {
      seat.worker.postMessage({ task: piece.task, input: piece.input })
    } catch (error) {
      rise(seat)?.reject(error)
    }
  }

  function rise(seat: Seat): Waiting | null {
    const piece = seat.running
    seat.running = null
    if (!piece) return null
    spent.set(piece.job, (spent.get(piece.job) ?? 0) + performance.now() - seat.since)
    seat.worker.unref()
    return piece
  }

  function next(): void {
    while (waiting.length > 0) {
      const idle = [...seats].find(({ running }) => running === null)
      if (!idle && seats.size >= threads) return
      const piece = waiting.reduce((least, one) => ((spent.get(one.job) ?? 0) < (spent.get(least.job) ?? 0) ? one : least))
      waiting = waiting.filter((one) => one !== piece)
      sit(idle ?? open(), piece)
    }
  }

  /** Ends the thread of a piece that nobody wants, unless it is done in a moment: a new thread takes longer to start. */
  function drop(piece: Waiting): void {
    waiting = waiting.filter((one) => one !== piece)
    const seat = [...seats].find(({ running }) => running === piece)
    if (seat) setTimeout(() => seat.running === piece && void seat.worker.terminate(), GRACE_MS)
  }

  return {
    threads,
    run(piece) {
      const { signal } = piece
      if (closed) return Promise.reject(ended())
      if (signal.aborted) return Promise.reject(signal.reason as Error)
      return new Promise((resolve, reject) => {
        const abort = (): void => {
          drop(one)
          reject(signal.reason as Error)
        }
        const settled = <A>(settle: (outcome: A) => void) => (outcome: A): void => {
          signal.removeEventListener('abort', abort)
          settle(outcome)
        }
        const one: Waiting = { ...piece, resolve: settled(resolve), reject: settled(reject) }
        signal.addEventListener('abort', abort)
        waiting.push(one)
        next()
      })
    },
    get begun() {
      return begun
    },
    async close() {
      closed = true
      for (const piece of waiting) piece.reject(ended())
      waiting = []
      await Promise.all([...seats].map(({ worker }) => worker.terminate()))
    },
  }
}

function lost(cause: unknown): AppError {
  return new AppError('analysis_lost', {
    status: 503,
    retryAfterS: 2,
    cause,
    say: { zh: '统计计算意外中断，没有结果，请再试一次', en: 'The computation broke off and gave no result: try again' },
  })
}

function ended(): AppError {
  return new AppError('shutting_down', {
    status: 503,
    retryAfterS: 5,
    say: { zh: '服务正在停止，请稍后再试', en: 'The service is stopping: try again later' },
  })
}
