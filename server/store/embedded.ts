import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  chownSync, closeSync, existsSync, lstatSync, mkdirSync, mkdtempSync, openSync, readFileSync, realpathSync, statSync,
} from 'node:fs'
import { readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { AppError, type Say } from '../contract/error.ts'
import { databaseAccount, spawnAs, type Account } from './account.ts'
import { EMBEDDED_MAJOR, findBinaries, type Binaries } from './binaries.ts'
import { isAlive, withStartLock } from './startLock.ts'

/** A running PostgreSQL of our own and the connection that keeps it from being stopped under us. */
interface Postmaster {
  pid: number
  socketDir: string
}

export interface Embedded {
  /** for node-postgres */
  connection: pg.ClientConfig
  /** Leaves the database; the last process to leave stops it. */
  leave(): Promise<void>
}

const USER = 'fengtu'
const DATABASE = 'fengtu'
const PORT = 5432
const PROBE = 'fengtu probe'
/** sockaddr_un holds 107 bytes; PostgreSQL adds `/.s.PGSQL.5432` and for its lock file `.lock` */
const LONGEST_SOCKET_DIR = 107 - '/.s.PGSQL.5432.lock'.length
const START_PATIENCE_MS = 60_000
const STOP_PATIENCE_MS = 15_000
const POLL_MS = 10
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 30_000

/** Settings at every start. The log gets no statement, value or row: a ledger's words must not land in it. */
const SETTINGS: Record<string, string> = {
  listen_addresses: '',
  port: String(PORT),
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: '64MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '2GB',
  checkpoint_completion_target: '0.9',
  jit: 'off',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}

/**
 * Starts the database in `dataDir`, or joins the one that already runs there. When it ends under us, it is started
 * again, and tried again as long as that fails (a full disk, say); `tell` hears of it once.
 */
export async function joinEmbedded(dataDir: string, application: string, tell: (say: Say) => void): Promise<Embedded> {
  const home = new Home(realpathSync(dataDir))
  const enter = () => withStartLock(home.dataDir, () => home.enter(application))
  const leaving = new AbortController()
  let { anchor, postmaster } = await enter()
  let entering: Promise<void> | null = null

  const hold = (): void => {
    anchor.on('error', () => {})
    anchor.once('end', () => {
      if (!leaving.signal.aborted) entering = again()
    })
  }
  const again = async (): Promise<void> => {
    for (let tries = 0; !leaving.signal.aborted; tries++) {
      try {
        ;({ anchor, postmaster } = await enter())
        return hold()
      } catch {
        if (tries === 0) tell(isDown(home.log))
        const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS)
        await wait(pauseMs, null, { signal: leaving.signal, ref: false }).catch(() => {})
      }
    }
  }
  hold()

  return {
    connection: connectionTo(postmaster.socketDir, DATABASE, application),
    async leave() {
      leaving.abort()
      await entering
      await withStartLock(home.dataDir, () => home.leave(anchor, postmaster, application)).catch(() => {})
    },
  }
}

/** The folders of one embedded database. */
class Home {
  readonly dataDir: string
  readonly cluster: string

  constructor(dataDir: string) {
    this.dataDir = dataDir
    this.cluster = join(dataDir, 'postgres')
  }

  async enter(application: string): Promise<{ anchor: pg.Client; postmaster: Postmaster }> {
    const postmaster = (await this.running()) ?? (await this.start())
    const anchor = await connect(postmaster.socketDir, 'postgres', application)
    const found = await anchor.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE])
    if (found.rowCount === 0) await anchor.query(`CREATE DATABASE ${DATABASE}`)
    return { anchor, postmaster }
  }

  async leave(anchor: pg.Client, { pid, socketDir }: Postmaster, application: string): Promise<void> {
    const alone = await isAlone(anchor, application).finally(() => anchor.end())
    if (!alone) return
    process.kill(pid, 'SIGINT')
    if (!(await gone(pid, STOP_PATIENCE_MS))) {
      process.kill(pid, 'SIGQUIT')
      await gone(pid, STOP_PATIENCE_MS)
    }
    if (!socketDir.startsWith(this.dataDir + sep)) await rm(socketDir, { recursive: true, force: true })
  }

  /** The database that runs on this folder, started by a process that is still there or was killed. */
  private async running(): Promise<Postmaster | null> {
    const file = join(this.cluster, 'postmaster.pid')
    const deadline = performance.now() + START_PATIENCE_MS
    while (performance.now() < deadline) {
      const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n')
      const pid = Number(lines[0])
      if (!isAlive(pid)) return null
      const whose = ownerOf(pid, this.cluster)
      // the number was given to another program after a restart of the machine
      if (whose === 'stranger') await rm(file, { force: true })
      // a database of another folder: PostgreSQL itself judges whether the file is left over
      if (whose !== 'ours') return null
      const socketDir = lines[4]
      if (socketDir && (await answers(socketDir))) return { pid, socketDir }
      await wait(POLL_MS)
    }
    throw doesNotStart(this.log)
  }

  private async start(): Promise<Postmaster> {
    const binaries = await findBinaries()
    const account = databaseAccount(this.cluster, this.dataDir, [this.dataDir, binaries.postgres])
    this.checkOwner()
    await this.create(binaries, account)
    this.checkVersion()
    const socketDir = this.socketDir(account)
    const settings = { ...SETTINGS, unix_socket_directories: socketDir }
    const args = ['-D', this.cluster, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])]
    const log = openSync(this.log, existsSync(this.log) && statSync(this.log).size < 1_000_000 ? 'a' : 'w')
    // a session of its own: Ctrl-C on the terminal is ours to handle
    const child = spawnAs(account, binaries.postgres, args, { stdio: ['ignore', log, log], cwd: this.dataDir, detached: true })
    closeSync(log)
    child.on('error', () => {})
    child.unref()
    const deadline = performance.now() + START_PATIENCE_MS
    while (performance.now() < deadline && child.pid && child.exitCode === null && child.signalCode === null) {
      if (await answers(socketDir)) return { pid: child.pid, socketDir }
      await wait(POLL_MS)
    }
    throw doesNotStart(this.log)
  }

  /** initdb into a folder beside, then one rename: a killed first start leaves nothing half made. */
  private async create(binaries: Binaries, account: Account | null): Promise<void> {
    if (existsSync(join(this.cluster, 'PG_VERSION'))) return
    const fresh = `${this.cluster}.new`
    await rm(fresh, { recursive: true, force: true })
    mkdirSync(fresh, { mode: 0o700 })
    if (account) chownSync(fresh, account.uid, account.gid)
    const args = [
      '-D', fresh, '-U', USER, '--auth=trust', '--encoding=UTF8', '--data-checksums',
      '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8',
    ]
    const log = openSync(this.log, 'w')
    const child = spawnAs(account, binaries.initdb, args, { stdio: ['ignore', log, log], cwd: this.dataDir })
    closeSync(log)
    const [code] = (await once(child, 'exit').catch(() => [1])) as [number | null]
    if (code !== 0) throw doesNotStart(this.log)
    await rm(this.cluster, { recursive: true, force: true })
    await rename(fresh, this.cluster)
  }

  private checkVersion(): void {
    const major = Number(readFileSync(join(this.cluster, 'PG_VERSION'), 'utf8'))
    if (major === EMBEDDED_MAJOR) return
    throw new AppError('database_version', {
      status: 503,
      say: {
        zh: `${this.cluster} 是 PostgreSQL ${major} 的数据，本程序自带 ${EMBEDDED_MAJOR}；请用当时的程序版本打开，或换一个数据目录（FENGTU_DATA）`,
        en: `${this.cluster} holds data of PostgreSQL ${major}, this program brings ${EMBEDDED_MAJOR}: use the program version that made it, or another data folder (FENGTU_DATA)`,
      },
    })
  }

  private checkOwner(): void {
    const uid = process.getuid?.()
    if (!existsSync(this.cluster) || uid === 0 || statSync(this.cluster).uid === uid) return
    throw new AppError('database_owner', {
      status: 503,
      say: {
        zh: `数据目录 ${this.cluster} 属于另一个账号，请用当初启动的账号（如 root）运行，或换一个数据目录（FENGTU_DATA）`,
        en: `The data folder ${this.cluster} belongs to another account: run as the one that made it (such as root), or use another data folder (FENGTU_DATA)`,
      },
    })
  }

  private socketDir(account: Account | null): string {
    const near = join(this.dataDir, 'socket')
    if (Buffer.byteLength(near) <= LONGEST_SOCKET_DIR) return privateFolder(near, account) ? near : fail(this.log)
    const key = createHash('sha256').update(this.cluster).digest('hex').slice(0, 16)
    const short = join(shortTemp(), `fengtu-${key}`)
    if (privateFolder(short, account)) return short
    const other = mkdtempSync(join(shortTemp(), 'fengtu-'))
    if (account) chownSync(other, account.uid, account.gid)
    return other
  }

  get log(): string {
    return join(this.dataDir, 'postgres.log')
  }
}

/**
 * Whose is the running process of this number? A postmaster works in its data folder, compared as a folder and
 * not by its path, which links and mounts spell differently. What cannot be seen counts as ours: waiting for
 * it does no harm, a second postmaster on the same files would.
 */
function ownerOf(pid: number, cluster: string): 'ours' | 'otherDatabase' | 'stranger' {
  if (process.platform !== 'linux') return 'ours'
  try {
    if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'postgres') return 'stranger'
    // ended, and nobody has asked how: it touches no file any more
    if (/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) return 'stranger'
    const [works, lies] = [statSync(`/proc/${pid}/cwd`), statSync(cluster)]
    return works.dev === lies.dev && works.ino === lies.ino ? 'ours' : 'otherDatabase'
  } catch {
    return 'ours'
  }
}

/** Makes the folder unless it is there; false when it is somebody else's or open to others. */
function privateFolder(path: string, account: Account | null): boolean {
  if (!existsSync(path)) {
    mkdirSync(path, { mode: 0o700 })
    if (account) chownSync(path, account.uid, account.gid)
  }
  const { uid, mode } = lstatSync(path)
  return uid === (account?.uid ?? process.getuid?.()) && (mode & 0o170077) === 0o040000
}

function fail(log: string): never {
  throw doesNotStart(log)
}

/** No other process uses the database. A connection just closed lingers for a moment, hence the second look. */
async function isAlone(anchor: pg.Client, application: string): Promise<boolean> {
  for (let look = 0; look < 4; look++) {
    const { rowCount } = await anchor.query(
      `SELECT 1 FROM pg_stat_activity
       WHERE backend_type = 'client backend' AND application_name <> ALL ($1::text[]) LIMIT 1`,
      [[application, PROBE]],
    )
    if (rowCount === 0) return true
    await wait(30)
  }
  return false
}

function shortTemp(): string {
  return Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp'
}

function connectionTo(socketDir: string, database: string, application: string): pg.ClientConfig {
  return { host: socketDir, port: PORT, user: USER, database, application_name: application }
}

async function connect(socketDir: string, database: string, application: string): Promise<pg.Client> {
  const client = new pg.Client(connectionTo(socketDir, database, application))
  await client.connect()
  return client
}

async function answers(socketDir: string): Promise<boolean> {
  const client = new pg.Client(connectionTo(socketDir, 'postgres', PROBE))
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

async function gone(pid: number, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false
    await wait(POLL_MS)
  }
  return true
}

function isDown(log: string): Say {
  return {
    zh: `内置数据库中断，暂时无法重新启动，正在反复重试（磁盘是否已满？原因记在 ${log} 的最后几行）`,
    en: `The embedded database went down and does not start again yet; trying on (is the disk full? the last lines of ${log} say why)`,
  }
}

function doesNotStart(log: string): AppError {
  return new AppError('database_start', {
    status: 503,
    say: {
      zh: `内置数据库没有启动成功，原因记在 ${log} 的最后几行`,
      en: `The embedded database did not start; the last lines of ${log} say why`,
    },
  })
}
