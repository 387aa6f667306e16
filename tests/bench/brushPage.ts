import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { chromium, type CDPSession, type Page } from 'playwright-core'
import { createApp } from '../../server/api/app.ts'
import { dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'
import { BROWSER, CHROMIUM_ARGUMENTS } from '../chromium.ts'
import { cookieOf } from '../server/api/people.ts'
import { fillCases } from './cases.ts'
import { COUNTY, openCounty } from './county.ts'
import { print } from './measure.ts'

/** `fillCases` spreads its cases over five years from here on */
const FIRST = dayNumber('2021-01-01' as Day)

/** A hand that drags the period over the real map page: the counting alone, until the panels have their numbers, until the recoloured picture. Needs a built page. */
export async function benchBrushPage(sizes = [100_000, 1_000_000], steps = 1_000): Promise<void> {
  for (const rows of sizes) {
    const county = await openCounty()
    const server = createServer(getRequestListener(createApp(county.ctx, { webDir: join(import.meta.dirname, '../../dist/web') }).fetch))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const browser = await chromium.launch({ executablePath: BROWSER, args: CHROMIUM_ARGUMENTS })
    try {
      await fillCases(county, rows)
      const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' })
      const { port } = server.address() as AddressInfo
      const [name, value] = (await cookieOf(county.ctx, { role: 'leader', area: COUNTY })).split('=') as [string, string]
      await page.context().addCookies([{ name, value, url: `http://127.0.0.1:${port}` }])
      await drag(page, `http://127.0.0.1:${port}/`, { rows, steps })
    } finally {
      await browser.close()
      server.close()
      await county.drop()
    }
  }
}

/** The stores of the page, as far as the bench looks at them. */
interface Stores {
  cube: { current: object | null }
  filter: { change(view: object): Promise<void> }
  figures: { $onAction(look: (action: { name: string; after(then: () => void): void }) => void): void; set: { ask: { filter: { from?: string; to?: string } } } | null }
}

async function drag(page: Page, address: string, { rows, steps }: { rows: number; steps: number }): Promise<void> {
  const opened = performance.now()
  await page.goto(address)
  await page.waitForSelector('[data-idle="true"]', { timeout: 120_000 })
  const mapMs = performance.now() - opened
  await page.evaluate(STORES)
  await page.waitForFunction(() => (globalThis as unknown as { bench(): Stores }).bench().cube.current !== null, undefined, { timeout: 120_000 })
  print(`${rows} cases: coloured map after ${mapMs.toFixed(0)} ms, cube held after ${(performance.now() - opened).toFixed(0)} ms`)
  const devtools = await page.context().newCDPSession(page)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.evaluate(brush, spans(0, 50))
  const before = await heapMb(devtools)
  const taken = await page.evaluate(brush, spans(50, steps))
  const after = await heapMb(devtools)
  const of = (what: keyof Taken): string => spread(taken.map((one) => one[what]))
  print(`${steps} steps: counted ${of('countedMs')}, panels ${of('panelsMs')}, recoloured ${of('drawnMs')}`)
  print(`heap ${before.toFixed(1)} MB before, ${after.toFixed(1)} MB after; requests for figures meanwhile: ${asked.filter((path) => /summary|counts|series/.test(path)).length}`)
}

/** Pinia holds the stores of the page by name; the loader of the bench names functions by a helper of its own. */
const STORES = `globalThis.__name = (run) => run; globalThis.bench = () => Object.fromEntries(document.querySelector('#app').__vue_app__.config.globalProperties.$pinia._s)`

/** A window of a year that goes to and fro, a few days at a time. */
function spans(first: number, many: number): { from: string; to: string }[] {
  return Array.from({ length: many }, (_, k) => {
    const at = Math.abs((((first + k) * 5) % 2_800) - 1_400)
    return { from: dayOfNumber(FIRST + at), to: dayOfNumber(FIRST + at + 364) }
  })
}

interface Taken {
  /** the counting alone */
  countedMs: number
  /** until all panels have their numbers and the map its classes */
  panelsMs: number
  /** until the picture after that */
  drawnMs: number
}

/** Runs in the page. */
async function brush(list: { from: string; to: string }[]): Promise<Taken[]> {
  const { filter, figures } = (globalThis as unknown as { bench(): Stores }).bench()
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  const afterTasks = () => new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => resolve())
    port1.start()
    port2.postMessage(null)
  })
  const taken: Taken[] = []
  let countedMs = 0
  figures.$onAction(({ name, after }) => {
    const asked = performance.now()
    if (name === 'show') after(() => (countedMs = Math.max(countedMs, performance.now() - asked)))
  })
  for (const span of list) {
    await nextFrame()
    await afterTasks()
    const start = performance.now()
    void filter.change({ period: 'custom', span })
    while (figures.set?.ask.filter.from !== span.from) {
      await afterTasks()
      if (performance.now() - start > 30_000) throw new Error(`No figures from ${span.from} on, but from ${figures.set?.ask.filter.from}`)
    }
    const panelsMs = performance.now() - start
    await nextFrame()
    await afterTasks()
    taken.push({ countedMs, panelsMs, drawnMs: performance.now() - start })
    countedMs = 0
  }
  return taken
}

async function heapMb(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  return usedSize / 1e6
}

function spread(list: number[]): string {
  const sorted = [...list].sort((a, b) => a - b)
  const at = (share: number): string => sorted[Math.floor((sorted.length - 1) * share)]!.toFixed(1)
  return `${at(0.5)} ms (p95 ${at(0.95)}, slowest ${at(1)})`
}
