import type { RouterRoute } from 'hono/types'
import type { Right } from '../contract/roles.ts'

/** What a route asks of whoever calls it: one of the rights; none of them = to be signed in; null = nothing. */
export type Demand = readonly Right[] | null

/** Every address below /api and /tiles, as `GET /api/counties/:county/areas`, with what it demands. */
export function demands(routes: readonly RouterRoute[]): Map<string, Demand> {
  const found = new Map<string, Demand>()
  for (const { method, path, handler } of routes) {
    if (method === 'ALL' || !/^\/(api|tiles)\//.test(path)) continue
    const key = `${method} ${path.replace(/\/$/, '')}`
    const own = 'rights' in handler ? (handler.rights as readonly Right[]) : null
    found.set(key, own ?? found.get(key) ?? null)
  }
  return found
}
