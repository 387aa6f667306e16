import type { Context as Call, MiddlewareHandler } from 'hono'
import { isIP } from 'node:net'
import { liesIn, plainAddress } from '../access/network.ts'
import { AppError } from '../contract/error.ts'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
const OWN_SITES = new Set(['same-origin', 'none'])
export const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

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
        zh: '本服务只在自己的地址上应答：在本机用 http://127.0.0.1 打开；前面有网关时，用 FENGTU_ORIGIN 写明大家打开的地址',
        en: 'This server answers on its own addresses only: open it at http://127.0.0.1 on this machine; with a gateway in front, name the address that people open in FENGTU_ORIGIN',
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

const PROXIED = /^(?:forwarded|via|x-real-ip|x-forwarded-.+)$/

/**
 * Does the request come from another machine, by itself or by a proxy that listens to others? A proxy says so in a
 * header, by the HTTP/1.0 that nginx speaks unless it is told otherwise, or by a name in Host or Origin that is not
 * this machine's. One that does none of this cannot be told from a program of this machine.
 */
export function fromElsewhere(call: Call): boolean {
  const address = addressOf(call, [])
  if (address !== null && !OWN_ADDRESS.test(address)) return true
  const names = Object.keys(call.req.header())
  if (names.some((name) => PROXIED.test(name)) || incomingOf(call)?.httpVersion === '1.0') return true
  const origin = call.req.header('origin')
  const hosts = [hostAsked(call), origin === undefined ? null : hostOf(origin)]
  return hosts.some((host) => host !== null && !LOOPBACK.has(withoutPort(host)))
}

const OWN_ADDRESS = /^(?:127\.|::1$)/

/**
 * The IP address of whoever asks; null where there is no socket. What one of the `gateways` brings (addresses, or
 * networks) comes from the last address that it wrote down and that is no gateway itself: what stands before that,
 * anybody can make up. Nobody else is believed.
 */
export function addressOf(call: Call, gateways: readonly string[]): string | null {
  const remote = incomingOf(call)?.socket?.remoteAddress
  if (remote === undefined) return null
  let address = plainAddress(remote)
  const written = call.req.header('x-forwarded-for')?.split(',') ?? []
  while (gateways.some((gateway) => liesIn(address, gateway))) {
    const before = written.pop()?.trim() ?? ''
    if (isIP(before) === 0) break
    address = plainAddress(before)
  }
  return address
}

interface Incoming {
  httpVersion?: string
  socket?: { remoteAddress?: string }
}

/** As the server of Node tells it. */
function incomingOf({ env }: Call): Incoming | undefined {
  return (env as { incoming?: Incoming } | undefined)?.incoming
}

function withoutPort(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '')
}
