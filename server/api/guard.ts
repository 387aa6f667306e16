import type { Context as Call, MiddlewareHandler } from 'hono'
import { AppError } from '../contract/error.ts'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
const OWN_SITES = new Set(['same-origin', 'none'])
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses host names that are not this server's: a foreign page whose name was pointed at 127.0.0.1
 * (DNS rebinding) must not read the county. `hosts` are further names, without port, of a proxy in front.
 */
export function ownHost(hosts: readonly string[]): MiddlewareHandler {
  const known = new Set([...LOOPBACK, ...hosts.map((host) => host.toLowerCase())])
  return async (call, next) => {
    if (known.has(hostAsked(call).toLowerCase().replace(/:\d+$/, ''))) return next()
    throw new AppError('wrong_host', {
      status: 421,
      say: {
        zh: '本服务只在本机地址上应答，请用 http://127.0.0.1 打开；经反向代理访问时，请让代理把 Host 设为 127.0.0.1',
        en: 'This server answers on its own addresses only: open it at http://127.0.0.1, or let the reverse proxy in front set Host to 127.0.0.1',
      },
    })
  }
}

/** Refuses writes that a page of another origin sends. Programs send neither header and are let through. */
export const sameOrigin: MiddlewareHandler = async (call, next) => {
  if (SAFE.has(call.req.method)) return next()
  const site = call.req.header('sec-fetch-site')
  const origin = call.req.header('origin')
  // what the browser itself judged goes before a comparison of names, which a proxy may have changed
  const own = site === undefined ? origin === undefined || hostOf(origin) === hostAsked(call) : OWN_SITES.has(site)
  if (own) return next()
  throw new AppError('foreign_origin', {
    status: 403,
    say: { zh: '写操作只接受本系统页面发出的请求', en: 'Writes are taken from pages of this system only' },
  })
}

function hostAsked({ req }: Call): string {
  return req.header('host') ?? new URL(req.url).host
}

/** Behind a proxy the scheme may differ, so hosts are compared. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}

export function writesAllowed(writable: boolean): MiddlewareHandler {
  return async (call, next) => {
    if (writable || SAFE.has(call.req.method)) return next()
    throw new AppError('read_only', {
      status: 403,
      say: { zh: '本服务以只读方式运行，不能导入、撤销或落位', en: 'This server is read-only: it takes no imports, undoes and settlings' },
    })
  }
}
