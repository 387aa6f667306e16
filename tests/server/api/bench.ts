import { createApp, type AppOptions } from '../../../server/api/app.ts'
import type { Context } from '../../../server/services/context.ts'
import { CLERK, cookieOf, seenBy, type Stand } from './people.ts'
import { COUNTY, openCounty, type County } from '../services/county.ts'

interface Ask {
  method?: string
  body?: unknown
  stand?: Stand
  headers?: Record<string, string>
}

export interface Bench extends County {
  app: ReturnType<typeof createApp>
  /** an app with other options on the same county */
  appWith(options: AppOptions, changes?: Partial<Context>): ReturnType<typeof createApp>
  /** below the county, as a clerk of it unless somebody else is named; the body goes as JSON, and so comes the answer (null for an empty one) */
  ask<Answer>(rest: string, how?: Ask): Promise<{ status: number; answer: Answer; headers: Headers }>
}

/** The county with `count` cases, and the app on it, as a clerk of the whole county sees it, or somebody else, or nobody (null). */
export async function openBench(count: number, stand: Stand | null = CLERK): Promise<Bench> {
  const county = await openCounty(count)
  const appWith = (options: AppOptions, changes: Partial<Context> = {}) => {
    const app = createApp({ ...county.ctx, ...changes }, options)
    return stand ? seenBy(app, county.ctx, stand) : app
  }
  const app = appWith({ version: 'test' })
  const ask = async <Answer>(rest: string, { method = 'GET', body, stand: as, headers = {} }: Ask = {}) => {
    const cookie = await cookieOf(county.ctx, as)
    const init = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await app.request(`/api/counties/${COUNTY}${rest}`, { method, ...init, headers: { 'content-type': 'application/json', cookie, ...headers } })
    const text = await response.text()
    return { status: response.status, answer: (text === '' ? null : JSON.parse(text)) as Answer, headers: response.headers }
  }
  return { ...county, app, appWith, ask }
}
