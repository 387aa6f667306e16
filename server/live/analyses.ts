import { setMaxListeners } from 'node:events'
import { AppError } from '../contract/error.ts'
import type { Analyses, Asked, Asker, Job, Work } from '../services/analyses.ts'
import { openKept } from './kept.ts'
import { openPool, type Pool } from './pool.ts'
import { shared } from './shared.ts'

interface Options {
  threads?: number
  /** the module of the tasks; `server/analysis/tasks.ts` unless a test brings its own */
  tasks?: URL
  /** a named asker who has not asked for so long is gone; the timers of a hidden page go off once a minute */
  patienceMs?: number
  entries?: number
  bytes?: number
}

/** Something that is being worked out, or was. */
interface Run {
  key: string
  result: Promise<unknown>
  over: boolean
  progress: number
  giveUp: AbortController
  /** those who wait for it */
  askers: Set<Turn | symbol>
}

/** A named asker with what he waits for. */
interface Turn extends Asker {
  of: Run
  /** goes off when he has not asked again */
  gone: NodeJS.Timeout
  /** how often he asked */
  times: number
  /** was told to ask again */
  later: boolean
}

const TASKS = new URL('../analysis/tasks.ts', import.meta.url)

export function openAnalyses(options: Options = {}): Analyses & { readonly pool: Pool } {
  const { tasks = TASKS, threads, patienceMs = 90_000, entries = 256, bytes = 64 * 2 ** 20 } = options
  const pool = openPool({ tasks, ...(threads !== undefined && { threads }) })
  const kept = openKept({ entries, bytes })
  const running = new Map<string, Run>()
  const turns = new Map<string, Turn>()

  function begin(key: string, work: Work<unknown>): Run {
    const giveUp = new AbortController()
    // a job may wait for as many pieces as it likes
    setMaxListeners(0, giveUp.signal)
    const run: Run = { key, result: Promise.resolve(), over: false, progress: 0, giveUp, askers: new Set() }
    const { signal } = giveUp
    const given = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    // within this call, and what it throws at once is its failure like any other
    const working = new Promise((resolve) => resolve(work(jobOf(run))))
    run.result = Promise.race([working, given]).then((value) => {
      if (running.get(key) === run) kept.put(key, value)
      return value
    }).finally(() => {
      run.over = true
      if (running.get(key) === run) running.delete(key)
      run.askers.clear()
    })
    run.result.catch(() => {}) // who asked hears of it
    running.set(key, run)
    return run
  }

  function jobOf(run: Run): Job {
    const { signal } = run.giveUp
    return {
      signal,
      threads: pool.threads,
      share: shared,
      run: ((task: string, input: unknown) => pool.run({ task, input, job: run, signal })) as Job['run'],
      async need(key, work) {
        signal.throwIfAborted()
        const part = join(key, work)
        const asker = Symbol(key)
        part.askers.add(asker)
        const leave = (): void => forget(part, asker)
        signal.addEventListener('abort', leave, { once: true })
        return part.result.finally(() => signal.removeEventListener('abort', leave)) as ReturnType<typeof work>
      },
      tell: (progress) => void (run.progress = progress),
    }
  }

  function join(key: string, work: Work<unknown>): Run {
    const found = kept.get(key)
    if (!found) return running.get(key) ?? begin(key, work)
    return { key, result: Promise.resolve(found.value), over: true, progress: 1, giveUp: new AbortController(), askers: new Set() }
  }

  function forget(run: Run, asker: Turn | symbol): void {
    if (!run.askers.delete(asker) || run.askers.size > 0 || run.over) return
    // whoever asks from now on begins anew
    if (running.get(run.key) === run) running.delete(run.key)
    run.giveUp.abort(givenUp())
  }

  /** He has his answer, or wants none. */
  function end(turn: Turn): void {
    clearTimeout(turn.gone)
    const id = idOf(turn)
    if (turns.get(id) === turn) turns.delete(id)
    forget(turn.of, turn)
  }

  function take(asker: Asker, key: string, work: Work<unknown>): Turn {
    const id = idOf(asker)
    const known = turns.get(id)
    if (known) clearTimeout(known.gone)
    const gone = setTimeout(() => end(turn), patienceMs).unref()
    // one who was never told to ask again has had his answer
    const waited = known !== undefined && (known.later || !known.of.over)
    const turn: Turn = waited ? Object.assign(known, { gone, times: known.times + 1 }) : { ...asker, of: join(key, work), gone, times: 1, later: false }
    if (!turn.of.over) turn.of.askers.add(turn)
    turns.set(id, turn)
    return turn
  }

  function asked<T>(run: Run, { late, told, leave }: { late(): void; told(): void; leave(): unknown }): Asked<T> {
    const result = run.result as Promise<T>
    return {
      result,
      get progress() {
        return run.progress
      },
      async within(ms) {
        let timer: NodeJS.Timeout | undefined
        const wait = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), ms)))
        const value = await Promise.race([result, wait]).finally(() => clearTimeout(timer)).catch((error: unknown) => {
          told()
          throw error
        })
        if (value === null) late()
        else told()
        return value
      },
      leave,
    }
  }

  return {
    pool,
    ask<T>(key: string, work: Work<T>, asker?: Asker): Asked<T> {
      if (!asker) {
        const [run, who] = [join(key, work), Symbol(key)]
        if (!run.over) run.askers.add(who)
        return asked(run, { late: () => {}, told: () => {}, leave: () => forget(run, who) })
      }
      const turn = take(asker, key, work)
      const { times } = turn
      return asked(turn.of, {
        late: () => void (turn.later = true),
        told: () => end(turn),
        leave: () => turn.times === times && end(turn),
      })
    },
    leave(name) {
      for (const turn of turns.values()) if (turn.name === name) end(turn)
    },
    async close() {
      for (const run of running.values()) run.giveUp.abort(givenUp())
      running.clear()
      for (const { gone } of turns.values()) clearTimeout(gone)
      turns.clear()
      await pool.close()
    },
  }
}

const idOf = ({ name, question }: Asker): string => `${name} ${question}`

function givenUp(): AppError {
  return new AppError('analysis_given_up', {
    status: 409,
    retryAfterS: 1,
    say: { zh: '这次计算已取消，需要时请重新查询', en: 'This computation was given up: ask again where it is still wanted' },
  })
}
