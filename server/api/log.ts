import type { MiddlewareHandler } from 'hono'

/** One request: never a query string, a body or a file name. */
export interface AccessLine {
  method: string
  path: string
  status: number
  ms: number
}

/** The token of a one-time link opens an account. */
const LINK = /^(\/(?:api\/)?links?\/).+$/

export function accessLog(write: (line: AccessLine) => void): MiddlewareHandler {
  return async (call, next) => {
    const start = performance.now()
    await next()
    const { method, path } = call.req
    write({ method, path: path.replace(LINK, '$1…'), status: call.res.status, ms: Math.round((performance.now() - start) * 10) / 10 })
  }
}

const OWN_WORDS = new Set(['TypeError', 'RangeError', 'ReferenceError'])

/**
 * A fault for the server's log: kind, code and stack frames. The message only where the engine made it up
 * without data, for those of a parser or of the database quote what they choked on.
 */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault'
  const { code, table, constraint, routine } = error as Error & Record<string, unknown>
  const facts = Object.entries({ code, table, constraint, routine })
    .filter(([, value]) => typeof value === 'string')
    .map(([name, value]) => `${name}=${value as string}`)
  const words = OWN_WORDS.has(error.name) ? [error.message] : []
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const cause = error.cause === undefined ? [] : [`caused by ${faultText(error.cause)}`]
  return [[error.name, ...facts, ...words].join(' '), ...frames, ...cause].join('\n')
}
