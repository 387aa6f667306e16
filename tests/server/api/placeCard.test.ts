import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { placeCardSchema } from '../../../server/api/placeCardSchemas.ts'
import type { Problem } from '../../../server/contract/answers.ts'
import type { PlaceCard } from '../../../server/contract/placeCard.ts'
import { AREAS, COUNTY, put, rows } from '../services/county.ts'
import { openBench, type Bench } from './bench.ts'
import { cookieOf, type Stand } from './people.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench(600)
})
afterAll(() => bench.drop())

async function ask(rest: string, stand: Stand = { role: 'leader' }, headers: Record<string, string> = {}) {
  return bench.app.request(`/api/counties/${COUNTY}${rest}`, { headers: { cookie: await cookieOf(bench.ctx, stand), ...headers } })
}

describe('the card of a place', () => {
  test('keeps to its schema at every level, and is kept until a case comes', async () => {
    for (const { code } of AREAS) {
      const response = await ask(`/areas/${code}/card?from=2023-01-01&to=2024-06-30`)
      expect([code, response.status]).toEqual([code, 200])
      expect(placeCardSchema.safeParse(await response.json()).error).toBeUndefined()
    }
    const path = `/areas/${COUNTY}/card`
    const tag = (await ask(path)).headers.get('etag')!
    expect((await ask(path, { role: 'leader' }, { 'if-none-match': tag })).status).toBe(304)
    await put(bench.ctx, [{ ...rows(1)[0]!, id: 5_000 }])
    const changed = await ask(path, { role: 'leader' }, { 'if-none-match': tag })
    expect([changed.status, ((await changed.json()) as PlaceCard).summary.count]).toEqual([200, 601])
  })

  test('takes the filter without its area, and refuses what it does not know', async () => {
    const { summary } = (await (await ask(`/areas/${COUNTY}/card?category=05&from=2023-01-01&to=2023-12-31`)).json()) as PlaceCard
    const counted = (await (await ask('/summary?category=05&from=2023-01-01&to=2023-12-31')).json()) as PlaceCard['summary']
    expect(summary).toEqual(counted)
    for (const [rest, status, field] of [['?area=990101001000', 400, 'area'], ['?category=77', 400, 'category']] as const) {
      const response = await ask(`/areas/${COUNTY}/card${rest}`)
      expect([response.status, ((await response.json()) as Problem).field]).toEqual([status, field])
    }
    expect((await ask('/areas/990101009999/card')).status).toBe(404)
  })

  test('is refused in plain words to a wall, at every level', async () => {
    for (const { code } of AREAS) {
      const response = await ask(`/areas/${code}/card`, { role: 'wall' })
      const { code: why, detail } = (await response.json()) as Problem
      expect([response.status, why, detail]).toEqual([403, 'not_told', expect.stringContaining('大屏只看汇总数：不看地点卡')])
    }
  })

  test('is of the part that a post has, and of nothing beside it', async () => {
    const TOWN = '990101001000'
    for (const role of ['clerk', 'leader', 'mediator', 'supervisor'] as const) {
      const stand: Stand = { role, area: TOWN }
      const text = await (await ask(`/areas/${TOWN}/card`, stand)).text()
      for (const { name } of AREAS.filter(({ code }) => code.startsWith('990101002'))) expect(text).not.toContain(name)
      expect((await ask('/areas/990101002000/card', stand)).status).toBe(404)
      expect((await ask(`/areas/${COUNTY}/card`, stand)).status).toBe(404)
    }
  })

  test('has one revision, whatever is written while it is made', async () => {
    const writing = (async () => {
      for (let id = 6_000; id < 6_020; id++) await put(bench.ctx, [{ ...rows(1)[0]!, id }])
    })()
    const cards = await Promise.all(Array.from({ length: 6 }, async () => (await (await ask(`/areas/${COUNTY}/card`)).json()) as PlaceCard))
    await writing
    for (const { revision, summary } of cards) expect(summary.revision).toBe(revision)
    for (const { summary, phases, parts } of cards) {
      expect(phases.reduce((sum, { count }) => sum + count, 0)).toBe(summary.count)
      expect(parts.lines.reduce((sum, { count }) => sum + count, parts.rest)).toBe(summary.count)
    }
  })
})
