import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LedgerFilter } from '../../../server/contract/caseTable.ts'
import type { CaseScope } from '../../../server/contract/scope.ts'
import { STATES } from '../../../server/contract/states.ts'
import { casePage } from '../../../server/services/caseTable/page.ts'
import { tallyCases } from '../../../server/services/caseTable/tallyCases.ts'
import { engines } from '../../databases.ts'
import { AREAS, openCounty, put, rows, type County } from './county.ts'
import { giveLife, OF_O1, scopeOf, TODAY, TOWN } from './ledger.ts'
import { ask, PHASE } from './sql.ts'

const PENDING = `${PHASE} IN ('open', 'handling')`
const OVERDUE = `d.due_on < date '${TODAY}'`
const FILTERS: LedgerFilter[] = [{}, { area: TOWN }, { colour: ['red'] }, { from: '2023-01-01' as never, to: '2023-12-31' as never, due: ['overdue'] }, { phase: ['resolved'] }]
/** of cases that this organisation of a village holds, the sensitive ones are under no name */
const VILLAGE_ORGANISATION = 'o2'

describe.each(engines)('pending cases by holder and town, on $name', (engine) => {
  let county: County
  beforeAll(async () => {
    county = await openCounty(0, engine)
    await put(county.ctx, rows(500, 1, STATES.codes))
    await giveLife(county.ctx)
    await county.ctx.db.pool.query(`INSERT INTO supervision (county, case_id, no, reason, since, due_on, answered_on, lifted_on)
      SELECT county, id, 1, '久拖', '2024-06-20', '2024-06-25', CASE WHEN id % 4 = 0 THEN date '2024-06-22' END, CASE WHEN id % 4 = 1 THEN date '2024-06-22' END
      FROM dispute WHERE id % 3 = 0`)
  })
  afterAll(() => county.drop())

  const WHO: [string, CaseScope, string][] = [
    ['a clerk of the county', scopeOf(), 'true'],
    ['a mediator', scopeOf({ role: 'mediator', area: TOWN, organisation: 'o1' }), OF_O1],
  ]

  test.each(WHO)('are what SQL counts: %s', async (_, scope, reach) => {
    for (const filter of FILTERS) {
      const found = await tallyCases(county.ctx, scope, filter)
      const sql = await ask<{ holder: string | null; sensitive: boolean; overdue: boolean }>(county.ctx, `l.holder, d.sensitive, coalesce(${OVERDUE}, false) AS overdue`, {
        filter, areas: AREAS, today: TODAY, join: 'LEFT JOIN dispute_life l ON l.county = d.county AND l.id = d.id', tail: `AND ${PENDING} AND ${reach}`,
      })
      const secret = sql.filter(({ holder, sensitive }) => sensitive && holder === VILLAGE_ORGANISATION)
      const open = sql.filter(({ holder }) => holder !== null).filter((one) => !secret.includes(one))
      const of = (id: string) => open.filter(({ holder }) => holder === id)
      expect([found.total, found.unassigned, found.unnamed]).toEqual([sql.length, sql.filter(({ holder }) => holder === null).length, secret.length])
      expect(found.holders.map(({ holder, count, overdue }) => [holder.id, count, overdue]).sort()).toEqual(
        ['o1', 'o2'].filter((id) => of(id).length > 0).map((id) => [id, of(id).length, of(id).filter(({ overdue }) => overdue).length]),
      )
      expect(found.towns.reduce((sum, { count }) => sum + count, 0)).toBe(found.total)
      expect([found.overdue, found.towns.reduce((sum, { overdue }) => sum + overdue, 0)]).toEqual([sql.filter(({ overdue }) => overdue).length, found.overdue])
    }
  })

  test('stand in the list of the same filter, which has the longest standstill first and tells who is supervised', async () => {
    const page = await casePage(county.ctx, scopeOf(), { filter: { phase: ['open', 'handling'] }, order: { by: 'still', descending: false }, cursor: null, limit: 200 })
    expect(page.total).toBe((await tallyCases(county.ctx, scopeOf(), {})).total)
    const since = new Map((await county.ctx.db.pool.query<{ id: number; day: string }>(
      `SELECT d.id, coalesce(l.since, d.occurred_on) AS day FROM dispute d LEFT JOIN dispute_life l ON l.county = d.county AND l.id = d.id`,
    )).rows.map(({ id, day }) => [id, day]))
    const days = page.rows.map(({ id }) => since.get(id)!)
    expect(days).toEqual([...days].sort())
    expect(page.rows.filter(({ supervised }) => supervised).map(({ id }) => id)).toEqual(page.rows.map(({ id }) => id).filter((id) => id % 3 === 0 && id % 4 > 1))
  })
})
