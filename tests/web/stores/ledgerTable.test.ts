import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createApp, nextTick } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { CasePage, LedgerRow } from '../../../server/contract/cases.ts'
import { useCounty } from '../../../web/stores/county.ts'
import { useFilter } from '../../../web/stores/filter.ts'
import { useLedgerTable } from '../../../web/stores/ledgerTable.ts'
import { problem, someCounty, useServer, type Call } from './server.ts'

afterEach(() => vi.unstubAllGlobals())

const COUNTY = '990101000000'
const row = (id: number) => ({ id, code: `990101-2024-${id}` }) as LedgerRow

async function settled() {
  for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setTimeout(resolve))
  await nextTick()
}

/** Three pages of two cases; a page is told by its cursor. */
function pageOf(call: Call, revision = 1): CasePage {
  const at = Number(new URL(call.path, 'http://x').searchParams.get('cursor')?.slice(1) ?? 0)
  const cursor = (n: number) => (n >= 0 && n < 3 ? `p${n}` : null)
  return { revision, total: 6, rows: [row(at * 2 + 1), row(at * 2 + 2)], next: cursor(at + 1), previous: cursor(at - 1) }
}

async function open(address: string, answer: (call: Call) => unknown = (call) => pageOf(call)) {
  const calls = useServer((call) => {
    if (call.path === '/api/counties') return { counties: [{ code: COUNTY, name: 'x', fictional: false, packVersion: '1' }] }
    return call.path.includes('/cases?') ? answer(call) : someCounty(COUNTY)
  })
  const pinia = createPinia()
  setActivePinia(pinia)
  const page = { render: () => null }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: ['map', 'ledger', 'import'].map((name) => ({ path: name === 'map' ? '/' : `/${name}`, name, component: page })),
  })
  createApp(page).use(pinia).use(router)
  await router.push(address)
  await useCounty().open('')
  const [table, filter] = [useLedgerTable(), useFilter()]
  await settled()
  const asked = () => calls.map(({ path }) => path).filter((path) => path.includes('/cases?'))
  return { router, table, filter, asked, ids: () => table.page?.rows.map(({ id }) => id) }
}

describe('paging', () => {
  test('a page is asked for once, the next one ahead, and turning to it asks for the one after', async () => {
    const { table, asked, ids, router } = await open('/ledger?period=all')
    expect([ids(), table.page?.total, table.stale]).toEqual([[1, 2], 6, false])
    expect(asked().map((path) => /cursor=(\w+)/.exec(path)?.[1])).toEqual([undefined, 'p1'])
    await table.turn('p1')
    await settled()
    expect([ids(), router.currentRoute.value.query.cursor]).toEqual([[3, 4], 'p1'])
    expect(asked().map((path) => /cursor=(\w+)/.exec(path)?.[1])).toEqual([undefined, 'p1', 'p2'])
    router.back()
    await settled()
    expect([ids(), asked().length]).toEqual([[1, 2], 3])
  })

  test('an address with a cursor opens its page', async () => {
    const { ids } = await open('/ledger?period=all&cursor=p2')
    expect(ids()).toEqual([5, 6])
  })

  test('a cursor that the server does not know leads to the first page, and it is told', async () => {
    const refused = (call: Call) => (call.path.includes('cursor=old') ? Response.json({ status: 400, detail: 'x', field: 'cursor', code: 'x' }, { status: 400 }) : pageOf(call))
    const { table, ids, router } = await open('/ledger?period=all&cursor=old', refused)
    expect([ids(), router.currentRoute.value.query, table.error, table.notes.length]).toEqual([[1, 2], { period: 'all' }, null, 1])
  })

  test('cases that came in meanwhile make every page that was kept old', async () => {
    let revision = 1
    const { table, asked, router } = await open('/ledger?period=all', (call) => pageOf(call, revision))
    revision = 2
    useCounty().info = { ...useCounty().info!, revision }
    await settled()
    expect([table.page?.revision, asked().length]).toEqual([2, 4])
    // while somebody looked at another page, too
    await router.push('/import')
    revision = 3
    useCounty().info = { ...useCounty().info!, revision }
    await router.push('/ledger?period=all')
    await settled()
    expect(table.page?.revision).toBe(3)
  })

  test('what was on show stays when the next page cannot be had, and comes on asking again', async () => {
    let broken = true
    const { table, ids } = await open('/ledger?period=all', (call) => (broken && call.path.includes('cursor') ? problem(500, 'later') : pageOf(call)))
    await table.turn('p1')
    await settled()
    expect([ids(), table.error?.message]).toEqual([[1, 2], 'later'])
    broken = false
    await table.reload()
    await settled()
    expect([ids(), table.error]).toEqual([[3, 4], null])
  })

  test('no late page covers the one that was asked for after it', async () => {
    const waiting: ((said: CasePage) => void)[] = []
    const { table, ids } = await open('/ledger?period=all', (call) =>
      call.path.includes('q=a') ? new Promise<CasePage>((resolve) => waiting.push(resolve)) : pageOf(call))
    await table.change({ own: { q: 'a' } })
    await settled()
    expect(table.stale).toBe(true)
    await table.change({ own: {} })
    await settled()
    waiting[0]!({ revision: 1, total: 1, rows: [row(99)], next: null, previous: null })
    await settled()
    expect([ids(), table.stale]).toEqual([[1, 2], false])
  })
})

describe('the one filter and what is asked of the ledger alone', () => {
  test('stand in one address; a change of either begins at the first page and keeps the other', async () => {
    const { table, filter, router, asked } = await open('/ledger?period=all&category=05&sort=-amount&q=水&cursor=p1')
    expect(asked()[0]).toContain('category=05&q=水&sort=-amount&cursor=p1')
    await filter.change({ filter: { colour: ['red'] } })
    expect(router.currentRoute.value.query).toEqual({ period: 'all', colour: 'red', sort: '-amount', q: '水' })
    await table.turn('p1')
    await table.change({ own: { ...table.ask.own, overdue: true } })
    expect(router.currentRoute.value.query).toEqual({ period: 'all', colour: 'red', sort: '-amount', q: '水', overdue: '1' })
  })

  test('go with the person from the map to the ledger and back, and the map finds its own things again', async () => {
    const { filter, router } = await open('/?period=all&colour=red&metric=rate&at=9/112/36')
    await router.push(filter.to('ledger'))
    await settled()
    expect(router.currentRoute.value.fullPath).toBe('/ledger?colour=red&period=all')
    expect(filter.filter).toEqual({ colour: ['red'] })
    await filter.change({ filter: { colour: ['red', 'yellow'] } })
    await router.push(filter.to('map'))
    expect(router.currentRoute.value.query).toEqual({ colour: 'red,yellow', period: 'all', metric: 'rate', at: '9/112/36' })
  })

  test('a view is kept without its page, and opens as it was', async () => {
    const { table, router } = await open('/ledger?period=last90&colour=red&sort=dueOn&overdue=1&cursor=p1')
    expect(table.address()).toBe('colour=red&period=last90&overdue=1&sort=dueOn')
    await table.open('period=thisMonth&q=水')
    expect(router.currentRoute.value.query).toEqual({ period: 'thisMonth', q: '水' })
  })
})

describe('chosen cases', () => {
  test('stay from page to page and in another order, and go with the selection that they were chosen in', async () => {
    const { table, filter } = await open('/ledger?period=all')
    table.select(table.page!.rows, true)
    await table.turn('p1')
    await settled()
    table.select([table.page!.rows[0]!], true)
    await table.change({ order: { by: 'amount', descending: true } })
    await settled()
    expect([...table.selected.keys()]).toEqual([1, 2, 3])
    table.select([row(2)], false)
    expect([...table.selected.keys()]).toEqual([1, 3])
    await filter.change({ filter: { colour: ['red'] } })
    await settled()
    expect(table.selected.size).toBe(0)
  })
})
