import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Counts, CountyInfo, Problem, Series, Summary } from '../../../server/contract/answers.ts'
import type { Count } from '../../../server/contract/withheld.ts'
import { AREAS, COUNTY } from '../services/county.ts'
import { openBench, type Bench } from './bench.ts'
import { cookieOf, type Stand } from './people.ts'

const WALL: Stand = { role: 'wall' }
const LEADER: Stand = { role: 'leader' }
const PLACES = AREAS.filter(({ level }) => level !== 'grid' && level !== 'group').map(({ code }) => code)
/** a year, the running one up to today, a month, all time */
const PERIODS = ['from=2023-01-01&to=2023-12-31', 'from=2024-01-01&to=2024-07-01', 'from=2024-03-01&to=2024-03-31', '']

let bench: Bench
beforeAll(async () => {
  bench = await openBench(240)
})
afterAll(() => bench.drop())

async function ask<Answer>(rest: string, stand: Stand): Promise<{ status: number; answer: Answer }> {
  const response = await bench.app.request(`/api/counties/${COUNTY}${rest}`, { headers: { cookie: await cookieOf(bench.ctx, stand) } })
  return { status: response.status, answer: (await response.json()) as Answer }
}

/** Every count of an answer, with where it stands. */
function counts(value: unknown, at = ''): [string, Count][] {
  if (value === 'small' || value === 'complement') return [[at, value]]
  if (Array.isArray(value)) return value.flatMap((one: { key?: string; start?: string }, k) => counts(one, `${at}/${one.key ?? one.start ?? k}`))
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([key, one]) => counts(one, `${at}/${key}`))
  const counted = /\/(count|resolved|overdue|total|unlocated|coarser|numerator|cases|yearBefore|people|colours\/\w+)$/.test(at)
  return typeof value === 'number' && counted ? [[at, value]] : []
}

const QUESTIONS = PLACES.flatMap((area) => PERIODS.flatMap((period) => [
  `/summary?area=${area}&${period}`,
  ...['town', 'village', 'category', 'colour', 'phase', 'channel'].map((by) => `/counts?by=${by}&area=${area}&${period}`),
]).concat(`/series?step=month&area=${area}&from=2023-01-01&to=2024-06-30`, `/counts?by=month&area=${area}&from=2023-01-01&to=2023-12-31`))

describe('a screen wall', () => {
  test('is told no number of cases below three, and every other one as it is', async () => {
    const seen = { small: 0, complement: 0, told: 0 }
    for (const question of QUESTIONS) {
      const { status, answer } = await ask<Summary | Counts | Series>(question, WALL)
      expect([question, status]).toEqual([question, 200])
      const exact = new Map(counts((await ask(question, LEADER)).answer))
      for (const [at, count] of counts(answer)) {
        if (at.endsWith('/people')) continue
        const is = exact.get(at) ?? 0
        seen[typeof count === 'number' ? 'told' : count]++
        const fits = count === 'complement' || (is === 1 || is === 2 ? count === 'small' : count === is)
        expect([question, at, count, is, fits]).toEqual([question, at, count, is, true])
      }
    }
    expect(Math.min(seen.small, seen.complement, seen.told)).toBeGreaterThan(50)
  })

  test('is not told how the cases of earlier periods stood: beside how they stand today it would tell of the few in between', async () => {
    const { answer } = await ask<Summary>('/summary?from=2023-01-01&to=2023-12-31', WALL)
    expect(answer.resolved).toEqual(expect.any(Number))
    expect(answer.before).toMatchObject({ count: expect.any(Number) as number, resolved: 'complement', overdue: 'complement', undated: 'complement', resolutionRate: null, medianDays: null })
  })

  test('is not shown a whole month of last year beside the few days of this one', async () => {
    const { answer: { points } } = await ask<Series>('/series?step=month&from=2024-01-01&to=2024-07-01', WALL)
    expect(points.map(({ start, yearBefore }) => [start, yearBefore === null])).toEqual(['01', '02', '03', '04', '05', '06', '07'].map((month) => [`2024-${month}-01`, month === '07']))
  })

  test('is answered the same however often it asks', async () => {
    for (const question of QUESTIONS.slice(0, 20)) expect(await ask(question, WALL)).toEqual(await ask(question, WALL))
  })

  test.each([
    ['/summary?from=2024-03-02&to=2024-03-31', 'to'],
    ['/summary?from=2024-03-01&to=2024-03-30', 'to'],
    ['/summary?from=2024-03-01', 'to'],
    ['/summary?from=2023-02-01&to=2024-01-31', 'to'],
    ['/summary?from=2024-01-01&to=2024-12-31&category=02', 'category'],
    ['/summary?from=2024-01-01&to=2024-12-31&asOf=2024-03-31', 'asOf'],
    ['/counts?by=town&colour=red', 'colour'],
    ['/counts?by=village&phase=open', 'phase'],
    ['/counts?by=town&channel=screening', 'channel'],
    ['/counts?by=day&from=2024-01-01&to=2024-12-31', 'by'],
    ['/counts?by=week', 'by'],
    ['/counts?by=month&from=2024-03-01&to=2024-03-31', 'by'],
    ['/series?step=week', 'step'],
    ['/series?step=month&from=2024-03-05', 'from'],
    ['/series?step=month&category=02', 'category'],
    ['/cross?by=town,month', 'by'],
    ['/ranks?by=town', 'by'],
    ['/ranks?by=category', 'by'],
    ['/towns', 'by'],
    ['/organisations/punctuality', 'by'],
  ])('may not ask %s, and is told what it may', async (question, field) => {
    const { status, answer } = await ask<Problem>(question, WALL)
    expect([status, answer.code, field]).toEqual([403, 'not_told', answer.field ?? field])
    expect(answer.detail).toMatch(/^大屏只看汇总数：/)
    expect((await ask(question, LEADER)).status).toBe(200)
  })

  test('is told of the county whole years, and what no small year hides', async () => {
    const { answer } = await ask<CountyInfo>('', WALL)
    const { answer: exact } = await ask<CountyInfo>('', LEADER)
    expect([answer.days?.first.slice(4), exact.days?.first.slice(4)]).toEqual(['-01-01', expect.not.stringMatching(/^-01-01$/)])
    expect([exact.cases, 'complement']).toContain(answer.cases)
    expect(answer.unlocated).toBe('complement')
  })
})
