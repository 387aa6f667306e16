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
    if (known.has(withoutPort(hostAsked(call)))) return next()
    throw new AppError('wrong_host', {
      status: 421,
      say: {
        zh: '本服务只在本机地址上应答，请用 http://127.0.0.1 打开。要经反向代理供他人查看：用 FENGTU_READ_ONLY=1 启动，并让代理把 Host 设为 127.0.0.1',
        en: 'This server answers on its own addresses only: open it at http://127.0.0.1. To let others look through a reverse proxy, start it with FENGTU_READ_ONLY=1 and let the proxy set Host to 127.0.0.1',
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
    if (SAFE.has(call.req.method) || mayWrite(call, writable)) return next()
    throw new AppError('read_only', { status: 403, say: writable ? FROM_ELSEWHERE : READ_ONLY })
  }
}

const READ_ONLY = { zh: '本服务以只读方式运行，不能导入、撤销或落位', en: 'This server is read-only: it takes no imports, undoes and settlings' }
const FROM_ELSEWHERE = {
  zh: '经代理访问时只读，因为本版本还没有账号；请在服务器本机用 http://127.0.0.1 或 fengtu import 写入',
  en: 'Through a proxy it is read-only, for this version has no accounts yet: write on the machine itself, at http://127.0.0.1 or with fengtu import',
}

/** May this request write on a writable server? There are no accounts: only who sits at the machine itself. */
export function mayWrite(call: Call, writable: boolean): boolean {
  return writable && !fromElsewhere(call)
}

const PROXIED = /^(?:forwarded|via|x-real-ip|x-forwarded-.+)$/

/**
 * Did a proxy bring the request, which listens to others? It says so in a header, by the HTTP/1.0 that nginx speaks
 * unless it is told otherwise, or by a name in Host or Origin that is not this machine's. One that does none of this
 * cannot be told from a program of this machine: FENGTU_READ_ONLY is for that.
 */
function fromElsewhere(call: Call): boolean {
  const names = Object.keys(call.req.header())
  if (names.some((name) => PROXIED.test(name)) || versionOf(call) === '1.0') return true
  const origin = call.req.header('origin')
  const hosts = [hostAsked(call), origin === undefined ? null : hostOf(origin)]
  return hosts.some((host) => host !== null && !LOOPBACK.has(withoutPort(host)))
}

/** As the server of Node tells it. */
function versionOf({ env }: Call): string | undefined {
  return (env as { incoming?: { httpVersion?: string } } | undefined)?.incoming?.httpVersion
}

function withoutPort(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '')
}
