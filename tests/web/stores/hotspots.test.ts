import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isOf, useHotspots, type HotQuestion } from '../../../web/stores/hotspots.ts'
import { problem, useServer, type Call } from './server.ts'

const ASK: HotQuestion = { county: '990101000000', filter: {}, level: 'village', revision: 7 }
const SCAN = { ...ASK, method: 'scan' as const }
const GISTAR = { ...ASK, method: 'gistar' as const }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const running = (progress: number) => Response.json({ state: 'running', progress }, { status: 202 })
const settle = () => vi.advanceTimersByTimeAsync(0)
const gets = (calls: Call[]) => calls.filter(({ method }) => method === 'GET')

describe('an answer that takes its time', () => {
  test('is asked for again until it is there, and tells how far it is', async () => {
    const said = [running(0.2), running(0.6), { method: 'scan', revision: 7 }]
    const calls = useServer(() => said.shift())
    const { map } = useHotspots()
    map.show(SCAN)
    expect([map.state, map.progress]).toEqual(['working', null])
    await settle()
    expect(map.progress).toBe(0.2)
    await vi.advanceTimersByTimeAsync(1000)
    expect([map.progress, map.fresh]).toEqual([0.6, false])
    await vi.advanceTimersByTimeAsync(1000)
    expect([map.state, map.answer, map.fresh]).toEqual(['done', { method: 'scan', revision: 7 }, true])
    expect(calls).toHaveLength(3)
    expect(calls[0]!.path).toBe('/api/counties/990101000000/hotspots?method=scan&level=village')
  })

  test('is not asked for twice, and not again once it is there', async () => {
    const calls = useServer(() => ({ method: 'scan' }))
    const { map } = useHotspots()
    map.show(SCAN)
    map.show({ ...SCAN })
    await settle()
    map.show({ ...SCAN })
    await settle()
    expect(calls).toHaveLength(1)
  })

  test('is asked for anew where the data or the filter is another one', async () => {
    const calls = useServer(() => ({ method: 'scan' }))
    const { map } = useHotspots()
    for (const next of [SCAN, { ...SCAN, revision: 8 }, { ...SCAN, filter: { colour: ['red' as const] } }, { ...SCAN, level: 'town' as const }]) {
      map.show(next)
      await settle()
    }
    expect(calls.map(({ path }) => path.split('?')[1])).toEqual([
      'method=scan&level=village', 'method=scan&level=village', 'method=scan&level=village&colour=red', 'method=scan&level=town',
    ])
  })
})

describe('when a person does not wait', () => {
  test('cancelling tells the server, asks no more, and waits to be asked again', async () => {
    let done = false
    const calls = useServer(({ method }) => (method === 'DELETE' ? new Response(null, { status: 204 }) : done ? { method: 'scan' } : running(0.1)))
    const { map } = useHotspots()
    map.show(SCAN)
    await settle()
    map.cancel()
    await vi.advanceTimersByTimeAsync(5000)
    expect(map.state).toBe('cancelled')
    expect(calls.map(({ method }) => method)).toEqual(['GET', 'DELETE'])
    expect([calls[1]!.path, calls[1]!.asker]).toEqual(['/api/counties/990101000000/hotspots', calls[0]!.asker])
    map.show({ ...SCAN })
    await settle()
    expect(map.state).toBe('cancelled')
    done = true
    map.again()
    await settle()
    expect(map.state).toBe('done')
  })

  test('another question takes the place of the first, whose late answer is not shown', async () => {
    let late: (said: unknown) => void = () => {}
    const calls = useServer(({ path, method }) => {
      if (method === 'DELETE') return new Response(null, { status: 204 })
      return path.includes('method=scan') ? new Promise((resolve) => (late = resolve)) : { method: 'gistar' }
    })
    const { map } = useHotspots()
    map.show(SCAN)
    map.show(GISTAR)
    late({ method: 'scan' })
    await settle()
    expect([map.state, map.answer, map.answered]).toEqual(['done', { method: 'gistar' }, GISTAR])
    expect(calls.filter(({ method }) => method === 'DELETE')).toHaveLength(1)
  })

  test('the answer before stays in sight while the next is worked on, marked as not fresh', async () => {
    const said: unknown[] = [{ revision: 7 }, running(0)]
    useServer(() => said.shift())
    const { map } = useHotspots()
    map.show(GISTAR)
    await settle()
    map.show({ ...GISTAR, revision: 8 })
    await settle()
    expect([map.state, map.answer, map.answered?.revision, map.fresh]).toEqual(['working', { revision: 7 }, 7, false])
  })

  test('leaving ends the questions', async () => {
    const calls = useServer(({ method }) => (method === 'DELETE' ? new Response(null, { status: 204 }) : running(0)))
    const { map } = useHotspots()
    map.show(SCAN)
    await settle()
    map.leave()
    await vi.advanceTimersByTimeAsync(5000)
    expect(gets(calls)).toHaveLength(1)
    expect([map.state, map.question]).toEqual(['idle', null])
  })

  test('leaving takes the answer along, and what is asked next starts from nothing', async () => {
    useServer(() => ({ packVersion: '1' }))
    const { places } = useHotspots()
    places.show(ASK)
    await settle()
    places.leave()
    expect([places.answer, places.answered]).toEqual([null, null])
  })
})

test('an answer stands for its own county alone, and for the pack that it was worked out on', async () => {
  const said: unknown[] = [{ packVersion: 'a' }, running(0)]
  useServer(() => said.shift())
  const { places } = useHotspots()
  expect(isOf(places, { code: ASK.county, packVersion: 'a' })).toBe(false)
  places.show(ASK)
  await settle()
  const shown = () => [[ASK.county, 'a'], [ASK.county, 'b'], ['990202000000', 'a']].map(([code, packVersion]) => isOf(places, { code: code!, packVersion: packVersion! }))
  expect([shown(), isOf(places, null)]).toEqual([[true, false, false], false])
  // it stays while the next one's is worked on
  places.show({ ...ASK, county: '990202000000' })
  await settle()
  expect([places.answer, ...shown()]).toEqual([{ packVersion: 'a' }, true, false, false])
})

/** A server that works on for whoever waits, as the real one does, and knows askers by their names alone. */
function useWorker() {
  const waiting = new Set<string>()
  let [done, lost] = [false, false]
  const calls = useServer(({ method, asker }) => {
    if (method === 'DELETE') {
      waiting.delete(asker!)
      return new Response(null, { status: 204 })
    }
    if (lost) {
      lost = false
      return problem(409, '这次计算已取消', 'analysis_given_up')
    }
    if (done) return { method: 'emerging' }
    waiting.add(asker!)
    return running(0.5)
  })
  return { calls, waiting, finish: () => (done = true), lose: () => (lost = true) }
}

describe('two who wait for one answer', () => {
  const EMERGING = { ...ASK, method: 'emerging' as const }

  test('are two askers: what one gives up, the other still gets', async () => {
    const { waiting, finish } = useWorker()
    const { map, stepped } = useHotspots()
    map.show(EMERGING)
    stepped.show(ASK)
    await settle()
    expect(waiting.size).toBe(2)
    stepped.leave()
    await settle()
    expect([waiting.size, map.state]).toEqual([1, 'working'])
    finish()
    await vi.advanceTimersByTimeAsync(1000)
    expect([map.state, map.answer]).toEqual(['done', { method: 'emerging' }])
  })

  test('are so in two windows, and before and after a change of mind', async () => {
    const { calls } = useWorker()
    const { map } = useHotspots()
    for (const next of [SCAN, GISTAR, SCAN]) {
      map.show(next)
      await settle()
    }
    const another = useWorker()
    useHotspots().map.show(SCAN)
    await settle()
    const askers = [...gets(calls), ...gets(another.calls)].map(({ asker }) => asker)
    expect(new Set(askers).size).toBe(4)
    for (const asker of askers) expect(asker).toMatch(/^[\w-]{5,40}$/)
    expect(calls.filter(({ method }) => method === 'DELETE').map(({ asker }) => asker)).toEqual(askers.slice(0, 2))
  })

  test('stay one where new cases only ask the same again: nothing is dropped', async () => {
    const { calls, waiting } = useWorker()
    const { map } = useHotspots()
    map.show(SCAN)
    await settle()
    map.show({ ...SCAN, revision: 8 })
    await settle()
    expect([calls.map(({ method }) => method), waiting.size]).toEqual([['GET', 'GET'], 1])
  })
})

test('work that was given up all the same is asked for once more, and then told', async () => {
  const { lose, finish, calls } = useWorker()
  const { map } = useHotspots()
  map.show(SCAN)
  await settle()
  lose()
  await vi.advanceTimersByTimeAsync(1000)
  expect(map.state).toBe('working')
  finish()
  await vi.advanceTimersByTimeAsync(1000)
  expect([map.state, gets(calls).length]).toEqual(['done', 3])
  useServer(() => problem(409, '这次计算已取消', 'analysis_given_up'))
  const again = useHotspots().map
  again.show(SCAN)
  await vi.advanceTimersByTimeAsync(1000)
  expect([again.state, again.error?.message]).toEqual(['failed', '这次计算已取消'])
})

test('whatever is worked out is given up by whoever leaves, and counts of steps are no work', async () => {
  const { calls } = useWorker()
  const hot = useHotspots()
  hot.places.show(ASK)
  hot.card.show({ ...ASK, area: '990101100201' as never })
  hot.backtest.show(ASK)
  hot.density.show(ASK)
  hot.counted.show({ ...ASK, step: 'month' })
  await settle()
  for (const one of [hot.places, hot.card, hot.backtest, hot.density, hot.counted]) one.leave()
  await settle()
  expect(calls.filter(({ method }) => method === 'DELETE').map(({ asker }) => asker)).toEqual(gets(calls).slice(0, 4).map(({ asker }) => asker))
})

test('a refusal is told and not asked again by itself', async () => {
  const calls = useServer(() => problem(400, '这一级没有边界'))
  const { map } = useHotspots()
  map.show(GISTAR)
  await settle()
  map.show({ ...GISTAR })
  await settle()
  expect([map.state, map.error?.message]).toEqual(['failed', '这一级没有边界'])
  expect(gets(calls)).toHaveLength(1)
})

test('the places, a card and the back-test are asked for at their own addresses', async () => {
  const calls = useServer(() => ({}))
  const hot = useHotspots()
  hot.places.show(ASK)
  hot.card.show({ ...ASK, area: '990101100201' as never })
  hot.backtest.show(ASK)
  hot.density.show(ASK)
  await settle()
  expect(calls.map(({ path }) => path.replace(/^.*\/hotspots/, ''))).toEqual(
    ['/places?level=village', '/places/990101100201?level=village', '/backtest?level=village', '/density?level=village'])
})
