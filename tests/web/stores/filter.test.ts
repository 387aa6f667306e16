import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createApp, nextTick } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import type { AreaCode } from '../../../server/contract/answers.ts'
import { useCounty } from '../../../web/stores/county.ts'
import { useFilter } from '../../../web/stores/filter.ts'
import { problem, someCounty, useServer, type Call } from './server.ts'

afterEach(() => vi.unstubAllGlobals())

const [ONE, TWO] = ['990101000000', '990202000000'] as [AreaCode, AreaCode]
const town = (county: string) => `${county.slice(0, 6)}001000` as AreaCode

/** Answers that wait until they are let go, by what their path holds. */
function held(...parts: string[]) {
  const waiting = new Map<string, (() => void)[]>()
  return {
    async wait(path: string) {
      const part = parts.find((one) => path.includes(one))
      if (part) await new Promise<void>((resolve) => waiting.set(part, [...(waiting.get(part) ?? []), resolve]))
    },
    asked: (part: string) => vi.waitFor(() => expect(waiting.has(part)).toBe(true)),
    async letGo(part: string) {
      for (const resolve of waiting.get(part) ?? []) resolve()
      waiting.delete(part)
      await settled()
    },
  }
}

async function settled() {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve))
  await nextTick()
}

/** Two counties with a town each; every area belongs to one of them only. */
async function open(address: string, hold: ReturnType<typeof held>) {
  useServer(async ({ path }: Call) => {
    await hold.wait(path)
    if (path === '/api/counties') return { counties: [ONE, TWO].map((code) => ({ code, name: code, fictional: false, packVersion: '1' })) }
    const [, county, area] = /^\/api\/counties\/(\d+)\/areas\/(\d+)$/.exec(path) ?? []
    if (!county) return someCounty(path.split('/').at(-1)!)
    if (area !== town(county)) return problem(404, '本县区划中没有这个代码')
    return { packVersion: '1', area: { code: area, index: 1, level: 'town' }, path: [], children: [] }
  }, { counties: true })
  const pinia = createPinia()
  setActivePinia(pinia)
  const page = { render: () => null }
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', name: 'map', component: page }, { path: '/import', name: 'import', component: page }] })
  createApp(page).use(pinia).use(router)
  await router.push(address)
  const [county, filter] = [useCounty(), useFilter()]
  return { router, county, filter }
}

/** What the page does when the address changes. */
async function go(router: Router, county: ReturnType<typeof useCounty>, query: Record<string, string>) {
  await router.push({ name: 'map', query })
  return county.open(query.county)
}

test('leads to the overdue cases of the filter in the ledger, and to those of before its period', async () => {
  const { county, filter } = await open(`/?county=${ONE}&colour=red&from=2026-01-01&to=2026-03-31&show=table`, held())
  await county.open(ONE)
  await settled()
  const own = { county: ONE, colour: 'red', overdue: '1', sort: 'dueOn' }
  expect(filter.overdue({ before: false })).toEqual({ name: 'ledger', query: { ...own, from: '2026-01-01', to: '2026-03-31' } })
  expect(filter.overdue({ before: true })).toEqual({ name: 'ledger', query: { ...own, to: '2025-12-31' } })
})

test('a card is a step in the history, and goes with its layer and its area', async () => {
  const { county, filter, router } = await open(`/?county=${ONE}&layer=gistar`, held())
  await county.open(ONE)
  await settled()
  const card = () => router.currentRoute.value.query.card
  await filter.change({ card: town(ONE) }, { step: true })
  await filter.change({ camera: { zoom: 10, lng: 112, lat: 36 } })
  expect(card()).toBe(town(ONE))
  router.back()
  await vi.waitFor(() => expect(filter.view.card).toBeNull())
  for (const part of [{ layer: 'lisa' as const }, { filter: { area: town(ONE) } }]) {
    await filter.change({ card: town(ONE) })
    await filter.change(part)
    expect([part, card()]).toEqual([part, undefined])
  }
})

describe('under a hand that moves', () => {
  afterEach(() => void vi.useRealTimers())

  async function drag() {
    const opened = await open(`/?county=${ONE}`, held())
    await opened.county.open(ONE)
    await settled()
    vi.useFakeTimers()
    void opened.filter.change({ metric: 'rate' }, { gesture: Symbol('drag') })
    expect(opened.filter.moving).toBe(true)
    return opened
  }

  test('the address waits until it rests', async () => {
    const { filter, router } = await drag()
    const metric = () => router.currentRoute.value.query.metric
    await vi.advanceTimersByTimeAsync(150)
    expect([filter.moving, metric()]).toEqual([true, undefined])
    await vi.advanceTimersByTimeAsync(150)
    expect([filter.moving, metric()]).toEqual([false, 'rate'])
  })

  test('who goes to another page meanwhile stays there', async () => {
    const { filter, router } = await drag()
    await router.push({ name: 'import' })
    await nextTick()
    expect(filter.moving).toBe(false)
    await vi.advanceTimersByTimeAsync(1000)
    expect([router.currentRoute.value.name, filter.moving]).toEqual(['import', false])
  })

  test('a step of the hand that comes late takes nobody back either', async () => {
    const { filter, router } = await drag()
    await router.push({ name: 'import' })
    void filter.change({ metric: 'count' }, { gesture: Symbol('late') })
    await vi.advanceTimersByTimeAsync(1000)
    expect([router.currentRoute.value.name, filter.moving]).toEqual(['import', false])
  })
})

describe('with several counties, however fast one clicks', () => {
  test('an area of the county that is on its way is not looked for in the one that is left', async () => {
    const hold = held(`counties/${TWO}`)
    const { router, county, filter } = await open(`/?county=${ONE}`, hold)
    await county.open(ONE)
    await settled()
    expect([filter.there, filter.ready]).toEqual([true, true])
    const going = go(router, county, { county: TWO, area: town(TWO) })
    await settled()
    expect(filter.there).toBe(false)
    // the first county would say that it has no such place, and take the address back
    expect([filter.notes, router.currentRoute.value.query]).toEqual([[], { county: TWO, area: town(TWO) }])
    await hold.letGo(`counties/${TWO}`)
    await going
    await settled()
    await hold.letGo(`counties/${TWO}`)
    expect([filter.there, filter.area?.area.code, filter.notes]).toEqual([true, town(TWO), []])
    expect(router.currentRoute.value.query).toEqual({ county: TWO, area: town(TWO) })
  })

  test('a place that the county does not know is left out of the address, and told', async () => {
    const { router, county, filter } = await open(`/?county=${ONE}&area=${town(TWO)}`, held('nothing'))
    await county.open(ONE)
    await settled()
    expect(router.currentRoute.value.query).toEqual({ county: ONE })
    expect(filter.notes.map(({ zh }) => zh)).toEqual([`本县没有代码为“${town(TWO)}”的地点，已显示全县`])
  })

  test('a late change of what is left does not call the next county off', async () => {
    const hold = held(`counties/${TWO}`)
    const { router, county, filter } = await open(`/?county=${ONE}`, hold)
    await county.open(ONE)
    const going = go(router, county, { county: TWO })
    await settled()
    // the map tells a little later where it came to rest
    await filter.change({ camera: { zoom: 9, lng: 112, lat: 36 } })
    expect(router.currentRoute.value.query).toEqual({ county: TWO })
    await hold.letGo(`counties/${TWO}`)
    await going
    await filter.change({ metric: 'rate' })
    expect(router.currentRoute.value.query).toEqual({ county: TWO, metric: 'rate' })
  })

  test('a late area of the county that was left is dropped', async () => {
    const hold = held(`areas/${town(ONE)}`)
    const { router, county, filter } = await open(`/?county=${ONE}&area=${town(ONE)}`, hold)
    await county.open(ONE)
    await hold.asked(`areas/${town(ONE)}`)
    await go(router, county, { county: TWO })
    await hold.letGo(`areas/${town(ONE)}`)
    expect([county.info?.code, filter.area, filter.notes, filter.ready]).toEqual([TWO, null, [], true])
  })

  test('there and back again ends where the last click went', async () => {
    const hold = held(`counties/${TWO}`)
    const { router, county, filter } = await open(`/?county=${ONE}`, hold)
    await county.open(ONE)
    const away = go(router, county, { county: TWO })
    await hold.asked(`counties/${TWO}`)
    await go(router, county, { county: ONE, area: town(ONE) })
    await hold.letGo(`counties/${TWO}`)
    await away
    await settled()
    expect([county.info?.code, filter.there, filter.area?.area.code]).toEqual([ONE, true, town(ONE)])
  })

  test('an address without a county is the first one’s; the way back to the map names the county', async () => {
    const { router, county, filter } = await open('/import', held())
    await county.open(TWO)
    expect([filter.there, county.query]).toEqual([true, { county: TWO }])
    await router.push({ name: 'map', query: county.query })
    await settled()
    expect(filter.there).toBe(true)
    await router.push({ name: 'map' })
    await settled()
    expect(filter.there).toBe(false)
  })
})

describe('a post that sees a part of the county', () => {
  async function partial() {
    const hold = held()
    const opened = await open('/', hold)
    await opened.county.open()
    opened.county.info = { ...opened.county.info!, root: { ...opened.county.info!.root, code: town(ONE) } }
    await settled()
    return opened
  }

  test('begins in it, without a word in the address', async () => {
    const { filter, router } = await partial()
    expect([filter.area?.area.code, filter.level, router.currentRoute.value.fullPath]).toEqual([town(ONE), 'town', '/'])
  })

  test('goes back to it where others go to the whole county', async () => {
    const { filter, router } = await partial()
    await filter.drill(town(ONE))
    await settled()
    expect([filter.area?.area.code, router.currentRoute.value.query.area]).toEqual([town(ONE), undefined])
  })
})
