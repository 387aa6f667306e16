import { setMaxListeners } from 'node:events'
import { AppError } from '../contract/error.ts'
import type { Analyses, Asked, Job, Work } from '../services/analyses.ts'
import { openKept } from './kept.ts'
import { openPool, type Pool } from './pool.ts'
import { shared } from './shared.ts'

interface Options {
  threads?: number
  /** the module of the tasks; `server/analysis/tasks.ts` unless a test brings its own */
  tasks?: URL
  /** a named asker who has not asked for so long is gone */
  patienceMs?: number
  entries?: number
  bytes?: number
}

/** Something that is being worked out. */
interface Running {
  result: Promise<unknown>
  progress: number
  giveUp: AbortController
  askers: Map<string | symbol, Asker>
}

interface Asker {
  /** goes off when he has not asked again; null for one who stays */
  gone: NodeJS.Timeout | null
  /** was told to ask again */
  later: boolean
}

const TASKS = new URL('../analysis/tasks.ts', import.meta.url)

export function openAnalyses(options: Options = {}): Analyses & { readonly pool: Pool } {
  const { tasks = TASKS, threads, patienceMs = 15_000, entries = 256, bytes = 64 * 2 ** 20 } = options
  const pool = openPool({ tasks, ...(threads !== undefined && { threads }) })
  const kept = openKept({ entries, bytes })
  const running = new Map<string, Running>()
  /** failures that those who were told to ask again have not heard of, by key and asker */
  const untold = new Map<string, unknown>()

  function begin(key: string, work: Work<unknown>): Running {
    const giveUp = new AbortController()
    // a job may wait for as many pieces as it likes
    setMaxListeners(0, giveUp.signal)
    const one: Running = { result: Promise.resolve(), progress: 0, giveUp, askers: new Map() }
    running.set(key, one)
    const { signal } = giveUp
    const given = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    one.result = Promise.race([work(jobOf(one)), given]).then(
      (value) => {
        if (running.get(key) === one) kept.put(key, value)
        return value
      },
      (error: unknown) => {
        for (const [asker, { later }] of one.askers) if (later && typeof asker === 'string') note(key, asker, error)
        throw error
      },
    ).finally(() => {
      if (running.get(key) === one) running.delete(key)
      for (const { gone } of one.askers.values()) if (gone) clearTimeout(gone)
      one.askers.clear()
    })
    one.result.catch(() => {}) // who asked hears of it
    return one
  }

  function jobOf(one: Running): Job {
    const { signal } = one.giveUp
    return {
      signal,
      threads: pool.threads,
      share: shared,
      run: ((task: string, input: unknown) => pool.run({ task, input, job: one, signal })) as Job['run'],
      need: (key, work) => {
        const part = join(key, work)
        const asker = Symbol(key)
        part.askers.set(asker, { gone: null, later: false })
        const leave = (): void => forget(key, part, asker)
        signal.addEventListener('abort', leave, { once: true })
        return part.result.finally(() => signal.removeEventListener('abort', leave)) as ReturnType<typeof work>
      },
      tell: (progress) => void (one.progress = progress),
    }
  }

  const done = (value: unknown): Running => ({ result: Promise.resolve(value), progress: 1, giveUp: new AbortController(), askers: new Map() })

  function join(key: string, work: Work<unknown>): Running {
    const found = kept.get(key)
    return found ? done(found.value) : (running.get(key) ?? begin(key, work))
  }

  function forget(key: string, one: Running, asker: string | symbol): void {
    const known = one.askers.get(asker)
    if (known?.gone) clearTimeout(known.gone)
    if (!one.askers.delete(asker) || one.askers.size > 0 || running.get(key) !== one) return
    // whoever asks from now on begins anew
    running.delete(key)
    one.giveUp.abort(givenUp())
  }

  function note(key: string, asker: string, error: unknown): void {
    const told = `${asker} ${key}`
    untold.set(told, error)
    setTimeout(() => untold.delete(told), patienceMs).unref()
  }

  return {
    pool,
    ask<T>(key: string, work: Work<T>, name?: string): Asked<T> {
      if (name !== undefined && untold.has(`${name} ${key}`)) {
        const failure = Promise.reject<T>(untold.get(`${name} ${key}`))
        failure.catch(() => {})
        untold.delete(`${name} ${key}`)
        return { result: failure, progress: 1, within: () => failure }
      }
      const one = join(key, work)
      const asker = name ?? Symbol(key)
      const known = one.askers.get(asker)
      if (known?.gone) clearTimeout(known.gone)
      const gone = name === undefined ? null : setTimeout(() => forget(key, one, asker), patienceMs).unref()
      const mine: Asker = { gone, later: false }
      one.askers.set(asker, mine)
      const result = one.result as Promise<T>
      return {
        result,
        get progress() {
          return one.progress
        },
        async within(ms) {
          let timer: NodeJS.Timeout | undefined
          const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), ms)))
          const value = await Promise.race([result, late]).finally(() => clearTimeout(timer))
          if (value === null) mine.later = true
          return value
        },
      }
    },
    leave(asker) {
      for (const [key, one] of running) forget(key, one, asker)
    },
    async close() {
      for (const one of running.values()) one.giveUp.abort(givenUp())
      running.clear()
      await pool.close()
    },
  }
}

function givenUp(): AppError {
  return new AppError('analysis_given_up', {
    status: 409,
    retryAfterS: 1,
    say: { zh: '这次计算已取消，需要时请重新查询', en: 'This computation was given up: ask again where it is still wanted' },
  })
}
