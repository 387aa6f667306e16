import { createApp, type AppOptions } from '../../../server/api/app.ts'
import type { Context } from '../../../server/services/context.ts'
import { CLERK, seenBy, type Stand } from './people.ts'
import { openCounty, type County } from '../services/county.ts'

export interface Bench extends County {
  app: ReturnType<typeof createApp>
  /** an app with other options on the same county */
  appWith(options: AppOptions, changes?: Partial<Context>): ReturnType<typeof createApp>
}

/** The county with `count` cases, and the app on it, as a clerk of the whole county sees it, or somebody else, or nobody (null). */
export async function openBench(count: number, stand: Stand | null = CLERK): Promise<Bench> {
  const county = await openCounty(count)
  const appWith = (options: AppOptions, changes: Partial<Context> = {}) => {
    const app = createApp({ ...county.ctx, ...changes }, options)
    return stand ? seenBy(app, county.ctx, stand) : app
  }
  return { ...county, app: appWith({ version: 'test' }), appWith }
}
