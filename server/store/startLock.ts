import { randomBytes } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../contract/error.ts'

const RETRY_MS = 15
const PATIENCE_MS = 90_000

/** Runs `work` while no other process of ours starts, joins or stops the database in `dataDir`. */
export async function withStartLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const path = join(dataDir, 'start.lock')
  const token = `${process.pid} ${randomBytes(6).toString('hex')}`
  const deadline = performance.now() + PATIENCE_MS
  while (!(await take(path, token))) {
    if (performance.now() > deadline) throw busy(path)
    await wait(RETRY_MS)
  }
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

async function take(path: string, token: string): Promise<boolean> {
  try {
    await writeFile(path, token, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const holder = await readFile(path, 'utf8').catch(() => null)
  if (holder && !isAlive(Number(holder.split(' ')[0]))) await breakLock(path, holder)
  return false
}

/** Takes a dead process's lock away; puts it back if a live one was caught in between. */
async function breakLock(path: string, holder: string): Promise<void> {
  const aside = `${path}.${process.pid}`
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
