import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../contract/error.ts'

const RETRY_MS = 15
const PATIENCE_MS = 90_000
/** Between making the file and writing its one line nobody takes longer than this. */
const EMPTY_MS = 2_000

/** What this process holds now: the same number in a lock that is not among them is of an earlier life. */
const held = new Set<string>()

/** Runs `work` while no other process of ours starts, joins or stops the database in `dataDir`. */
export async function withStartLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const path = join(dataDir, 'start.lock')
  const token = [process.pid, randomBytes(6).toString('hex'), birthOf(process.pid) ?? ''].join(' ')
  const deadline = performance.now() + PATIENCE_MS
  held.add(token)
  try {
    while (!(await take(path, token))) {
      if (performance.now() > deadline) throw busy(path)
      await wait(RETRY_MS)
    }
    return await work()
  } finally {
    held.delete(token)
    if ((await readFile(path, 'utf8').catch(() => null)) === token) await rm(path, { force: true })
  }
}

async function take(path: string, token: string): Promise<boolean> {
  try {
    await writeFile(path, token, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      // a full disk takes the name and not the line
      await rm(path, { force: true }).catch(() => {})
      throw error
    }
  }
  const holder = await readFile(path, 'utf8').catch(() => null)
  if (holder !== null && (await isStale(path, holder))) await breakLock(path, holder)
  return false
}

/**
 * Nobody alive holds the lock. A live process with its number proves nothing: after a restart of the machine,
 * and in a container at every start, numbers are given again.
 */
async function isStale(path: string, holder: string): Promise<boolean> {
  if (held.has(holder)) return false
  const madeAt = (await stat(path).catch(() => null))?.mtimeMs
  if (madeAt === undefined) return false
  if (holder === '') return Date.now() - madeAt > EMPTY_MS
  const [number, , birth] = holder.split(' ')
  const pid = Number(number)
  if (!isAlive(pid) || pid === process.pid) return true
  const now = birthOf(pid)
  return birth && now ? birth !== now : madeAt < Date.now() - uptime() * 1000
}

/** When a process began, in words that no other process shares: the boot and the clock ticks since; Linux only. */
export function birthOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // field 22; the name in field 2 may hold blanks and brackets
    const ticks = line.slice(line.lastIndexOf(')') + 2).split(' ')[19]
    return ticks ? `${boot}:${ticks}` : null
  } catch {
    return null
  }
}

/** Takes a dead process's lock away; puts it back if a live one was caught in between. */
async function breakLock(path: string, holder: string): Promise<void> {
  const aside = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`
  await rename(path, aside).catch(() => {})
  const caught = await readFile(aside, 'utf8').catch(() => null)
  if (caught !== null && caught !== holder) await link(aside, path).catch(() => {})
  await rm(aside, { force: true })
}

export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function busy(path: string): AppError {
  return new AppError('database_starting', {
    status: 503,
    say: {
      zh: `另一个程序一直占着数据库的启动锁；确认没有别的枫图在启动后，删除 ${path} 再试`,
      en: `Another process keeps the database's start lock: when no other Fengtu is starting, delete ${path} and try again`,
    },
  })
}
