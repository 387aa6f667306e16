import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../../server/api/app.ts'
import type { Day } from '../../../server/contract/day.ts'
import type { Problem } from '../../../server/contract/answers.ts'
import type { Backtest, HotCard, HotDensity, HotPlaces, HotProgress, Hotspots } from '../../../server/contract/hotspots.ts'
import { openAnalyses } from '../../../server/live/analyses.ts'
import type { Analyses } from '../../../server/services/analyses.ts'
import { COUNTY, put, type County } from '../services/county.ts'
import { EAST, gridRows, openGrid, PLANTED, WEST } from '../services/hotspots/grid.ts'
import { cookieOf, type Stand } from './people.ts'

let county: County
let app: ReturnType<typeof createApp>
beforeAll(async () => {
  county = await openGrid()
  app = createApp(county.ctx, { version: '9.9' })
})
afterAll(() => county.drop())

const LEADER: Stand = { role: 'leader' }
async function ask(path: string, { as = LEADER, method = 'GET', headers = {}, at = county, to = app, signal }: { as?: Stand; method?: string; headers?: Record<string, string>; at?: County; to?: typeof app; signal?: AbortSignal } = {}) {
  return to.request(`/api/counties/${COUNTY}/hotspots${path}`, { method, headers: { host: 'localhost', 'sec-fetch-site': 'same-origin', cookie: await cookieOf(at.ctx, as), ...headers }, ...(signal && { signal }) })
}
/** Asked again, as the page does, where a busy machine takes longer than a request waits. */
const read = async <T>(path: string, options = {}): Promise<T> => {
  const response = await ask(path, options)
  if (response.status === 202) return read(path, options)
  expect([response.status, path]).toEqual([200, path])
  return (await response.json()) as T
}

describe('answers', () => {
  test('of every method say how they were worked out', async () => {
    for (const method of ['gistar', 'lisa', 'emerging', 'scan'] as const) {
      const found = await read<Hotspots>(`?method=${method}`)
      expect([found.method, found.version, found.parameters.method, found.revision]).toEqual([method, '9.9', method, 2])
      expect(found.finding.zh.length).toBeGreaterThan(5)
    }
  })

  test('name places with reasons, tell of one, draw and test them', async () => {
    const { places } = await read<HotPlaces>('/places')
    expect(places.map(({ place }) => place.code)).toEqual(expect.arrayContaining(PLANTED))
    const card = await read<HotCard>(`/places/${PLANTED[0]}`)
    expect([card.place.code, card.version]).toEqual([PLANTED[0], '9.9'])
    expect((await read<HotDensity>('/density?bandwidth=800')).bandwidthM).toBe(800)
    expect((await read<Backtest>('/backtest')).months).toHaveLength(12)
  })

  test('of density point at no case to a post that may not read them, and name spots to those that may', async () => {
    const own = await openGrid()
    try {
      const to = createApp(own.ctx, { version: '9.9' })
      // a third of the cases in one yard, the others far from one another
      await own.ctx.db.pool.query(`UPDATE dispute SET lng = CASE WHEN id % 3 = 0 THEN 105.02 ELSE 105 + (id * 7919 % 800) * 0.0001 END, lat = CASE WHEN id % 3 = 0 THEN 35.02 ELSE 35 + (id * 104729 % 770) * 0.0001 END WHERE county = $1`, [COUNTY])
      const heat = (as: Stand) => read<HotDensity>('/density?bandwidth=500&from=2024-06-20', { at: own, to, as })
      const [leader, mediator] = [await heat(LEADER), await heat({ role: 'mediator' })]
      expect(leader.spots!.length).toBeGreaterThan(0)
      expect({ ...mediator, spots: leader.spots }).toEqual(leader)
      expect(mediator.spots).toBeNull()
      const { rows } = await own.ctx.db.pool.query<{ lng: number; lat: number }>(`SELECT lng, lat FROM dispute WHERE county = $1 AND occurred_on >= '2024-06-20'`, [COUNTY])
      const near = ([lng, lat]: [number, number]) => rows.filter((one) => Math.hypot((one.lng - lng) * 91_000, (one.lat - lat) * 111_000) <= 660).length
      const rings = mediator.shapes.features.flatMap(({ geometry }) => geometry.coordinates.flat())
      expect(rings.length).toBeGreaterThan(0)
      for (const vertex of rings.flat()) expect(near(vertex)).toBeGreaterThanOrEqual(5)
      const turn = (ring: [number, number][]) => ring.slice(1).reduce((sum, [x, y], at) => sum + ring[at]![0] * y - x * ring[at]![1], 0)
      for (const { geometry } of mediator.shapes.features) for (const polygon of geometry.coordinates) polygon.forEach((ring, at) => expect(turn(ring) > 0).toBe(at === 0))
    } finally {
      await own.drop()
    }
  })

  test('carry an ETag that holds until a case comes', async () => {
    const first = await ask('?method=gistar')
    const tag = first.headers.get('etag')!
    expect((await ask('?method=gistar', { headers: { 'if-none-match': tag } })).status).toBe(304)
  })

  test.each([
    ['?method=best', 'method'],
    ['', 'method'],
    ['?method=gistar&level=street', 'level'],
    ['?method=gistar&level=grid', 'level'],
    ['?method=emerging&step=day', 'step'],
    ['?method=gistar&seed=-1', 'seed'],
    ['?method=gistar&seed=4294967296', 'seed'],
    ['?method=gistar&from=2024-02-30', 'from'],
    ['?method=gistar&from=2024-06-01&to=2024-05-01', 'to'],
    ['?method=gistar&category=77', 'category'],
    ['?method=gistar&area=123', 'area'],
    ['?method=gistar&step=week', 'step'],
    ['?method=emerging&from=2024-07-01', 'from'],
    [`/places/${PLANTED[0]}?area=999`, 'area'],
    ['?method=gistar&colour=red&kolor=red', 'kolor'],
    ['/density?bandwidth=499', 'bandwidth'],
    ['/density?bandwidth=wide', 'bandwidth'],
    ['/export?method=gistar&format=pdf', 'format'],
  ])('%s is refused, and %s is named', async (path, field) => {
    const response = await ask(path)
    expect(response.status).toBe(400)
    const problem = (await response.json()) as Problem
    expect(problem.field).toBe(field)
    expect(problem.detail).toMatch(/\p{Script=Han}/u)
  })

  test('of a place that is not there is 404', async () => {
    expect((await ask('/places/999')).status).toBe(404)
    expect((await ask(`/places/${PLANTED[0]}`, { as: { role: 'supervisor', area: EAST } })).status).toBe(404)
  })

  test('are the same bytes for two who see the same, on another machine too, and of a part tell of no other', async () => {
    const other = { ...county.ctx, analyses: openAnalyses({ threads: 1 }) }
    const body = async (as: Stand, path = '?method=gistar', to = app) => {
      for (;;) {
        const response = await ask(path, { as, to })
        if (response.status === 200) return response.text()
      }
    }
    const there = createApp(other, { version: '9.9' })
    for (const path of ['?method=gistar', '?method=lisa', '?method=emerging', '?method=scan', '/places']) {
      expect(await body({ role: 'clerk', area: WEST }, path)).toBe(await body({ role: 'supervisor', area: WEST }, path, there))
    }
    await other.analyses.close()
    expect(await body({ role: 'clerk', area: EAST })).not.toMatch(/西\d|99010100100/)
  })
})

describe('a screen wall', () => {
  const WALL: Stand = { role: 'wall' }

  test('is told the classes of the usual window, and no number of cases', async () => {
    for (const method of ['gistar', 'lisa', 'emerging']) {
      const found = await read<Hotspots>(`?method=${method}`, { as: WALL })
      expect(found.rows.every((row) => [row.count, row.expected, row.value, row.z, row.p, row.pFdr].every((one) => one === null) && row.steps === undefined)).toBe(true)
      expect([found.clusters, found.global, found.sufficiency.cases]).toEqual([[], null, null])
      expect(found.finding.zh).not.toMatch(/件/)
    }
    const hot = await read<Hotspots>('?method=gistar', { as: WALL })
    expect(hot.rows.map((row) => row.class)).toEqual((await read<Hotspots>('?method=gistar')).rows.map((row) => row.class))
    expect(hot.finding.zh).toMatch(/个村连片偏多/)
  })

  test.each(['?method=scan', '?method=gistar&from=2024-01-01', '?method=gistar&category=05', '?method=gistar&seed=4', '/places', `/places/${PLANTED[0]}`, '/density', '/backtest', '/export?method=gistar&format=csv'])(
    'may not ask for %s', async (path) => {
      const response = await ask(path, { as: WALL })
      expect([response.status, ((await response.json()) as Problem).code]).toEqual([403, 'not_told'])
    })
})

describe('files', () => {
  test('hold a row a place with how it was worked out, and are named by what they are', async () => {
    const response = await ask('/export?method=gistar&format=csv')
    const disposition = response.headers.get('content-disposition')!
    expect([response.status, decodeURIComponent(disposition)]).toEqual([200, expect.stringContaining('热点 枫溪县 2024-04-03—2024-07-01.csv')])
    const lines = (await response.text()).trimEnd().split('\r\n')
    expect(lines).toHaveLength(65)
    expect(lines[0]).toContain('代码,名称,所在,件数,应有件数')
    expect(lines[1]).toContain('gistar')
    const text = await (await ask('/export?method=gistar&format=geojson')).text()
    const file = JSON.parse(text) as { about: Record<string, unknown>; features: { geometry: unknown; properties: Record<string, unknown> }[] }
    expect(file.about).toMatchObject({ area: '枫溪县', filter: '没有', today: '2024-07-01', method: 'gistar', seed: 20_260_101, revision: 2, version: '9.9', from: '2024-04-03' })
    const [west, south, east, north] = [104.995, 34.995, 105.005, 35.005]
    expect([file.features.length, file.features[0]!.geometry]).toEqual([64, { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] }])
  })

  test('tell which part and which kinds they are of, in the language of who asks, and of no other pack', async () => {
    const response = await ask(`/export?method=gistar&format=csv&area=${WEST}&category=02,05`, { headers: { 'accept-language': 'en' } })
    const [head, first] = (await response.text()).split('\r\n')
    expect(decodeURIComponent(response.headers.get('content-disposition')!)).toMatch(/Hot-spots .+ Neighbours, .+ 2024-04-03—2024-07-01\.csv/)
    expect([head, first]).toEqual([expect.not.stringMatching(/\p{Script=Han}/u), expect.stringContaining('Neighbours, ')])
  })

  test('of change have the steps, of a scan the bursts, also where there is none', async () => {
    const emerging = (await (await ask('/export?method=emerging&format=csv')).text()).split('\r\n')
    expect(emerging[0]).toContain('2024-04-08,2024-04-15')
    expect(emerging[1]!.split(',')).toHaveLength(emerging[0]!.split(',').length)
    const scan = (await (await ask('/export?method=scan&format=csv')).text()).split('\r\n')
    expect(scan[0]).toContain('对数似然比')
    expect(scan[1]!.split(',').length).toBeGreaterThanOrEqual(scan[0]!.split(',').length)
    const none = await (await ask('/export?method=scan&format=csv&from=2023-01-01&to=2023-01-31')).text()
    const [head, only, ...more] = none.trimEnd().split('\r\n')
    expect([more, only!.split(',').length]).toEqual([[], head!.split(',').length])
    expect(only).toMatch(/^,+scan,.*没有哪一片/)
  })
})

describe('work that takes long', () => {
  let own: County
  beforeAll(async () => {
    own = await openGrid({ rows: gridRows().slice(0, 900) })
  })
  const opened: Analyses[] = []
  afterAll(async () => {
    for (const one of opened) await one.close()
    await own.drop()
  })
  const ROW = { ...gridRows()[0]!, occurredOn: '2024-06-30' as Day }

  /** Analyses that answer nothing until they are let go; a request waits `waitMs` for them. */
  function held(waitMs = 1) {
    const analyses = openAnalyses({ threads: 2 })
    opened.push(analyses)
    let begun = 0
    let letGo = (): void => {}
    const gate = new Promise<void>((resolve) => (letGo = resolve))
    const slow: Analyses = {
      ask: (key, work, asker) => {
        const asked = analyses.ask(key, async (job) => {
          begun++
          await gate
          return work(job)
        }, asker)
        return { ...asked, progress: 0.25, within: () => asked.within(waitMs) }
      },
      leave: (asker) => analyses.leave(asker),
      close: () => analyses.close(),
    }
    return { slow, letGo, begun: () => begun }
  }

  /** Asks again as long as it takes. */
  const until = async (path: string, options: Parameters<typeof ask>[1]): Promise<Response> => {
    for (;;) {
      const response = await ask(path, options)
      if (response.status !== 202) return response
    }
  }
  const window = (at: number) => ({ 'fengtu-asker': `window-${at}` })

  test('is begun once for twenty windows that ask, told how far it is, and answered in each once it is done', async () => {
    const { slow, letGo, begun } = held()
    const to = createApp({ ...own.ctx, analyses: slow })
    const waiting = await Promise.all(Array.from({ length: 20 }, (_, at) => ask('?method=lisa', { at: own, to, headers: window(at) })))
    for (const response of waiting) {
      expect([response.status, response.headers.get('retry-after'), response.headers.get('etag'), response.headers.get('cache-control')]).toEqual([202, '1', null, 'no-store'])
      expect((await response.json()) as HotProgress).toEqual({ state: 'running', progress: 0.25 })
    }
    // nineteen of them go: the last one still waits
    for (let at = 0; at < 19; at++) await ask('', { at: own, to, method: 'DELETE', headers: window(at) })
    letGo()
    expect((await until('?method=lisa', { at: own, to, headers: window(19) })).status).toBe(200)
    expect((await until('?method=lisa', { at: own, to, headers: window(0) })).status).toBe(200)
    expect(begun()).toBe(1)
  })

  test('goes on while cases come in, and tells the revision that it is of', async () => {
    const { slow, letGo, begun } = held()
    const to = createApp({ ...own.ctx, analyses: slow })
    for (const id of [5_000, 5_001]) {
      expect((await ask('?method=gistar', { at: own, to })).status).toBe(202)
      await put(own.ctx, [{ ...ROW, id }])
    }
    expect(begun()).toBe(1)
    letGo()
    const late = await until('?method=gistar', { at: own, to })
    const now = await until('?method=gistar', { at: own, to, headers: { 'if-none-match': late.headers.get('etag')! } })
    expect([now.status, begun()]).toEqual([200, 2])
    const revisions = await Promise.all([late, now].map(async (response) => ((await response.json()) as Hotspots).revision))
    expect(revisions[1]).toBe(revisions[0]! + 2)
  })

  test('is given up when the only one who asked goes away', async () => {
    const { slow, letGo, begun } = held(60_000)
    const to = createApp({ ...own.ctx, analyses: slow })
    const gone = new AbortController()
    const asked = ask('?method=scan', { at: own, to, signal: gone.signal })
    while (begun() === 0) await new Promise((resolve) => setImmediate(resolve))
    gone.abort()
    expect([(await asked).status, ((await (await asked).json()) as Problem).code]).toEqual([409, 'analysis_given_up'])
    letGo()
    expect([(await ask('?method=scan', { at: own, to })).status, begun()]).toEqual([200, 2])
  })

  test('is left by whoever wants it no more, and given up once nobody waits', async () => {
    const { slow, letGo, begun } = held()
    const to = createApp({ ...own.ctx, analyses: slow })
    // it writes nothing, so a read-only server gives it up as well
    const readOnly = createApp({ ...own.ctx, analyses: slow, writable: false })
    const of = (asker: string, more = {}) => ({ at: own, to, headers: { 'fengtu-asker': asker }, ...more })
    const paths = ['?method=scan', '/places', `/places/${PLANTED[0]}`, '/density', '/backtest']
    for (const path of paths) for (const asker of ['map', 'slider']) expect([path, (await ask(path, of(asker))).status]).toEqual([path, 202])
    expect(begun()).toBe(5)
    const leave = (more: Parameters<typeof ask>[1]) => ask('', { method: 'DELETE', ...more })
    expect((await leave(of('map'))).status).toBe(204)
    // neither the unnamed one nor somebody else's account is that asker
    expect((await leave({ at: own, to })).status).toBe(204)
    expect((await leave(of('slider', { as: { role: 'supervisor', area: EAST } }))).status).toBe(204)
    for (const path of paths) expect([path, (await ask(path, of('slider'))).status]).toEqual([path, 202])
    expect(begun()).toBe(5)
    expect((await leave(of('slider', { to: readOnly }))).status).toBe(204)
    for (const path of paths) await ask(path, of('map'))
    expect(begun()).toBe(10)
    letGo()
  })

  test('refuses a name that is none', async () => {
    expect((await ask('?method=gistar', { headers: { 'fengtu-asker': 'a b' } })).status).toBe(400)
  })

  test('is done anew when a case came', async () => {
    const to = createApp(own.ctx)
    const first = await until('?method=gistar', { at: own, to })
    await put(own.ctx, [{ ...ROW, id: 6_000 }])
    const second = await until('?method=gistar', { at: own, to })
    expect(second.headers.get('etag')).not.toBe(first.headers.get('etag'))
    const total = async (response: Response) => ((await response.json()) as Hotspots).rows.reduce((sum, { count }) => sum + count!, 0)
    expect(await total(second)).toBe((await total(first)) + 1)
  })
})
