import { createApp, type AppOptions } from '../../../server/api/app.ts'
import type { Context } from '../../../server/services/context.ts'
import { openCounty, type County } from '../services/county.ts'

export interface Bench extends County {
  app: ReturnType<typeof createApp>
  /** an app with other options on the same county */
  appWith(options: AppOptions, changes?: Partial<Context>): ReturnType<typeof createApp>
}

/** The county with `count` cases, and the app on it. */
export async function openBench(count: number): Promise<Bench> {
  const county = await openCounty(count)
  const appWith = (options: AppOptions, changes: Partial<Context> = {}) => createApp({ ...county.ctx, ...changes }, options)
  return { ...county, app: appWith({ version: 'test' }), appWith }
}
