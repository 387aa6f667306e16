import { dirname, isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Language } from './contract/error.ts'
import type { DatabaseConfig } from './store/database.ts'

/** Folder of the program: of package.json, the page's sources and its build. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

export interface Config {
  database: DatabaseConfig
  host: string
  port: number
  /** takes no writes over HTTP */
  readOnly: boolean
}

/** `null` for a PORT that is none. */
export function readConfig(env: NodeJS.ProcessEnv): Config | null {
  const port = Number(env.PORT || 8787)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return null
  const dataDir = fromCaller(env.FENGTU_DATA || resolve(home(), 'data'), env)
  return { database: { url: env.DATABASE_URL || undefined, dataDir }, host: env.HOST || '127.0.0.1', port, readOnly: isOn(env.FENGTU_READ_ONLY) }
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
