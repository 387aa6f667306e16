import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { exitCode } from '../../../server/cli.ts'
import type { Hotspots } from '../../../server/contract/hotspots.ts'
import { parseFilter } from '../../../server/contract/filter.ts'
import { hotPlaces, hotspots } from '../../../server/services/hotspots/hotspots.ts'
import { openDatabase } from '../../../server/store/database.ts'
import { contextOn, SCOPE } from '../services/county.ts'
import { fillGrid } from '../services/hotspots/grid.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'fengtu-hotspots-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

async function fengtu(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said.out += String(text)), true))
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.err += String(text)), true))
  try {
    const code = await exitCode(['hotspots', ...args], { ...process.env, FENGTU_DATA: dataDir, DATABASE_URL: '', LANG: 'zh_CN.UTF-8', LC_ALL: '' })
    return { code, ...said }
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}

test.each([
  ['a word', ['gistar'], '只带选项'],
  ['an unknown method', ['--method', 'toString'], 'gistar'],
  ['an unknown level', ['--level', 'street'], 'village'],
  ['an unknown step', ['--step', 'day'], 'week'],
  ['half a seed', ['--seed', '1.5'], '4294967295'],
  ['a seed too large', ['--seed', '4294967296'], '4294967295'],
  ['no such day', ['--from', '2024-02-30'], '2024-02-30'],
])('wrong use is refused before anything is opened: %s', async (_, args, words) => {
  const { code, err } = await fengtu(...args)
  expect(code).toBe(2)
  expect(err).toContain(words)
})

describe('on a county with a planted hot-spot', () => {
  /** the same answers, asked of the services */
  let reasons: string[]
  let bursts: string[]
  let found: Hotspots
  const DAYS = ['--from', '2024-04-03', '--to', '2024-07-01']
  beforeAll(async () => {
    const db = await openDatabase({ dataDir })
    const ctx = contextOn({ db } as Parameters<typeof contextOn>[0], { now: Date.now() }, { threads: 1 })
    await fillGrid(ctx)
    const filter = parseFilter({ from: '2024-04-03', to: '2024-07-01' })
    found = (await (await hotspots(ctx, SCOPE, { filter, method: 'gistar' })).result) as Hotspots
    reasons = (await (await hotPlaces(ctx, SCOPE, { filter })).result).places.map(({ rank, reason }) => `${rank}\t${reason.zh}`)
    bursts = (await (await hotspots(ctx, SCOPE, { filter, method: 'scan' })).result).clusters.map(({ rank, reason }) => `${rank}\t${reason.zh}`)
    await ctx.analyses.close()
    await db.close()
  })

  test('reads the finding and the reasons aloud', async () => {
    const { code, out } = await fengtu(...DAYS)
    expect([code, out.trim().split('\n')]).toEqual([0, [found.finding.zh, ...reasons]])
    expect(reasons.length).toBeGreaterThan(2)
  })

  test('gives one document with method, parameters and p-values', async () => {
    const { code, out } = await fengtu(...DAYS, '--json')
    const document = JSON.parse(out) as Hotspots
    expect([code, document.method, document.parameters, document.revision]).toEqual([0, 'gistar', found.parameters, found.revision])
    expect(document.rows).toEqual(found.rows.map(({ id, value, z, p, pFdr, class: one }) => ({ id, value, z, p, pFdr, class: one })))
    expect(document).not.toHaveProperty('clusters')
  })

  test('lists bursts of a scan, and places by class of other methods', async () => {
    expect((await fengtu(...DAYS, '--method', 'scan')).out.trim().split('\n').slice(1)).toEqual(bursts)
    expect(bursts.length).toBeGreaterThan(0)
    const lisa = (await fengtu(...DAYS, '--method', 'lisa')).out.trim().split('\n').slice(1)
    for (const line of lisa) expect(line).toMatch(/^本处[多少]、周围(也)?[多少]\t[东西]\d\d村\t\d{12}$/)
    expect(lisa.length).toBeGreaterThan(0)
  })
})
