import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { caseDetailSchema, likenessSchema, workSchema } from '../../../server/api/caseSchemas.ts'
import type { CaseDetail } from '../../../server/contract/cases.ts'
import { MOVES } from '../../../server/contract/moves.ts'
import { putOrganisations } from '../../../server/store/organisations.ts'
import { transaction } from '../../../server/store/transaction.ts'
import type { AreaCode } from '../../../geodata/place/area.ts'
import { COUNTY, SCOPE } from '../services/county.ts'
import { png } from '../services/caseLife/photos.ts'
import { openBench, type Bench } from './bench.ts'
import { cookieOf, type Stand } from './people.ts'

const TOWN = '990101001000'
const CLERK: Stand = { role: 'clerk', area: TOWN, organisation: 'town' }
const MEDIATOR: Stand = { role: 'mediator', area: TOWN, organisation: 'village' }
const FAR: Stand = { role: 'clerk', area: '990101002000', organisation: 'other' }

let bench: Bench
beforeAll(async () => {
  bench = await openBench(50, null)
  await bench.ctx.db.pool.query('UPDATE county SET next_case_id = 51')
  const one = (id: string, name: string, type: 'centre' | 'committee' | 'department', area: string) => ({
    id, name, type, area: area as AreaCode, domain: null, star: null, staffing: { total: null, fullTime: null, law: null, bachelor: null },
    lng: null, lat: null, source: 'person' as const, closedOn: null,
  })
  await transaction(bench.ctx.db, (tx) =>
    putOrganisations(tx, SCOPE, [one('town', '柳河镇综治中心', 'centre', TOWN), one('village', '东周村人民调解委员会', 'committee', '990101001201'), one('housing', '县住建局', 'department', COUNTY)], 1),
  )
})
afterAll(() => bench.drop())

const at = (rest: string) => `/api/counties/${COUNTY}${rest}`
async function call(stand: Stand, method: string, path: string, body?: unknown): Promise<Response> {
  const raw = body instanceof FormData
  const headers: Record<string, string> = { cookie: await cookieOf(bench.ctx, stand), 'accept-language': 'en', ...(body !== undefined && !raw && { 'content-type': 'application/json' }) }
  return bench.app.request(at(path), { method, headers, body: raw ? body : body === undefined ? undefined : JSON.stringify(body) })
}
const json = async <T>(response: Promise<Response>): Promise<T> => (await (await response).json()) as T
const NEW = { occurredOn: '2024-06-30', area: '990101001201', category: '02', channel: 'screening', people: 2, summary: '两户因通行发生争执' }
const enter = (more: object = {}) => json<CaseDetail>(call(CLERK, 'POST', '/cases', { ...NEW, ...more }))

describe('whoever tries what is not his', () => {
  const noted = async (stand: Stand) => {
    const { rows } = await bench.ctx.db.pool.query<{ subject: string }>(`SELECT subject FROM audit_line WHERE action = 'refused' AND organisation = $1 ORDER BY seq`, [stand.organisation])
    return rows.map(({ subject }) => subject)
  }

  test('stands in the audit log: once for a minute of trying', async () => {
    const { id, version } = await enter()
    for (let n = 0; n < 3; n++) expect((await call(FAR, 'GET', `/cases/${id}`)).status).toBe(404)
    expect(await noted(FAR)).toEqual([`GET ${at(`/cases/${id}`)}`])
    const stranger: Stand = { role: 'mediator', area: TOWN, organisation: 'housing' }
    expect((await call(stranger, 'POST', `/cases/${id}/moves/note`, { version, note: '看看' })).status).toBe(404)
    expect(await noted(stranger)).toEqual([`POST ${at(`/cases/${id}/moves/note`)}`])
    const supervisor: Stand = { role: 'leader', area: TOWN, organisation: 'town' }
    expect((await call(supervisor, 'POST', `/cases/${id}/moves/triage`, { version, colour: 'blue', reason: '一般' })).status).toBe(403)
    expect(await noted(supervisor)).toEqual([`POST ${at(`/cases/${id}/moves/triage`)}`])
  })
})

describe('every answer keeps to its schema, to the last field', () => {
  const faults = (schema: z.ZodType, body: unknown) => schema.safeParse(body).error?.issues ?? []

  test('of a case at every turn of its life, of work and of hints', async () => {
    let one = await enter()
    expect(faults(caseDetailSchema, one)).toEqual([])
    const move = async (stand: Stand, code: string, asks: object = {}) => {
      one = await json<CaseDetail>(call(stand, 'POST', `/cases/${one.id}/moves/${code}`, { version: one.version, ...asks }))
      expect(faults(caseDetailSchema, one)).toEqual([])
    }
    await move(CLERK, 'triage', { colour: 'yellow', reason: '一般', plan: '上门', leadPost: '副镇长' })
    await move(CLERK, 'dispatch', { holder: 'village' })
    await move(MEDIATOR, 'accept')
    await move(CLERK, 'whistle', { departments: ['housing'], reason: '到场', limitDays: 2 })
    expect(faults(workSchema, await json(call(CLERK, 'GET', '/work')))).toEqual([])
    expect(faults(workSchema, await json(call(MEDIATOR, 'GET', '/work')))).toEqual([])
    await move(CLERK, 'result', { whistle: '1', note: '已办' })
    await move(CLERK, 'resume', { mediationType: 'joint' })
    expect(one.clocks.length).toBeGreaterThan(0)
    await move(MEDIATOR, 'agree', { agreement: 'written', agreedOn: '2024-07-01' })
    await move(MEDIATOR, 'close', { closedOn: '2024-07-01', performance: 'full' })
    expect(one.state).toBe('closed')
    expect(faults(caseDetailSchema, await json(call(CLERK, 'GET', `/cases/${one.id}?asOf=2024-07-01`)))).toEqual([])
    expect(faults(likenessSchema, await json(call(CLERK, 'GET', '/cases/likeness?area=990101001201&day=2024-07-01')))).toEqual([])
    one = await json(call(CLERK, 'POST', `/cases/${one.id}/participants`, { version: one.version, organisation: 'housing', ring: 'N' }))
    one = await json(call(CLERK, 'DELETE', `/cases/${one.id}/participants/housing?version=${one.version}`))
    expect(faults(caseDetailSchema, await json(call(CLERK, 'PATCH', `/cases/${one.id}`, { version: one.version, people: 3 })))).toEqual([])
  })

  test('of a ledger’s case that nobody touched', async () => {
    const [{ id }] = (await bench.ctx.db.pool.query(`SELECT id FROM dispute WHERE area LIKE '990101001%' AND state <> 'merged' LIMIT 1`)).rows as [{ id: number }]
    expect(faults(caseDetailSchema, await json(call(CLERK, 'GET', `/cases/${id}`)))).toEqual([])
  })
})

test('somebody was first: the answer is the case as it stands', async () => {
  const one = await enter()
  const triage = (colour: string) => call(CLERK, 'POST', `/cases/${one.id}/moves/triage`, { version: one.version, colour, reason: '一般' })
  expect((await triage('blue')).status).toBe(200)
  const late = await triage('red')
  expect(late.status).toBe(409)
  const problem = (await late.json()) as { code: string; current: CaseDetail }
  expect(problem.code).toBe('case_changed')
  expect(caseDetailSchema.safeParse(problem.current).error).toBeUndefined()
  expect(problem.current).toMatchObject({ colour: 'blue', state: 'triaged' })
})

test('a case that was given away is answered without one', async () => {
  let one = await enter()
  for (const [code, asks] of [['triage', { colour: 'blue', reason: '一般' }], ['dispatch', { holder: 'village' }]] as const) {
    one = await json<CaseDetail>(call(CLERK, 'POST', `/cases/${one.id}/moves/${code}`, { version: one.version, ...asks }))
  }
  const given = await call(MEDIATOR, 'POST', `/cases/${one.id}/moves/return`, { version: one.version, note: '不在本村' })
  expect([given.status, await given.text()]).toEqual([204, ''])
  expect((await call(MEDIATOR, 'GET', `/cases/${one.id}`)).status).toBe(404)
  expect(await json(call(CLERK, 'GET', `/cases/${one.id}`))).toMatchObject({ state: 'triaged', holder: null })
})

test('another town’s case is not there, for reading or for changing', async () => {
  const one = await enter()
  const [read, unknown] = [await call(FAR, 'GET', `/cases/${one.id}`), await call(FAR, 'GET', '/cases/99999')]
  expect([read.status, await read.text()]).toEqual([404, await unknown.text()])
  for (const [method, path, body] of [
    ['POST', `/cases/${one.id}/moves/note`, { version: one.version, note: '看看' }],
    ['PATCH', `/cases/${one.id}`, { version: one.version, people: 9 }],
    ['POST', `/cases/${one.id}/participants`, { version: one.version, organisation: 'housing', ring: 'N' }],
    ['GET', `/cases/${one.id}/attachments`, undefined],
  ] as const) {
    expect((await call(FAR, method, path, body)).status, `${method} ${path}`).toBe(404)
  }
})

test.each([
  ['a day that is none', { occurredOn: '2024-02-30' }, 'occurredOn'],
  ['a kind that is none', { category: '55' }, 'category'],
  ['a field of a person', { name: '张三' }, 'name'],
  ['no summary', { summary: '  ' }, 'summary'],
  ['people by halves', { people: 1.5 }, 'people'],
])('%s is refused by its name', async (_, more, field) => {
  const response = await call(CLERK, 'POST', '/cases', { ...NEW, ...more })
  expect([response.status, ((await response.json()) as { field: string }).field]).toEqual([400, field])
})

test('files come and go', async () => {
  const one = await enter()
  const form = new FormData()
  form.append('file', new File([new Uint8Array(png({ tEXt: 'Author\0x' }))], '现场.png', { type: 'text/html' }))
  const added = await json<CaseDetail>(call(CLERK, 'POST', `/cases/${one.id}/attachments`, form))
  expect(added.attachments).toMatchObject([{ id: '1', name: '现场.png', type: 'image/png', photo: true }])
  const file = await call(CLERK, 'GET', `/cases/${one.id}/attachments/1`)
  expect(Object.fromEntries(['content-type', 'content-disposition', 'x-content-type-options', 'cache-control'].map((name) => [name, file.headers.get(name)]))).toEqual({
    'content-type': 'image/png', 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('现场.png')}`, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store',
  })
  expect(Buffer.from(await file.arrayBuffer()).toString('latin1')).not.toContain('tEXt')
  expect((await call(CLERK, 'HEAD', `/cases/${one.id}/attachments/1`)).status).toBe(405)
  const big = new FormData()
  big.append('file', new File([new Uint8Array(20 * 2 ** 20 + 1)], 'a.pdf'))
  expect((await call(CLERK, 'POST', `/cases/${one.id}/attachments`, big)).status).toBe(413)
  const page = new FormData()
  page.append('file', new File(['<html></html>'], 'a.pdf'))
  expect((await call(CLERK, 'POST', `/cases/${one.id}/attachments`, page)).status).toBe(415)
  expect((await json<CaseDetail>(call(CLERK, 'DELETE', `/cases/${one.id}/attachments/1`))).attachments).toEqual([])
})

test('the description tells every move', async () => {
  const text = await (await bench.app.request('/api/openapi.json')).text()
  for (const code of MOVES.codes) expect(text).toContain(`\`${code}\` `)
})
