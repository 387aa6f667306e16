import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AreaCode } from '../../../server/contract/answers.ts'
import type { Preview } from '../../../server/contract/imports.ts'
import { useCounty } from '../../../web/stores/county.ts'
import { useBatches, useLedger } from '../../../web/stores/ledger.ts'
import { problem, useServer, type Call } from './server.ts'

const FILE = new File(['乡镇,排查时间\n柳河镇,2024-03-05\n'], '三月.csv')
const PREVIEW = { ready: true, rows: [], columns: [], tally: { read: 1 } } as unknown as Preview

const HERE = '990101000000'
const THERE = '990202000000' as AreaCode

function goTo(code: string) {
  const county = useCounty()
  county.info = { ...county.info!, code: code as AreaCode }
}

/** the county that a request is about, and what it asks there */
function aimOf({ path, method }: Call): string {
  return path.replace(/^\/api\/counties\//, `${method} `)
}

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

describe('with several counties', () => {
  test('a ledger is never imported into a county for which it was not previewed', async () => {
    const calls = useServer(({ path }) => (path.endsWith('/preview') ? { ...PREVIEW, sheet: path } : { batch: 'b' }))
    const ledger = useLedger()
    await ledger.choose(FILE)
    ledger.change({ category: '08' })
    await vi.runAllTimersAsync()
    expect(ledger.into?.code).toBe(HERE)
    calls.length = 0
    goTo(THERE)
    expect(ledger.canImport).toBe(false)
    await ledger.run()
    expect(calls.filter(({ path }) => path.endsWith('/imports'))).toEqual([])
    await vi.runAllTimersAsync()
    // the file and what was settled about it are still there, and this county says what it makes of them
    expect(calls.map(aimOf)).toEqual([`POST ${THERE}/imports/preview`])
    expect(options(calls[0])).toEqual({ category: '08' })
    expect(ledger.preview?.sheet).toContain(THERE)
    expect([ledger.into?.code, ledger.canImport]).toEqual([THERE, true])
    await ledger.run()
    expect(calls.map(aimOf)).toContain(`POST ${THERE}/imports`)
  })

  test('there and back again asks both and shows the last', async () => {
    const slow: (() => void)[] = []
    useServer(async ({ path }) => {
      if (path.includes(THERE)) await new Promise<void>((resolve) => slow.push(resolve))
      return { ...PREVIEW, sheet: path }
    })
    const ledger = useLedger()
    await ledger.choose(FILE)
    goTo(THERE)
    await vi.waitUntil(() => slow.length === 1)
    goTo(HERE)
    await vi.runAllTimersAsync()
    slow.forEach((answer) => answer())
    await vi.runAllTimersAsync()
    expect(ledger.preview?.sheet).toContain(HERE)
    expect([ledger.into?.code, ledger.canImport]).toEqual([HERE, true])
  })

  test('an import goes on where it began, and its result stays with that county', async () => {
    let release: (said: unknown) => void = () => {}
    const calls = useServer(({ path }) => {
      if (path.endsWith('/preview')) return PREVIEW
      return path.endsWith('/imports') ? new Promise((resolve) => (release = resolve)) : {}
    })
    const ledger = useLedger()
    await ledger.choose(FILE)
    const running = ledger.run()
    await vi.waitUntil(() => calls.length === 2)
    goTo(THERE)
    await vi.runAllTimersAsync()
    release({ batch: 'b' })
    await running
    expect(calls.filter(({ path }) => path.includes('/imports')).map(aimOf)).toEqual([`POST ${HERE}/imports/preview`, `POST ${HERE}/imports`])
    expect([ledger.result?.batch, ledger.into?.code, ledger.elsewhere]).toEqual(['b', HERE, true])
  })

  test('an import that fails behind one’s back is told, and goes on with a preview of the county on show', async () => {
    let fail: () => void = () => {}
    const calls = useServer(({ path }) => {
      if (path.endsWith('/preview')) return PREVIEW
      return path.endsWith('/imports') ? new Promise((resolve) => (fail = () => resolve(new TypeError('fetch failed')))) : {}
    })
    const ledger = useLedger()
    await ledger.choose(FILE)
    const running = ledger.run()
    await vi.waitUntil(() => calls.length === 2)
    goTo(THERE)
    await vi.runAllTimersAsync()
    fail()
    await running
    expect([ledger.error?.kind, ledger.failed, ledger.preview]).toEqual(['offline', 'import', null])
    await ledger.again()
    expect(aimOf(calls.at(-1)!)).toBe(`POST ${THERE}/imports/preview`)
    expect([ledger.into?.code, ledger.canImport]).toEqual([THERE, true])
  })

  test('the list of imports is that of the county on show, however late another one’s comes', async () => {
    let late: (said: unknown) => void = () => {}
    useServer(({ path }) => (path.includes(HERE) ? new Promise((resolve) => (late = resolve)) : { batches: [{ batch: 'there' }] }))
    const batches = useBatches()
    const first = batches.load()
    await vi.runAllTimersAsync()
    goTo(THERE)
    await batches.load()
    late({ batches: [{ batch: 'here' }] })
    await first
    expect(batches.list).toEqual([{ batch: 'there' }])
    goTo(HERE)
    expect(batches.list).toBeNull()
  })
})

test('a file chosen while another one is imported does not get that one’s result', async () => {
  let release: (said: unknown) => void = () => {}
  const calls = useServer(({ path }) => {
    if (path.endsWith('/preview')) return PREVIEW
    return path.endsWith('/imports') ? new Promise((resolve) => (release = resolve)) : {}
  })
  const ledger = useLedger()
  await ledger.choose(FILE)
  const running = ledger.run()
  await vi.waitUntil(() => calls.length === 2)
  await ledger.choose(new File(['y'], '四月.csv'))
  expect(ledger.canImport).toBe(false)
  release({ batch: 'march' })
  await running
  expect([ledger.file?.name, ledger.result, ledger.canImport]).toEqual(['四月.csv', null, true])
})

test('of two files chosen in a row the last one stays, however slow the disk gives the first', async () => {
  useServer(() => PREVIEW)
  const ledger = useLedger()
  let give: (bytes: ArrayBuffer) => void = () => {}
  const slow = new File(['x'], '三月.csv')
  slow.arrayBuffer = () => new Promise((resolve) => (give = resolve))
  const first = ledger.choose(slow)
  await ledger.choose(new File(['y'], '四月.csv'))
  give(new ArrayBuffer(1))
  await first
  expect(ledger.file?.name).toBe('四月.csv')
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
