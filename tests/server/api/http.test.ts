import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { text as readAll } from 'node:stream/consumers'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import { demands } from '../../../server/api/rights.ts'
import { parseRange } from '../../../server/api/tiles.ts'
import type { Problem } from '../../../server/contract/answers.ts'
import { problemSchema } from '../../../server/api/schemas.ts'
import { COUNTY, install, put, rows, TILES } from '../services/county.ts'
import { openBench, type Bench } from './bench.ts'

let bench: Bench
/** without an account: what the bench signs in with is one */
let fresh: Bench
let webDir: string
const PAGE = '<!doctype html><title>风图</title>'

beforeAll(async () => {
  bench = await openBench(300)
  fresh = await openBench(0, null)
  webDir = mkdtempSync(join(tmpdir(), 'fengtu-web-'))
  mkdirSync(join(webDir, 'assets'))
  writeFileSync(join(webDir, 'index.html'), PAGE)
  writeFileSync(join(webDir, 'assets', 'main-abc123.js'), `export const words = '${'风图'.repeat(900)}'`)
})
afterAll(async () => {
  rmSync(webDir, { recursive: true, force: true })
  await bench.drop()
  await fresh.drop()
})

const at = (rest = '') => `/api/counties/${COUNTY}${rest}`
const ask = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
  bench.app.request(path, { ...init, headers })

const enterDemo = async (app: Bench['app'], headers: Record<string, string>) => {
  const init = { method: 'POST', body: '{"role":"clerk"}', headers: { ...headers, 'content-type': 'application/json' } }
  const response = await app.request('/api/session/demo', init)
  return [response.status, ((await response.json()) as Partial<Problem>).code]
}

describe('what cannot be served is a problem document', () => {
  test.each<[string, number, string, string | undefined]>([
    [at('/summary?colour=red,pink'), 400, 'bad_parameter', 'colour'],
    [at('/summary?from=2024-02-30'), 400, 'bad_parameter', 'from'],
    [at('/summary?from=2024-03-01&to=2024-02-01'), 400, 'bad_parameter', 'to'],
    [at('/summary?from='), 400, 'bad_parameter', 'from'],
    [at('/summary?colur=red'), 400, 'bad_parameter', 'colur'],
    [at('/summary?colour=red&colour=blue'), 400, 'bad_parameter', 'colour'],
    [at('/summary?area=999'), 400, 'unknown_area', 'area'],
    [at('/counts'), 400, 'bad_parameter', 'by'],
    [at('/counts?by=hamlet'), 400, 'bad_parameter', 'by'],
    [at('/cross?by=village,town'), 400, 'bad_parameter', 'by'],
    [at('/series?step=day'), 400, 'bad_parameter', 'step'],
    [at('/ranks?by=month'), 400, 'bad_parameter', 'by'],
    [at('/ranks?by=town&area=999'), 400, 'unknown_area', 'area'],
    [at('/towns?area=990101001201&by=hamlet'), 400, 'bad_parameter', 'by'],
    [at('/towns?area=99010100120101'), 400, 'nothing_below', 'area'],
    [at('/areas?level=hamlet'), 400, 'bad_parameter', 'level'],
    [at('/areas?parent=999'), 400, 'unknown_area', 'parent'],
    [at('/areas/search?q='), 400, 'bad_parameter', 'q'],
    [at('/areas/search?q=x&limit=1000'), 400, 'bad_parameter', 'limit'],
    [at('?verbose=1'), 400, 'bad_parameter', 'verbose'],
    [at('/areas/999'), 404, 'unknown_area', undefined],
    ['/api/counties/123', 404, 'county_unknown', undefined],
    ['/api/counties/123/summary', 404, 'county_unknown', undefined],
    ['/api/nothing', 404, 'no_such_path', undefined],
    [at('/nothing'), 404, 'no_such_path', undefined],
  ])('%s → %i', async (path, status, code, field) => {
    const response = await ask(path)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    const problem = (await response.json()) as Problem
    expect(problemSchema.safeParse(problem).error).toBeUndefined()
    expect([problem.code, problem.field, problem.status]).toEqual([code, field, status])
    expect(problem.detail).toMatch(/[一-鿿]/)
  })

  test('in the asker’s language', async () => {
    const english = await ask(at('/summary?colour=pink'), { 'accept-language': 'en' })
    expect(english.headers.get('content-language')).toBe('en')
    expect(((await english.json()) as Problem).detail).toBe('"pink" is not known; use one of: red, orange, yellow, blue, green, none')
    const french = await ask(at('/summary?colour=pink'), { 'accept-language': 'fr' })
    expect(((await french.json()) as Problem).detail).toMatch(/^“pink”不可用/)
  })

  test('a fault of ours tells nothing of the inside, and the log nothing of the data', async () => {
    const told: string[] = []
    const broken = {
      get: () => Promise.reject(Object.assign(new Error('invalid input: "张三 13800000000"'), { code: '22P02' })),
    }
    const app = bench.appWith({ onFault: (text) => told.push(text) }, { cubes: broken })
    const response = await app.request(at('/summary'))
    expect(response.status).toBe(500)
    expect(await response.text()).not.toMatch(/张三|at |\.ts|22P02/)
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('code=22P02')
    expect(told[0]).not.toContain('张三')
  })
})

describe('an ETag carries the data revision', () => {
  test('304 for whoever has the answer, until something is written', async () => {
    const first = await ask(at('/summary'))
    const tag = first.headers.get('etag')!
    const { revision } = (await first.json()) as { revision: number }
    expect(tag).toMatch(new RegExp(`^W/"${revision}-[\\w-]{12}-aaaaaaaaaaaa-2024-07-01-zh-[\\w-]{9}-w-test"$`))
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    const again = await ask(at('/summary'), { 'if-none-match': `"other", ${tag}` })
    expect([again.status, await again.text()]).toEqual([304, ''])
    await put(bench.ctx, rows(301, 5).slice(300))
    const after = await ask(at('/summary'), { 'if-none-match': tag })
    expect(after.status).toBe(200)
    expect(((await after.json()) as { revision: number }).revision).toBe(revision + 1)
  })

  test('the day and the language are part of it', async () => {
    const zh = (await ask(at('/summary'))).headers.get('etag')
    expect((await ask(at('/summary'), { 'accept-language': 'en' })).headers.get('etag')).not.toBe(zh)
    bench.clock.now += 86_400_000
    const next = (await ask(at('/summary'))).headers.get('etag')
    bench.clock.now -= 86_400_000
    expect(next).not.toBe(zh)
    expect((await ask(at('/summary'))).headers.get('vary')).toMatch(/Accept-Language/i)
  })

  test.each<[string, number]>([
    ['/nonsense', 404],
    ['/summary?from=garbage', 400],
    ['/summary?area=999', 400],
    ['/counts', 400],
    ['/areas/999', 404],
  ])('is no pass for what cannot be served: %s', async (path, status) => {
    const tag = (await ask(at('/summary'))).headers.get('etag')!
    const response = await ask(at(path), { 'if-none-match': tag })
    expect([response.status, response.headers.get('etag')]).toEqual([status, null])
    expect(response.headers.get('content-type')).toMatch(/problem/)
  })

  test('a refusal has none', async () => {
    expect((await ask(at('/summary?colour=pink'))).headers.get('etag')).toBeNull()
  })
})

describe('tiles', () => {
  const tiles = (version = 'a') => `/tiles/${COUNTY}/${version.repeat(64)}/boundaries.pmtiles`

  test('whole, by range, from the end', async () => {
    const whole = await ask(tiles())
    expect(whole.status).toBe(200)
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(TILES)
    expect(whole.headers.get('cache-control')).toContain('immutable')
    for (const [range, start, end] of [['bytes=0-126', 0, 127], ['bytes=990-', 990, 1_000], ['bytes=-10', 990, 1_000], ['bytes=900-5000', 900, 1_000]] as const) {
      const part = await ask(tiles(), { range, 'accept-encoding': 'gzip' })
      expect(part.status).toBe(206)
      expect(part.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/1000`)
      expect(part.headers.get('content-encoding')).toBeNull()
      expect(new Uint8Array(await part.arrayBuffer())).toEqual(TILES.slice(start, end))
    }
  })

  test('beyond the end 416, HEAD without a body, If-Range and If-None-Match', async () => {
    const beyond = await ask(tiles(), { range: 'bytes=1000-' })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */1000'])
    const head = await ask(tiles(), {}, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '1000', ''])
    const etag = head.headers.get('etag')!
    expect((await ask(tiles(), { 'if-none-match': etag })).status).toBe(304)
    expect((await ask(tiles(), { range: 'bytes=0-9', 'if-range': etag })).status).toBe(206)
    expect((await ask(tiles(), { range: 'bytes=0-9', 'if-range': '"older"' })).status).toBe(200)
  })

  test.each([
    [undefined, null],
    ['bytes=0-0', { start: 0, end: 1 }],
    ['bytes=5-3', null],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=0-1,5-6', null],
    ['items=0-1', null],
    ['bytes=-', null],
    ['bytes=-5000', { start: 0, end: 1_000 }],
  ])('range %s', (header, expected) => {
    expect(parseRange(header, 1_000)).toEqual(expected)
  })

  test.each([[tiles('b')], [tiles().replace('boundaries', 'relief')], [tiles().replace('boundaries.pmtiles', 'pack.json')], [tiles().replace('boundaries.pmtiles', '..%2Fpack.json')]])(
    'nothing else of the pack: %s',
    async (path) => {
      const response = await ask(path)
      expect(response.status).toBe(404)
      expect(response.headers.get('content-type')).toMatch(/problem/)
    },
  )

  test('a new pack version: old tiles are gone, counts stand on the new ground', async () => {
    const before = (await (await ask(at('/summary'))).json()) as { count: number }
    await install(bench.ctx, 'b')
    expect((await ask(tiles('a'))).status).toBe(404)
    expect((await ask(tiles('b'))).status).toBe(200)
    const after = await ask(at('/summary'))
    expect(after.headers.get('etag')).toContain('bbbbbbbbbbbb')
    expect(((await after.json()) as { count: number }).count).toBe(before.count)
    await install(bench.ctx, 'a')
  })
})

describe('guards', () => {
  test('a strict policy on every answer', async () => {
    for (const path of [at('/summary'), '/api/docs', '/api/nothing']) {
      const policy = (await ask(path)).headers.get('content-security-policy')!
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).not.toContain('unsafe')
      expect((await ask(path)).headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  test.each([
    ['127.0.0.1:8787', 200],
    ['localhost:8787', 200],
    ['[::1]:8787', 200],
    ['LOCALHOST', 200],
    ['evil.example:8787', 421],
    ['127.0.0.1.evil.example', 421],
  ])('host %s → %i', async (host, status) => {
    expect((await ask('/api/health', { host })).status).toBe(status)
  })

  test('named hosts, and any host where the server listens to all', async () => {
    expect((await bench.appWith({ hosts: ['ditu.gov.cn'] }).request('/api/health', { headers: { host: 'ditu.gov.cn' } })).status).toBe(200)
    expect((await bench.appWith({ hosts: null }).request('/api/health', { headers: { host: 'any.example' } })).status).toBe(200)
  })

  test.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://localhost' }, 403],
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://localhost' }, 404],
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:5173' }, 404],
    // a page that the browser had from elsewhere: a proxy stands between
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://ditu.gov.cn' }, 404],
    [{ origin: 'http://localhost' }, 404],
    [{}, 404],
  ])('a write with %o → %i', async (headers, status) => {
    const path = at('/imports/00000000-0000-0000-0000-00000000000f')
    expect((await ask(path, headers, { method: 'DELETE' })).status).toBe(status)
  })

  const PROXIED = [
    ['forwarded', 'for=10.0.0.7'],
    ['via', '1.1 proxy'],
    ['x-real-ip', '10.0.0.7'],
    ['x-forwarded-for', '10.0.0.7'],
    ['X-Forwarded-Proto', 'https'],
  ] as const

  test.each(PROXIED)('through a proxy that sends %s whoever is signed in writes as anywhere, and nobody enters the demo', async (name, value) => {
    const headers = { host: '127.0.0.1:8787', [name]: value }
    expect((await ask(at('/imports/x'), headers, { method: 'DELETE' })).status).toBe(404)
    expect(await (await ask(at(), headers)).json()).toMatchObject({ writable: true })
    expect(await enterDemo(fresh.app, headers)).toEqual([404, 'no_demo'])
    expect(await enterDemo(fresh.app, { host: '127.0.0.1:8787' })).toEqual([200, undefined])
  })

  test('nor through one that keeps the name it goes by', async () => {
    const app = fresh.appWith({ hosts: ['ditu.gov.cn'] })
    expect(await enterDemo(app, { host: 'ditu.gov.cn' })).toEqual([404, 'no_demo'])
  })

  test('nor through one that speaks HTTP/1.0, as nginx does by itself', async () => {
    const server = serve({ fetch: fresh.app.fetch, port: 0, hostname: '127.0.0.1' })
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const status = async (version: string) => {
      const socket = connect(port, '127.0.0.1')
      const body = '{"role":"clerk"}'
      const head = [`POST /api/session/demo HTTP/${version}`, `Host: 127.0.0.1:${port}`, 'Content-Type: application/json', `Content-Length: ${body.length}`, 'Connection: close']
      socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
      return (await readAll(socket)).split(' ')[1]
    }
    expect([await status('1.1'), await status('1.0')]).toEqual(['200', '404'])
    server.close()
  })

  test.each([['1', true], ['true', true], ['yes', true], ['0', false], ['', false], [undefined, false], ['off', false]])(
    'FENGTU_READ_ONLY=%s',
    (value, expected) => expect(readConfig({ FENGTU_READ_ONLY: value }).readOnly).toBe(expected),
  )

  test('a read-only server takes no write and says so', async () => {
    const app = bench.appWith({}, { writable: false })
    for (const [method, rest] of [['POST', '/imports'], ['POST', '/imports/preview'], ['DELETE', '/imports/x'], ['POST', '/unlocated/settle']]) {
      const response = await app.request(at(rest), { method })
      expect([response.status, ((await response.json()) as Problem).code]).toEqual([403, 'read_only'])
    }
  })

  test('a method that a path does not have is 405 and names those it has', async () => {
    const response = await ask(at('/summary'), {}, { method: 'PUT' })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toMatch(/GET/)
  })
})

describe('the page', () => {
  const page = (path: string, headers: Record<string, string> = { accept: 'text/html' }) =>
    bench.appWith({ webDir }).request(path, { headers })

  test('index.html for its own addresses, asked for anew each time', async () => {
    for (const path of ['/', '/import', '/county/990101000000']) {
      const response = await page(path)
      expect([path, response.status, await response.text()]).toEqual([path, 200, PAGE])
      expect(response.headers.get('cache-control')).toBe('no-cache')
    }
  })

  test('hashed assets for ever, compressed on the way', async () => {
    const response = await page('/assets/main-abc123.js', { 'accept-encoding': 'gzip' })
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect(response.headers.get('content-encoding')).toBe('gzip')
    const packed = Buffer.from(await response.arrayBuffer())
    expect(packed.length).toBeLessThan(500)
    expect(gunzipSync(packed).toString()).toContain('风图风图')
  })

  test.each(['/assets/gone.js', '/gone.css', '/api/gone', '/tiles/gone'])('but not for %s', async (path) => {
    expect((await page(path)).status).toBe(404)
  })

  test('not built yet: says what to do', async () => {
    const response = await bench.appWith({ webDir: join(webDir, 'nowhere') }).request('/', { headers: { accept: 'text/html' } })
    expect([response.status, ((await response.json()) as Problem).code]).toEqual([503, 'page_not_built'])
  })
})

describe('the description', () => {
  test('names every route and every type', async () => {
    const doc = (await (await ask('/api/openapi.json')).json()) as { paths: object; components: { schemas: object } }
    const routes = [...demands(bench.app.routes).keys()].filter((key) => key.includes(' /api/') && !/openapi|docs/.test(key))
    const told = Object.entries(doc.paths).flatMap(([path, item]) => Object.keys(item as object).map((method) => `${method.toUpperCase()} ${path}`))
    expect(told.sort()).toEqual(routes.map((key) => key.replace(/:(\w+)/g, '{$1}')).sort())
    expect(Object.keys(doc.components.schemas)).toEqual(expect.arrayContaining(['Summary', 'Counts', 'Series', 'Problem', 'Preview']))
  })

  test('the page needs nothing from elsewhere and nothing inline', async () => {
    const html = await (await ask('/api/docs')).text()
    expect(html).not.toMatch(/<script|<style| style=|https?:\/\/(?!www\.apache)/)
    for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) expect(html).toContain(`id="${id}"`)
    expect(html).toContain('/api/counties/{county}/summary')
    expect((await ask('/api/docs/style.css')).headers.get('content-type')).toContain('text/css')
  })
})
