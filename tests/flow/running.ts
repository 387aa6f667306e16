import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'

export interface Running {
  address: string
  /** all that it printed so far */
  said(): string
  stop(): Promise<void>
}

/** The product itself, started on a data folder as its users start it. */
export async function startServer(dataDir: string): Promise<Running> {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const server = spawn('node', ['server/boot.mjs', 'serve'], { env: { ...environment(dataDir), PORT: String(port) }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += String(chunk)
      // the line with the address is the first that it answers when it is ready
      if (said.includes(address)) resolve()
    }
    server.stdout.on('data', listen)
    server.stderr.on('data', listen)
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)))
  })
  return { address, said: () => said, stop: () => stop(server) }
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
