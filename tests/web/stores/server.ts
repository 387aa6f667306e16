import { createPinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import type { CountyInfo } from '../../../server/contract/answers.ts'
import { useCounty } from '../../../web/stores/county.ts'

export interface Call {
  method: string
  path: string
  body: FormData | Blob | null
  signal: AbortSignal
}

/** Answers the page's requests below one county; what a handler returns is the JSON, an `Error` a broken line. */
export function useServer(answer: (call: Call) => unknown): Call[] {
  const calls: Call[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const call = { method: init.method ?? 'GET', path: decodeURI(path), body: (init.body ?? null) as Call['body'], signal: init.signal! }
    calls.push(call)
    const said = await answer(call)
    init.signal!.throwIfAborted()
    if (said instanceof Error) throw said
    if (said instanceof Response) return said
    return Response.json(said)
  })
  setActivePinia(createPinia())
  useCounty().info = { code: '990101000000', writable: true, packVersion: '1' } as unknown as CountyInfo
  return calls
}

export function problem(status: number, detail: string): Response {
  return Response.json({ type: '', title: '', status, detail, code: 'c' }, { status })
}
