import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseTallySchema } from '../../../server/api/caseTableSchemas.ts'
import { againSchema, outcomeSchema, relapsesSchema } from '../../../server/api/outcomeSchemas.ts'
import type { Outcome } from '../../../server/contract/outcome.ts'
import type { Problem } from '../../../server/contract/answers.ts'
import { STATES } from '../../../server/contract/states.ts'
import { COUNTY, put, rows } from '../services/county.ts'
import { giveLife, TOWN } from '../services/ledger.ts'
import { openBench, type Bench } from './bench.ts'
import { cookieOf, type Stand } from './people.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench(0)
  await put(bench.ctx, rows(400, 1, STATES.codes))
  await giveLife(bench.ctx)
})
afterAll(() => bench.drop())

const ask = async (path: string, stand?: Stand) =>
  bench.app.request(`/api/counties/${COUNTY}${path}`, stand ? { headers: { cookie: await cookieOf(bench.ctx, stand) } } : {})
const problem = async (path: string, stand?: Stand) => {
  const response = await ask(path, stand)
  const { code, field } = (await response.json()) as Problem
  return { status: response.status, code, field }
}
const WALL: Stand = { role: 'wall' }

describe('what cases came to', () => {
  test.each([
    ['/outcome', outcomeSchema],
    ['/again?same=any&least=4&days=60', againSchema],
    ['/again/relapses', relapsesSchema],
    ['/cases/tally?colour=red', caseTallySchema],
  ])('%s keeps to its schema', async (path, schema) => {
    const response = await ask(path)
    expect(response.status).toBe(200)
    expect(schema.safeParse(await response.json()).error?.issues).toBeUndefined()
  })

  test('figures are kept by their revision, lists of cases by nobody', async () => {
    const marks = async (path: string) => (await ask(path)).headers.get('etag')
    expect([await marks('/outcome'), await marks('/again')].every((tag) => tag?.startsWith('W/'))).toBe(true)
    expect([(await ask('/again/relapses')).headers.get('cache-control'), (await ask('/cases/tally')).headers.get('cache-control')]).toEqual(['no-store', 'no-store'])
  })

  test('of a town is of that town', async () => {
    const whole = (await (await ask(`/outcome?area=${TOWN}`)).json()) as Outcome
    const town = (await (await ask('/outcome', { role: 'leader', area: TOWN })).json()) as Outcome
    expect(town).toEqual(whole)
    expect(await problem('/outcome?area=990101002000', { role: 'leader', area: TOWN })).toEqual({ status: 400, code: 'unknown_area', field: 'area' })
  })

  test('a mediator organisation is told of places of three cases or more', async () => {
    const mediator: Stand = { role: 'mediator' }
    expect(await problem('/again?least=2', mediator)).toEqual({ status: 400, code: 'bad_parameter', field: 'least' })
    expect([(await ask('/again?least=3', mediator)).status, (await ask('/again?least=2')).status]).toEqual([200, 200])
  })

  test('a mediator organisation is told how cases stand today, and on no day in the past', async () => {
    const mediator: Stand = { role: 'mediator' }
    for (const path of ['/summary?', '/counts?by=village&', '/series?step=month&', '/cross?by=village,month&']) {
      expect(await problem(`${path}asOf=2024-03-31`, mediator)).toEqual({ status: 403, code: 'not_told', field: 'asOf' })
      // the day of today, which it is told anyway, is none in the past
      expect([(await ask(`${path}asOf=2024-07-01`, mediator)).status, (await ask(path.slice(0, -1), mediator)).status]).toEqual([200, 200])
      expect((await ask(`${path}asOf=2024-03-31`)).status).toBe(200)
    }
  })

  test.each([
    ['/outcome', 403, 'not_told'],
    ['/again', 403, 'not_told'],
    ['/again/relapses', 403, 'not_allowed'],
    ['/cases/tally', 403, 'not_allowed'],
  ])('%s is not for a screen wall', async (path, status, code) => {
    expect(await problem(path, WALL)).toMatchObject({ status, code })
  })

  test.each([
    ['/again?least=1', 'least'],
    ['/again?days=400', 'days'],
    ['/again?days=90.5', 'days'],
    ['/again?same=kind', 'same'],
    ['/again?colour=pink', 'colour'],
    ['/outcome?person=1', 'person'],
    ['/again/relapses?q=1', 'q'],
    ['/cases/tally?sort=still', 'sort'],
  ])('%s is refused by its field', async (path, field) => {
    expect(await problem(path)).toEqual({ status: 400, code: 'bad_parameter', field })
  })
})
