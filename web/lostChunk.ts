import type { Router } from 'vue-router'

/** What the recovery touches outside the router. */
export interface Surroundings {
  /** lasts as long as the tab */
  kept: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** Does the server give this address? */
  reach(path: string): Promise<boolean>
  load(path: string): void
  tell(): void
}

const KEY = 'fengtu.reloaded'
/** As Chromium, Firefox, Safari and Vite put it. */
const LOST = /dynamically imported module|Importing a module script failed|Unable to preload CSS/i

/**
 * A page whose chunk is gone, because the server was rebuilt, is loaded afresh, once. Where that does not help,
 * or the server is silent, the person is told and stays where they are.
 */
export function recoverLostChunks(router: Router, { kept, reach, load, tell }: Surroundings): void {
  router.onError(async (error: unknown, to) => {
    if (!(error instanceof Error) || !LOST.test(error.message)) return
    const again = kept.getItem(KEY) === to.fullPath
    if (again || !(await reach(to.fullPath).catch(() => false))) return tell()
    kept.setItem(KEY, to.fullPath)
    load(to.fullPath)
  })
  router.afterEach((_to, _from, failure) => {
    if (!failure) kept.removeItem(KEY)
  })
}
