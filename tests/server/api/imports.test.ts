import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import * as xlsx from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as schemas from '../../../server/api/importSchemas.ts'
import { readUpload } from '../../../server/api/upload.ts'
import type { Problem, Summary } from '../../../server/contract/answers.ts'
import type { ImportAnswer, Preview, UnlocatedGroup } from '../../../server/contract/imports.ts'
import { COUNTY } from '../services/county.ts'
import { openBench, type Bench } from './bench.ts'
import { cookieOf } from './people.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench(0)
})
afterAll(() => bench.drop())

const LEDGER = `编号,乡镇,村（社区）,排查时间,纠纷类型,简要情况,当事人姓名,风险等级,办理状态
A-1,柳河镇,东周村,2024-03-05,邻里,因排水沟走向争执,王小明,红色,已化解
A-2,柳河镇,西周村,2024-03-06,土地流转,地界不清,李大力,黄色,调解中
A-3,柳河镇,北周村,2024-03-07,邻里,院墙渗水,赵某某,蓝色,调解中
A-4,太峪镇,太峪村,不详,邻里,日期缺失,钱某,蓝色,调解中
`
const at = (rest: string) => `/api/counties/${COUNTY}${rest}`

function form(file: string | null, options?: unknown): FormData {
  const data = new FormData()
  if (options !== undefined) data.append('options', typeof options === 'string' ? options : JSON.stringify(options))
  if (file !== null) data.append('file', new File([file], '三月台账.csv', { type: 'text/csv' }))
  return data
}
const post = (rest: string, body: BodyInit, headers: Record<string, string> = {}) =>
  bench.app.request(at(rest), { method: 'POST', body, headers })
const summary = async () => (await (await bench.app.request(at('/summary'))).json()) as Summary

describe('a ledger by upload', () => {
  test('preview stores nothing and shows no person', async () => {
    const response = await post('/imports/preview', form(LEDGER))
    const text = await response.text()
    expect([response.status, text]).toEqual([200, expect.not.stringMatching(/王小明|李大力|赵某某|钱某/) as string])
    const preview = JSON.parse(text) as unknown
    expect(schemas.previewSchema.safeParse(preview).error).toBeUndefined()
    expect((await summary()).count).toBe(0)
  })

  test('import, the same again, the queue, settle, undo: each seen at once', async () => {
    const response = await post('/imports', form(LEDGER, { sheet: undefined }))
    const result = (await response.json()) as ImportAnswer
    expect(schemas.importResultSchema.safeParse(result).error).toBeUndefined()
    expect(result).toMatchObject({ read: 5, accepted: 3, rejected: 1, notCases: 1, unlocated: 1 })
    // the refused row goes back whole, but for the person in it
    const headers = result.rejectHeaders[result.rejects[0]!.sheet!]!
    expect(headers).toContain('当事人姓名')
    const cells = Object.fromEntries(headers.map((header, k) => [header, result.rejects[0]?.cells?.[k]]))
    expect(cells).toMatchObject({ 编号: 'A-4', '村（社区）': '太峪村', 排查时间: '不详', 当事人姓名: '', 办理状态: '调解中' })
    expect(await summary()).toMatchObject({ count: 3, unlocated: 1, resolved: 1, revision: result.revision })

    const again = (await (await post('/imports', form(LEDGER))).json()) as ImportAnswer
    expect(again).toMatchObject({ accepted: 0, duplicates: 3, batch: null })

    const queue = (await (await bench.app.request(at('/unlocated'))).json()) as { groups: UnlocatedGroup[] }
    expect(schemas.unlocatedListSchema.safeParse(queue).error).toBeUndefined()
    expect(queue.groups).toHaveLength(1)
    const choice = { words: queue.groups[0]!.words, area: '990101001201', learn: false }
    const settled = await post('/unlocated/settle', JSON.stringify(choice), { 'content-type': 'application/json' })
    expect(schemas.settledSchema.safeParse(await settled.json()).error).toBeUndefined()
    expect(await summary()).toMatchObject({ count: 3, unlocated: 0 })

    const undone = await bench.app.request(at(`/imports/${result.batch}`), { method: 'DELETE' })
    expect(schemas.undoneSchema.safeParse(await undone.json()).error).toBeUndefined()
    expect((await summary()).count).toBe(0)
    const batches = await (await bench.app.request(at('/imports'))).json()
    expect(schemas.batchListSchema.safeParse(batches).error).toBeUndefined()
  })
})

describe('a workbook of several sheets', () => {
  const book = (sheets: Record<string, string[][]>): FormData => {
    const workbook = xlsx.utils.book_new()
    for (const [name, rows] of Object.entries(sheets)) xlsx.utils.book_append_sheet(workbook, xlsx.utils.aoa_to_sheet(rows), name)
    const data = new FormData()
    data.append('file', new File([xlsx.write(workbook, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer], '台账.xlsx'))
    return data
  }

  test('gives refused rows back under the columns of their own sheet', async () => {
    const response = await post('/imports', book({
      柳河镇: [['编号', '乡镇', '排查时间', '纠纷类型'], ['B-1', '柳河镇', '不详', '邻里']],
      太峪镇: [['摸排日', '乡镇', '纠纷类型'], ['未知', '太峪镇', '邻里']],
    }))
    const result = (await response.json()) as ImportAnswer
    expect(schemas.importResultSchema.safeParse(result).error).toBeUndefined()
    expect(result.rejectHeaders).toEqual({ 柳河镇: ['编号', '乡镇', '排查时间', '纠纷类型'], 太峪镇: ['摸排日', '乡镇', '纠纷类型'] })
    expect(result.rejects.map(({ sheet, cells }) => [sheet, cells?.[0]])).toEqual([['柳河镇', 'B-1'], ['太峪镇', '未知']])
  })

  test('is refused as long as one owes a column, by the name of that sheet', async () => {
    const workbook = () => book({
      柳河镇: [['乡镇', '排查时间', '纠纷类型'], ['柳河镇', '2024-03-05', '邻里']],
      太峪镇: [['乡镇', '到访日子', '纠纷类型'], ['太峪镇', '2024-03-05', '邻里']],
    })
    const preview = (await (await post('/imports/preview', workbook())).json()) as Preview
    expect(preview).toMatchObject({ sheet: '太峪镇', missing: ['occurredOn'], ready: false })
    const response = await post('/imports', workbook())
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('工作表“太峪镇”') as string])
  })
})

describe('an upload that cannot be served', () => {
  test.each<[string, () => BodyInit, Record<string, string>, number, string, string | undefined]>([
    ['no file', () => form(null, {}), {}, 400, 'bad_parameter', 'file'],
    ['options that are no JSON', () => form(LEDGER, '{'), {}, 400, 'bad_parameter', 'options'],
    ['an unknown option', () => form(LEDGER, { crss: 'BD09' }), {}, 400, 'bad_parameter', 'crss'],
    ['a field that does not exist', () => form(LEDGER, { mapping: { 备注: 'phone' } }), {}, 400, 'bad_parameter', 'mapping.备注'],
    ['a coordinate system that nobody knows', () => form(LEDGER, { crs: 'FOO' }), {}, 400, 'bad_parameter', 'crs'],
    ['JSON instead of a form', () => '{}', { 'content-type': 'application/json' }, 415, 'unsupported_type', undefined],
    ['a broken form', () => '--x\r\ncontent-disposition: form-data; name="file"\r\n\r\nabc', { 'content-type': 'multipart/form-data; boundary=x' }, 400, 'upload_broken', undefined],
  ])('%s', async (_, body, headers, status, code, field) => {
    for (const rest of ['/imports', '/imports/preview']) {
      const response = await post(rest, body(), headers)
      const problem = (await response.json()) as Problem
      expect([response.status, problem.code, problem.field]).toEqual([status, code, field])
      expect(JSON.stringify(problem)).not.toMatch(/三月台账|王小明/)
    }
  })

  test('too large: refused while it streams in, whatever its header says', async () => {
    const request = () => new Request('http://localhost/', { method: 'POST', body: form('x'.repeat(3_000_000)) })
    await expect(readUpload(request(), 2_000_000)).rejects.toMatchObject({ status: 413, code: 'upload_too_large', field: 'file' })
    await expect(readUpload(request(), 4_000_000)).resolves.toMatchObject({ file: { name: '三月台账.csv' } })
    const claims = new Request('http://localhost/', { method: 'POST', body: form('x'), headers: { 'content-length': '999999999' } })
    await expect(readUpload(claims)).rejects.toMatchObject({ status: expect.any(Number) as number })
  })

  test('settling takes JSON only, whole and with known fields', async () => {
    const settle = async (body: string, type: string) => {
      const response = await post('/unlocated/settle', body, { 'content-type': type })
      const { code, field } = (await response.json()) as Problem
      return [response.status, code, field]
    }
    expect(await settle('words=x', 'application/x-www-form-urlencoded')).toEqual([415, 'unsupported_type', undefined])
    expect(await settle('{"words":"x"}', 'application/json')).toEqual([400, 'bad_parameter', 'area'])
    expect(await settle('{"words":"x","area":"1","lern":true}', 'application/json')).toEqual([400, 'bad_parameter', 'lern'])
    expect((await settle('{"words":', 'application/json'))[0]).toBe(400)
  })
})

describe('many uploads at once', () => {
  const BOUNDARY = 'x'
  const HEAD = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n`
  const whole = `${HEAD}${LEDGER}\r\n--${BOUNDARY}--\r\n`
  const type = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }
  /** One that comes in slowly, and of which nobody knows how long it is; `begun` once it is read, `end` ends it. */
  function slow() {
    let end = (): void => {}
    let read = (): void => {}
    const begun = new Promise<void>((resolve) => (read = resolve))
    const body = new ReadableStream<Uint8Array>({
      pull: () => read(),
      start(stream) {
        stream.enqueue(new TextEncoder().encode(HEAD))
        end = () => {
          stream.enqueue(new TextEncoder().encode(whole.slice(HEAD.length)))
          stream.close()
        }
      },
    })
    const init = { method: 'POST', body, headers: type, duplex: 'half' } as RequestInit
    return { answer: Promise.resolve(bench.app.request(at('/imports/preview'), init)), begun, end }
  }

  test('are held up to a sum of their lengths; more are sent away for a while, and nobody else is', async () => {
    const coming = [slow(), slow()]
    await Promise.all(coming.map(({ begun }) => begun))
    const refused = await post('/imports', whole, type)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '20'])
    expect((await refused.json()) as Problem).toMatchObject({ code: 'uploads_busy', detail: expect.stringContaining('再上传') as string })
    // files of cases are held to the same sum
    expect(((await (await post('/cases/1/attachments', whole, type)).json()) as Problem).code).toBe('uploads_busy')
    const other = await bench.app.request(at('/summary'))
    expect([other.status, other.headers.get('etag')]).toEqual([200, expect.any(String) as string])
    for (const { end } of coming) end()
    expect((await Promise.all(coming.map(({ answer }) => answer))).map(({ status }) => status)).toEqual([200, 200])
    expect((await post('/imports/preview', whole, type)).status).toBe(200)
  })

  test('of a month each are all taken', async () => {
    const small = Array.from({ length: 12 }, () => post('/imports/preview', whole, { ...type, 'content-length': String(Buffer.byteLength(whole)) }))
    expect((await Promise.all(small)).map(({ status }) => status)).toEqual(small.map(() => 200))
  })

  test('the one sent away hears why, though it has not sent all of itself', async () => {
    const server = serve({ fetch: bench.app.fetch, port: 0, hostname: '127.0.0.1' })
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const coming = [slow(), slow()]
    await Promise.all(coming.map(({ begun }) => begun))
    const large = `${HEAD}${LEDGER.repeat(20_000)}\r\n--${BOUNDARY}--\r\n`
    const response = await fetch(`http://127.0.0.1:${port}${at('/imports')}`, { method: 'POST', body: large, headers: { ...type, cookie: await cookieOf(bench.ctx) } })
    expect([response.status, ((await response.json()) as Problem).code]).toEqual([503, 'uploads_busy'])
    for (const { end } of coming) end()
    await Promise.all(coming.map(({ answer }) => answer))
    server.close()
  })
})
