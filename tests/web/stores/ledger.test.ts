import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Preview } from '../../../server/contract/imports.ts'
import { useBatches, useLedger } from '../../../web/stores/ledger.ts'
import { problem, useServer, type Call } from './server.ts'

const FILE = new File(['乡镇,排查时间\n柳河镇,2024-03-05\n'], '三月.csv')
const PREVIEW = { ready: true, rows: [], columns: [], tally: { read: 1 } } as unknown as Preview

function options(call: Call | undefined): unknown {
  return JSON.parse(String((call!.body as FormData).get('options')))
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a ledger on its way in', () => {
  test('choosing a file previews it; importing sends the same bytes and options', async () => {
    const calls = useServer(({ path }) => (path.endsWith('/preview') ? PREVIEW : { batch: 'b' }))
    const ledger = useLedger()
    await ledger.choose(FILE)
    expect(ledger.preview).toEqual(PREVIEW)
    expect(ledger.canImport).toBe(true)
    ledger.change({ sheet: '三月' })
    await vi.runAllTimersAsync()
    await ledger.run()
    const sent = calls.find(({ path }) => path.endsWith('/imports'))
    expect(options(sent)).toEqual({ sheet: '三月' })
    expect(await ((sent!.body as FormData).get('file') as File).text()).toBe(await FILE.text())
    expect(ledger.result).toEqual({ batch: 'b' })
  })

  test('two changes in a row ask once, and the one before is cancelled', async () => {
    const calls = useServer(() => PREVIEW)
    const ledger = useLedger()
    await ledger.choose(FILE)
    ledger.change({ mapping: { 时间: 'occurredOn' } })
    ledger.change({ crs: 'BD09' })
    expect(ledger.canImport).toBe(false)
    await vi.runAllTimersAsync()
    expect(calls).toHaveLength(2)
    expect(options(calls[1])).toEqual({ mapping: { 时间: 'occurredOn' }, crs: 'BD09' })
    expect(ledger.canImport).toBe(true)
  })

  test('a slow answer to an old question never covers a new one', async () => {
    const slow = { ...PREVIEW, sheet: 'old' }
    let release: (said: unknown) => void = () => {}
    let asked = 0
    const calls = useServer(() => (asked++ === 0 ? new Promise((resolve) => (release = resolve)) : { ...PREVIEW, sheet: 'new' }))
    const ledger = useLedger()
    const first = ledger.choose(FILE)
    await vi.waitUntil(() => calls.length === 1)
    ledger.change({ sheet: 'new' })
    await vi.runAllTimersAsync()
    release(slow)
    await first
    expect(calls[0]?.signal.aborted).toBe(true)
    expect(ledger.preview?.sheet).toBe('new')
    expect(ledger.error).toBeNull()
  })

  test('an error loses neither file nor settings, and can be tried again', async () => {
    let up = true
    useServer(() => (up ? PREVIEW : new TypeError('fetch failed')))
    const ledger = useLedger()
    await ledger.choose(FILE)
    ledger.change({ category: '08' })
    await vi.runAllTimersAsync()
    up = false
    await ledger.run()
    expect(ledger.error?.kind).toBe('offline')
    expect(ledger.failed).toBe('import')
    expect(ledger.file?.name).toBe('三月.csv')
    expect(ledger.options).toEqual({ category: '08' })
    expect(ledger.preview).not.toBeNull()
    up = true
    await ledger.again()
    expect(ledger.error).toBeNull()
    expect(ledger.result).not.toBeNull()
  })

  test('a file that cannot be read from the disk is told', async () => {
    useServer(() => PREVIEW)
    const ledger = useLedger()
    const held = new File([''], 'x.csv')
    held.arrayBuffer = () => Promise.reject(new DOMException('', 'NotReadableError'))
    await ledger.choose(held)
    expect(ledger.unreadable).toBe(true)
    expect(ledger.file).toBeNull()
  })
})

describe('undoing', () => {
  test('gives the server’s refusal and leaves the list', async () => {
    const listed = { batches: [{ batch: 'a' }] }
    useServer(({ method }) => (method === 'DELETE' ? problem(409, '请先撤销后来的那一批') : listed))
    const batches = useBatches()
    await batches.load()
    const refusal = await batches.undo('a')
    expect(refusal).toMatchObject({ status: 409, message: '请先撤销后来的那一批' })
    expect(batches.undoing).toBeNull()
    expect(batches.list).toEqual(listed.batches)
  })
})
