import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { useHotspots, type HotQuestion } from '../../../web/stores/hotspots.ts'
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
    expect(calls[1]!.path).toBe('/api/counties/990101000000/hotspots?method=scan&level=village')
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
