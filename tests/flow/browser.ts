import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import type { Role } from '../../server/contract/roles.ts'
import { BROWSER, CHROMIUM_ARGUMENTS, CHROMIUM_WITHOUT_WEBGL } from '../chromium.ts'

export interface Visit {
  page: Page
  /** what the page wrote to the console as an error, and exceptions that nobody caught */
  complaints: string[]
  /** addresses outside the product that the page tried to reach */
  strangers: string[]
}

export interface VisitOptions extends BrowserContextOptions {
  /** who visits: the centre's clerk unless given; null has nobody signed in */
  role?: Role | null
}

/**
 * One Chromium for the tests of a file; `visit` gives a fresh profile each time, which ends with its test. `mapless`:
 * one without WebGL, in which pages say in words what a map would show, and which is several times as fast: for stories
 * that maps have no part in.
 */
export function useBrowser(server: string | (() => string), { mapless = false } = {}) {
  const addressOf = () => (typeof server === 'string' ? server : server())
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: BROWSER, args: mapless ? CHROMIUM_WITHOUT_WEBGL : CHROMIUM_ARGUMENTS })
  })
  afterAll(() => browser.close())

  async function visit(path: string, { role = 'clerk', ...options }: VisitOptions = {}): Promise<Visit> {
    const context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      ...options,
    })
    // a map that nobody looks at any more would go on drawing beside the next test
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const address = addressOf()
    const visited: Visit = { page, complaints: [], strangers: [] }
    page.on('console', (message) => {
      if (message.type() === 'error') visited.complaints.push(message.text())
    })
    page.on('pageerror', (error) => visited.complaints.push(String(error)))
    page.on('request', (request) => {
      if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url())) visited.strangers.push(request.url())
    })
    if (role) await signIn(page, role)
    await page.goto(new URL(path, address).href)
    return visited
  }
  /** Enters as a role of the demo, whose cookie the page has from then on. */
  async function signIn(page: Page, role: Role): Promise<void> {
    const response = await page.request.post(`${addressOf()}/api/session/demo`, { data: { role } })
    expect(response.status()).toBe(200)
  }
  return { visit, signIn }
}

/** The map has drawn what it knows. */
export async function mapIdle(page: Page): Promise<void> {
  await page.waitForSelector('[data-idle="true"]', { timeout: 60_000 })
}

/** No fault of the kinds that keep people out (WCAG 2.1 A and AA). */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([])
}
