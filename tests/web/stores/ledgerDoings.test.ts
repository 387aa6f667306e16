import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createApp } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { SavedView } from '../../../server/contract/caseTable.ts'
import type { LedgerRow } from '../../../server/contract/cases.ts'
import type { Day } from '../../../server/contract/answers.ts'
import { useCounty } from '../../../web/stores/county.ts'
import { useLedgerAssign } from '../../../web/stores/ledgerAssign.ts'
import { useLedgerExport } from '../../../web/stores/ledgerExport.ts'
import { useLedgerTable, type LedgerQuestion } from '../../../web/stores/ledgerTable.ts'
import { useLedgerViews } from '../../../web/stores/savedViews.ts'
import { fileName } from '../../../web/api/download.ts'
import { problem, someCounty, useServer, type Call } from './server.ts'

afterEach(() => vi.unstubAllGlobals())

/** The stores of the ledger ask for a router. */
function begin(answer: (call: Call) => unknown): Call[] {
  const calls = useServer(answer)
  const pinia = createPinia()
  setActivePinia(pinia)
  const page = { render: () => null }
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', name: 'ledger', component: page }] })
  createApp(page).use(pinia).use(router)
  useCounty().info = someCounty('990101000000')
  return calls
}

const question: LedgerQuestion = {
  county: '990101000000',
  filter: { colour: ['red'], overdue: true, q: '水' },
  ask: { own: { overdue: true, q: '水' }, order: { by: 'dueOn', descending: false }, cursor: 'p7' },
  rows: 50,
}

describe('an export', () => {
  test('asks for exactly what is filtered, in its order, without the page, and tells how much has come', async () => {
    const calls = begin(() => new Response('12345', { headers: { 'content-disposition': 'attachment; filename="x.csv"; filename*=UTF-8\'\'%E5%8F%B0%E8%B4%A6.csv' } }))
    const file = useLedgerExport()
    const done = await file.run(question, 'csv', ['code', 'place'])
    expect(calls.at(-1)!.path).toBe('/api/counties/990101000000/cases/export?format=csv&colour=red&q=水&overdue=1&sort=dueOn&columns=code%2Cplace')
    expect([done?.name, await done?.content.text(), file.bytes, file.running]).toEqual(['台账.csv', '12345', 5, false])
    await file.run(question, 'geojson', [])
    expect(calls.at(-1)!.path).not.toContain('columns')
  })

  test('the server’s reason is kept; a person who stops it gets none', async () => {
    begin(() => problem(403, '本岗位不能导出'))
    const file = useLedgerExport()
    expect(await file.run(question, 'csv', [])).toBeNull()
    expect([file.error?.message, file.running]).toEqual(['本岗位不能导出', false])
    begin(() => new Promise(() => {}))
    vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => new Promise((_resolve, reject) => signal!.addEventListener('abort', () => reject(signal!.reason as Error))))
    const other = useLedgerExport()
    const run = other.run(question, 'csv', [])
    expect(other.running).toBe(true)
    other.stop()
    expect([await run, other.error, other.running]).toEqual([null, null, false])
  })

  test.each([['attachment; filename="a.csv"', 'a.csv'], ['attachment; filename=a.csv', 'a.csv'], ['attachment; filename="a"; filename*=UTF-8\'\'%E5', 'a'], ['attachment', null]])('the name in %s', (header, name) => {
    expect(fileName(header)).toBe(name)
  })
})

describe('views', () => {
  const kept = { id: 'v1', page: 'ledger', name: '红色', query: 'colour=red', columns: [], shared: false, own: true } satisfies SavedView

  test('are read, kept and taken away, each time as the server then has them', async () => {
    let views: SavedView[] = [kept]
    const calls = begin(({ method, body }) => {
      if (method === 'POST') views = [...views, { ...(JSON.parse(String(body)) as SavedView), id: 'v2', own: true }]
      if (method === 'DELETE') views = views.filter(({ id }) => id !== 'v1')
      return method === 'DELETE' ? new Response(null, { status: 204 }) : { views }
    })
    const store = useLedgerViews()
    await store.load()
    expect(await store.save({ name: '超期', query: 'overdue=1', columns: ['code'], shared: true })).toBe(true)
    expect(store.views?.map(({ name }) => name)).toEqual(['红色', '超期'])
    await store.remove(kept)
    expect(store.views?.map(({ name }) => name)).toEqual(['超期'])
    expect(calls.find(({ method }) => method === 'DELETE')?.path).toBe('/api/counties/990101000000/views/v1')
  })

  test('a refusal leaves what there is', async () => {
    begin(({ method }) => (method === 'POST' ? problem(409, '已有同名视图') : { views: [kept] }))
    const store = useLedgerViews()
    await store.load()
    expect(await store.save({ name: '红色', query: '', columns: [], shared: false })).toBe(false)
    expect([store.refusal?.message, store.views]).toEqual(['已有同名视图', [kept]])
  })

  test('those of another county are not shown', async () => {
    begin(() => ({ views: [kept] }))
    const store = useLedgerViews()
    await store.load()
    useCounty().info = someCounty('990202000000')
    expect(store.views).toBeNull()
  })
})

describe('assigning many', () => {
  const rows = [1, 2, 3].map((id) => ({ id, version: id * 10, code: `c${id}` }) as LedgerRow)

  test('takes those that went out of the choice, says how many, and reads the county anew', async () => {
    const calls = begin(() => ({ assigned: 2, revision: 2 }))
    const table = useLedgerTable()
    table.select(rows, true)
    expect(await useLedgerAssign().run(rows.slice(0, 2), 'o1', '2026-03-05' as Day)).toBe(2)
    expect(JSON.parse(String(calls.find(({ method }) => method === 'POST')!.body))).toEqual({ cases: [{ id: 1, version: 10 }, { id: 2, version: 20 }], holder: 'o1', dueOn: '2026-03-05' })
    expect([[...table.selected.keys()], calls.at(-1)!.path]).toEqual([[3], '/api/counties/990101000000'])
  })

  test('what changed since is named and chosen no more, the rest of the choice stays and goes at once', async () => {
    const answers = [() => Response.json({ type: '', title: '', status: 409, detail: '有变化', code: 'cases_changed', changed: [1, 3] }, { status: 409 }), () => ({ assigned: 1, revision: 2 })]
    begin(({ method }) => (method === 'POST' ? answers.shift()!() : null))
    const table = useLedgerTable()
    table.select(rows, true)
    const assign = useLedgerAssign()
    expect(await assign.run(rows, 'o1', null)).toBeNull()
    expect([assign.changed.map(({ code }) => code), [...table.selected.keys()], assign.error]).toEqual([['c1', 'c3'], [2], null])
    expect(await assign.run([...table.selected.values()], 'o1', null)).toBe(1)
    expect([assign.changed, table.selected.size]).toEqual([[], 0])
  })

  test('none went: the choice stays, and the case that stood in the way is named', async () => {
    const calls = begin(() => problem(422, '第 2 号案件：本等级须有一案一策。所选案件都没有派出'))
    const table = useLedgerTable()
    table.select(rows, true)
    const assign = useLedgerAssign()
    expect(await assign.run(rows, 'o1', null)).toBeNull()
    expect(JSON.parse(String(calls.find(({ method }) => method === 'POST')!.body))).toEqual({ cases: [1, 2, 3].map((id) => ({ id, version: id * 10 })), holder: 'o1' })
    expect([assign.error?.message, table.selected.size, assign.busy]).toEqual(['第 2 号案件：本等级须有一案一策。所选案件都没有派出', 3, false])
  })
})
