import { dirname, isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseNetwork } from './access/network.ts'
import { LOOPBACK, type ProviderSettings } from './access/provider.ts'
import { AppError, type Language, type Say } from './contract/error.ts'
import type { DatabaseConfig } from './store/database.ts'

/** Folder of the program: of package.json, the page's sources and its build. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

export interface Config {
  database: DatabaseConfig
  host: string
  port: number
  /** takes no writes over HTTP but signing in */
  readOnly: boolean
  /** address that people open, where a gateway stands in front; null = the server's own */
  origin: URL | null
  /** addresses or networks of gateways whose `X-Forwarded-For` is believed; empty: nobody's */
  trustProxy: string[]
  /** the government's identity provider; null where people sign in by password alone */
  provider: ProviderSettings | null
}

/** Throws `AppError` 400 that tells which setting is wrong. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const port = Number(env.PORT || 8787)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw wrong('PORT', { zh: '应为 0 到 65535 的整数', en: 'must be a whole number from 0 to 65535' })
  const dataDir = fromCaller(env.FENGTU_DATA || resolve(home(), 'data'), env)
  return {
    database: { url: env.DATABASE_URL || undefined, dataDir },
    host: env.HOST || '127.0.0.1',
    port,
    readOnly: isOn(env.FENGTU_READ_ONLY),
    origin: env.FENGTU_ORIGIN ? parseOrigin(env.FENGTU_ORIGIN) : null,
    trustProxy: parseGateways(env.FENGTU_TRUST_PROXY),
    provider: env.FENGTU_OIDC_ISSUER ? parseProvider(env) : null,
  }
}

/** Scheme, host and port alone: everything is served from the root. */
function parseOrigin(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url
  throw wrong('FENGTU_ORIGIN', {
    zh: '应为大家打开的地址，只写协议、主机和端口，如 https://ditu.example.gov.cn',
    en: 'must be the address that people open, scheme, host and port alone, such as https://ditu.example.gov.cn',
  })
}

/** `1`: a gateway on this machine. */
const LOOPBACK_NETWORKS = ['127.0.0.0/8', '::1']

function parseGateways(text = ''): string[] {
  if (!isOn(text)) return []
  if (text.trim() === '1') return LOOPBACK_NETWORKS
  const networks = text.split(',').map((one) => one.trim())
  if (networks.every((one) => parseNetwork(one))) return networks
  throw wrong('FENGTU_TRUST_PROXY', {
    zh: '应为网关的 IP 地址或网段，逗号分隔，如 10.1.2.3,10.1.4.0/24；网关就在本机时写 1',
    en: 'must be the IP addresses or networks of the gateways, separated by commas, such as 10.1.2.3,10.1.4.0/24; 1 for a gateway on this machine',
  })
}

function parseProvider(env: NodeJS.ProcessEnv): ProviderSettings {
  const { FENGTU_OIDC_ISSUER: issuer = '', FENGTU_OIDC_CLIENT_ID: clientId, FENGTU_OIDC_CLIENT_SECRET: clientSecret } = env
  const url = URL.canParse(issuer) ? new URL(issuer) : null
  if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname)))) {
    throw wrong('FENGTU_OIDC_ISSUER', { zh: '应为身份平台的地址，须用 https（在本机上的除外）', en: 'must be the address of the identity provider, with https unless it runs on this machine' })
  }
  for (const [name, value] of Object.entries({ FENGTU_OIDC_CLIENT_ID: clientId, FENGTU_OIDC_CLIENT_SECRET: clientSecret })) {
    if (!value) throw wrong(name, { zh: '缺少：设了 FENGTU_OIDC_ISSUER 就要设它', en: 'is missing: it belongs to FENGTU_OIDC_ISSUER' })
  }
  const name = env.FENGTU_OIDC_NAME || '统一身份认证'
  return { issuer: url, clientId: clientId as string, clientSecret: clientSecret as string, name }
}

function wrong(name: string, { zh, en }: Say): AppError {
  return new AppError('bad_setting', { status: 400, field: name, say: { zh: `${name} ${zh}`, en: `${name} ${en}` } })
}

/** Whatever does not plainly say no. */
function isOn(value = ''): boolean {
  return !/^(?:|0|no|off|false)$/i.test(value.trim())
}

/** A clone keeps its data beside itself; a package among others' modules does not. */
function home(): string {
  return ROOT.includes('node_modules') ? process.cwd() : ROOT
}

/** npm runs scripts in the package's folder; paths that a person types are meant from where they stand. */
export function fromCaller(path: string, env: NodeJS.ProcessEnv): string {
  return isAbsolute(path) ? path : resolve(env.INIT_CWD || process.cwd(), path)
}

/** Chinese unless the terminal is set to English. */
export function languageOf(env: NodeJS.ProcessEnv): Language {
  return /^en/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'en' : 'zh'
}

export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.')
