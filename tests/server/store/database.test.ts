import { spawn } from 'node:child_process'
import {
  appendFileSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { openDatabase } from '../../../server/store/database.ts'
import { isAlive } from '../../../server/store/startLock.ts'
import { embedded, engines } from '../../databases.ts'

const folders: string[] = []
const folder = (name = 'fengtu-store-'): string => {
  const path = mkdtempSync(join(tmpdir(), name))
  folders.push(path)
  return path
}
afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true })
})

const DATABASE = new URL('../../../server/store/database.ts', import.meta.url).href

/** Another process that opens the same database, says so, and waits to be told to close it. */
function otherProcess(dataDir: string) {
  const script = `
    import('${DATABASE}').then(async ({ openDatabase }) => {
      const db = await openDatabase({ dataDir: ${JSON.stringify(dataDir)} })
      process.stdout.write('open\\n')
      process.stdin.once('data', async () => { await db.close(); process.exit(0) })
    })`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] })
  const opened = new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const close = async (): Promise<void> => {
    child.stdin.write('close\n')
    await exited
  }
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await exited
  }
  return { opened, close, kill }
}

const postmaster = (dataDir: string): number => {
  const file = join(dataDir, 'postgres/postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0
}

describe.each([{ name: 'embedded', fresh: embedded }, engines[1]!])('the database of several on $name', ({ fresh }) => {
  test('is brought up to date once, however many open it at once', async () => {
    const { db, config, drop } = await fresh()
    await db.pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
    const more = await Promise.all([openDatabase(config), openDatabase(config), openDatabase(config)])
    const { rows } = await db.pool.query('SELECT version, count(*)::int AS n FROM schema_migration GROUP BY version')
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(({ n }: { n: number }) => n === 1)).toBe(true)
    await Promise.all(more.map((one) => one.close()))
    await drop()
  })
})

describe.each(engines)('the database on $name', ({ fresh }) => {
  test('catches up on a migration that came after one of a higher number', async () => {
    const { db, config, drop } = await fresh()
    await db.pool.query('DROP TABLE removed_county; ALTER TABLE county DROP COLUMN since_revision; DELETE FROM schema_migration WHERE version = 3')
    const again = await openDatabase(config)
    expect((await db.pool.query('SELECT * FROM removed_county')).rows).toEqual([])
    expect((await db.pool.query('SELECT version FROM schema_migration WHERE version = 3')).rows.length).toBe(1)
    await again.close()
    await drop()
  })

  test('of a newer version is refused and left alone', async () => {
    const { db, config, drop } = await fresh()
    await db.pool.query(`INSERT INTO schema_migration (version, name) VALUES (9999, 'later')`)
    await expect(openDatabase(config)).rejects.toMatchObject({ code: 'database_newer' })
    await drop()
  })

  test('gives numbers, days and instants as the program wants them', async () => {
    const { db, drop } = await fresh()
    const { rows } = await db.pool.query(
      `SELECT 9007199254740991::bigint AS big, date '2024-02-29' AS day, timestamptz '2024-03-05 08:00+08' AS at`,
    )
    expect(rows).toEqual([{ big: 9_007_199_254_740_991, day: '2024-02-29', at: new Date('2024-03-05T00:00:00Z') }])
    await drop()
  })
})

describe('the embedded database', () => {
  test('serves two processes and stops with the last', async () => {
    const dataDir = folder()
    const other = otherProcess(dataDir)
    await other.opened
    const pid = postmaster(dataDir)
    const db = await openDatabase({ dataDir })
    expect(postmaster(dataDir)).toBe(pid)
    await other.close()
    expect((await db.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await db.close()
    expect(isAlive(pid)).toBe(false)
  })

  test('is found again when the process that started it was killed', async () => {
    const dataDir = folder()
    const other = otherProcess(dataDir)
    await other.opened
    const pid = postmaster(dataDir)
    await other.kill()
    expect(isAlive(pid)).toBe(true)
    const db = await openDatabase({ dataDir })
    expect(postmaster(dataDir)).toBe(pid)
    await db.close()
    expect(isAlive(pid)).toBe(false)
  })

  test('is the same one through a link to its folder', async () => {
    const dataDir = folder()
    const link = join(folder(), 'link')
    symlinkSync(dataDir, link)
    const other = otherProcess(link)
    await other.opened
    const pid = postmaster(dataDir)
    for (const path of [link, dataDir, link]) {
      const db = await openDatabase({ dataDir: path })
      expect(postmaster(dataDir)).toBe(pid)
      await db.close()
      expect(isAlive(pid)).toBe(true)
    }
    await other.close()
    expect(isAlive(pid)).toBe(false)
  })

  test('never takes the pid file from under a PostgreSQL, whosever it is', async () => {
    const [dataDir, elsewhere] = [folder(), folder()]
    await (await openDatabase({ dataDir })).close()
    const db = await openDatabase({ dataDir: elsewhere })
    const file = join(dataDir, 'postgres/postmaster.pid')
    const { uid, gid } = statSync(join(dataDir, 'postgres'))
    writeFileSync(file, readFileSync(join(elsewhere, 'postgres/postmaster.pid'), 'utf8').replaceAll(elsewhere, dataDir))
    chownSync(file, uid, gid)
    await expect(openDatabase({ dataDir })).rejects.toMatchObject({ code: 'database_start' })
    expect(postmaster(dataDir)).toBe(postmaster(elsewhere))
    await db.close()
  })

  test('starts over a pid file whose number another program has now', async () => {
    const dataDir = folder()
    await (await openDatabase({ dataDir })).close()
    const file = join(dataDir, 'postgres/postmaster.pid')
    writeFileSync(file, `${process.pid}\n${dataDir}/postgres\n1\n5432\n${dataDir}/socket\n`)
    const db = await openDatabase({ dataDir })
    expect((await db.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await db.close()
  })

  test('keeps trying when it cannot start again at once, says so once, and serves as soon as it can', async () => {
    const dataDir = folder()
    const said: string[] = []
    const db = await openDatabase({ dataDir, tell: (say) => void said.push(say.en) })
    const settings = join(dataDir, 'postgres/postgresql.auto.conf')
    const before = readFileSync(settings)
    appendFileSync(settings, 'no_such_setting = 1\n')
    process.kill(postmaster(dataDir), 'SIGQUIT')
    await vi.waitFor(() => expect(said).toHaveLength(1), { timeout: 30_000 })
    await expect(db.pool.query('SELECT 1')).rejects.toThrow(/ENOENT|ECONNREFUSED|ECONNRESET|terminat|57P0|shutting down|starting up/)
    const log = join(dataDir, 'postgres.log')
    const tries = () => readFileSync(log, 'utf8').split('no_such_setting').length
    const first = tries()
    await vi.waitFor(() => expect(tries()).toBeGreaterThan(first + 1), { timeout: 30_000 })
    writeFileSync(settings, before)
    await vi.waitFor(async () => expect((await db.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]), { timeout: 30_000, interval: 200 })
    expect(said).toHaveLength(1)
    await db.close()
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false)
  })

  test('starts again after a crash of its own, with what was committed', async () => {
    const dataDir = folder()
    const db = await openDatabase({ dataDir })
    await db.pool.query('CREATE TABLE kept AS SELECT 7 AS n')
    const killed = new Promise<void>((resolve) => db.pool.once('error', () => resolve()))
    process.kill(postmaster(dataDir), 'SIGQUIT')
    await killed
    await db.close()
    const again = await openDatabase({ dataDir })
    expect((await again.pool.query('SELECT n FROM kept')).rows).toEqual([{ n: 7 }])
    await again.close()
  })

  test('lives in a folder whose path is longer than a socket may be', async () => {
    const dataDir = join(folder(), 'a-long-name-of-an-office-and-its-folder'.repeat(4))
    const db = await openDatabase({ dataDir })
    expect((await db.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await db.close()
  })

  test('takes over from a first start that was cut short', async () => {
    const dataDir = folder()
    mkdirSync(join(dataDir, 'postgres.new/base'), { recursive: true })
    writeFileSync(join(dataDir, 'start.lock'), '999999999 dead')
    const db = await openDatabase({ dataDir })
    await db.close()
    expect(existsSync(join(dataDir, 'postgres.new'))).toBe(false)
  })
})

describe('what cannot be opened ends with a sentence', () => {
  const refused = async (config: { url?: string; dataDir: string }) => {
    const error: unknown = await openDatabase(config).then(
      () => null,
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({ name: 'AppError' })
    return error as { code: string; say: { zh: string; en: string } }
  }

  test('a data folder that is a file', async () => {
    const path = join(folder(), 'file')
    writeFileSync(path, '')
    expect((await refused({ dataDir: path })).code).toBe('data_folder')
  })

  test('data of another PostgreSQL', async () => {
    const dataDir = folder()
    mkdirSync(join(dataDir, 'postgres'))
    writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '12\n')
    expect((await refused({ dataDir })).code).toBe('database_version')
  })

  test('a server that does not answer, and an address that is none', async () => {
    const dataDir = folder()
    expect((await refused({ url: 'postgres://nobody@127.0.0.1:1/none', dataDir })).say.zh).toMatch(/DATABASE_URL/)
    expect((await refused({ url: 'mysql://x', dataDir })).say.zh).toMatch(/postgres:\/\//)
  })
})
