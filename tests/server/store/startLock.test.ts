import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { withStartLock } from '../../../server/store/startLock.ts'

let dataDir = ''
const lock = () => join(dataDir, 'start.lock')
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'fengtu-lock-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

describe('the start lock', () => {
  test('lets one in at a time, and leaves nothing behind', async () => {
    let inside = 0
    const most: number[] = []
    const work = async () => {
      most.push(++inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside--
    }
    await Promise.all(Array.from({ length: 6 }, () => withStartLock(dataDir, work)))
    expect(most).toEqual([1, 1, 1, 1, 1, 1])
    expect(existsSync(lock())).toBe(false)
  })

  test.each([
    ['a process that is gone', '999999999 dead', 0],
    ['our own number in an earlier life, as pid 1 of a container has', `${process.pid} abcdef`, 0],
    ['a live process whose number was another one then', `${process.ppid} abcdef boot-of-yesterday:17`, 0],
    ['a live process, but from before the machine started', `${process.ppid} abcdef`, 1_000_000_000],
    ['nobody, for the disk was full when it was to be written', '', 60],
  ])('is taken from %s', async (_, holder, secondsAgo) => {
    writeFileSync(lock(), holder)
    const at = Date.now() / 1000 - secondsAgo
    utimesSync(lock(), at, at)
    expect(await withStartLock(dataDir, async () => readFileSync(lock(), 'utf8'))).not.toBe(holder)
    expect(existsSync(lock())).toBe(false)
  }, 5_000)

  test('is not taken from a live process', async () => {
    writeFileSync(lock(), `${process.ppid} abcdef`)
    const done = withStartLock(dataDir, async () => existsSync(lock()))
    const first = await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 150, 'waiting'))])
    expect(first).toBe('waiting')
    rmSync(lock())
    expect(await done).toBe(true)
  })
})
