import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { useCounty } from '../../../web/stores/county.ts'
import { useEntry } from '../../../web/stores/entry.ts'
import type { Entry } from '../../../web/forms/entry.ts'
import { someCase } from '../cases.ts'
import { problem, useServer, type Call } from './server.ts'

const place = { code: '990101101210', name: '柳河村', nameEn: '', path: '枫溪县 / 柳河镇 / 柳河村', pathEn: '' } as Entry['place']
const whole: Partial<Entry> = { place, category: '02', summary: '王建国与邻居争执' }

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function begin(answer: (call: Call) => unknown) {
  const calls = useServer((call) => (call.path.includes('/likeness') ? { cases: [] } : answer(call)))
  const entry = useEntry()
  entry.begin()
  return { calls, entry }
}

describe('entering a dispute', () => {
  test('gives the code, and says that names were masked', async () => {
    const { calls, entry } = begin(() => someCase({ summary: '某与邻居争执' }))
    entry.change(whole, 1)
    expect(await entry.save()).toBe(true)
    expect(entry.saved).toMatchObject({ detail: { code: '990101-2024-04512' }, masked: true })
    expect(JSON.parse(calls.find(({ method }) => method === 'POST')!.body as unknown as string)).toEqual({
      occurredOn: '2024-07-01', area: place!.code, category: '02', channel: 'screening', summary: '王建国与邻居争执',
    })
  })

  test('the next one begins empty but for the channel of the pile', async () => {
    const { entry } = begin(() => someCase())
    entry.change({ ...whole, channel: 'court' }, 1)
    await entry.save()
    entry.another()
    expect(entry.entry).toMatchObject({ channel: 'court', place: null, summary: '', occurredOn: '2024-07-01' })
    expect([entry.saved, entry.restoredAtMs]).toEqual([null, null])
  })

  test('what is missing is told once somebody tries, and nothing is sent', async () => {
    const { calls, entry } = begin(() => someCase())
    expect(entry.faults).toEqual({})
    expect(await entry.save()).toBe(false)
    expect(entry.faults).toEqual({ place: 'empty', category: 'empty', summary: 'empty' })
    expect(calls.filter(({ method }) => method === 'POST')).toEqual([])
  })

  test('a refusal leaves every field as it is', async () => {
    const { entry } = begin(() => problem(400, '这一天还没有到'))
    entry.change(whole, 1)
    expect(await entry.save()).toBe(false)
    expect([entry.refused!.message, entry.entry!.summary, entry.saved]).toEqual(['这一天还没有到', '王建国与邻居争执', null])
  })

  test('two presses enter one case', async () => {
    let done: (said: unknown) => void = () => {}
    const { calls, entry } = begin(() => new Promise((resolve) => (done = resolve)))
    entry.change(whole, 1)
    const [one, two] = [entry.save(), entry.save()]
    await vi.waitFor(() => expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(1))
    done(someCase())
    expect(await Promise.all([one, two])).toEqual([true, false])
    expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })
})

describe('a post of one place', () => {
  test('begins there, also the next time; nothing of it is a draft', async () => {
    const { entry } = begin(() => someCase())
    entry.settle(place)
    expect(entry.entry!.place).toEqual(place)
    entry.$patch({ entry: null })
    entry.begin()
    expect([entry.entry!.place, entry.restoredAtMs]).toEqual([place, null])
    entry.change({ category: '02', summary: '排水沟改道' }, 1)
    await entry.save()
    entry.another()
    expect([entry.entry!.place, entry.entry!.summary]).toEqual([place, ''])
  })

  test('is not carried away from what somebody typed already', () => {
    const { entry } = begin(() => someCase())
    entry.change({ summary: '先写正文' }, 1)
    entry.settle(place)
    expect(entry.entry!.place).toBeNull()
  })
})

describe('a draft', () => {
  test('is there again when the page is, with the time at which it was typed', async () => {
    const { entry } = begin(() => someCase())
    entry.change({ summary: '写到一半' }, 1_714_000_000_000)
    // another page of the product meanwhile
    entry.begin()
    expect([entry.entry!.summary, entry.restoredAtMs]).toEqual(['写到一半', null])
    // the page was loaded afresh
    entry.$patch({ entry: null })
    entry.begin()
    expect([entry.entry!.summary, entry.restoredAtMs]).toEqual(['写到一半', 1_714_000_000_000])
    entry.startOver()
    expect([entry.entry!.summary, entry.restoredAtMs]).toEqual(['', null])
  })

  test('of one county is not offered in another', () => {
    const { entry } = begin(() => someCase())
    entry.change({ summary: '写到一半' }, 1)
    const county = useCounty()
    county.info = { ...county.info!, code: '990202000000' as never }
    entry.begin()
    expect(entry.entry!.summary).toBe('')
    county.info = { ...county.info!, code: '990101000000' as never }
    entry.begin()
    expect(entry.entry!.summary).toBe('写到一半')
  })
})

describe('what may be entered already', () => {
  const likely = { id: 1, code: 'x', occurredOn: '2024-06-30', category: '02', state: 'registered', place: '', metres: 40, days: 1 }

  test('is asked for once place and day are known, for the point where there is one', async () => {
    const calls = useServer(() => ({ cases: [likely] }))
    const entry = useEntry()
    entry.begin()
    entry.change({ summary: '先写正文' }, 1)
    await vi.advanceTimersByTimeAsync(1000)
    expect(calls).toEqual([])
    entry.change({ place, point: { lng: 110.1, lat: 34.2 } }, 1)
    await vi.advanceTimersByTimeAsync(1000)
    expect(calls.at(-1)!.path).toContain(`likeness?area=${place!.code}&lng=110.1&lat=34.2&day=2024-07-01`)
    await vi.waitFor(() => expect(entry.likely).toHaveLength(1))
  })

  test('keeps nobody from entering when it cannot be had', async () => {
    useServer(({ path }) => (path.includes('/likeness') ? problem(500, '出错') : someCase()))
    const entry = useEntry()
    entry.begin()
    entry.change(whole, 1)
    await vi.advanceTimersByTimeAsync(1000)
    expect(entry.likely).toEqual([])
    expect(await entry.save()).toBe(true)
  })
})
