import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChildProcess } from 'node:child_process'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { databaseAccount, spawnAs, type Account } from '../server/store/account.ts'
import { findBinaries } from '../server/store/binaries.ts'
import { openDatabase } from '../server/store/database.ts'

/** A server for the whole run, and the database on it whose tables stand, to be copied. */
export interface Engine {
  url: string
  template: string
}

interface Started extends Engine {
  stop(): Promise<void>
}

declare module 'vitest' {
  interface ProvidedContext {
    engines: Record<'embedded' | 'postgres', Engine>
  }
}

/** Without what makes a database outlive a crash: theirs end with the run. */
const SETTINGS = { listen_addresses: '', max_connections: '400', fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/** Vitest global set-up: both engines of the product, started once, each with a database that the product made ready. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.FENGTU_TEST_DATABASE_URL
  const starts = await Promise.allSettled([embedded(), given ? prepared(given, async () => {}) : machines()])
  const started = starts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = starts.find((one) => one.status === 'rejected')
  if (failed) {
    // the run ends here, and nobody else would stop the other one
    await Promise.all(started.map((engine) => engine.stop()))
    throw failed.reason
  }
  const [own, other] = started.map(({ url, template }) => ({ url, template })) as [Engine, Engine]
  project.provide('engines', { embedded: own, postgres: other })
  return async () => {
    await Promise.all(started.map((engine) => engine.stop()))
  }
}

/** The product makes its folder by itself; then the same engine runs on it for as many databases as there are tests. */
async function embedded(): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'fengtu-own-'))
  await (await openDatabase({ dataDir: folder })).close()
  const data = join(folder, 'postgres')
  const { postgres } = await findBinaries()
  const { url, stop } = await start(folder, { data, postgres, user: 'fengtu', account: databaseAccount(data, folder, [folder, postgres]) })
  return { url, template: 'fengtu', stop }
}

/** PostgreSQL of the machine. */
async function machines(): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'fengtu-pg-'))
  const data = join(folder, 'data')
  const account = databaseAccount(data, folder, [])
  if (account) chownSync(folder, account.uid, account.gid)
  const flags = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '-A', 'trust', '--no-sync']
  const made = spawnAs(account, join(binaries(), 'initdb'), flags, { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder })
  const [code] = (await once(made, 'exit')) as [number]
  if (code !== 0) throw new Error(`initdb ended with ${code}`)
  const { url, stop } = await start(folder, { data, postgres: join(binaries(), 'postgres'), user: 'postgres', account })
  return prepared(url, stop)
}

function binaries(): string {
  const root = '/usr/lib/postgresql'
  const newest = readdirSync(root).sort((a, b) => Number(b) - Number(a))[0]
  return join(root, newest ?? '', 'bin')
}

async function start(folder: string, { data, postgres, user, account }: { data: string; postgres: string; user: string; account: Account | null }) {
  const sockets = mkdtempSync(join(tmpdir(), 'fengtu-s-'))
  if (account) chownSync(sockets, account.uid, account.gid)
  const settings = Object.entries({ ...SETTINGS, unix_socket_directories: sockets }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawnAs(account, postgres, ['-D', data, ...settings], { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder })
  await ready(server)
  const stop = async (): Promise<void> => {
    server.removeAllListeners('exit')
    // what is thrown away need not be written down first
    server.kill('SIGQUIT')
    await once(server, 'exit')
    for (const path of [folder, sockets]) rmSync(path, { recursive: true, force: true })
  }
  return { url: `postgres://${user}@/postgres?host=${encodeURIComponent(sockets)}`, stop }
}

/** Makes a database ready to be copied; it goes before the server does. */
async function prepared(url: string, stop: () => Promise<void>): Promise<Started> {
  const template = `fengtu_${randomBytes(6).toString('hex')}`
  await asAdmin(url, `CREATE DATABASE ${template} TEMPLATE template0 ENCODING 'UTF8'`)
  const dataDir = mkdtempSync(join(tmpdir(), 'fengtu-data-'))
  await (await openDatabase({ url: databaseOn(url, template), dataDir })).close()
  rmSync(dataDir, { recursive: true, force: true })
  return {
    url,
    template,
    async stop() {
      await asAdmin(url, `DROP DATABASE ${template} WITH (FORCE)`)
      await stop()
    },
  }
}

/** The address of a database on a server that is named by its database `postgres`. */
export function databaseOn(url: string, name: string): string {
  return url.replace(/\/postgres(?=\?|$)/, `/${name}`)
}

export async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr?.on('data', (chunk: Buffer) => {
      said += String(chunk)
      if (said.includes('ready to accept connections')) resolve()
    })
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)))
  })
}
