import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

export interface Running {
  address: string
  /** all that it printed so far */
  said(): string
  /** sets its clock, which goes on from there; only where it was started with one of its own */
  setClock(instant: string): Promise<void>
  stop(): Promise<void>
}

const MOVABLE_CLOCK = fileURLToPath(new URL('./movableClock.mjs', import.meta.url))

/**
 * The product itself, started on a data folder as its users start it. `clock`: the instant (ISO 8601) that it takes for
 * now; without it, it goes by the clock of the machine.
 */
export async function startServer(dataDir: string, clock?: string): Promise<Running> {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const server = spawn('node', [...(clock ? ['--import', MOVABLE_CLOCK] : []), 'server/boot.mjs', 'serve'], {
    env: { ...environment(dataDir), PORT: String(port), ...(clock && { FLOW_CLOCK: clock }) },
    stdio: ['ignore', 'pipe', 'pipe', ...(clock ? ['ipc' as const] : [])],
  })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += String(chunk)
      // the line with the address is the first that it answers when it is ready
      if (said.includes(address)) resolve()
    }
    server.stdout!.on('data', listen)
    server.stderr!.on('data', listen)
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)))
  })
  return { address, said: () => said, setClock: (instant) => setClock(server, instant), stop: () => stop(server) }
}

function setClock(server: ChildProcess, instant: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('message', () => resolve())
    server.send({ to: Date.parse(instant) }, (error) => error && reject(error))
  })
}

/** A command on the same data folder; throws what it said when it fails. */
export function command(dataDir: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync('node', ['server/boot.mjs', ...words], { env: environment(dataDir), encoding: 'utf8' })
  if (status !== 0) throw new Error(`fengtu ${words.join(' ')} ended with ${status}: ${stderr}`)
  return stdout
}

function environment(dataDir: string): NodeJS.ProcessEnv {
  return { ...process.env, FENGTU_DATA: dataDir, TZ: 'Asia/Shanghai' }
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

function stop(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    server.removeAllListeners('exit')
    server.once('exit', () => resolve())
    server.kill('SIGINT')
  })
}
