import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cubeQuery, everyCase } from '../../../server/cube/select.ts'
import { FixedCube } from '../../../server/cube/counted.ts'
import { figures } from '../../../server/cube/figures.ts'
import { decodeWire, withDays, type Wire } from '../../../server/cube/wire.ts'
import type { AreaTreeColumns, Problem, Summary } from '../../../server/contract/answers.ts'
import { dayNumber } from '../../../server/contract/day.ts'
import fc from '../../property.ts'
import { AREAS, COUNTY, install, put, remove, rows } from '../services/county.ts'
import { openBench, type Bench } from './bench.ts'
import { cookieOf } from './people.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench(900)
})
afterAll(() => bench.drop())

const PATH = `/api/counties/${COUNTY}/cube`
const UNPACKED: Record<string, (bytes: Uint8Array) => Uint8Array> = { br: brotliDecompressSync, gzip: gunzipSync, identity: (bytes) => bytes }
const ask = (query = '', headers: Record<string, string> = {}) => bench.app.request(`${PATH}${query}`, { headers })

async function read(response: Response): Promise<Wire> {
  expect(response.status).toBe(200)
  const bytes = new Uint8Array(await response.arrayBuffer())
  return decodeWire(UNPACKED[response.headers.get('content-encoding') ?? 'identity']!(bytes))
}
const since = ({ head }: Wire) => `?since=${head.revision}&mark=${head.mark}`

describe('the cube over the wire', () => {
  test('holds the cases that the figures count, packed as the asker takes it', async () => {
    const [plain, ...packed] = await Promise.all(['', 'br, gzip', 'gzip', 'br;q=0, gzip;q=0'].map(async (encoding) => {
      const response = await ask('', encoding ? { 'accept-encoding': encoding } : {})
      return [response.headers.get('content-encoding'), await read(response)] as const
    }))
    expect([plain![0], ...packed.map(([encoding]) => encoding)]).toEqual([null, 'br', 'gzip', null])
    for (const [, wire] of packed) expect(wire).toEqual(plain![1])
    const summary = (await (await bench.app.request(`/api/counties/${COUNTY}/summary`)).json()) as Summary
    const found = figures(new FixedCube(plain![1].columns), everyCase(null), dayNumber(summary.asOf))
    expect(summary).toMatchObject({ count: found.count, resolved: found.resolved, unlocated: found.unlocated, overdue: found.overdue, medianDays: found.medianDays })
    expect(plain![1].head).toMatchObject({ revision: summary.revision, root: 0, days: null, packVersion: 'a'.repeat(64) })
  })

  test('of a part of the county holds that part, and its tree no name of the others', async () => {
    const cookie = await cookieOf(bench.ctx, { role: 'clerk', area: '990101002000' })
    const { head, columns } = await read(await ask('', { cookie }))
    const tree = (await (await bench.app.request(`/api/counties/${COUNTY}/areas/tree`, { headers: { cookie } })).json()) as AreaTreeColumns
    const root = AREAS.findIndex(({ code }) => code === '990101002000')
    expect([head.root, tree.root]).toEqual([root, root])
    const whole = new FixedCube((await read(await ask())).columns)
    expect(columns.day.length).toBe(figures(whole, cubeQuery({}, { start: root, end: AREAS.length }, 0), 0).count)
    expect(tree.name.filter((name) => name !== '')).toEqual(AREAS.filter((_, at) => at === 0 || at >= root).map(({ name }) => name))
  })

  test('is not for a screen wall', async () => {
    const cookie = await cookieOf(bench.ctx, { role: 'wall' })
    for (const path of [PATH, `/api/counties/${COUNTY}/areas/tree`]) {
      const response = await bench.app.request(path, { headers: { cookie, 'if-none-match': '*' } })
      expect([response.status, ((await response.json()) as Problem).code]).toEqual([403, 'not_told'])
    }
  })

  test('is not for a mediator organisation, which reads its own cases alone', async () => {
    const cookie = await cookieOf(bench.ctx, { role: 'mediator' })
    const ways: Record<string, string>[] = [{ cookie }, { cookie, 'if-none-match': '*' }]
    for (const headers of ways) {
      for (const query of ['', '?since=0&mark=m']) {
        const response = await ask(query, headers)
        const { code, field, detail } = (await response.json()) as Problem
        expect([response.status, code, field]).toEqual([403, 'not_told', 'county'])
        expect(detail).toContain('调解组织只看本组织的案件')
      }
    }
    // it counts by the other endpoints, on the areas that everybody knows
    for (const path of ['summary', 'counts?by=village', 'areas/tree']) {
      expect((await bench.app.request(`/api/counties/${COUNTY}/${path}`, { headers: { cookie } })).status).toBe(200)
    }
  })

  test('costs nothing where it is held already', async () => {
    const first = await ask()
    const again = await ask('', { 'if-none-match': first.headers.get('etag')! })
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0])
  })

  test.each([['?since=x', 'since'], ['?since=-1&mark=m', 'since'], ['?until=3', 'until']])('refuses %s', async (query, field) => {
    const response = await ask(query)
    expect([response.status, ((await response.json()) as Problem).field]).toEqual([400, field])
  })
})

describe('who comes back for what changed', () => {
  const lines = async () => (await bench.ctx.db.pool.query<{ after: string }>(`SELECT after FROM audit_line WHERE action = 'cube_read' AND subject = 'cube' ORDER BY seq`)).rows

  test('is written down for the whole, and not for what changed since', async () => {
    const before = (await lines()).length
    const cookie = await cookieOf(bench.ctx, { role: 'clerk', area: '990101002000' })
    const whole = await read(await ask('', { cookie }))
    const line = { revision: whole.head.revision, rows: whole.columns.day.length, whole: true }
    expect((await lines()).slice(before).map(({ after }) => JSON.parse(after) as object)).toEqual([line])
    expect((await read(await ask(since(whole), { cookie }))).head.days).toEqual([])
    await ask('', { cookie, 'if-none-match': '*' })
    expect(await lines()).toHaveLength(before + 1)
    // a file that stands packed already is another download
    for (let n = 0; n < 2; n++) await read(await ask('', { cookie, 'accept-encoding': 'gzip' }))
    expect((await lines()).slice(before + 1).map(({ after }) => JSON.parse(after) as object)).toEqual([line, line])
  })

  test('is written down for what changed, too, where that is more than 500 rows', async () => {
    const big = await openBench(1600)
    const asked = async (query = '') => read(await big.app.request(`${PATH}${query}`))
    const taken = async () => (await big.ctx.db.pool.query<{ after: string }>(`SELECT after FROM audit_line WHERE action = 'cube_read' ORDER BY seq`)).rows.map(({ after }) => JSON.parse(after) as { rows: number; whole: boolean })
    const held = await asked()
    const touch = async (count: number) => put(big.ctx, rows(1600, 1).slice(0, count))
    await touch(20)
    const few = await asked(since(held))
    expect([few.head.days !== null, few.columns.day.length <= 500, (await taken()).length]).toEqual([true, true, 1])
    await touch(300)
    const many = await asked(since(held))
    expect([many.head.days !== null, many.columns.day.length > 500]).toEqual([true, true])
    expect(await taken()).toMatchObject([{ rows: 1600, whole: true }, { rows: many.columns.day.length, whole: false }])
    await big.drop()
  })

  test('gets the days that were touched, and holds the columns of a fresh load', async () => {
    let held = await read(await ask())
    const [change] = rows(3, 5)
    await put(bench.ctx, [{ ...change!, id: 11 }])
    const delta = await read(await ask(since(held)))
    expect(delta.head.days!.length).toBeLessThanOrEqual(2)
    expect(delta.columns.day.length).toBeLessThan(20)
    held = { ...delta, columns: withDays(held.columns, delta) }
    expect(held.columns).toEqual((await read(await ask())).columns)
  })

  test('whatever happens in between, and while it is answered', async () => {
    let held = await read(await ask())
    let seed = 100
    // a number is given once
    const dead = new Set<number>()
    const steps = fc.array(fc.record({ ids: fc.array(fc.integer({ min: 1, max: 950 }), { minLength: 1, maxLength: 4 }), gone: fc.boolean(), waits: fc.boolean() }), { minLength: 1, maxLength: 5 })
    await fc.assert(fc.asyncProperty(steps, async (changes) => {
      for (const { ids, gone, waits } of changes) {
        const some = new Set(ids.filter((id) => !dead.has(id)))
        const changed = rows(950, ++seed).filter(({ id }) => some.has(id))
        const written = gone ? remove(bench.ctx, [...some]) : put(bench.ctx, changed)
        if (gone) some.forEach((id) => dead.add(id))
        if (waits) await written
        const delta = await read(await ask(since(held), { 'accept-encoding': 'br' }))
        held = { ...delta, columns: withDays(held.columns, delta) }
        await written
      }
      const delta = await read(await ask(since(held)))
      held = { ...delta, columns: withDays(held.columns, delta) }
      expect(held.columns).toEqual((await read(await ask())).columns)
    }), { seed: 1, numRuns: 25 })
  }, 60_000)

  test('gets the whole where nobody can say: of a stranger, of the future, after most of it changed', async () => {
    const held = await read(await ask())
    const { revision, mark } = held.head
    for (const query of [`?since=${revision}`, `?since=${revision}&mark=other`, `?since=${revision + 9}&mark=${mark}`, `?since=0&mark=${mark}`]) {
      expect((await read(await ask(query))).head.days).toBeNull()
    }
    expect((await read(await ask(since(held)))).head.days).toEqual([])
    await put(bench.ctx, rows(900, 77))
    expect((await read(await ask(since(held)))).head.days).toBeNull()
  })

  test('gets the whole when the pack was replaced, or its areas turned', async () => {
    const held = await read(await ask())
    bench.clock.now = Date.UTC(2023, 4, 1)
    const before = await read(await ask(since(held)))
    expect(before.head.days).toBeNull()
    bench.clock.now = Date.UTC(2024, 6, 1, 2)
    expect((await read(await ask(since(before)))).head.days).toBeNull()
    const now = await read(await ask())
    await install(bench.ctx, 'b')
    expect((await read(await ask(since(now)))).head).toMatchObject({ days: null, packVersion: 'b'.repeat(64) })
  })
})
