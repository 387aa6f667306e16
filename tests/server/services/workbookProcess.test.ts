import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as xlsx from '@e965/xlsx'
import { zipSync } from 'fflate'
import { describe, expect, test, vi } from 'vitest'
import { openLedger } from '../../../server/ledger/ledger.ts'
import type { LedgerFile, RawRow } from '../../../server/ledger/types.ts'
import { withLedger } from '../../../server/services/workbookProcess.ts'

const HEAD = ['乡镇', '村', '排查时间', '纠纷类型', '简要情况']
const row = (k: number) => ['柳溪镇', '上柳村', 45_356 + (k % 300), k % 2 ? '邻里' : '土地', `第${k}件，因排水沟走向发生争执`]

function book(rows: number, bookType: xlsx.BookType = 'xlsx'): { name: string; bytes: Uint8Array } {
  const workbook = xlsx.utils.book_new()
  xlsx.utils.book_append_sheet(workbook, xlsx.utils.aoa_to_sheet([HEAD, ...Array.from({ length: rows }, (_, k) => row(k))]), '台账')
  return { name: `台账.${bookType}`, bytes: new Uint8Array(xlsx.write(workbook, { type: 'buffer', bookType }) as Uint8Array) }
}

async function allRows(file: LedgerFile): Promise<RawRow[]> {
  const rows: RawRow[] = []
  for (const sheet of file.sheets) for await (const batch of file.rows(sheet)) rows.push(...batch)
  return rows
}
/** Numbers of the processes that read a workbook for `parent`, as Linux tells them. */
function readersOf(parent: number): number[] {
  const told = (path: string): string => {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return ''
    }
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && told(`/proc/${name}/stat`).replace(/^.*\) \S /s, '').startsWith(`${parent} `))
    .filter((name) => told(`/proc/${name}/cmdline`).includes('workbookReader'))
    .map(Number)
}
const lives = (pid: number): boolean => {
  try {
    // one that nobody has waited for yet is a zombie
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
const running = () => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length

describe('a workbook is read in a process of its own', () => {
  test.each<xlsx.BookType>(['xlsx', 'biff8', 'ods', 'html'])('%s: the same rows as here, and the process ends', async (type) => {
    const before = running()
    const made = book(700, type)
    const here = await allRows(await openLedger(made))
    expect(here).toHaveLength(701)
    const told = await withLedger(made, {}, async (file) => [await file.head(file.sheets[0]!, 3), await allRows(file)])
    expect(told).toEqual([here.slice(0, 3), here])
    await vi.waitFor(() => expect(running()).toBe(before))
  })

  test('others have their turn meanwhile', async () => {
    let turns = 0
    const made = book(20_000)
    const timer = setInterval(() => turns++, 5)
    await withLedger(made, {}, allRows)
    clearInterval(timer)
    expect(turns).toBeGreaterThan(40)
  })

  test('nor does text in an archive keep them waiting', async () => {
    const lines = Array.from({ length: 200_000 }, (_, k) => `${row(k).join(',')},${(k * 7_919) % 100_003}`)
    const bytes = zipSync({ 'a.csv': new TextEncoder().encode([HEAD.join(','), ...lines].join('\n')) })
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    expect(await withLedger({ name: 'a.zip', bytes }, {}, allRows)).toHaveLength(200_001)
    clearInterval(timer)
    expect(turns).toBeGreaterThan(20)
  })

  test('one that fills its memory is refused with what to do, and the next one is read', async () => {
    for (const [type, rows] of [['xlsx', 40_000], ['biff8', 20_000], ['ods', 20_000]] as const) {
      const reading = withLedger(book(rows, type), { limitMb: 24 }, allRows)
      await expect(reading).rejects.toMatchObject({ code: 'ledger_too_large', status: 413, say: { zh: expect.stringContaining('CSV') as string } })
    }
    expect(await withLedger(book(3), {}, allRows)).toHaveLength(4)
  })

  test('what is wrong with the file is told as it is here', async () => {
    const broken = book(10).bytes.slice(0, 3_000)
    await expect(withLedger({ name: 'a.xlsx', bytes: broken }, {}, allRows)).rejects.toMatchObject({ code: 'ledger_corrupt' })
    await expect(withLedger(book(1), {}, async (file) => allRows({ ...file, sheets: ['没有'] }))).rejects.toMatchObject({ code: 'ledger_sheet' })
  })

  test('it ends with who asked for it, and with work that fails', async () => {
    const before = running()
    const asker = new AbortController()
    const reading = withLedger(book(5_000), { signal: asker.signal }, allRows)
    setTimeout(() => asker.abort(), 50)
    await expect(reading).rejects.toMatchObject({ code: 'request_cancelled' })
    await expect(withLedger(book(1), { signal: AbortSignal.abort() }, allRows)).rejects.toMatchObject({ code: 'request_cancelled' })
    await expect(withLedger(book(1), {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await vi.waitFor(() => expect(running()).toBe(before))
  })

  test.runIf(process.platform === 'linux')('one that is killed from outside is not called too large', async () => {
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      const reading = withLedger(book(5_000), {}, allRows).catch((error: unknown) => error)
      await vi.waitFor(() => expect(readersOf(process.pid)).toHaveLength(1), { interval: 5 })
      process.kill(readersOf(process.pid)[0]!, signal)
      expect(await reading).toMatchObject({ code: 'reader_killed', status: 503 })
      await vi.waitFor(() => expect(readersOf(process.pid)).toEqual([]))
    }
  })

  test.runIf(process.platform === 'linux')('it ends with its server, in the middle of a workbook too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fengtu-book-'))
    const path = join(folder, 'a.xlsx')
    writeFileSync(path, book(150_000).bytes)
    const at = (file: string) => JSON.stringify(new URL(`../../../server/${file}`, import.meta.url).href)
    const script = `
      const { withLedger } = await import(${at('services/workbookProcess.ts')})
      const { readFileSync } = await import('node:fs')
      const bytes = readFileSync(${JSON.stringify(path)})
      await withLedger({ name: 'a.xlsx', bytes }, {}, () => process.exit())`
    const server = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: 'inherit' })
    await vi.waitFor(() => expect(readersOf(server.pid!)).toHaveLength(1), { interval: 5, timeout: 10_000 })
    const [reader] = readersOf(server.pid!)
    // by then it has the bytes, and parses for seconds
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(lives(reader!)).toBe(true)
    server.kill('SIGKILL')
    await vi.waitFor(() => expect(lives(reader!)).toBe(false), { interval: 20, timeout: 1_200 })
    rmSync(folder, { recursive: true })
  })
})
