import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core'
import { createApp } from '../../server/api/app.ts'
import { dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'
import { BROWSER, CHROMIUM_ARGUMENTS } from '../chromium.ts'
import { cookieOf } from '../server/api/people.ts'
import { holdsCube, meet, steps, stroke, WATCH, type Span, type Taken } from './brushHand.ts'
import { fillCases } from './cases.ts'
import { COUNTY, openCounty } from './county.ts'
import { print } from './measure.ts'

/** `fillCases` spreads its cases over five years from here on */
const FIRST = dayNumber('2021-01-01' as Day)
const VIEWS = 5
/** a step may be slow, but the bench ends */
const STEPS = { many: 300, seconds: 60 }
const STROKE = { many: 1_000, seconds: 90 }
const PROFILED = { many: 50, seconds: 30 }
const RASTERED = { many: 20, seconds: 30 }
const WAIT_MS = 120_000

/** A hand that drags the period over the real board, all 2,324 villages coloured. Needs a built page. */
export async function benchBrushPage(sizes = [100_000, 1_000_000]): Promise<void> {
  for (const rows of sizes) {
    const county = await openCounty('large')
    const server = createServer(getRequestListener(createApp(county.ctx, { webDir: join(import.meta.dirname, '../../dist/web') }).fetch))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const browser = await chromium.launch({ executablePath: BROWSER, args: CHROMIUM_ARGUMENTS })
    try {
      await fillCases(county, rows)
      const { port } = server.address() as AddressInfo
      print(`${rows} cases, 2,324 villages`)
      await measureBoard(browser, { address: `http://127.0.0.1:${port}`, cookie: await cookieOf(county.ctx, { role: 'leader', area: COUNTY }) })
    } finally {
      await browser.close()
      server.close()
      await county.drop()
    }
  }
}

/** A board as a leader opens it, at this address. */
export interface Board {
  address: string
  cookie: string
}

export async function measureBoard(browser: Browser, board: Board): Promise<void> {
  await firstViews(browser, board)
  const page = await opened(browser, board)
  await brush(browser, page)
  await page.context().close()
}

async function opened(browser: Browser, { address, cookie }: Board): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: address }])
  const page = await context.newPage()
  await page.addInitScript(WATCH)
  await page.goto(`${address}/?level=village`)
  return page
}

/** From the press of the address to something, to the headline's numbers, to the coloured map; nothing is in the browser's cache. */
async function firstViews(browser: Browser, board: Board): Promise<void> {
  const taken: Record<'paint' | 'headline' | 'map', number>[] = []
  for (let view = 0; view <= VIEWS; view++) {
    const page = await opened(browser, board)
    await page.waitForSelector('[data-figure="cases"] b', { timeout: WAIT_MS })
    const headline = await page.evaluate(() => performance.now())
    await page.waitForSelector('[data-idle="true"]', { timeout: WAIT_MS })
    const [paint, map] = await page.evaluate(() => [performance.getEntriesByName('first-contentful-paint')[0]!.startTime, performance.now()] as const)
    // the first one warms the server
    if (view > 0) taken.push({ paint, headline, map })
    await page.context().close()
  }
  const of = (what: keyof (typeof taken)[number]): string => spread(taken.map((one) => one[what]))
  print(`first view on a warm server, of ${VIEWS}: first paint ${of('paint')}, headline ${of('headline')}, coloured map at rest ${of('map')}`)
}

async function brush(browser: Browser, page: Page): Promise<void> {
  await page.waitForSelector('[data-idle="true"]', { timeout: WAIT_MS })
  await page.evaluate(meet)
  await page.waitForFunction(holdsCube, undefined, { timeout: WAIT_MS })
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.evaluate(steps, { spans: spansFrom(0, 20), seconds: 20 })
  await apart(page, devtools)
  await profiled(page, devtools)
  await rastered(browser, page)
  await unresting(page, devtools)
}

async function apart(page: Page, devtools: CDPSession): Promise<void> {
  const before = await work(devtools)
  const { taken } = await page.evaluate(steps, { spans: spansFrom(20, STEPS.many), seconds: STEPS.seconds })
  const after = await work(devtools)
  const of = (what: keyof Taken): string => spread(taken.map((one) => one[what]))
  print(`${taken.length} steps one by one: counted ${of('countedMs')}; counted, patched and told ${of('toldMs')} (aim 16, p95 33); then map ${of('mapMs')}, charts ${of('chartMs')}; picture after ${of('pictureMs')}`)
  const each = (what: keyof Work): string => `${(((after[what] - before[what]) * 1_000) / taken.length).toFixed(1)} ms`
  print(`processor time of the page's thread for a step: ${each('TaskDuration')}, of it script ${each('ScriptDuration')}, style ${each('RecalcStyleDuration')}, layout ${each('LayoutDuration')}`)
}

/** What draws the pictures where there is no GPU: a process of its own, whose time is none of the page's thread. */
async function rastered(browser: Browser, page: Page): Promise<void> {
  const devtools = await browser.newBrowserCDPSession()
  const spentS = async (): Promise<number> => {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
    return processInfo.find(({ type }) => type === 'GPU')!.cpuTime
  }
  const before = await spentS()
  const { rasterMs } = await page.evaluate(steps, { spans: spansFrom(400, RASTERED.many), seconds: RASTERED.seconds, raster: true })
  const each = ((await spentS()) - before) / rasterMs.length
  print(`the imitated GPU on a picture of the map: ${spread(rasterMs)}, processor time ${(each * 1_000).toFixed(0)} ms`)
}

async function unresting(page: Page, devtools: CDPSession): Promise<void> {
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const [before, worked] = [await heapMb(devtools), await work(devtools)]
  const began = performance.now()
  const { frameMs, drawn } = await page.evaluate(stroke, { spans: spansFrom(1_000, STROKE.many), seconds: STROKE.seconds })
  const tookS = (performance.now() - began) / 1_000
  const busy = (await work(devtools)).TaskDuration - worked.TaskDuration
  const meanwhile = asked.length
  await page.waitForSelector('[data-idle="true"]', { timeout: WAIT_MS })
  const after = await heapMb(devtools)
  print(`${frameMs.length} steps without rest: a frame each ${spread(frameMs)}, the map drew ${drawn} of them; processor time of the page's thread ${((busy * 1_000) / frameMs.length).toFixed(1)} ms a frame, ${((busy / tookS) * 100).toFixed(0)} % of the time; ${meanwhile} requests${meanwhile > 0 ? ` (${[...new Set(asked.slice(0, meanwhile))].slice(0, 4).join(', ')})` : ''}`)
  print(`heap ${before.toFixed(1)} MB before, ${after.toFixed(1)} MB after`)
}

/** Where the time goes: of the samples of a profile, the share of each bundle, and the functions that stand out. */
async function profiled(page: Page, devtools: CDPSession): Promise<void> {
  await devtools.send('Profiler.enable')
  await devtools.send('Profiler.setSamplingInterval', { interval: 200 })
  await devtools.send('Profiler.start')
  const { frameMs } = await page.evaluate(stroke, { spans: spansFrom(500, PROFILED.many), seconds: PROFILED.seconds })
  const { profile } = await devtools.send('Profiler.stop')
  const [bundles, functions] = [new Map<string, number>(), new Map<string, number>()]
  const add = (sums: Map<string, number>, key: string, ms: number) => sums.set(key, (sums.get(key) ?? 0) + ms)
  const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]))
  profile.samples!.forEach((id, at) => {
    const { functionName, url, lineNumber, columnNumber } = nodes.get(id)!
    if (functionName === '(idle)' || functionName === '(root)') return
    const bundle = /([\w.]+)-[\w-]{8}\.js$/.exec(url)?.[1] ?? (functionName.startsWith('(') ? functionName : 'the browser')
    const ms = profile.timeDeltas![at]! / 1_000 / frameMs.length
    add(bundles, bundle, ms)
    add(functions, `${bundle} ${functionName}:${lineNumber}:${columnNumber}`, ms)
  })
  const most = (sums: Map<string, number>, many: number): string =>
    [...sums].sort((a, b) => b[1] - a[1]).slice(0, many).map(([key, ms]) => `${key} ${ms.toFixed(2)}`).join(', ')
  print(`ms of a frame by bundle: ${most(bundles, 8)}`)
  print(`… and by function: ${most(functions, 12)}`)
}

/** A window of a year that goes to and fro, a few days at a time. */
function spansFrom(first: number, many: number): Span[] {
  return Array.from({ length: many }, (_, k) => {
    const at = Math.abs((((first + k) * 5) % 2_800) - 1_400)
    return { from: dayOfNumber(FIRST + at), to: dayOfNumber(FIRST + at + 364) }
  })
}

const WORK = ['TaskDuration', 'ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'] as const
/** Processor seconds of the page's thread. */
type Work = Record<(typeof WORK)[number], number>

async function work(devtools: CDPSession): Promise<Work> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return Object.fromEntries(metrics.filter(({ name }) => (WORK as readonly string[]).includes(name)).map(({ name, value }) => [name, value])) as Work
}

async function heapMb(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  return usedSize / 1e6
}

function spread(list: number[]): string {
  const sorted = [...list].sort((a, b) => a - b)
  const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? NaN).toFixed(1)
  return `${at(0.5)} ms (p95 ${at(0.95)}, slowest ${at(1)})`
}
