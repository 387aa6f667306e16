import { describe, expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { recoverLostChunks } from '../../web/lostChunk.ts'

const page = { render: () => null }

/** A router whose import page is `lost` until told otherwise, and what was done about it. */
function bench(lost: () => Error | null, reachable = true, kept = new Map<string, string>()) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: page },
      { path: '/import', component: () => (lost() ? Promise.reject(lost() as Error) : Promise.resolve(page)) },
    ],
  })
  const done: string[] = []
  recoverLostChunks(router, {
    kept: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    reach: () => (reachable ? Promise.resolve(true) : Promise.reject(new TypeError('no network'))),
    load: (path) => done.push(`load ${path}`),
    tell: () => done.push('tell'),
  })
  const go = async (path: string) => {
    await router.push(path).catch(() => {})
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { done, go, kept }
}

const GONE = () => new TypeError('Failed to fetch dynamically imported module: http://x/assets/ImportPage-1.js')

describe('a page whose chunk is gone', () => {
  test.each([
    GONE(),
    new TypeError('error loading dynamically imported module: http://x/a.js'),
    new TypeError('Importing a module script failed.'),
    new Error('Unable to preload CSS for /assets/ImportPage-1.css'),
  ])('is loaded afresh: $message', async (error) => {
    const { done, go } = bench(() => error)
    await go('/')
    await go('/import?from=map')
    expect(done).toEqual(['load /import?from=map'])
  })

  test('is told of when loading afresh did not help, instead of turning in circles', async () => {
    const first = bench(GONE)
    await first.go('/import')
    const reloaded = bench(GONE, true, first.kept)
    await reloaded.go('/import')
    expect([first.done, reloaded.done]).toEqual([['load /import'], ['tell']])
  })

  test('may be loaded afresh another day, once it was shown', async () => {
    let lost: Error | null = GONE()
    const { done, go, kept } = bench(() => lost)
    await go('/import')
    lost = null
    await go('/import')
    const later = bench(GONE, true, kept)
    await later.go('/import')
    expect([done, later.done]).toEqual([['load /import'], ['load /import']])
  })

  test('is told of while the server is silent: the map that is open stays', async () => {
    const { done, go } = bench(GONE, false)
    await go('/')
    await go('/import')
    expect(done).toEqual(['tell'])
  })

  test('other faults are not its business', async () => {
    const { done, go } = bench(() => new Error('a fault of ours'))
    await go('/import')
    expect(done).toEqual([])
  })
})
