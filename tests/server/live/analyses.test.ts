import { afterAll, describe, expect, test } from 'vitest'
import { openAnalyses } from '../../../server/live/analyses.ts'
import { openKept, weightOf } from '../../../server/live/kept.ts'
import { openPool } from '../../../server/live/pool.ts'
import type { Job } from '../../../server/services/analyses.ts'

const TASKS = new URL('tasks.ts', import.meta.url)
const open = (more: Parameters<typeof openAnalyses>[0] = {}) => {
  const analyses = openAnalyses({ tasks: TASKS, threads: 2, ...more })
  opened.push(analyses)
  return analyses
}
const opened: { close(): Promise<void> }[] = []
afterAll(async () => {
  for (const one of opened) await one.close()
})

const never = new AbortController().signal
const codeOf = (error: unknown) => (error as { code?: string }).code
const moment = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const by = (name: string, question: string) => ({ name, question })
/** The tasks of these tests are none of the product. */
const run = (job: Job, task: string, input?: unknown) => (job.run as unknown as (task: string, input: unknown) => Promise<unknown>)(task, input)

describe('a pool', () => {
  const pool = openPool({ tasks: TASKS, threads: 2 })
  opened.push(pool)
  const piece = (task: string, input?: unknown, signal = never, job = {}) => pool.run({ task, input, job, signal })

  test('runs tasks on typed arrays, in threads', async () => {
    const input = Float64Array.of(1, 2, 3)
    expect(await piece('square', input)).toEqual({ values: Float64Array.of(1, 4, 9) })
    expect(input).toEqual(Float64Array.of(1, 2, 3))
  })

  test('leaves the event loop alone while it works', async () => {
    let turns = 0
    const clock = setInterval(() => turns++, 5)
    await Promise.all([piece('busy', { ms: 250 }), piece('busy', { ms: 250 })])
    clearInterval(clock)
    expect(turns).toBeGreaterThan(5)
  })

  test('tells what a task threw, with its stack, and goes on', async () => {
    await expect(piece('fail')).rejects.toMatchObject({ stack: expect.stringContaining('RangeError: as planted') as string })
    await expect(piece('unclonable')).rejects.toMatchObject({ stack: expect.stringContaining('could not be cloned') as string })
    await expect(piece('square', { say: () => 1 })).rejects.toThrow('could not be cloned')
    expect(await piece('busy', { ms: 1 })).toBe(1)
  })

  test('tells when a thread dies under its piece, and takes a new one', async () => {
    await expect(piece('exit')).rejects.toMatchObject({ code: 'analysis_lost', status: 503 })
    expect(await Promise.all([piece('busy', { ms: 1 }), piece('busy', { ms: 2 }), piece('busy', { ms: 3 })])).toEqual([1, 2, 3])
  })

  test('cancels what waits and what runs, and is free soon', async () => {
    const stop = new AbortController()
    const pieces = Array.from({ length: 6 }, () => piece('busy', { ms: 60_000 }, stop.signal))
    await moment(20)
    stop.abort(new Error('enough'))
    for (const one of pieces) await expect(one).rejects.toThrow('enough')
    expect(await piece('busy', { ms: 1 })).toBe(1)
    await expect(piece('busy', { ms: 1 }, stop.signal)).rejects.toThrow('enough')
  })

  test('takes a short job between the pieces of a long one', async () => {
    const single = openPool({ tasks: TASKS, threads: 1 })
    opened.push(single)
    const order: string[] = []
    const long = {}
    const pieces = Array.from({ length: 5 }, (_, at) => single.run({ task: 'busy', input: { ms: 20 }, job: long, signal: never }).then(() => order.push(`long ${at}`)))
    await pieces[0]
    await single.run({ task: 'busy', input: { ms: 1 }, job: {}, signal: never }).then(() => order.push('short'))
    await Promise.all(pieces)
    expect(order.indexOf('short')).toBeLessThan(3)
  })

  test('whose module is not there fails its pieces', async () => {
    const broken = openPool({ tasks: new URL('nowhere.ts', import.meta.url), threads: 1 })
    opened.push(broken)
    await expect(broken.run({ task: 'busy', input: { ms: 1 }, job: {}, signal: never })).rejects.toMatchObject({ code: 'analysis_lost' })
  })

  test('that is closed takes nothing and ends what it has', async () => {
    const closing = openPool({ tasks: TASKS, threads: 1 })
    const [running, waiting] = [1, 2].map(() => closing.run({ task: 'busy', input: { ms: 60_000 }, job: {}, signal: never }).catch(codeOf))
    await moment(50)
    await closing.close()
    expect(await Promise.all([running, waiting])).toEqual(['shutting_down', 'shutting_down'])
    await expect(closing.run({ task: 'busy', input: { ms: 1 }, job: {}, signal: never })).rejects.toMatchObject({ code: 'shutting_down' })
  })
})

describe('a question', () => {
  test('is worked out once for all who ask at a time, and kept', async () => {
    const analyses = open()
    let begun = 0
    const work = async (job: Job) => {
      begun++
      return { took: await run(job, 'busy', { ms: 30 }) }
    }
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => analyses.ask('a', work, by(`person ${at}`, 'a')).result))
    expect(new Set(answers).size).toBe(1)
    expect(await analyses.ask('a', work).result).toBe(answers[0])
    expect([begun, analyses.pool.begun]).toEqual([1, 1])
    await analyses.ask('b', work).result
    expect(begun).toBe(2)
  })

  test('that takes long tells how far it is, and is there when it is asked again', async () => {
    const analyses = open()
    let go = (): void => {}
    const gate = new Promise<void>((resolve) => (go = resolve))
    const work = async (job: Job) => {
      job.tell(0.4)
      await gate
      return 'there'
    }
    const first = analyses.ask('long', work, by('me', 'long'))
    expect(await first.within(10)).toBeNull()
    expect(first.progress).toBe(0.4)
    go()
    expect(await analyses.ask('long', work, by('me', 'long')).within(1_000)).toBe('there')
  })

  test('is given up when its last asker leaves, and begins anew for the next', async () => {
    const analyses = open()
    const signals: AbortSignal[] = []
    const work = async (job: Job) => {
      signals.push(job.signal)
      return run(job, 'busy', { ms: 60_000 })
    }
    const [one, other] = [analyses.ask('q', work, by('one', 'q')), analyses.ask('q', work, by('other', 'q'))]
    analyses.leave('one')
    analyses.leave('one')
    analyses.leave('stranger')
    await moment(20)
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
    analyses.leave('other')
    await expect(one.result).rejects.toMatchObject({ code: 'analysis_given_up' })
    await expect(other.result).rejects.toMatchObject({ code: 'analysis_given_up' })
    analyses.ask('q', work, by('one', 'q')).result.catch(() => {})
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
    analyses.leave('one')
  })

  test('is given up when nobody has asked for a while, but not by one who stays', async () => {
    const analyses = open({ patienceMs: 60 })
    const work = async (job: Job) => run(job, 'busy', { ms: 400 })
    const asked = analyses.ask('q', work, by('one', 'q'))
    const stays = analyses.ask('stays', work, by('one', 'stays'))
    const staying = analyses.ask('stays', work)
    await expect(asked.result).rejects.toMatchObject({ code: 'analysis_given_up' })
    expect(await Promise.all([stays.result, staying.result])).toEqual([400, 400])
  })

  test('that failed is told once to each who was to ask again, and is not kept', async () => {
    const analyses = open()
    let broken = true
    let begun = 0
    const work = async (job: Job) => {
      begun++
      await moment(40)
      return run(job, broken ? 'exit' : 'busy', { ms: 1 })
    }
    expect(await analyses.ask('q', work, by('later', 'q')).within(5)).toBeNull()
    await expect(analyses.ask('q', work, by('waits', 'q')).within(60_000)).rejects.toMatchObject({ code: 'analysis_lost' })
    broken = false
    await expect(analyses.ask('q', work, by('later', 'q')).within(60_000)).rejects.toMatchObject({ code: 'analysis_lost' })
    expect(begun).toBe(1)
    expect(await analyses.ask('q', work, by('later', 'q')).result).toBe(1)
    expect(begun).toBe(2)
  })

  test('shares a part with another, and gives it up only with both', async () => {
    const analyses = open()
    let parts = 0
    const part = async (job: Job) => {
      parts++
      return run(job, 'busy', { ms: 150 })
    }
    const whole = (job: Job) => job.need('part', part)
    const one = analyses.ask('one', whole, by('me', 'one'))
    const other = analyses.ask('other', whole, by('you', 'other'))
    analyses.leave('me')
    await expect(one.result).rejects.toMatchObject({ code: 'analysis_given_up' })
    expect(await other.result).toBe(150)
    expect(await analyses.ask('third', whole).result).toBe(150)
    expect(parts).toBe(1)
  })

  test('that the data have left behind goes on for those who wait, and is begun anew for the next', async () => {
    const analyses = open()
    const begun: string[] = []
    let go = (): void => {}
    const gate = new Promise<void>((resolve) => (go = resolve))
    const at = (revision: string) => async () => {
      begun.push(revision)
      await gate
      return revision
    }
    expect(await analyses.ask('q 1', at('1'), by('me', 'q')).within(1)).toBeNull()
    expect(await analyses.ask('q 2', at('2'), by('me', 'q')).within(1)).toBeNull()
    expect(await analyses.ask('q 3', at('3'), by('you', 'q')).within(1)).toBeNull()
    expect(await analyses.ask('other 3', at('other'), by('me', 'other')).within(1)).toBeNull()
    expect(begun).toEqual(['1', '3', 'other'])
    go()
    await moment(5)
    expect(await analyses.ask('q 4', at('4'), by('me', 'q')).within(1_000)).toBe('1')
    expect(await analyses.ask('q 4', at('4'), by('me', 'q')).within(1_000)).toBe('4')
    expect(await analyses.ask('q 4', at('4'), by('you', 'q')).within(1_000)).toBe('3')
  })

  test('is left by an earlier request only where its asker has not asked again', async () => {
    const analyses = open()
    const signals: AbortSignal[] = []
    const work = async (job: Job) => {
      signals.push(job.signal)
      return run(job, 'busy', { ms: 60_000 })
    }
    const first = analyses.ask('q', work, by('me', 'q'))
    const again = analyses.ask('q', work, by('me', 'q'))
    first.leave()
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
    again.leave()
    await expect(again.result).rejects.toMatchObject({ code: 'analysis_given_up' })
    const stays = analyses.ask('q', work)
    stays.leave()
    await expect(stays.result).rejects.toMatchObject({ code: 'analysis_given_up' })
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
  })

  test('that throws at once fails like any other, and is free again', async () => {
    const analyses = open()
    const thrown = (): never => {
      throw new RangeError('at once')
    }
    await expect(analyses.ask('q', thrown).result).rejects.toThrow('at once')
    await expect(analyses.ask('whole', (job) => job.need('q', thrown)).result).rejects.toThrow('at once')
    expect(await analyses.ask('q', async () => 'there').result).toBe('there')
  })

  test('begins no part once it was given up', async () => {
    const analyses = open()
    const parts: string[] = []
    const part = (name: string) => async (job: Job) => {
      parts.push(name)
      return run(job, 'busy', { ms: 60 })
    }
    const long = async (job: Job) => {
      for (const name of ['first', 'second', 'third']) await job.need(name, part(name))
    }
    const given = analyses.ask('long', long, by('me', 'long'))
    // the part goes on for somebody else
    const other = analyses.ask('other', (job) => job.need('first', part('first')))
    analyses.leave('me')
    await expect(given.result).rejects.toMatchObject({ code: 'analysis_given_up' })
    await other.result
    await moment(20)
    expect(parts).toEqual(['first'])
  })
})

describe('results that are kept', () => {
  test('are the last ones, up to a number and to a weight', () => {
    const kept = openKept({ entries: 3, bytes: 10_000 })
    for (const key of ['a', 'b', 'c']) kept.put(key, key)
    kept.get('a')
    kept.put('d', 'd')
    expect(['a', 'b', 'c', 'd'].map((key) => kept.get(key)?.value)).toEqual(['a', undefined, 'c', 'd'])
    kept.put('large', new Uint8Array(9_890))
    expect(['a', 'c', 'd', 'large'].map((key) => kept.get(key) !== null)).toEqual([false, false, false, true])
    kept.put('too large', new Uint8Array(20_000))
    expect([kept.get('too large'), kept.get('large') !== null]).toEqual([null, true])
    for (let turn = 0; turn < 100; turn++) kept.put('same', new Uint8Array(5_000))
    expect(kept.get('same')).not.toBeNull()
  })

  test('weigh about what they take', () => {
    expect(weightOf(new Float64Array(1_000))).toBeGreaterThanOrEqual(8_000)
    expect(weightOf({ rows: Array.from({ length: 100 }, () => ({ name: '东周村', count: 1 })) })).toBeGreaterThan(3_000)
  })
})
