import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** address of a running Fengtu with the demo county, as a new user has it after `npm start` */
    address: string
    /** its data folder, so that commands can join it */
    dataDir: string
  }
}

/** Vitest global set-up of the browser tests: the product itself, started as its users start it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fengtu-flow-'))
  const port = await freePort()
  const server = spawn('node', ['server/boot.mjs', 'serve'], {
    env: { ...process.env, FENGTU_DATA: dataDir, PORT: String(port), TZ: 'Asia/Shanghai' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const address = `http://127.0.0.1:${port}`
  await answers(server, address)
  project.provide('address', address)
  project.provide('dataDir', dataDir)
  return async () => {
    await stop(server)
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

/** Waits for the line with the address that the server prints when it is ready. */
function answers(server: ChildProcess, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer) => {
      said += String(chunk)
      if (said.includes(address)) resolve()
    }
    server.stdout?.on('data', listen)
    server.stderr?.on('data', listen)
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)))
  })
}

function stop(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    server.removeAllListeners('exit')
    server.once('exit', () => resolve())
    server.kill('SIGINT')
  })
}
