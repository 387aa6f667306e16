import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Problem } from '../../../server/contract/answers.ts'
import type { Deck } from '../../../server/contract/decks.ts'
import type { MeetingDetail } from '../../../server/contract/meetings.ts'
import { AREAS, COUNTY, install } from '../services/county.ts'
import { LIUHE, LIUHE_CENTRE, OFFICES } from '../services/meetings/hall.ts'
import { readUpload } from '../../../server/api/upload.ts'
import { openBench, type Bench } from './bench.ts'

let bench: Bench
let deck: Deck
let meeting: MeetingDetail
const faults: string[] = []
beforeAll(async () => {
  const opened = await openBench(3)
  bench = { ...opened, app: opened.appWith({ version: 'test', onFault: (text) => faults.push(text) }) }
  await install(bench.ctx, 'b', AREAS, OFFICES)
  deck = (await send<Deck>('POST', '/decks', DECK)).answer
  meeting = (await send<MeetingDetail>('POST', '/meetings', MEETING)).answer
})
afterAll(() => bench.drop())

const ACTION = { text: '排查', owner: LIUHE_CENTRE, dueOn: '2024-07-10' }
const MEETING = { kind: 'town_halfmonthly', area: LIUHE, heldOn: '2024-06-12', title: '研判会', actions: [ACTION] }
const DECK = { name: '研判会', shared: false, slides: [{ query: 'topic=red', title: null, note: null }] }
const CASE = { occurredOn: '2024-06-30', area: '990101001201', category: '02', channel: 'screening', people: 2, summary: '两户因通行发生争执' }

async function send<Answer = Problem>(method: string, path: string, body?: unknown, at = `/api/counties/${COUNTY}`): Promise<{ status: number; answer: Answer }> {
  const init = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await bench.app.request(`${at}${path}`, { method, ...init })
  return { status: response.status, answer: (await response.json()) as Answer }
}
const refused = async (field: string, method: string, path: string, body?: unknown, at?: string) => {
  const { status, answer } = await send(method, path, body, at)
  expect([status, answer.field, answer.code, faults]).toEqual([400, field, 'bad_parameter', []])
  return answer.detail
}

test.each([['a null character', '\u0000'], ['the first half of a pair', '\ud83d'], ['the second half of a pair', '\ude00']])('texts with %s are refused by the name of their field', async (_, letter) => {
  const bad = `好${letter}的`
  expect(await refused('title', 'POST', '/meetings', { ...MEETING, title: bad })).toBe('“会议名称”里有空字符或不完整的字符，无法保存，请删去后重新输入')
  await refused('actions.0.text', 'POST', '/meetings', { ...MEETING, actions: [{ ...ACTION, text: bad }] })
  await refused('actions.0.owner', 'POST', '/meetings', { ...MEETING, actions: [{ ...ACTION, owner: bad }] })
  await refused('minutes', 'PATCH', `/meetings/${meeting.id}`, { version: 1, minutes: bad })
  await refused('result', 'PATCH', `/meetings/actions/${meeting.actions[0]!.id}`, { version: 1, status: 'done', result: bad })
  await refused('slides.0.note', 'PUT', `/decks/${deck.id}`, { ...DECK, version: 1, slides: [{ query: '', title: null, note: bad }] })
  await refused('name', 'POST', '/decks', { ...DECK, name: bad })
  await refused('summary', 'POST', '/cases', { ...CASE, summary: bad })
  await refused('area', 'POST', '/cases', { ...CASE, area: bad })
  await refused('name', 'POST', '/views', { page: 'ledger', name: bad, query: '', columns: ['code'], shared: false })
  await refused('login', 'POST', '', { login: bad, password: 'x' }, '/api/session')
})

test('whole letters of any plane are kept', async () => {
  expect(await send('POST', '/decks', { ...DECK, name: '𠮷家沟😀' })).toMatchObject({ status: 200, answer: { name: '𠮷家沟😀' } })
})

test('so are addresses with a null character', async () => {
  expect(await refused('id', 'GET', '/meetings/a%00b')).toContain('空字符')
  await refused('id', 'PATCH', '/meetings/actions/a%00b', { version: 1 })
  await refused('id', 'DELETE', '/decks/%00')
  await refused('id', 'DELETE', '/views/%00')
  await refused('county', 'GET', '/meetings', undefined, '/api/counties/9901%00')
  await refused('county', 'GET', '/v/boundaries.pmtiles', undefined, '/tiles/9901%00')
  await refused('owner', 'GET', '/meetings/actions?owner=a%00')
  await refused('area', 'GET', '/meetings?area=a%00')
  await refused('q', 'GET', '/cases?q=a%00')
  await refused('area', 'GET', '/summary?area=%00')
})

test.each([
  ['file', 'a\u0000.csv', '{}'],
  ['mapping', 'a.csv', JSON.stringify({ mapping: { '乡镇\u0000': 'ignore' } })],
  ['crs', 'a.csv', JSON.stringify({ crs: '\ud83d' })],
])('so is what comes with a file: %s', async (field, name, options) => {
  const part = (head: string, text: string) => `--x\r\ncontent-disposition: form-data; ${head}\r\n\r\n${text}\r\n`
  const body = `${part(`name="file"; filename="${name}"`, '编号\n1')}${part('name="options"', options)}--x--\r\n`
  const request = new Request('http://localhost/', { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body })
  await expect(readUpload(request)).rejects.toMatchObject({ status: 400, field })
})

test('versions that no column holds are too great, not a fault', async () => {
  const version = 3_000_000_000
  expect(await refused('version', 'PUT', `/decks/${deck.id}`, { ...DECK, version })).toBe('参数“version”太大，最多 2147483647，请改正')
  await refused('version', 'PATCH', `/meetings/${meeting.id}`, { version, solved: 1 })
  await refused('version', 'PATCH', `/meetings/actions/${meeting.actions[0]!.id}`, { version, status: 'done' })
  await refused('version', 'PATCH', `/meetings/${meeting.id}`, { version: 1e300, solved: 1 })
})
