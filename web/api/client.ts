import type {
  AreaDetail, AreaHits, AreaList, Counts, CountyInfo, CountyList, Problem, Series, Summary,
} from '../../server/contract/answers.ts'
import type { Language } from '../../geodata/place/say.ts'
import { filterQuery, type DatedFilter } from '../../server/contract/filter.ts'

/** Why a request gave nothing: no server, or a server that said why. */
export class ApiError extends Error {
  readonly kind: 'offline' | 'refused'
  readonly status: number
  readonly problem: Problem | null

  constructor(kind: 'offline' | 'refused', options: { status?: number; problem?: Problem | null; cause?: unknown }) {
    super(options.problem?.detail ?? options.problem?.title ?? kind, { cause: options.cause })
    this.name = 'ApiError'
    this.kind = kind
    this.status = options.status ?? 0
    this.problem = options.problem ?? null
  }
}

const TIMEOUT_MS = 30_000
let language: Language = 'zh'

/** In which language the server answers. */
export function speak(lang: Language) {
  language = lang
}

/** The language of the answers. */
export function spoken(): Language {
  return language
}

let listen: (asked: Asked) => Promise<boolean> | null = () => null

/** What became of a request that reached the server: it tells of the session as well as of what was asked. */
export interface Asked {
  /** the refusal; null when the server answered as it was asked */
  refused: ApiError | null
}

/**
 * Tells the one who keeps the session of every answer that was not asked for quietly. Of a refusal the listener may say
 * that it waits for the person to come back, and then whether it is worth while to ask again.
 */
export function onAnswer(listener: (asked: Asked) => Promise<boolean> | null) {
  listen = listener
}

export interface Ask {
  method?: string
  body?: BodyInit
  signal?: AbortSignal
  timeoutMs?: number
  /** who waits for the answer, where that takes its time: whoever leaves gives the same name */
  asker?: string
  /** is no sign of anybody at the page, for the server neither */
  quiet?: boolean
}

/**
 * One request below `/api`; the answer as JSON, an `ApiError` otherwise. One that only reads waits below the lock of a
 * session that ended, and is made again when its person is back.
 */
export async function request<Answer>(path: string, ask: Ask = {}): Promise<Answer> {
  const response = await respond(path, 'application/json', ask)
  return (response.status === 204 ? undefined : await response.json().catch(refuse(response.status))) as Answer
}

/** The answer to one request with its body unread; an `ApiError` when the server refused or was silent. */
export async function respond(path: string, accept: string, ask: Ask): Promise<Response> {
  const timeout = AbortSignal.timeout(ask.timeoutMs ?? TIMEOUT_MS)
  const signal = ask.signal ? AbortSignal.any([ask.signal, timeout]) : timeout
  const headers = {
    accept,
    'accept-language': language === 'zh' ? 'zh-CN' : 'en',
    ...(typeof ask.body === 'string' && { 'content-type': 'application/json' }),
    ...(ask.asker && { 'fengtu-asker': ask.asker }),
  }
  const init: RequestInit = { method: ask.method ?? 'GET', headers, signal, ...(ask.body && { body: ask.body }) }
  const response = await fetch(`/api${path}`, init).catch((cause: unknown) => {
    if (ask.signal?.aborted) throw cause
    throw new ApiError('offline', { cause })
  })
  if (response.ok) {
    if (!ask.quiet) void listen({ refused: null })
    return response
  }
  const error = refusal(response.status, (await response.json().catch(() => null)) as Problem | null)
  const back = ask.quiet ? null : told(error)
  if (init.method === 'GET' && (await back)) return respond(path, accept, ask)
  throw error
}

function refusal(status: number, problem: Problem | null): ApiError {
  // a proxy before a dead server answers 502–504 by itself
  const offline = !problem && status >= 502 && status <= 504
  return new ApiError(offline ? 'offline' : 'refused', { status, problem })
}

function told(error: ApiError): Promise<boolean> | null {
  return error.kind === 'refused' ? listen({ refused: error }) : null
}

/** Sends a form with a file and tells how much of it went, from 0 to 1: `fetch` cannot. */
export function upload<Answer>(path: string, form: FormData, progress: (share: number) => void): Promise<Answer> {
  const line = new XMLHttpRequest()
  line.open('POST', `/api${path}`)
  line.responseType = 'json'
  line.setRequestHeader('accept', 'application/json')
  line.setRequestHeader('accept-language', language === 'zh' ? 'zh-CN' : 'en')
  line.upload.addEventListener('progress', ({ loaded, total }) => progress(total > 0 ? loaded / total : 0))
  return new Promise((resolve, reject) => {
    line.addEventListener('load', () => {
      if (line.status < 200 || line.status >= 300) {
        const error = refusal(line.status, line.response as Problem | null)
        void told(error)
        return reject(error)
      }
      void listen({ refused: null })
      resolve(line.response as Answer)
    })
    line.addEventListener('error', () => reject(new ApiError('offline', {})))
    line.send(form)
  })
}

/** A request that changes something, with its values as JSON. */
export function send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', value: object = {}): Ask {
  return { method, body: JSON.stringify(value) }
}

function refuse(status: number) {
  return (cause: unknown) => {
    throw new ApiError('refused', { status, cause })
  }
}

function county(code: string, rest = '', query: Record<string, string> = {}): string {
  const text = new URLSearchParams(query).toString()
  return `/counties/${encodeURIComponent(code)}${rest}${text && '?'}${text}`
}

export const api = {
  counties: (ask?: Ask) => request<CountyList>('/counties', ask),
  county: (code: string, ask?: Ask) => request<CountyInfo>(county(code), ask),
  areas: (code: string, level: string, ask?: Ask) => request<AreaList>(county(code, '/areas', { level }), ask),
  area: (code: string, area: string, ask?: Ask) =>
    request<AreaDetail>(county(code, `/areas/${encodeURIComponent(area)}`), ask),
  search: (code: string, q: string, ask?: Ask) =>
    request<AreaHits>(county(code, '/areas/search', { q, limit: '12' }), ask),
  summary: (code: string, filter: DatedFilter, ask?: Ask) =>
    request<Summary>(county(code, '/summary', filterQuery(filter)), ask),
  counts: (code: string, by: string, filter: DatedFilter, ask?: Ask) =>
    request<Counts>(county(code, '/counts', { by, ...filterQuery(filter) }), ask),
  series: (code: string, step: Series['step'], filter: DatedFilter, ask?: Ask) =>
    request<Series>(county(code, '/series', { step, ...filterQuery(filter) }), ask),
}
