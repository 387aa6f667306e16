import { createPinia, setActivePinia } from 'pinia'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Counts, Summary } from '../../../server/contract/answers.ts'
import type { Filter } from '../../../server/contract/filter.ts'
import { useBoardCounts } from '../../../web/stores/boardCounts.ts'
import { useCounty } from '../../../web/stores/county.ts'
import { useCube } from '../../../web/stores/cube.ts'
import { fetchFigures, useFigures, type FiguresAsk } from '../../../web/stores/figures.ts'
import { useSession } from '../../../web/stores/session.ts'
import { openBench, type Bench } from '../../server/api/bench.ts'
import { COUNTY, install, put, rows } from '../../server/services/county.ts'
import { somePost, someSession } from './people.ts'

let bench: Bench
/** what the page asked for since it was opened */
let paths: string[]
/** answers of a server that is not as it should be */
let instead: (path: string) => Response | null

beforeAll(async () => {
  bench = await openBench(900)
})
afterAll(() => bench.drop())
beforeEach(() => {
  paths = []
  instead = () => null
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    paths.push(path.replace(`/api/counties/${COUNTY}`, ''))
    return Promise.resolve(instead(path) ?? bench.app.request(path, init))
  })
})
afterEach(() => vi.unstubAllGlobals())

const askOf = (filter: Filter = {}): FiguresAsk => ({ county: COUNTY, filter, level: 'village', step: 'month' })
const asked = (what: RegExp): string[] => paths.filter((path) => what.test(path))
const SPRING: Filter = { from: '2023-03-01', to: '2023-05-31' } as Filter

/** The map of somebody who has just opened it. */
async function open(role: 'leader' | 'mediator' | 'wall' = 'leader') {
  setActivePinia(createPinia())
  const [county, cube, figures, session] = [useCounty(), useCube(), useFigures(), useSession()]
  session.session = someSession('a', [somePost(role), somePost('clerk')])
  await county.open(COUNTY)
  await figures.show(askOf())
  return { county, cube, figures, session }
}

async function openWithCube() {
  const page = await open()
  await vi.waitFor(() => expect(page.cube.current).not.toBeNull(), 5_000)
  return page
}

/** as the page shows them without the moment of reading */
const plain = ({ summary, areas, categories, series }: Awaited<ReturnType<typeof fetchFigures>>) => JSON.parse(JSON.stringify({ summary, areas, categories, series })) as object

describe('the cube in the browser', () => {
  test('comes after the first figures, and then a brush asks nobody', async () => {
    const { figures } = await openWithCube()
    expect(paths.findIndex((path) => path.startsWith('/cube'))).toBeGreaterThan(paths.findLastIndex((path) => path.startsWith('/summary')))
    paths.length = 0
    for (const filter of [SPRING, { ...SPRING, category: ['01'] }, { area: '990101001000', colour: ['red'] }] as Filter[]) {
      await figures.show(askOf(filter))
      await vi.waitFor(() => expect(figures.set?.ask.filter).toEqual(filter))
      expect([paths, figures.loading, figures.error]).toEqual([[], false, null])
      expect(plain(figures.set!)).toEqual(plain(await fetchFigures(askOf(filter), () => 0)))
      paths.length = 0
    }
  })

  test('is counted once a frame while the hand moves, and the last filter wins', async () => {
    const { figures } = await openWithCube()
    const frames: (() => void)[] = []
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
    const span = (to: string) => askOf({ from: '2023-01-01', to } as Filter)
    void figures.show(span('2023-02-01'))
    const first = figures.set
    for (const day of ['2023-02-02', '2023-02-03', '2023-02-04']) void figures.show(span(day))
    expect([first?.ask.filter.to, figures.set, frames.length]).toEqual(['2023-02-01', first, 1])
    frames.shift()!()
    expect(figures.set?.ask.filter.to).toBe('2023-02-04')
    // the hand went back to what is shown
    void figures.show(span('2023-02-09'))
    void figures.show(span('2023-02-04'))
    frames.shift()!()
    expect([figures.set?.ask.filter.to, paths.some((path) => path.includes('2023-02'))]).toEqual(['2023-02-04', false])
  })

  test('takes what changed when the county has moved on, and asks the server until then', async () => {
    const { county, cube, figures } = await openWithCube()
    const [one] = rows(1, 9)
    await put(bench.ctx, [{ ...one!, id: 5, category: '01', occurredOn: '2023-04-04', area: null, town: null, state: 'closed' }])
    await county.refresh()
    expect(cube.current).toBeNull()
    await vi.waitFor(() => expect(cube.current?.head.revision).toBe(county.info!.revision), 5_000)
    expect(asked(/^\/cube/)).toEqual(['/cube', expect.stringMatching(/^\/cube\?since=\d+&mark=.+/)])
    expect(cube.held?.head.days?.length).toBeLessThanOrEqual(2)
    paths.length = 0
    await figures.show(askOf(SPRING))
    expect(paths).toEqual([])
    expect(plain(figures.set!)).toEqual(plain(await fetchFigures(askOf(SPRING), () => 0)))
  })

  test('is another one on the ground of another pack', async () => {
    const { county, cube, figures } = await openWithCube()
    await install(bench.ctx, 'b')
    await county.refresh()
    await vi.waitFor(() => expect(cube.current?.head.packVersion).toBe('b'.repeat(64)), 5_000)
    await figures.reload()
    expect(plain(figures.set!)).toEqual(plain(await fetchFigures(askOf(), () => 0)))
  })

  test('goes with the post that it was read for', async () => {
    const { cube, figures, session } = await openWithCube()
    session.session = someSession('a', [somePost('clerk')])
    expect([cube.held, cube.current]).toEqual([null, null])
    await figures.show(askOf(SPRING))
    expect(asked(/^\/summary/)).toHaveLength(2)
    session.session = null
    expect(cube.held).toBeNull()
  })

  test.each(['wall', 'mediator'] as const)('is not asked for in the post of a %s, which does not read every case', async (role) => {
    const { cube, county, figures } = await open(role)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const year: Filter = { from: '2023-01-01', to: '2023-12-31' } as Filter
    await figures.show(askOf(year))
    await county.refresh()
    expect([figures.set?.ask.filter, figures.error, cube.held, asked(/^\/(cube|areas\/tree)/)]).toEqual([year, null, null, []])
  })

  test.each([
    ['a server that refuses', () => Response.json({ title: 'x', code: 'x' }, { status: 500 })],
    ['bytes of another program', () => new Response(new Uint8Array([1, 2, 3, 4]))],
  ])('cannot be had of %s, and the page goes on', async (_, answer) => {
    instead = (path) => (path.includes('/cube') ? answer() : null)
    const { county, cube, figures } = await open()
    await vi.waitFor(() => expect(asked(/^\/cube/)).toHaveLength(1))
    await figures.show(askOf(SPRING))
    await county.refresh()
    expect([cube.current, figures.error, county.error, figures.set?.ask.filter]).toEqual([null, null, null, SPRING])
  })
})

test('panels count the view on show, each without its own filter', async () => {
  const { figures } = await openWithCube()
  const board = useBoardCounts()
  const filter = { ...SPRING, category: ['01', '02'], colour: ['red'], area: '990101001000' } as Filter
  await figures.show(askOf(filter))
  await vi.waitFor(() => expect(board.counts).not.toBeNull())
  const read = async <Answer>(path: string): Promise<Answer> => (await (await bench.app.request(`/api/counties/${COUNTY}${path}`)).json()) as Answer
  const counts = board.counts!
  const colours = await read<Counts>('/counts?by=category&from=2023-03-01&to=2023-05-31&colour=red&area=990101001000')
  expect([...counts.terms('category').count]).toEqual(colours.rows.map(({ count }) => count))
  const due = await read<Counts>('/counts?by=due&from=2023-03-01&to=2023-05-31&category=01,02&colour=red&area=990101001000')
  expect([...counts.standing('due').count]).toEqual(due.rows.map(({ count }) => count))
  const days = await read<Summary>('/summary?category=01,02&colour=red&area=990101001000')
  expect(counts.days().total).toBe(days.count)
  const towns = await read<Counts>('/counts?by=town&from=2023-03-01&to=2023-05-31&category=01,02&colour=red')
  const everywhere = counts.areas('town', { everywhere: true })
  expect(towns.rows.map(({ index }) => everywhere.count[index!])).toEqual(towns.rows.map(({ count }) => count))
  expect(counts.areas('town').total).toBe(figures.set!.summary.count)
  const red = await read<Summary>('/summary?from=2023-03-01&to=2023-05-31&category=01,02&colour=red&phase=open,handling&area=990101001000')
  expect([counts.pendingOf('red'), counts.pendingOf('blue')]).toEqual([red.count, 0])
})
