import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ARGON2, hashPassword } from '../../server/access/passwords.ts'
import { createApp } from '../../server/api/app.ts'
import { openContext } from '../../server/main.ts'
import { changeAccount } from '../../server/store/accounts.ts'
import { makePerson } from '../server/api/people.ts'
import { print } from './measure.ts'

const PASSWORD = 'Fengxi-2024-a'
const SECONDS = 6

/** How long others wait while `people` sign in over and over, each hashing at the recommended cost. */
export async function benchSignIn(people = 16): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fengtu-bench-'))
  const ctx = await openContext({ dataDir: join(folder, 'data') }, { writable: true, language: 'zh' })
  try {
    const app = createApp(ctx)
    const password = await hashPassword(PASSWORD)
    for (let one = 0; one < people; one++) {
      await changeAccount(ctx.db, await makePerson(ctx, `person${one}`), { password, password_at: new Date(ctx.now()) })
    }
    const alone = await healthFor(app)
    const until = performance.now() + SECONDS * 1_000
    const signing = Promise.all(Array.from({ length: people }, (_, one) => signInUntil(app, one, until)))
    const beside = await healthFor(app)
    const signIns = (await signing).reduce((sum, count) => sum + count, 0)
    const { memoryCost, timeCost, parallelism } = ARGON2
    print(`argon2id m=${memoryCost} KiB, t=${timeCost}, p=${parallelism}; ${availableParallelism()} cores; ${people} people sign in ${(signIns / SECONDS).toFixed(1)} times a second`)
    print(`GET /api/health alone: ${told(alone)}; beside them: ${told(beside)}; ratio of medians ${(at(beside, 0.5) / at(alone, 0.5)).toFixed(2)}`)
  } finally {
    await ctx.db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

type App = ReturnType<typeof createApp>

/** Milliseconds of each request, one after the other. */
async function healthFor(app: App): Promise<number[]> {
  const times: number[] = []
  const until = performance.now() + (SECONDS - 1) * 1_000
  while (performance.now() < until) {
    const start = performance.now()
    const response = await app.request('/api/health')
    if (!response.ok) throw new Error(`health: ${response.status}`)
    times.push(performance.now() - start)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return times.sort((a, b) => a - b)
}

async function signInUntil(app: App, one: number, until: number): Promise<number> {
  const headers = { 'content-type': 'application/json' }
  let times = 0
  for (; performance.now() < until; times++) {
    const body = JSON.stringify({ login: `person${one}`, password: PASSWORD })
    const response = await app.request('/api/session', { method: 'POST', headers, body }, { incoming: { socket: { remoteAddress: `10.0.0.${one}` } } })
    if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`)
  }
  return times
}

const at = (times: number[], share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))]!
const told = (times: number[]): string => `${at(times, 0.5).toFixed(2)} ms (99 %: ${at(times, 0.99).toFixed(1)}, longest ${at(times, 1).toFixed(1)})`
