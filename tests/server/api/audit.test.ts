import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditPageSchema, auditVerdictSchema } from '../../../server/api/auditSchemas.ts'
import type { Problem } from '../../../server/contract/answers.ts'
import { headText, type AuditLine, type AuditPage, type AuditVerdict } from '../../../server/contract/audit.ts'
import { COUNTY, put, rows } from '../services/county.ts'
import { append, emptied } from '../store/chain.ts'
import { openBench, type Bench } from './bench.ts'
import { seenBy } from './people.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench(0, { role: 'audit_admin' })
})
beforeEach(async () => {
  await emptied(bench.ctx.db)
  await append(bench.ctx.db, 7)
})
afterAll(() => bench.drop())

const ask = (path: string, headers: Record<string, string> = {}) => bench.app.request(`/api${path}`, { headers })
const get = async <Answer>(path: string): Promise<Answer> => {
  const response = await ask(path)
  expect([path, response.status, response.headers.get('cache-control')]).toEqual([path, 200, 'no-store'])
  return (await response.json()) as Answer
}

describe('the audit log', () => {
  test('comes page by page and keeps to its schema', async () => {
    const first = await get<AuditPage>('/audit?limit=4')
    expect(auditPageSchema.safeParse(first).error).toBeUndefined()
    expect([first.lines.map(({ seq }) => seq), first.next, first.kept]).toEqual([[7, 6, 5, 4], '4', { first: 1, last: 7 }])
    const second = await get<AuditPage>(`/audit?limit=4&cursor=${first.next}`)
    expect([second.lines.map(({ seq }) => seq), second.next]).toEqual([[3, 2, 1], null])
  })

  test.each<[string, number[]]>([
    ['login=cli', [6, 3]],
    ['subject=case%204', [5]],
    ['subject=990101-2024-00004', [5]],
    ['subject=990101-1999-00004&county=990101000000', [5]],
    ['subject=990202-2024-00004', []],
    ['action=exported', []],
    ['county=990101000000&from=2024-07-01&to=2024-07-01&limit=2', [7, 6]],
    ['to=2024-06-30', []],
  ])('by %s', async (query, seqs) => {
    expect((await get<AuditPage>(`/audit?${query}`)).lines.map(({ seq }) => seq)).toEqual(seqs)
  })

  test('tells the code of a case beside its number, and is asked by it', async () => {
    await bench.ctx.db.pool.query(`INSERT INTO dispute_life (county, id, last_seq, coded_year, reopened, subsidy_status) VALUES ($1, 5, 1, 2019, 0, 'none')`, [COUNTY])
    await put(bench.ctx, rows(5).slice(3).map((row) => ({ ...row, occurredOn: '2023-11-05' })))
    const { lines } = await get<AuditPage>('/audit')
    const told = (subject: string) => lines.filter((line) => line.subject === subject).map(({ code }) => code)
    expect(told('case 4')).toEqual(['990101-2023-00004'])
    // the year stays though the day was corrected
    expect(told('case 5')).toEqual(['990101-2019-00005'])
    expect(lines.filter(({ subject }) => !/^case [45]$/.test(subject ?? '')).every(({ code }) => code === null)).toBe(true)
    const { lines: found } = await get<AuditPage>('/audit?subject=%20990101-2023-00004')
    expect(found.map(({ subject, county }) => [subject, county])).toEqual([['case 4', COUNTY]])
    const wrong = await ask('/audit?subject=990101-2023-00004&county=990202000000')
    expect([wrong.status, ((await wrong.json()) as Problem).field]).toEqual([400, 'subject'])
  })

  test('is verified, with a head that was noted', async () => {
    const verdict = await get<AuditVerdict>('/audit/verify')
    expect(auditVerdictSchema.safeParse(verdict).error).toBeUndefined()
    expect(verdict).toMatchObject({ sound: true, lines: 7, head: { seq: 7 } })
    await bench.ctx.db.pool.query(`UPDATE audit_line SET after = '{}' WHERE seq = 3`)
    const broken = await get<AuditVerdict>(`/audit/verify?head=${headText(verdict.head!)}`)
    expect(auditVerdictSchema.safeParse(broken).error).toBeUndefined()
    expect(broken).toMatchObject({ sound: false, faulty: 1, faults: [{ kind: 'changed', seq: 3 }] })
    const other = await get<AuditVerdict>(`/audit/verify?head=7:${'0'.repeat(64)}`)
    expect(other.faults.map(({ kind }) => kind)).toEqual(['changed', 'anchor'])
  })

  test('is exported as a file, and says that it was', async () => {
    const response = await ask('/audit/export?format=jsonl')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="fengtu-audit-2024-07-01.jsonl"')
    expect(response.headers.get('content-type')).toBe('application/jsonl; charset=utf-8')
    const lines = (await response.text()).trim().split('\n').map((line) => JSON.parse(line) as AuditLine)
    expect(lines.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(lines.at(-1)).toMatchObject({ action: 'log_exported', subject: 'export jsonl' })
    const csv = Buffer.from(await (await ask('/audit/export?login=cli', { 'accept-language': 'en' })).arrayBuffer()).toString()
    expect(csv.split('\r\n').map((line) => line.split(',')[0])).toEqual(['\uFEFFNo.', '3', '6', ''])
    // HEAD sends nothing, and is not told as if it had
    expect((await bench.app.request('/api/audit/export', { method: 'HEAD' })).status).toBe(405)
    expect((await get<AuditPage>('/audit?action=log_exported')).lines).toHaveLength(2)
  })

  test('of any length goes out piece by piece, as fast as it is taken', async () => {
    await bench.ctx.db.pool.query(
      `INSERT INTO audit_line SELECT n, now(), NULL, 'cli', NULL, NULL, NULL, 'exported', NULL, NULL, NULL, NULL, 'x' FROM generate_series(8, 30000) n`,
    )
    await bench.ctx.db.pool.query('UPDATE audit_head SET seq = 30000')
    const whole = await (await ask('/audit/export?format=jsonl')).text()
    expect(whole.trim().split('\n')).toHaveLength(30_001)
    const reader = (await ask('/audit/export?format=jsonl')).body!.getReader()
    const { value } = await reader.read()
    expect(value!.length).toBeLessThan(whole.length / 4)
    await reader.cancel()
  })

  test.each<[string, string]>([
    ['/audit?action=frobbed', 'action'],
    ['/audit?from=2024-02-30', 'from'],
    ['/audit?from=2024-03-01&to=2024-02-01', 'to'],
    ['/audit?limit=0', 'limit'],
    ['/audit?limit=201', 'limit'],
    ['/audit?cursor=x', 'cursor'],
    ['/audit?logn=cli', 'logn'],
    ['/audit/verify?head=7', 'head'],
    ['/audit/verify?head=0:', 'head'],
    ['/audit/export?format=xlsx', 'format'],
    ['/audit/export?action=x', 'action'],
  ])('refuses %s and names the field', async (path, field) => {
    const response = await ask(path)
    const { code, field: named } = (await response.json()) as Problem
    expect([response.status, code, named]).toEqual([400, 'bad_parameter', field])
    expect((await get<AuditPage>('/audit?action=log_exported')).lines).toEqual([])
  })

  test('is for the audit administrator alone, and names him where he exports it', async () => {
    for (const role of ['clerk', 'leader', 'system_admin', 'security_admin'] as const) {
      const app = seenBy(bench.appWith({}), bench.ctx, { role })
      for (const path of ['/audit', '/audit/verify', '/audit/export']) {
        const response = await app.request(`/api${path}`)
        expect([role, path, response.status, ((await response.json()) as Problem).code]).toEqual([role, path, 403, 'not_allowed'])
      }
    }
    await (await ask('/audit/export')).text()
    expect((await get<AuditPage>('/audit?action=log_exported')).lines).toMatchObject([{ role: 'audit_admin' }])
    // the first of each account has its line at once, what follows within the minute comes in one
    expect((await get<AuditPage>('/audit?action=refused')).lines.map(({ role }) => role).sort()).toEqual(['clerk', 'leader', 'security_admin', 'system_admin'])
  })

  test('can be changed by no request', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect((await bench.app.request('/api/audit', { method })).status).toBe(405)
    }
  })
})
