import { createPinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import type { CountyInfo } from '../../../server/contract/answers.ts'
import { useCounty } from '../../../web/stores/county.ts'

export interface Call {
  method: string
  path: string
  body: FormData | Blob | null
  /** who waits for what takes its time */
  asker: string | undefined
  signal: AbortSignal
}

const COUNTY = /^\/api\/counties\/(\d+)$/

/** A county as far as the stores look at it. */
export function someCounty(code: string, packVersion = '1'): CountyInfo {
  const levels = ['county', 'town', 'village'].map((level) => ({ level, label: { zh: level, en: level } }))
  return { code, name: code, writable: true, packVersion, revision: 1, today: '2024-07-01', days: null, bbox: [112, 36, 113, 37], levels, root: { code, name: code } } as unknown as CountyInfo
}

/**
 * Answers the page's requests; what a handler returns is the JSON, an `Error` a broken line. What a county holds is
 * answered here, unless `counties` leaves that to the handler, too.
 */
export function useServer(answer: (call: Call) => unknown, { counties = false } = {}): Call[] {
  const calls: Call[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const call = { method: init.method ?? 'GET', path: decodeURI(path), body: (init.body ?? null) as Call['body'], asker: new Headers(init.headers).get('fengtu-asker') ?? undefined, signal: init.signal! }
    calls.push(call)
    const code = COUNTY.exec(call.path)?.[1]
    const said = await (code && !counties ? someCounty(code) : answer(call))
    init.signal!.throwIfAborted()
    if (said instanceof Error) throw said
    if (said instanceof Response) return said
    return Response.json(said)
  })
  setActivePinia(createPinia())
  useCounty().info = someCounty('990101000000')
  return calls
}

export function problem(status: number, detail: string, code = 'c', field?: string): Response {
  return Response.json({ type: '', title: '', status, detail, code, field }, { status })
}
