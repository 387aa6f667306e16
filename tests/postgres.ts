import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** a server on which the tests may create databases */
    postgresUrl: string
  }
}

/** Vitest global set-up: one PostgreSQL server of the machine for the whole run, in a folder of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.FENGTU_TEST_DATABASE_URL
  if (given) {
    project.provide('postgresUrl', given)
    return async () => {}
  }
  const folder = mkdtempSync(join(tmpdir(), 'fengtu-pg-'))
  const owner = process.getuid?.() === 0 ? postgresAccount() : null
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const account = owner ?? {}
  const data = join(folder, 'data')
  run(join(binaries(), 'initdb'), ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '-A', 'trust', '--no-sync'], account)
  const settings = { listen_addresses: '', unix_socket_directories: folder, fsync: 'off', max_connections: '120' }
  const server = spawn(
    join(binaries(), 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { stdio: ['ignore', 'ignore', 'pipe'], ...account },
  )
  await ready(server)
  project.provide('postgresUrl', `postgres://postgres@/postgres?host=${encodeURIComponent(folder)}`)
  return async () => {
    await stop(server)
    rmSync(folder, { recursive: true, force: true })
  }
}

function binaries(): string {
  const root = '/usr/lib/postgresql'
  const newest = readdirSync(root).sort((a, b) => Number(b) - Number(a))[0]
  return join(root, newest ?? '', 'bin')
}

function postgresAccount(): { uid: number; gid: number } {
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  return { uid: id('-u'), gid: id('-g') }
}

function run(command: string, args: string[], account: { uid?: number; gid?: number }): void {
  const done = spawnSync(command, args, { encoding: 'utf8', ...account })
  if (done.status !== 0) throw new Error(`${command} failed: ${done.stderr}`)
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

function stop(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    server.removeAllListeners('exit')
    server.once('exit', () => resolve())
    server.kill('SIGINT')
  })
}
