import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { availableParallelism } from 'node:os'
import { getRequestListener } from '@hono/node-server'
import { createApp } from '../../server/api/app.ts'
import type { Day } from '../../server/contract/day.ts'
import { hotspots } from '../../server/services/hotspots/hotspots.ts'
import { cookieOf } from '../server/api/people.ts'
import { fillCases } from './cases.ts'
import { COUNTY, openCounty, type BenchCounty } from './county.ts'
import { print } from './measure.ts'

const SECONDS = 10
const PAUSE_MS = 5
const YEAR = { from: '2025-01-01' as Day, to: '2025-12-31' as Day }

/** How long a plain request waits over HTTP while a long scan is worked out, beside the same requests alone. */
export async function benchServing(cases = 100_000): Promise<void> {
  const county = await openCounty()
  const app = createApp(county.ctx)
  const server = createServer(getRequestListener(app.fetch))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await fillCases(county, cases)
    const ask = await asker(server, county)
    await ask()
    const alone = await timed(ask, () => true)
    const scanned = performance.now()
    let running = true
    const scan = (await hotspots(county.ctx, county.scope, { filter: YEAR, method: 'scan' })).result.finally(() => (running = false))
    const beside = await timed(ask, () => running)
    await scan
    const tookS = (performance.now() - scanned) / 1000
    print(`${cases} cases, scan of 2025 (${tookS.toFixed(1)} s), ${availableParallelism()} cores`)
    print(`GET summary over HTTP alone: ${told(alone)}; while the scan runs: ${told(beside)} (aim: 99 % under 50 ms); ratio of medians ${(at(beside, 0.5) / at(alone, 0.5)).toFixed(2)}`)
  } finally {
    server.close()
    await county.drop()
  }
}

/** One request over a connection that is kept. */
async function asker(server: Server, { ctx }: BenchCounty): Promise<() => Promise<void>> {
  const { port } = server.address() as AddressInfo
  const headers = { cookie: await cookieOf(ctx, { role: 'leader', area: COUNTY }) }
  const path = `/api/counties/${COUNTY}/summary?from=${YEAR.from}&to=${YEAR.to}`
  return () => new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers }, (answer) => {
      answer.resume()
      answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`summary: ${answer.statusCode}`))))
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** Milliseconds of each request, one after the other, ascending. */
async function timed(ask: () => Promise<void>, still: () => boolean): Promise<number[]> {
  const times: number[] = []
  const until = performance.now() + SECONDS * 1_000
  while (performance.now() < until && still()) {
    const start = performance.now()
    await ask()
    times.push(performance.now() - start)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  return times.sort((a, b) => a - b)
}

const at = (times: number[], share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))]!
const told = (times: number[]): string => `${at(times, 0.5).toFixed(2)} ms (99 %: ${at(times, 0.99).toFixed(1)}, longest ${at(times, 1).toFixed(1)}, ${times.length} requests)`
