import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createApp, effectScope, nextTick, shallowRef } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Day } from '../../../server/contract/day.ts'
import type { AreaFigure } from '../../../web/areas/figures.ts'
import { useCounty } from '../../../web/stores/county.ts'
import type { FigureSet } from '../../../web/stores/figures.ts'
import { useFilter } from '../../../web/stores/filter.ts'
import { useTimeline } from '../../../web/views/map/timeline.ts'
import { someCounty, useServer } from '../stores/server.ts'

// the look of this browser, which has no window here
vi.mock('../../../web/stores/settings.ts', () => ({ useSettings: () => ({ language: 'zh' }) }))

const COUNTY = '990101000000'
const scopes: { stop(): void }[] = []
afterEach(() => {
  for (const scope of scopes.splice(0)) scope.stop()
  vi.unstubAllGlobals()
})

async function settled() {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve))
  await nextTick()
}

/** Counts of one town in months, 1 in each; the last one as given. */
function cross(last: string, count: number) {
  const months = ['2024-04', '2024-05', '2024-06', '2024-07'].filter((month) => month <= last)
  return {
    revision: 1, total: months.length, unlocated: 0, coarser: 0,
    axes: [{ by: 'town', keys: ['990101001000'], names: ['城关镇'] }, { by: 'month', keys: months, names: [] }],
    positions: [months.map(() => 0), months.map((_, k) => k)], count: months.map(() => count),
  }
}

/** The slider on a page at an address; what it asks is answered as `server` says. */
async function open(address: string) {
  const server = { last: '2024-06', count: 1, hold: null as Promise<void> | null, asked: 0 }
  useServer(async ({ path }) => {
    if (!path.includes('/cross')) return path === '/api/counties' ? { counties: [{ code: COUNTY, name: COUNTY, fictional: false, packVersion: '1' }] } : {}
    server.asked++
    await server.hold
    return path.includes('week') ? { ...cross(server.last, server.count), axes: [{ by: 'town', keys: ['990101001000'], names: [''] }, { by: 'week', keys: ['2024-W18', '2024-W22', '2024-W26'], names: [] }], positions: [[0, 0, 0], [0, 1, 2]], count: [1, 1, 1] } : cross(server.last, server.count)
  })
  const pinia = createPinia()
  setActivePinia(pinia)
  const page = { render: () => null }
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', name: 'map', component: page }] })
  const app = createApp(page).use(pinia).use(router)
  await router.push(address)
  const county = useCounty()
  await county.open(COUNTY)
  const filter = useFilter()
  await settled()
  const figure = { code: '990101001000', index: 1, count: 9, resolved: 0, population: null, perTenThousand: null, value: 9 } as AreaFigure
  const setOf = () => ({ ask: { county: COUNTY, filter: filter.filter, level: filter.level, step: 'month' }, packVersion: '1', info: county.info }) as unknown as FigureSet
  const set = shallowRef(setOf())
  const thin = shallowRef(false)
  const scope = effectScope()
  scopes.push(scope)
  const time = app.runWithContext(() => scope.run(() => useTimeline(() => set.value, () => [figure], () => thin.value))!)
  return { server, router, county, filter, time, thin, follow: () => (set.value = setOf()), counts: () => time.counts.value?.figures.map(({ count }) => count) }
}

const SPAN = 'from=2024-04-01&to=2024-07-31'

describe('the slider while cases come in', () => {
  test('stays where it stands and plays on; the counts before stay until the next are there', async () => {
    const { time, server, county, counts } = await open(`/?level=town&${SPAN}`)
    time.open.value = true
    await settled()
    expect([time.starts.value.length, time.at.value, counts()]).toEqual([3, 2, [1]])
    time.to(1)
    time.play(true)
    let letGo = () => {}
    Object.assign(server, { last: '2024-07', count: 4, hold: new Promise<void>((resolve) => (letGo = resolve)) })
    county.info = { ...someCounty(COUNTY), revision: 2 }
    await settled()
    expect(server.asked).toBe(2)
    expect([time.state.value, time.at.value, time.playing.value, counts()]).toEqual(['ready', 1, true, [1]])
    letGo()
    await settled()
    expect([time.starts.value.length, time.at.value, time.playing.value, counts()]).toEqual([4, 1, true, [4]])
    time.play(false)
  })

  test('comes for an open period as well, which is asked for by its record', async () => {
    const { time, counts } = await open('/?level=town&period=all')
    time.open.value = true
    await settled()
    expect([time.state.value, time.starts.value.length, counts()]).toEqual(['ready', 3, [1]])
  })

  test('shows no counts of another filter than that of the figures, and keeps its day through both', async () => {
    const { time, server, filter, follow, counts } = await open(`/?level=town&${SPAN}`)
    time.open.value = true
    await settled()
    time.to(1)
    server.count = 7
    await filter.change({ filter: { colour: ['red'] } })
    await settled()
    // the figures are still those before, and so are the counts
    expect([server.asked, counts(), time.state.value]).toEqual([2, [1], 'ready'])
    follow()
    await settled()
    expect([counts(), time.at.value]).toEqual([[7], 1])
    // and the other way round: next figures, whose counts are not there yet
    let letGo = () => {}
    Object.assign(server, { hold: new Promise<void>((resolve) => (letGo = resolve)) })
    await filter.change({ filter: {} })
    follow()
    await settled()
    expect([counts(), time.state.value]).toEqual([undefined, 'working'])
    letGo()
    await settled()
    expect([counts(), time.at.value]).toEqual([[7], 1])
  })

  test('asks nothing where there are too few cases for it', async () => {
    const { time, thin, server } = await open(`/?level=town&${SPAN}`)
    thin.value = true
    time.open.value = true
    await settled()
    expect([server.asked, time.on.value]).toEqual([0, false])
  })
})

test('stands in the address, and follows it', async () => {
  const { time, router } = await open(`/?level=town&${SPAN}&time=month/2024-05-01`)
  await settled()
  expect([time.on.value, time.at.value, time.mode.value]).toEqual([true, 1, 'window'])
  time.to(0)
  time.to(2)
  time.mode.value = 'cumulative'
  await vi.waitFor(() => expect(router.currentRoute.value.query.time).toBe('month/cumulative/2024-06-01'))
  expect([time.at.value, time.counts.value?.figures[0]?.count]).toEqual([2, 3])
  await router.push(`/?level=town&${SPAN}&time=week`)
  await settled()
  expect([time.step.value, time.at.value, time.mode.value]).toEqual(['week', 2, 'window'])
  time.open.value = false
  await vi.waitFor(() => expect(router.currentRoute.value.query.time).toBeUndefined())
  expect(time.on.value).toBe(false)
})

test('weeks take over the day of the months, and their end is the end', async () => {
  const { time } = await open(`/?level=town&${SPAN}`)
  time.open.value = true
  await settled()
  time.to(1)
  time.step.value = 'week'
  await settled()
  expect([time.starts.value, time.at.value]).toEqual([['2024-04-29', '2024-05-27', '2024-06-24'] as Day[], 0])
  time.to(2)
  time.step.value = 'month'
  await settled()
  expect(time.at.value).toBe(2)
})
