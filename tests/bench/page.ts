import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { BROWSER, CHROMIUM_ARGUMENTS } from '../chromium.ts'
import { measure, print, seconds } from './measure.ts'

const PORT = 8797
const ADDRESS = `http://127.0.0.1:${PORT}`

/** What a first view costs over the wire, and how long a warm server takes to a coloured map. */
export async function benchPage(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fengtu-bench-'))
  const env = { ...process.env, FENGTU_DATA: dataDir, PORT: String(PORT) }
  const started = performance.now()
  const server = spawn(process.execPath, ['server/boot.mjs', 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  await once(server.stdout, 'data')
  print(`first start (page built if needed, demo county installed): ${((performance.now() - started) / 1000).toFixed(1)} s (aim 60)`)
  const browser = await chromium.launch({ executablePath: BROWSER, args: CHROMIUM_ARGUMENTS })
  try {
    await bytes(browser)
    print(`coloured map on a warm server: ${seconds(await measure(() => view(browser), { runs: 5 }))}`)
    await yardstick(browser)
  } finally {
    await browser.close()
    server.kill('SIGINT')
    await once(server, 'exit')
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/**
 * Bytes as they crossed the wire, compressed and with their headers: the document with what it names itself, which
 * stands before the map's library is asked for; all code with map, worker and charts; data and tiles.
 */
async function bytes(browser: Browser): Promise<void> {
  const page = await leader(browser)
  await page.goto(`${ADDRESS}/`)
  await page.waitForSelector('[data-idle="true"]', { timeout: 60_000 })
  await page.waitForLoadState('networkidle')
  const loaded = await page.evaluate(() =>
    performance.getEntries().flatMap((entry) =>
      entry instanceof PerformanceResourceTiming ? [{ path: new URL(entry.name).pathname, transferSize: entry.transferSize }] : []))
  const html = await (await fetch(`${ADDRESS}/`)).text()
  const sum = (wanted: (path: string) => boolean): string =>
    kb(loaded.filter(({ path }) => wanted(path)).reduce((total, { transferSize }) => total + transferSize, 0))
  const isCode = (path: string): boolean => path === '/' || /\.(js|mjs|css)$/.test(path)
  const inHtml = (path: string): boolean => path === '/' || html.includes(`"${path}"`)
  print(`first view: ${sum(inHtml)} kB before the map (aim 300), ${sum(isCode)} kB with map and charts (aim 850), ${sum((path) => !isCode(path))} kB of data and tiles`)
  await page.close()
}

/** A page of somebody who has signed in and opens the map. */
async function leader(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' })
  const entered = await page.request.post(`${ADDRESS}/api/session/demo`, { data: { role: 'leader' } })
  if (!entered.ok()) throw new Error(`No entry to the demo: ${entered.status()}`)
  return page
}

async function view(browser: Browser): Promise<void> {
  const page = await leader(browser)
  await page.goto(`${ADDRESS}/`)
  await page.waitForSelector('[data-idle="true"]', { timeout: 60_000 })
  await page.close()
}

/** The same browser on a page that draws nothing: what of the time is the machine's own. */
async function yardstick(browser: Browser): Promise<void> {
  const blank = await measure(
    async () => {
      const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
      await page.goto(`${ADDRESS}/api/health`)
      await page.close()
    },
    { runs: 5 },
  )
  print(`yardstick, a page of one line in the same browser: ${seconds(blank)}`)
}

const kb = (n: number): string => (n / 1000).toFixed(0)
