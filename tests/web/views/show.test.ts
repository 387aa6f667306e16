import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createApp, effectScope } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { useAhead } from '../../../web/stores/ahead.ts'
import { useCounty } from '../../../web/stores/county.ts'
import { useFigures } from '../../../web/stores/figures.ts'
import { useFilter } from '../../../web/stores/filter.ts'
import { useSession } from '../../../web/stores/session.ts'
import { parseView, PRESENTED } from '../../../web/stores/view.ts'
import { useShow } from '../../../web/views/present/useShow.ts'
import { somePost, someSession } from '../stores/people.ts'
import { someCounty, useServer } from '../stores/server.ts'

const COUNTY = '990101000000'
const TOWNS = ['990101100000', '990101101000', '990101102000'] as const
const scopes: { stop(): void }[] = []
afterEach(() => {
  for (const scope of scopes.splice(0)) scope.stop()
  vi.unstubAllGlobals()
})

async function settled() {
  for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setTimeout(resolve))
}

/** A deck of three towns, behind its title and what meetings decided. What is told of a town in `held` waits until it is let go. */
async function open() {
  const held = new Map<string, Promise<void>>()
  useServer(async ({ path }) => {
    if (path === '/api/counties') return { counties: [{ code: COUNTY, name: COUNTY, fictional: false, packVersion: '1' }] }
    if (/\/counties\/\d+$/.test(path)) return someCounty(COUNTY)
    if (path.endsWith('/decks')) return { decks: [{ id: 'd', name: '研判会', elsewhere: 0, slides: TOWNS.map((area) => ({ query: `period=all&area=${area}`, title: null, note: null })) }] }
    const area = /\/areas\/(\d+)$/.exec(path)?.[1]
    if (area) {
      await held.get(area)
      return { packVersion: '1', area: { code: area, index: 1, level: 'town', bbox: null }, path: [], children: [] }
    }
    if (path.includes('/areas?')) return { packVersion: '1', areas: [] }
    return { revision: 1, packVersion: '1', rows: [], points: [] }
  }, { counties: true })
  const pinia = createPinia()
  setActivePinia(pinia)
  useSession().session = someSession('leader', [somePost('leader')])
  const page = { render: () => null }
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/present/:deck', name: PRESENTED, component: page }] })
  const app = createApp(page).use(pinia).use(router)
  await router.push('/present/d')
  await useCounty().open(COUNTY)
  useFilter()
  const scope = effectScope()
  scopes.push(scope)
  const show = app.runWithContext(() => scope.run(() => useShow(() => '')))!
  await settled()
  /** Keeps the answer about a town back; what it returns lets it go. */
  function hold(area: string): () => void {
    let go = () => {}
    held.set(area, new Promise((resolve) => (go = () => resolve())))
    return go
  }
  return { show, hold, router, areaShown: () => router.currentRoute.value.query['area'] }
}

describe('a presentation', () => {
  test('a slide that comes late does not cover the one that was asked for after it', async () => {
    const { show, hold, areaShown } = await open()
    const release = hold(TOWNS[1])
    const late = show.go(3)
    await show.go(4)
    expect([show.at.value, areaShown()]).toEqual([4, TOWNS[2]])
    release()
    await late
    await settled()
    expect([show.at.value, areaShown()]).toEqual([4, TOWNS[2]])
  })

  test('every press counts, also while the slide before is on its way', async () => {
    const { show, hold, areaShown } = await open()
    await show.go(2)
    const release = hold(TOWNS[2])
    void show.forth()
    void show.forth()
    void show.forth()
    void show.back()
    release()
    await settled()
    expect([show.at.value, areaShown()]).toEqual([4, TOWNS[2]])
    await show.back()
    expect(show.at.value).toBe(3)
  })

  test('figures of a slide that was passed over are not put on show', async () => {
    const { show } = await open()
    await show.go(2)
    await settled()
    const [figures, ahead] = [useFigures(), useAhead()]
    const before = figures.set
    const { view } = parseView({ period: 'all', area: TOWNS[1] })
    expect([await ahead.show(view, () => false), figures.set]).toEqual([false, before])
    expect([await ahead.show(view, () => true), figures.set?.ask.filter.area]).toEqual([true, TOWNS[1]])
  })
})
