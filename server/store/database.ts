import { randomBytes } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { AppError, type Say } from '../contract/error.ts'
import { joinEmbedded, type Embedded } from './embedded.ts'
import { markRevisions } from './marks.ts'
import { migrate } from './migrate.ts'
import type { Tables } from './tables.ts'

export interface DatabaseConfig {
  /** PostgreSQL 15 or later; absent = the embedded one in `dataDir` */
  url?: string
  /** folder of everything that the program keeps on disk */
  dataDir: string
  /** hears that the embedded database went down and does not start again yet */
  tell?: (say: Say) => void
}

export interface Database {
  /** typed queries */
  readonly query: Kysely<Tables>
  /** for COPY, cursors and what else needs a connection of its own */
  readonly pool: pg.Pool
  readonly kind: 'embedded' | 'server'
  close(): Promise<void>
}

const OLDEST_SERVER = 150_000
const CONNECT_PATIENCE_MS = 10_000
/** for queries that run when the program ends */
const CLOSE_PATIENCE_MS = 1_500

const INT8 = 20
const DATE = 1082

/** bigint as a number (ours stay below 2^53), date as its text. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return Number
    if (oid === DATE) return String
    return pg.types.getTypeParser(oid, format as 'text')
  }) as pg.CustomTypesConfig['getTypeParser'],
}

/** Opens (or starts, or joins) the database and brings its tables up to date. */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const application = `fengtu ${process.pid}-${randomBytes(4).toString('hex')}`
  if (config.url) return open(new pg.Pool({ ...fromUrl(config.url), application_name: application, ...POOL }), null)
  ownFolder(config.dataDir)
  const embedded = await joinEmbedded(config.dataDir, application, config.tell ?? (() => {}))
  return open(new pg.Pool({ ...embedded.connection, ...POOL }), embedded)
}

const POOL: pg.PoolConfig = {
  max: 12,
  types,
  connectionTimeoutMillis: CONNECT_PATIENCE_MS,
  idleTimeoutMillis: 30_000,
  allowExitOnIdle: false,
  options: '-c timezone=UTC -c datestyle=ISO',
}

async function open(pool: pg.Pool, embedded: Embedded | null): Promise<Database> {
  // a connection that breaks fails the query that it runs, and is replaced at the next one
  const connections = new Set<pg.PoolClient>()
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    connections.add(client)
    client.on('error', () => {})
  })
  pool.on('remove', (client) => connections.delete(client))
  const close = async (): Promise<void> => {
    const closed = pool.end()
    const idle = await Promise.race([closed.then(() => true), wait(CLOSE_PATIENCE_MS, false, { ref: false })])
    // work that is still going on is given up: its transactions roll back
    if (!idle) for (const client of connections) void client.end().catch(() => {})
    await embedded?.leave()
  }
  try {
    await prepare(pool)
  } catch (error) {
    await close()
    throw error
  }
  const query = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  let closing: Promise<void> | null = null
  return { query, pool, kind: embedded ? 'embedded' : 'server', close: () => (closing ??= close()) }
}

async function prepare(pool: pg.Pool): Promise<void> {
  const client = await pool.connect().catch((error: unknown) => {
    throw unreachable(error)
  })
  try {
    const { rows } = await client.query<{ number: number }>(`SELECT current_setting('server_version_num')::int AS number`)
    const number = rows[0]?.number ?? 0
    if (number < OLDEST_SERVER) throw tooOld(number)
    await migrate(client)
    await markRevisions(client)
  } finally {
    client.release()
  }
}

function fromUrl(url: string): pg.PoolConfig {
  if (!/^postgres(ql)?:\/\//.test(url)) throw refused('DATABASE_URL 应形如 postgres://用户:口令@主机:5432/库名', 'DATABASE_URL must look like postgres://user:password@host:5432/database')
  return { connectionString: url }
}

function ownFolder(dataDir: string): void {
  try {
    makeFolder(dataDir)
    accessSync(dataDir, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new AppError('data_folder', {
      status: 503,
      cause,
      say: {
        zh: `数据目录 ${dataDir} 无法建立或不可写，请检查权限，或用 FENGTU_DATA 指定可写的目录`,
        en: `The data folder ${dataDir} cannot be made or written: check its permissions, or name a writable folder in FENGTU_DATA`,
      },
    })
  }
}

/** Folder by folder: the recursive way of Node never ends below a parent that denies having children, such as /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path)
}

const LOGIN = new Set(['28P01', '28000'])

function unreachable(error: unknown): AppError {
  const code = (error as { code?: string }).code ?? ''
  if (LOGIN.has(code)) return refused('数据库拒绝了用户名或口令，请检查 DATABASE_URL', 'The database refused the user name or password: check DATABASE_URL', error)
  if (code === '3D000') return refused('DATABASE_URL 中的数据库不存在，请先建库（createdb）', 'The database named in DATABASE_URL does not exist: create it first (createdb)', error)
  return refused(
    '数据库没有应答，请检查 DATABASE_URL 的主机和端口，并确认数据库已启动',
    'The database does not answer: check host and port in DATABASE_URL and that the database is running',
    error,
  )
}

function tooOld(number: number): AppError {
  const major = Math.floor(number / 10_000)
  return refused(`数据库是 PostgreSQL ${major}，需要 15 以上版本`, `The database is PostgreSQL ${major}; version 15 or later is needed`)
}

function refused(zh: string, en: string, cause?: unknown): AppError {
  return new AppError('database_unreachable', { status: 503, say: { zh, en }, cause })
}

export async function databaseVersion({ pool }: Database): Promise<string> {
  const { rows } = await pool.query<{ server_version: string }>('SHOW server_version')
  return rows[0]?.server_version ?? ''
}
