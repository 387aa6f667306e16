import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../../server/api/app.ts'
import type { AreaTreeColumns, Level } from '../../../server/contract/answers.ts'
import { dayNumber, dayOfNumber, type Day } from '../../../server/contract/day.ts'
import { filterQuery, tellsPast, type DatedFilter, type Filter } from '../../../server/contract/filter.ts'
import { ensureDemo } from '../../../server/services/demo.ts'
import { cubeFrom, type HeldCube } from '../../../web/stores/heldCube.ts'
import { engines } from '../../databases.ts'
import fc from '../../property.ts'
import { AREAS, contextOn, COUNTY, NOW } from '../../server/services/county.ts'
import { openBench, type Bench } from '../../server/api/bench.ts'
import { seenBy } from '../../server/api/people.ts'
import { ANY_KIND, ANY_STANDING, anyDay, anyFilter } from '../../anyFilter.ts'

type App = ReturnType<typeof createApp>

const at = (rest: string) => `/api/counties/${COUNTY}${rest}`

async function read<Answer>(app: App, path: string, query: Record<string, string> = {}): Promise<Answer> {
  const text = new URLSearchParams(query).toString()
  const response = await app.request(`${at(path)}${text && '?'}${text}`)
  expect(response.status).toBe(200)
  return (await response.json()) as Answer
}

async function hold(app: App): Promise<HeldCube> {
  const bytes = new Uint8Array(await (await app.request(at('/cube'))).arrayBuffer())
  return cubeFrom({ county: COUNTY, tree: await read<AreaTreeColumns>(app, '/areas/tree'), readAt: 0 }, bytes, null)!
}

const YEARS = [['2023-01-01', '2023-12-31'], ['2024-02-01', '2024-02-29'], ['2023-04-01', '2023-06-30']]
const filters = (codes: readonly string[], first: string, days: number): fc.Arbitrary<Filter> => {
  const day = anyDay(first, { min: -30, max: days + 30 })
  return anyFilter({ areas: codes, span: fc.oneof(fc.tuple(day, day), fc.constantFrom(...YEARS)), lists: { ...ANY_KIND, ...ANY_STANDING }, open: fc.constantFrom('from', 'to', 'none') })
}

/** One view after the other: whatever the brush was set to before, the answers are those of the API. */
async function sameAnswers(app: App, held: HeldCube, filter: DatedFilter, level: Level, step: 'month' | 'week'): Promise<void> {
  const query = filterQuery(filter)
  const { category: _, ...others } = query
  const [summary, areas, categories, series] = await Promise.all([
    read(app, '/summary', query),
    read(app, '/counts', { by: level, ...query }),
    read(app, '/counts', { by: 'category', ...others }),
    read(app, '/series', { step, ...query }),
  ])
  const ours = held.figures({ county: COUNTY, filter, level, step }, 'zh')!
  const { due: _due, age: _age, ...anyTime } = filter
  // under another list the count is that of the view with it
  for (const other of filter.asOf ? [] : [{ colour: ['red'] }, { phase: ['open', 'handling'], colour: ['red'] }, { due: ['overdue'] }, { channel: [] }]) {
    const changed = { ...filter, ...other } as Filter
    expect(held.under(filter, changed)).toBe(held.figures({ county: COUNTY, filter: changed, level, step }, 'zh')!.summary.count)
  }
  // the topics ask how cases stand today alone
  const dimensions = filter.asOf ? [] : ([['due', anyTime], ['age', anyTime], ['town', filter]] as const)
  const theirs = await Promise.all(dimensions.map(([by, of]) => read(app, '/counts', { by, ...filterQuery(of) })))
  expect(dimensions.map(([by, of]) => held.countsBy(by, of, 'zh'))).toStrictEqual(theirs)
  expect({ summary: ours.summary, areas: ours.areas, categories: ours.categories, series: ours.series }).toStrictEqual({ summary, areas, categories, series })
}

const level = fc.constantFrom<Level>('county', 'town', 'village', 'grid')
const step = fc.constantFrom<'month' | 'week'>('month', 'week')

describe('figures counted in the browser are those of the API', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await openBench(3_000)
  })
  afterAll(() => bench.drop())
  const live = AREAS.filter(({ validTo }) => validTo === undefined).map(({ code }) => code)

  test('of the whole county', async () => {
    const held = await hold(bench.app)
    await fc.assert(fc.asyncProperty(filters(live, '2022-01-01', 910), level, step, (filter, by, over) => sameAnswers(bench.app, held, filter, by, over)), { seed: 1, numRuns: 30 })
  }, 60_000)

  test('of the whole county as it stood on a day', async () => {
    const held = await hold(bench.app)
    const days = fc.integer({ min: -30, max: 911 }).map((after) => dayOfNumber(dayNumber('2022-01-01' as Day) + after))
    const past = fc.tuple(filters(live, '2022-01-01', 910).filter(tellsPast), days)
    await fc.assert(fc.asyncProperty(past, level, step, ([filter, asOf], by, over) => sameAnswers(bench.app, held, { ...filter, asOf }, by, over)), { seed: 4, numRuns: 20 })
  }, 60_000)

  test.each(['990101001000', '990101002201'])('of a post that sees %s', async (area) => {
    const app = seenBy(bench.appWith({ version: 'test' }), bench.ctx, { role: 'clerk', area })
    const held = await hold(app)
    const { root, end, code: all } = held.tree
    expect(all[root]).toBe(area)
    const codes = live.filter((code) => all.indexOf(code) >= root && all.indexOf(code) < end[root]!)
    await fc.assert(fc.asyncProperty(filters(codes, '2022-01-01', 910), level, step, (filter, by, over) => sameAnswers(app, held, filter, by, over)), { seed: 2, numRuns: 20 })
  }, 60_000)

  test('the server is asked about an area that is no more, or that nobody knows', async () => {
    const held = await hold(bench.app)
    for (const area of ['990101001203', '1']) {
      expect(held.figures({ county: COUNTY, filter: { area } as Filter, level: 'village', step: 'month' }, 'zh')).toBeNull()
    }
  })
})

test('and on the demo county', async () => {
  const database = await engines[0]!.fresh()
  try {
    const ctx = contextOn(database, { now: NOW })
    await ensureDemo(ctx, { tell: () => {} })
    const app = seenBy(createApp(ctx, {}), ctx, { role: 'leader' })
    const held = await hold(app)
    const { code, live, level: levels } = held.tree
    const codes = code.filter((_, index) => live[index] && levels[index] !== 'group')
    await fc.assert(fc.asyncProperty(filters(codes, '2021-06-01', 1_127), level, step, (filter, by, over) => sameAnswers(app, held, filter, by, over)), { seed: 3, numRuns: 12 })
  } finally {
    await database.drop()
  }
}, 600_000)
