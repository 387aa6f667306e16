import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { computed, createApp, effectScope, nextTick, watch } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { useCounty } from '../../../web/stores/county.ts'
import { useFigures, useOtherFigures, type FiguresAsk } from '../../../web/stores/figures.ts'
import { useFilter } from '../../../web/stores/filter.ts'
import { useSession } from '../../../web/stores/session.ts'
import { useComparison } from '../../../web/views/compare/comparison.ts'
import { somePost, someSession } from '../stores/people.ts'
import { problem, someCounty, useServer } from '../stores/server.ts'

// the look of this browser, which has no window here
vi.mock('../../../web/stores/settings.ts', () => ({ useSettings: () => ({ language: 'zh' }) }))

const COUNTY = '990101000000'
const scopes: { stop(): void }[] = []
afterEach(() => {
  for (const scope of scopes.splice(0)) scope.stop()
  vi.unstubAllGlobals()
})

async function settled() {
  for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setTimeout(resolve))
  await nextTick()
}

/** The map page at an address, as far as it asks for figures. `server.revision`: of what is told from now on. */
async function open(address: string, role: 'leader' | 'wall' = 'leader') {
  const server = { revision: 1, asked: [] as string[], fail: false, late: false, hold: null as Promise<void> | null }
  useServer(async ({ path }) => {
    if (path === '/api/counties') return { counties: [{ code: COUNTY, name: COUNTY, fictional: false, packVersion: '1' }] }
    if (/\/counties\/\d+$/.test(path)) return { ...someCounty(COUNTY), revision: server.revision, cases: 9 }
    const area = /\/areas\/(\d+)$/.exec(path)?.[1]
    if (area === '990101009000') return problem(404, '没有这个地点')
    if (area) return { packVersion: '1', area: { code: area, index: 1, level: 'town', bbox: null }, path: [], children: [] }
    if (path.includes('/areas?')) return { packVersion: '1', areas: [] }
    if (server.fail) return problem(500, '没有读出来')
    server.asked.push(path)
    await server.hold
    const behind = server.late && path.includes('2023') ? 1 : 0
    return { revision: server.revision - behind, packVersion: '1', rows: [], points: [] }
  }, { counties: true })
  const pinia = createPinia()
  setActivePinia(pinia)
  useSession().session = someSession(role, [somePost(role)])
  const page = { render: () => null }
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', name: 'map', component: page }] })
  createApp(page).use(pinia).use(router)
  await router.push(address)
  const [county, filter, figures] = [useCounty(), useFilter(), useFigures()]
  await county.open(COUNTY)
  const scope = effectScope()
  scopes.push(scope)
  const comparison = scope.run(() => {
    const ask = computed<FiguresAsk | null>(() => (county.info && filter.ready ? { county: COUNTY, filter: filter.filter, level: 'town', step: 'month' } : null))
    watch(ask, (now) => now && void figures.show(now), { immediate: true })
    return useComparison(() => ask.value)
  })!
  await settled()
  return { comparison, filter, figures, county, router, server }
}

describe('two sides of a comparison', () => {
  test('are the same question but for one part, and shown once both are there', async () => {
    const { comparison, server } = await open('/?from=2024-04-01&to=2024-06-30&colour=red&compare=period/before')
    const pair = comparison.pair.value!
    expect([pair.a.ask.filter, pair.b.ask.filter]).toEqual([
      { from: '2024-04-01', to: '2024-06-30', colour: ['red'] }, { from: '2024-01-01', to: '2024-03-31', asOf: '2024-04-01', colour: ['red'] },
    ])
    expect({ ...pair.b.ask, filter: null }).toEqual({ ...pair.a.ask, filter: null })
    expect([comparison.stale.value, comparison.why.value, comparison.error.value]).toEqual([false, null, null])
    expect(server.asked.filter((path) => path.includes('/summary'))).toHaveLength(2)
  })

  test('are counted at one revision: the older one is asked anew', async () => {
    const { comparison, filter, server } = await open('/?from=2024-04-01&to=2024-06-30')
    expect(comparison.pair.value).toBeNull()
    server.revision = 2
    await filter.change({ compare: { by: 'period', with: 'year' } })
    await settled()
    expect([comparison.pair.value!.a.revision, comparison.pair.value!.b.revision]).toEqual([2, 2])
    expect(comparison.stale.value).toBe(false)
  })

  test('while one of them stays behind, it is asked for once at once and then once a second', async () => {
    const { comparison, filter, server } = await open('/?from=2024-04-01&to=2024-06-30&compare=period/before')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      server.late = true
      server.asked.length = 0
      await filter.change({ compare: { by: 'period', with: 'year' } })
      await vi.advanceTimersByTimeAsync(0)
      const asked = () => server.asked.filter((path) => path.includes('/summary') && path.includes('from=2023')).length
      await vi.advanceTimersByTimeAsync(900)
      expect([asked(), comparison.stale.value]).toEqual([2, true])
      await vi.advanceTimersByTimeAsync(1000)
      expect(asked()).toBe(3)
      server.late = false
      await vi.advanceTimersByTimeAsync(1000)
      expect([comparison.stale.value, comparison.pair.value?.b.revision]).toEqual([false, 1])
    } finally {
      vi.useRealTimers()
    }
  })

  test('stay as they were until the next ones are there, and the other one is let go when nobody compares', async () => {
    const { comparison, filter, server } = await open('/?from=2024-04-01&to=2024-06-30&compare=period/year')
    const before = comparison.pair.value
    let letGo = () => {}
    server.hold = new Promise<void>((resolve) => (letGo = resolve))
    await filter.change({ filter: { colour: ['blue'] } })
    await settled()
    expect([comparison.pair.value === before, comparison.stale.value]).toEqual([true, true])
    letGo()
    await settled()
    expect(comparison.pair.value!.b.ask.filter.colour).toEqual(['blue'])
    await filter.change({ compare: null })
    await settled()
    expect([comparison.pair.value, useOtherFigures().set]).toEqual([null, null])
  })

  test('that cannot be had are told: no other period, no such place, no answer', async () => {
    const open1 = await open('/?period=all&compare=period/year')
    expect([open1.comparison.pair.value, open1.comparison.why.value?.zh]).toEqual([null, expect.stringContaining('时段不限')])
    const lost = await open('/?period=last12m&area=990101001000&compare=area/990101009000')
    expect([lost.comparison.pair.value, lost.comparison.error.value?.message]).toEqual([null, '没有这个地点'])
    const { comparison, filter, server } = await open('/?from=2024-04-01&to=2024-06-30')
    server.fail = true
    await filter.change({ compare: { by: 'period', with: 'year' } })
    await settled()
    expect(comparison.error.value?.message).toBe('没有读出来')
    server.fail = false
    comparison.reload()
    await settled()
    expect([comparison.error.value, comparison.pair.value?.b.revision]).toEqual([null, 1])
  })

  test('two places bring their own', async () => {
    const { comparison } = await open('/?period=last12m&area=990101001000&compare=area/990101002000')
    const pair = comparison.pair.value!
    expect([pair.placeA?.code, pair.placeB?.code, pair.b.ask.filter.area]).toEqual(['990101001000', '990101002000', '990101002000'])
  })

  test('are not for a screen wall, and a layer gives way to them', async () => {
    const wall = await open('/?from=2024-04-01&to=2024-06-30&compare=period/year', 'wall')
    expect([wall.filter.view.compare, wall.filter.notes.length]).toEqual([null, 1])
    const layer = await open('/?from=2024-04-01&to=2024-06-30&compare=period/year&layer=gistar')
    expect([layer.filter.view.layer, layer.filter.view.compare, layer.filter.notes.length]).toEqual([null, { by: 'period', with: 'year' }, 1])
  })
})
