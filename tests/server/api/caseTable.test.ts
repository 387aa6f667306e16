import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { casePageSchema, savedViewsSchema } from '../../../server/api/caseTableSchemas.ts'
import type { SavedView, SavedViews } from '../../../server/contract/caseTable.ts'
import type { CasePage } from '../../../server/contract/cases.ts'
import type { Problem } from '../../../server/contract/answers.ts'
import { STATES } from '../../../server/contract/states.ts'
import { workbook } from '../report/reader.ts'
import { COUNTY, put, rows } from '../services/county.ts'
import { giveLife, TOWN } from '../services/ledger.ts'
import { openBench, type Bench } from './bench.ts'
import { cookieOf, type Stand } from './people.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench(0)
  await put(bench.ctx, rows(400, 1, STATES.codes))
  await giveLife(bench.ctx)
})
afterAll(() => bench.drop())

const at = (rest: string) => `/api/counties/${COUNTY}${rest}`
async function ask(path: string, stand?: Stand, init: RequestInit = {}) {
  const headers = new Headers(init.headers)
  if (stand) headers.set('cookie', await cookieOf(bench.ctx, stand))
  return bench.app.request(at(path), { ...init, headers })
}
const page = async (path: string, stand?: Stand) => (await (await ask(path, stand)).json()) as CasePage
const exportsTold = async () => (await bench.ctx.db.pool.query(`SELECT 1 FROM audit_line WHERE action = 'exported'`)).rowCount
const MEDIATOR: Stand = { role: 'mediator', area: TOWN, organisation: 'o1' }

describe('GET /cases', () => {
  test('pages there and back, as its schema says, for nobody’s cache', async () => {
    const response = await ask('/cases?colour=red,blue&sort=-people&limit=20')
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const first = (await response.json()) as CasePage
    expect(casePageSchema.safeParse(first).error).toBeUndefined()
    expect([first.rows.length, first.previous]).toEqual([20, null])
    const second = await page(`/cases?colour=red,blue&sort=-people&limit=20&cursor=${first.next}`)
    expect(second.total).toBe(first.total)
    expect(await page(`/cases?colour=red,blue&sort=-people&limit=20&cursor=${second.previous}`)).toEqual(first)
  })

  test('agrees with the figures of the same filter', async () => {
    for (const filter of ['', `area=${TOWN}`, 'from=2023-01-01&to=2023-12-31&phase=open,handling']) {
      const { count } = (await (await ask(`/summary?${filter}`)).json()) as { count: number }
      expect((await page(`/cases?${filter}`)).total).toBe(count)
    }
  })

  test.each([
    ['cursor', 'cursor=abc'],
    ['limit', 'limit=201'],
    ['limit', 'limit=0'],
    ['sort', 'sort=name'],
    ['state', 'state=done'],
    ['overdue', 'overdue=yes'],
    ['q', `q=${'a'.repeat(61)}`],
    ['area', 'area=999'],
    ['page', 'page=2'],
  ])('names a wrong %s: %s', async (field, query) => {
    const response = await ask(`/cases?${query}`)
    expect([response.status, ((await response.json()) as Problem).field]).toEqual([400, field])
  })

  test('gives each post its own part', async () => {
    const whole = await page('/cases?limit=200')
    const town = await page('/cases?limit=200', { role: 'clerk', area: TOWN })
    const own = await page('/cases?limit=200', MEDIATOR)
    expect(whole.total).toBeGreaterThan(town.total)
    expect(town.total).toBeGreaterThan(0)
    expect(own.total).not.toBe(town.total)
  })

  test.each<Stand['role']>(['wall', 'system_admin', 'security_admin', 'audit_admin'])('gives a %s nothing', async (role) => {
    expect((await ask('/cases', { role })).status).toBe(403)
    expect((await ask('/cases/export?format=csv', { role })).status).toBe(403)
    expect((await ask('/views', { role })).status).toBe(403)
  })

  test('leaves single cases their addresses', async () => {
    expect((await ask('/cases/12')).status).toBe(200)
    expect((await ask('/cases/nonsense')).status).toBe(400)
  })
})

describe('GET /cases/export', () => {
  test('gives a file with a name, for nobody’s cache', async () => {
    const response = await ask('/cases/export?format=xlsx&columns=code,state&state=closed')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="cases.xlsx"; filename*=UTF-8''${encodeURIComponent('枫溪县案件台账 已办结 2024-07-01.xlsx')}`)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('etag')).toBeNull()
    const [head, ...read] = workbook(new Uint8Array(await response.arrayBuffer()))
    expect(head).toEqual(['案件编码', '办理状态'])
    expect(read.map(([code]) => code)).toEqual((await page('/cases?state=closed&limit=200')).rows.map(({ code }) => code))
  })

  test('in the asker’s language', async () => {
    const response = await ask('/cases/export?format=csv&columns=state', undefined, { headers: { 'accept-language': 'en' } })
    expect((await response.text()).slice(0, 6)).toBe('State\r')
  })

  test.each(['supervisor', 'worker', 'mediator'] as const)('is not for a %s', async (role) => {
    const before = await exportsTold()
    expect((await ask('/cases/export?format=csv', { role, organisation: 'o1' })).status).toBe(403)
    expect(await exportsTold()).toBe(before)
  })

  test.each<[string, RequestInit, number]>([
    ['format=csv', { method: 'HEAD' }, 405],
    ['format=pdf', {}, 400],
    ['', {}, 400],
    ['format=csv&columns=name', {}, 400],
    ['format=csv&cursor=x', {}, 400],
  ])('leaves no line where nothing is sent: %s %o', async (query, init, status) => {
    const before = await exportsTold()
    expect((await ask(`/cases/export?${query}`, undefined, init)).status).toBe(status)
    expect(await exportsTold()).toBe(before)
  })
})

test('views are saved, listed and deleted', async () => {
  const body = { name: '红色', query: 'colour=red', columns: ['code', 'place'], shared: true }
  const send = (method: string, path: string, json?: unknown, stand?: Stand) =>
    ask(path, stand, { method, headers: { 'content-type': 'application/json' }, body: json === undefined ? undefined : JSON.stringify(json) })
  const saved = (await (await send('POST', '/views', body)).json()) as SavedView
  expect(saved).toEqual({ ...body, page: 'ledger', id: expect.any(String) as string, own: true })
  const list = (await (await ask('/views')).json()) as SavedViews
  expect(savedViewsSchema.safeParse(list).error).toBeUndefined()
  expect(list.views).toEqual([saved])
  expect(((await (await ask('/views', MEDIATOR)).json()) as SavedViews).views).toEqual([{ ...saved, own: false }])
  expect((await send('DELETE', `/views/${saved.id}`, undefined, MEDIATOR)).status).toBe(404)
  expect((await send('DELETE', `/views/${saved.id}`)).status).toBe(204)
  expect((await send('POST', '/views', { ...body, name: '王建国' })).status).toBe(400)
  expect((await send('POST', '/views', { ...body, columns: [] })).status).toBe(400)
})

test('cases are assigned as they were seen in the list; what changed since comes back by number', async () => {
  const assign = (cases: unknown) => ask('/cases/assign', undefined, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ cases, holder: 'o1' }) })
  const { rows: listed } = await page('/cases?state=triaged&colour=blue&limit=2')
  const seen = listed.map(({ id, version }) => ({ id, version }))
  const refused = await assign(seen.map(({ id, version }, k) => ({ id, version: version - k })))
  expect([refused.status, await refused.json()]).toEqual([409, expect.objectContaining({ code: 'cases_changed', field: 'cases', changed: [seen[1]!.id] })])
  const done = await assign(seen)
  expect([done.status, await done.json()]).toMatchObject([200, { assigned: 2 }])
  // a version of one's own making is none
  expect((await assign([{ id: seen[0]!.id }])).status).toBe(400)
  expect((await assign(seen)).status).toBe(409)
})
