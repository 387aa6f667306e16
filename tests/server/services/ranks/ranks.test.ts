import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Day } from '../../../../geodata/place/area.ts'
import { areaTree } from '../../../../geodata/place/tree.ts'
import type { Filter } from '../../../../server/contract/filter.ts'
import { STATES } from '../../../../server/contract/states.ts'
import type { TownCell, TownMeasure } from '../../../../server/contract/towns.ts'
import { countCases } from '../../../../server/services/counts.ts'
import { ranksOf, type Ranked } from '../../../../server/services/ranks/ranks.ts'
import { townsOf } from '../../../../server/services/ranks/towns.ts'
import { ANY_KIND, anyDay, anyFilter } from '../../../anyFilter.ts'
import { engines } from '../../../databases.ts'
import fc from '../../../property.ts'
import { AREAS, COUNTY, openCounty, put, remove, rows, SCOPE, type County } from '../county.ts'
import { ask, HAS, PHASE } from '../sql.ts'

const TODAY = '2024-07-01' as Day
const TREE = areaTree(AREAS)
const RUNS = { seed: 1, numRuns: 15 }

const day = anyDay('2022-01-01', { min: 100, max: 911 })
const filters = anyFilter({ areas: AREAS.map(({ code }) => code).filter((code) => code !== '990101001203'), span: fc.tuple(day, day), lists: ANY_KIND })

describe.each(engines)('ranks and the matrix of towns count as SQL on $name does', (engine) => {
  let county: County
  beforeAll(async () => {
    county = await openCounty(0, engine)
    await put(county.ctx, rows(4_000, 1, STATES.codes))
    await ranksOf(county.ctx, SCOPE, { by: 'town', filter: {} })
    await put(county.ctx, rows(4_300, 7, STATES.codes).filter(({ id }) => id % 9 === 0 || id > 4_000))
    await remove(county.ctx, Array.from({ length: 100 }, (_, at) => 7 + at * 31))
    // every eleventh case was reopened, every thirteenth sent to court, and one follow-up found a relapse
    const life = `INSERT INTO dispute_life (county, id, last_seq, reopened, subsidy_status, advice, follow_result)
      SELECT county, id, 1, CASE WHEN id % 11 = 0 THEN 1 ELSE 0 END, 'none', CASE WHEN id % 13 = 0 THEN 'litigation' WHEN id % 13 = 1 THEN 'arbitration' END,
        CASE WHEN id % 17 = 0 THEN 'relapse' WHEN id % 17 = 1 THEN 'stable' END FROM dispute WHERE county = $1`
    await county.ctx.db.pool.query(life, [COUNTY])
    // as all that is written of a case, it raises the revision of the case
    await county.ctx.db.pool.query('UPDATE county SET revision = revision + 1 WHERE county = $1', [COUNTY])
    await county.ctx.db.pool.query('UPDATE dispute SET revision = (SELECT revision FROM county WHERE county = $1) WHERE county = $1 AND id % 11 = 0', [COUNTY])
  })
  afterAll(() => county.drop())

  const counted = async (filter: Filter, by: Ranked): Promise<Map<string, number>> => {
    const place = by === 'category' ? 'd.category AS key' : 't.at AS key'
    const found = await ask<{ key: string | number | null; n: number }>(county.ctx, `${place}, count(*)::int AS n`, { filter, areas: AREAS, today: TODAY, tail: 'GROUP BY 1' })
    const sums = new Map<string, number>()
    for (const { key, n } of found) {
      const at = typeof key === 'number' ? TREE.ancestorAt(key, by as 'town') : -1
      const code = typeof key === 'string' ? key : (AREAS[at]?.code ?? '')
      sums.set(code, (sums.get(code) ?? 0) + n)
    }
    return sums
  }

  test.each(['town', 'village', 'grid', 'category'] as const)('by %s: now, before, a year before', async (by) => {
    await fc.assert(fc.asyncProperty(filters, async (filter) => {
      const found = await ranksOf(county.ctx, SCOPE, { by, filter })
      const sides = [
        { span: filter, of: (row: (typeof found.rows)[number]) => row.count },
        { span: found.before.days, of: (row: (typeof found.rows)[number]) => row.before?.count },
        { span: found.yearBefore.days, of: (row: (typeof found.rows)[number]) => row.yearBefore?.count },
      ]
      for (const { span, of } of sides) {
        const { from: _, to: __, ...kinds } = filter
        const want = span && await counted({ ...kinds, ...span }, by)
        expect(found.rows.map(of)).toEqual(found.rows.map(({ key }) => (want ? (want.get(key) ?? 0) : undefined)))
      }
      expect(found.rows.reduce((sum, { count }) => sum + count, 0) + found.unlocated + found.coarser).toBe(found.total)
      const plain = await countCases(county.ctx, SCOPE, { by, filter, language: 'zh' })
      expect([found.total, found.unlocated]).toEqual([plain.total, plain.unlocated])
    }), { ...RUNS, examples: [[{}], [{ from: '2024-01-01' as Day, to: '2024-06-30' as Day }]] })
  })

  test('the two numbers of every measure', async () => {
    const sums: Record<Exclude<TownMeasure, 'change'>, [string, string]> = {
      cases: ['true', ''],
      stale: [`${PHASE} IN ('open', 'handling') AND d.occurred_on < date '${TODAY}' - 90`, `${PHASE} IN ('open', 'handling')`],
      overdue: [`${PHASE} IN ('open', 'handling') AND d.due_on < '${TODAY}'`, `${PHASE} IN ('open', 'handling')`],
      resolved: [`${PHASE} = 'resolved'`, 'true'],
      relapses: [HAS.relapsed, 'true'],
      lawsuits: [`d.channel = 'court' OR coalesce(l.advice, '') = 'litigation'`, ''],
      mediated: [`(${PHASE} IN ('handling', 'resolved') OR d.state = 'terminated') AND d.channel <> 'court' AND coalesce(l.advice, '') <> 'litigation'`, ''],
      petitions: [`d.channel = 'petition'`, ''],
      police: [`d.channel = 'police_110'`, ''],
    }
    const names = Object.keys(sums) as (keyof typeof sums)[]
    const tallied = names.flatMap((name) => sums[name].map((where, side) => `(count(*) FILTER (WHERE ${where || 'false'}))::int AS ${name}${side}`)).join(', ')
    const join = 'LEFT JOIN dispute_life l ON l.county = d.county AND l.id = d.id'
    await fc.assert(fc.asyncProperty(filters, fc.constantFrom('town' as const, 'village' as const), async (filter, by) => {
      const found = await townsOf(county.ctx, SCOPE, { by, filter })
      const direct = await ask<Record<string, number> & { key: number | null }>(county.ctx, `t.at AS key, ${tallied}`, { filter, areas: AREAS, today: TODAY, tail: 'GROUP BY 1', join })
      for (const row of found.rows) {
        const own = direct.filter(({ key }) => key !== null && AREAS[TREE.ancestorAt(key, by)]?.code === row.key)
        const sum = (key: string): number => own.reduce((all, counts) => all + counts[key]!, 0)
        const cells = names.map((name): Pick<TownCell, 'numerator' | 'denominator'> | null => {
          const cell = row.cells[found.columns.findIndex(({ measure }) => measure === name)]
          return cell ? { numerator: cell.numerator, denominator: cell.denominator } : null
        })
        expect(cells).toEqual(names.map((name) => {
          if (sums[name][1] !== '') return { numerator: sum(`${name}0`), denominator: sum(`${name}1`) }
          return row.residents ? { numerator: sum(`${name}0`), denominator: row.residents } : null
        }))
      }
    }), { ...RUNS, numRuns: 10, examples: [[{}, 'town'], [{}, 'village']] })
  })
})
