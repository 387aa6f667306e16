import { afterEach, describe, expect, test, vi } from 'vitest'
import type { OrganisationDetail } from '../../../server/contract/organisations.ts'
import { useCounty } from '../../../web/stores/county.ts'
import { useOrganisations } from '../../../web/stores/organisations.ts'
import { problem, someCounty, useServer, type Call } from './server.ts'

afterEach(() => vi.unstubAllGlobals())

const one = (id: string, name = id) => ({ id, name, checklist: null }) as OrganisationDetail

function serve(answer: (call: Call) => unknown = () => problem(404, 'x')) {
  return useServer((call) => (call.path.endsWith('?closed=all') ? { organisations: [one('a'), one('b')] } : answer(call)))
}

describe('organisations', () => {
  test('are read once for each revision of the county', async () => {
    const calls = serve()
    const store = useOrganisations()
    await store.ensure()
    await store.ensure()
    expect([store.all?.length, calls.filter(({ path }) => path.includes('/organisations')).length]).toEqual([2, 1])
    useCounty().info = { ...useCounty().info!, revision: 2 }
    await store.ensure()
    expect(calls.filter(({ path }) => path.includes('/organisations'))).toHaveLength(2)
  })

  test('a changed one stands in the list as the server has it, a new one joins it', async () => {
    const calls = serve(({ method, body }) => (method === 'PATCH' ? one('a', 'A') : one('c', (JSON.parse(String(body)) as { name: string }).name)))
    const store = useOrganisations()
    await store.load()
    await store.change('a', { name: 'A' })
    await store.add({ name: 'C', type: 'room', area: '1' as never })
    expect(store.all?.map(({ name }) => name)).toEqual(['A', 'b', 'C'])
    expect([store.one?.id, store.saving]).toEqual(['c', false])
    expect(calls.find(({ method }) => method === 'PATCH')?.path).toBe('/api/counties/990101000000/organisations/a')
  })

  test('a refusal is kept with its field, and nothing moves', async () => {
    serve(() => Response.json({ status: 400, detail: '名称里不能有人的姓名', field: 'name', code: 'x' }, { status: 400 }))
    const store = useOrganisations()
    await store.load()
    expect(await store.change('a', { name: '王建国' })).toBeNull()
    expect([store.refusal?.problem?.field, store.all?.map(({ name }) => name)]).toEqual(['name', ['a', 'b']])
  })

  test('the desk shows the one that was asked for last', async () => {
    const waiting = new Map<string, (said: unknown) => void>()
    serve(({ path }) => new Promise((resolve) => waiting.set(path.at(-1)!, resolve)))
    const store = useOrganisations()
    const [first, second] = [store.open('a'), store.open('b')]
    waiting.get('b')!(one('b'))
    await second
    waiting.get('a')!(one('a'))
    await first
    expect(store.one?.id).toBe('b')
    store.leave()
    expect(store.one).toBeNull()
  })

  test('how calls were followed is of the period that was asked for last', async () => {
    const waiting = new Map<string, (said: unknown) => void>()
    serve(({ path }) => new Promise((resolve) => waiting.set(path.split('?')[1]!, resolve)))
    const store = useOrganisations()
    const [year, ever] = [store.readPunctuality('thisYear'), store.readPunctuality('all')]
    waiting.get('')!({ total: { sent: 9 } })
    await ever
    waiting.get('from=2024-01-01&to=2024-07-01')!({ total: { sent: 4 } })
    await year
    expect(store.punctuality!.total.sent).toBe(9)
    // read anew it stays on show until the answer is there; another period takes it off at once
    void store.readPunctuality('all')
    expect(store.punctuality).not.toBeNull()
    void store.readPunctuality('lastMonth')
    expect(store.punctuality).toBeNull()
  })

  test('another county’s are dropped, late ones too', async () => {
    let late: (said: unknown) => void = () => {}
    useServer(() => new Promise((resolve) => (late = resolve)))
    const store = useOrganisations()
    const reading = store.load()
    useCounty().info = someCounty('990202000000')
    late({ organisations: [one('a')] })
    await reading
    expect(store.all).toBeNull()
  })
})
