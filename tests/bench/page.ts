import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { BROWSER, CHROMIUM_ARGUMENTS } from '../chromium.ts'
import { measure, print, seconds } from './measure.ts'

const PORT = 8797

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

/** Bytes as they crossed the wire, before the map's library was asked for and in all. */
async function bytes(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const names = new Map<string, string>()
  let shell = 0
  let code = 0
  let data = 0
  session.on('Network.requestWillBeSent', ({ requestId, request }) => void names.set(requestId, new URL(request.url).pathname))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const path = names.get(requestId) ?? ''
    if (!/\.(js|mjs|css|html)$|^\/$/.test(path)) data += encodedDataLength
    else {
      code += encodedDataLength
      if (!/maplibre|echarts|charts|useMap|worker|MapCanvas/i.test(path)) shell += encodedDataLength
    }
  })
  await page.goto(`http://127.0.0.1:${PORT}/`)
  await page.waitForSelector('[data-idle="true"]', { timeout: 60_000 })
  await page.waitForLoadState('networkidle')
  print(`first view: ${kb(shell)} kB before the map (aim 300), ${kb(code)} kB with map and charts (aim 850), ${kb(data)} kB of data and tiles`)
  await page.close()
}

async function view(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' })
  await page.goto(`http://127.0.0.1:${PORT}/`)
  await page.waitForSelector('[data-idle="true"]', { timeout: 60_000 })
  await page.close()
}

/** The same browser on a page that draws nothing: what of the time is the machine's own. */
async function yardstick(browser: Browser): Promise<void> {
  const blank = await measure(
    async () => {
      const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
      await page.goto(`http://127.0.0.1:${PORT}/api/health`)
      await page.close()
    },
    { runs: 5 },
  )
  print(`yardstick, a page of one line in the same browser: ${seconds(blank)}`)
}

const kb = (n: number): string => (n / 1000).toFixed(0)
