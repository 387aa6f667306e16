import { afterAll, beforeAll, expect, test } from 'vitest'
import { savedViewsSchema } from '../../../server/api/caseTableSchemas.ts'
import { decksSchema } from '../../../server/api/decks.ts'
import type { Problem } from '../../../server/contract/answers.ts'
import type { SavedView, SavedViews } from '../../../server/contract/caseTable.ts'
import type { Deck, Decks } from '../../../server/contract/decks.ts'
import { COUNTY } from '../services/county.ts'
import { openBench, type Bench } from './bench.ts'
import { cookieOf, type Stand } from './people.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench(0)
})
afterAll(() => bench.drop())

const LEADER: Stand = { role: 'leader' }
const CLERK: Stand = { role: 'clerk' }
const TOWN: Stand = { role: 'supervisor', area: '990101001000' }

async function send<Answer = Problem>(who: Stand, method: string, path: string, body?: unknown): Promise<{ status: number; answer: Answer }> {
  const headers = { cookie: await cookieOf(bench.ctx, who), ...(body !== undefined && { 'content-type': 'application/json' }) }
  const response = await bench.app.request(`/api/counties/${COUNTY}${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
  const text = await response.text()
  return { status: response.status, answer: (text ? JSON.parse(text) : null) as Answer }
}

test('views of the board are kept beside those of the ledger, and shared with whoever sees their place', async () => {
  const board = { page: 'board', name: '红色', query: 'colour=red&topic=red&period=all', shared: true }
  const { status, answer: saved } = await send<SavedView>(LEADER, 'POST', '/views', board)
  expect([status, saved]).toEqual([200, { ...board, query: 'colour=red&period=all&topic=red', columns: [], id: expect.any(String) as string, own: true }])
  const of = async (who: Stand, page: string) => (await send<SavedViews>(who, 'GET', `/views${page}`)).answer
  const listed = await of(TOWN, '?page=board')
  expect(savedViewsSchema.safeParse(listed).error).toBeUndefined()
  expect(listed.views).toEqual([{ ...saved, own: false }])
  expect((await of(LEADER, '')).views).toEqual([])
  expect(await send(TOWN, 'DELETE', `/views/${saved.id}`)).toMatchObject({ status: 404 })
  expect(await send(LEADER, 'GET', '/views?page=audit')).toMatchObject({ status: 400, answer: { field: 'page' } })
  expect(await send(LEADER, 'POST', '/views', { ...board, query: 'colour=pink' })).toMatchObject({ status: 400, answer: { field: 'colour' } })
})

test('decks are made, changed from the version that was seen, and deleted', async () => {
  const slides = [{ query: 'topic=overview', title: null, note: null }, { query: 'area=990101001000', title: '柳河镇', note: '先讲' }]
  const { status, answer: made } = await send<Deck>(LEADER, 'POST', '/decks', { name: '研判会', shared: true, slides })
  expect([status, made]).toEqual([200, { id: expect.any(String) as string, name: '研判会', shared: true, slides, version: 1, own: true, elsewhere: 0 }])
  const { answer: seen } = await send<Decks>(TOWN, 'GET', '/decks')
  expect(decksSchema.safeParse(seen).error).toBeUndefined()
  expect(seen.decks).toEqual([{ ...made, slides: [{ ...slides[1], note: null }], own: false, elsewhere: 1 }])

  const change = { name: '研判会', shared: false, slides: slides.slice(1), version: 1 }
  expect(await send(CLERK, 'PUT', `/decks/${made.id}`, change)).toMatchObject({ status: 404, answer: { code: 'unknown_deck' } })
  expect(await send(LEADER, 'PUT', `/decks/${made.id}`, change)).toMatchObject({ status: 200, answer: { version: 2 } })
  expect(await send(LEADER, 'PUT', `/decks/${made.id}`, change)).toMatchObject({ status: 409, answer: { code: 'deck_changed' } })
  expect((await send<Decks>(TOWN, 'GET', '/decks')).answer.decks).toEqual([])
  expect(await send(LEADER, 'DELETE', `/decks/${made.id}`)).toMatchObject({ status: 204 })
  expect((await send<Decks>(LEADER, 'GET', '/decks')).answer.decks).toEqual([])
})

test.each<[string, object, string]>([
  ['no name', { name: '' }, 'name'],
  ['a person in it', { name: '王建国的案件' }, 'name'],
  ['more slides than a meeting has patience for', { slides: Array.from({ length: 41 }, () => ({ query: '', title: null, note: null })) }, 'slides'],
  ['what is no slide', { slides: [{ query: '', title: null, note: null, html: '<b>' }] }, 'slides'],
])('a deck with %s is refused', async (_, part, field) => {
  const { status, answer } = await send(LEADER, 'POST', '/decks', { name: '会', shared: false, slides: [], ...part })
  expect([status, answer.field?.split('.')[0]]).toEqual([400, field])
})

test.each<Stand['role']>(['wall', 'system_admin', 'security_admin', 'audit_admin'])('a %s has none of it', async (role) => {
  for (const path of ['/decks', '/views?page=board']) expect((await send({ role }, 'GET', path)).status).toBe(403)
})
