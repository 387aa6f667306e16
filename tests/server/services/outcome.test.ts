import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AreaCode, Day } from '../../../geodata/place/area.ts'
import { CATEGORIES } from '../../../server/contract/categories.ts'
import type { Filter } from '../../../server/contract/filter.ts'
import { PARTS, STAGES, type PartCode, type WarningCode } from '../../../server/contract/outcome.ts'
import { MARKS } from '../../../server/contract/standing.ts'
import { PHASES, STATES } from '../../../server/contract/states.ts'
import type { Scope } from '../../../server/contract/scope.ts'
import { countCases } from '../../../server/services/counts.ts'
import { outcomeOf } from '../../../server/services/outcome/outcome.ts'
import { summarise } from '../../../server/services/summary.ts'
import { engines } from '../../databases.ts'
import fc from '../../property.ts'
import { AREAS, openCounty, put, rows, SCOPE, type County } from './county.ts'
import { scopeOf, TODAY, TOWN } from './ledger.ts'
import { ask, HAS, PHASE } from './sql.ts'

const day = fc.integer({ min: 0, max: 920 }).map((after) => new Date(Date.UTC(2022, 0, 1 + after)).toISOString().slice(0, 10) as Day)
const filters: fc.Arbitrary<Filter> = fc
  .record(
    {
      area: fc.constantFrom<AreaCode>(...AREAS.filter(({ validTo }) => !validTo).map(({ code }) => code)),
      days: fc.tuple(day, day),
      category: fc.subarray([...CATEGORIES.codes], { minLength: 3 }),
      phase: fc.subarray([...PHASES.codes], { minLength: 2 }),
      mark: fc.subarray([...MARKS.codes], { minLength: 2 }),
      age: fc.constant(['over90', 'settled'] as Filter['age'] & object),
    },
    { requiredKeys: [] },
  )
  .map(({ days, ...rest }) => {
    const [from, to] = days ? [...days].sort() : []
    return { ...rest, ...(from && { from }), ...(to && { to }) }
  })

const AGREED = `(d.agreement IS NOT NULL OR d.state IN ('agreed', 'performing', 'confirming'))`
const FOLLOWED = `(d.followed_up OR d.state = 'followed_up')`
const SOLVED = `${PHASE} = 'resolved'`
/** Every part by itself, as a condition. */
const IS: Record<PartCode, string> = {
  written: `d.agreement = 'written'`,
  oral: `d.agreement = 'oral'`,
  formless: `${AGREED} AND d.agreement IS NULL`,
  pending: `NOT ${AGREED} AND ${PHASE} IN ('open', 'handling')`,
  left: `NOT ${AGREED} AND ${PHASE} IN ('transferred', 'ended')`,
  closedWithout: `NOT ${AGREED} AND ${SOLVED}`,
  full: `${AGREED} AND l.performance = 'full'`,
  instalments: `${AGREED} AND l.performance = 'instalments'`,
  notDue: `${AGREED} AND l.performance IS NULL AND l.perform_by >= date '${TODAY}'`,
  unperformed: `${AGREED} AND (l.performance = 'none' OR l.performance IS NULL AND l.perform_by < date '${TODAY}')`,
  performanceUnrecorded: `${AGREED} AND l.performance IS NULL AND l.perform_by IS NULL`,
  granted: `d.judicially_confirmed AND d.agreement = 'written'`,
  applied: `NOT d.judicially_confirmed AND d.agreement = 'written' AND l.applied_on IS NOT NULL AND l.decided_on IS NULL`,
  unapplied: `NOT d.judicially_confirmed AND d.agreement = 'written' AND l.id IS NOT NULL AND (l.applied_on IS NULL OR l.decided_on IS NOT NULL)`,
  confirmationUnrecorded: `NOT d.judicially_confirmed AND d.agreement = 'written' AND l.id IS NULL`,
  stable: `${SOLVED} AND ${FOLLOWED} AND l.follow_result = 'stable'`,
  watch: `${SOLVED} AND ${FOLLOWED} AND l.follow_result = 'watch'`,
  relapse: `${SOLVED} AND ${FOLLOWED} AND l.follow_result = 'relapse'`,
  unsaid: `${SOLVED} AND ${FOLLOWED} AND l.follow_result IS NULL`,
  unfollowed: `${SOLVED} AND NOT ${FOLLOWED} AND l.id IS NOT NULL`,
  followUpUnrecorded: `${SOLVED} AND NOT ${FOLLOWED} AND l.id IS NULL`,
}
/** Of each stage, the mark of it on a case that it is not counted of. */
const ODD = {
  performed: `l.performance = 'full' AND NOT ${AGREED}`,
  confirmed: `d.judicially_confirmed AND coalesce(d.agreement, '') <> 'written'`,
  followed: `${FOLLOWED} AND NOT ${SOLVED}`,
}
const LIFE = 'LEFT JOIN dispute_life l ON l.county = d.county AND l.id = d.id'

describe.each(engines)('what cases came to, on $name', (engine) => {
  let county: County
  beforeAll(async () => {
    county = await openCounty(0, engine)
    await put(county.ctx, rows(700, 3, STATES.codes))
    await county.ctx.db.pool.query(`UPDATE dispute_life SET performance = (ARRAY[NULL, 'full', 'instalments', 'none'])[1 + id % 4],
      perform_by = CASE WHEN id % 3 = 0 THEN date '2024-06-20' + 2 * (id / 60 % 12)::integer END,
      applied_on = CASE WHEN id % 2 = 0 THEN date '2024-06-01' END, decided_on = CASE WHEN id % 8 = 0 THEN date '2024-06-10' END,
      follow_result = (ARRAY[NULL, 'stable', 'watch', 'relapse'])[1 + id % 4]`)
  })
  afterAll(() => county.drop())

  test('is what SQL counts, part by part, and agrees with the headline and the counts by mark', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const found = await outcomeOf(county.ctx, SCOPE, filter)
        const columns = Object.entries(IS).map(([code, condition]) => `count(*) FILTER (WHERE ${condition}) AS "${code}"`).join(', ')
        const [sql] = await ask<Record<PartCode, number>>(county.ctx, columns, { filter, areas: AREAS, today: TODAY, join: LIFE })
        const parts = Object.fromEntries(found.stages.flatMap((stage) => stage.parts.map(({ code, count }) => [code, count])))
        expect(parts).toEqual(sql)
        const { count, resolved, resolutionRate } = await summarise(county.ctx, SCOPE, filter)
        expect(found.cohort).toEqual(resolutionRate)
        expect([found.stages[0]!.rate.denominator, found.cohort.numerator]).toEqual([count, resolved])
        const marks = await countCases(county.ctx, SCOPE, { by: 'mark', filter, language: 'zh' })
        const odds = Object.entries(ODD).map(([stage, condition]) => `count(*) FILTER (WHERE ${condition}) AS "${stage}"`).join(', ')
        const [contradictions] = await ask<Record<string, number>>(county.ctx, `${odds}, count(*) FILTER (WHERE ${HAS.relapsed}) AS relapsed`, { filter, areas: AREAS, today: TODAY, join: LIFE })
        const warned = (code: WarningCode): string => found.warnings.find((one) => one.code === code)?.say.zh ?? ''
        expect(warned('contradictory').match(/\d+(?= 件)/g)?.map(Number) ?? []).toEqual(Object.keys(ODD).map((stage) => contradictions![stage]!).filter((n) => n > 0))
        expect(Number(/[\d,]+(?= 件)/.exec(warned('relapsed'))?.[0].replaceAll(',', '') ?? 0)).toBe(contradictions!.relapsed)
        for (const { stage, rate, parts: told } of found.stages) {
          expect([stage, rate.denominator]).toEqual([stage, told.reduce((sum, one) => sum + one.count, 0)])
          const odd = stage === 'agreed' ? 0 : contradictions![stage]!
          expect([stage, rate.numerator + odd]).toEqual([stage, marks.rows.find(({ key }) => key === stage)!.count])
          expect(rate.numerator).toBeLessThanOrEqual(rate.denominator)
        }
      }),
      { seed: 2, numRuns: 15 },
    )
  })

  test('at fixed ages, in the period, and of mediations', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const found = await outcomeOf(county.ctx, SCOPE, filter)
        const untold = `${SOLVED} AND d.closed_on IS NULL`
        const columns = [30, 60, 90].map((days) => `count(*) FILTER (WHERE date '${TODAY}' - d.occurred_on >= ${days} AND NOT (${untold})) AS old${days},
          count(*) FILTER (WHERE date '${TODAY}' - d.occurred_on >= ${days} AND ${SOLVED} AND d.closed_on - d.occurred_on <= ${days}) AS soon${days}`)
        const [sql] = await ask<Record<string, number>>(
          county.ctx, `${columns.join(', ')}, count(*) FILTER (WHERE ${untold}) AS undated, count(*) FILTER (WHERE ${AGREED}) AS agreed, count(*) FILTER (WHERE d.state = 'terminated' AND NOT ${AGREED}) AS terminated`,
          { filter, areas: AREAS, today: TODAY },
        )
        expect(found.within.map(({ rate }) => [rate.numerator, rate.denominator])).toEqual([30, 60, 90].map((days) => [sql![`soon${days}`], sql![`old${days}`]]))
        expect(found.undated).toBe(sql!.undated)
        expect([found.success.numerator, found.success.denominator]).toEqual([sql!.agreed, sql!.agreed! + sql!.terminated!])
        const { from, to, ...kinds } = filter
        const during = `${from ? `AND d.closed_on >= '${from}'` : ''} ${to ? `AND d.closed_on <= '${to}'` : ''}`
        const [closed] = await ask<{ n: number }>(county.ctx, 'count(*) AS n', { filter: kinds, areas: AREAS, today: TODAY, tail: `AND ${SOLVED} AND d.closed_on IS NOT NULL ${during}` })
        expect([found.period.numerator, found.period.denominator]).toEqual([closed!.n, found.cohort.denominator])
      }),
      { seed: 5, numRuns: 15 },
    )
  })

  test('a period has both of its days', async () => {
    const { rows: [busy] } = await county.ctx.db.pool.query<{ day: Day; n: number }>(
      `SELECT closed_on AS day, count(*) AS n FROM dispute WHERE state IN ('closed', 'followed_up', 'archived') AND closed_on IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT 1`,
    )
    const { period } = await outcomeOf(county.ctx, SCOPE, { from: busy!.day, to: busy!.day })
    expect(period.numerator).toBe(busy!.n)
  })

  test('a town is told of itself, and of no other', async () => {
    const { cohort } = await outcomeOf(county.ctx, scopeOf({ area: TOWN }), {})
    expect(cohort).toEqual((await summarise(county.ctx, SCOPE, { area: TOWN })).resolutionRate)
    await expect(outcomeOf(county.ctx, scopeOf({ area: TOWN }), { area: '990101002000' as AreaCode })).rejects.toMatchObject({ status: 400, field: 'area' })
  })

  test('a screen wall is told nothing', async () => {
    const wall: Scope = { ...SCOPE, by: { ...SCOPE.by, role: 'wall' } }
    await expect(outcomeOf(county.ctx, wall, {})).rejects.toMatchObject({ status: 403, code: 'not_told' })
  })
})

test('every part is of a stage, and every stage ends in what nobody wrote down', () => {
  for (const stage of STAGES.codes) expect(PARTS.rows.filter((part) => part.stage === stage).at(-1)!.kind).toBe('unknown')
})
