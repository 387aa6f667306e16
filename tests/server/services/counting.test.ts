import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Day } from '../../../geodata/place/area.ts'
import { areaTree } from '../../../geodata/place/tree.ts'
import { COLOURS } from '../../../server/contract/colours.ts'
import { dayNumber, dayOfNumber } from '../../../server/contract/day.ts'
import { choosesByToday, tellsPast, type DatedFilter, type Filter } from '../../../server/contract/filter.ts'
import { MARKS } from '../../../server/contract/standing.ts'
import { STATES } from '../../../server/contract/states.ts'
import { countCases } from '../../../server/services/counts.ts'
import { crossCases, parseCrossBy } from '../../../server/services/cross.ts'
import { seriesOf } from '../../../server/services/series.ts'
import { summarise } from '../../../server/services/summary.ts'
import { ANY_KIND, ANY_STANDING, anyDay, anyFilter } from '../../anyFilter.ts'
import { engines } from '../../databases.ts'
import fc from '../../property.ts'
import { AREAS, openCounty, put, remove, rows, SCOPE, type County } from './county.ts'
import { ageOn, ask, dueOn, HAS, PHASE, phaseOn } from './sql.ts'
import { told as numberOf } from '../../told.ts'

const TODAY = '2024-07-01' as Day
const TREE = areaTree(AREAS)
const RUNS = { seed: 1, numRuns: 25 }

const day = anyDay('2022-01-01', { min: -20, max: 950 })
const filters = anyFilter({ areas: AREAS.map(({ code }) => code).filter((code) => code !== '990101001203'), span: fc.tuple(day, day), lists: { ...ANY_KIND, ...ANY_STANDING } })

describe.each(engines)('the cube and SQL on $name give the same', (engine) => {
  let county: County
  const sql = <T extends object>(select: string, filter: DatedFilter, tail = '') =>
    ask<T>(county.ctx, select, { filter, areas: AREAS, today: TODAY, tail })

  beforeAll(async () => {
    county = await openCounty(0, engine)
    await put(county.ctx, rows(4_000, 1, STATES.codes, { worked: true }))
    await summarise(county.ctx, SCOPE, {})
    // from here on the cube lives on deltas
    const changed = rows(4_300, 7, STATES.codes, { worked: true })
    await put(county.ctx, changed.filter(({ id }) => id % 9 === 0 || id > 4_000))
    await remove(county.ctx, Array.from({ length: 100 }, (_, at) => 7 + at * 31))
  })
  afterAll(() => county.drop())

  const figuresIn = async (filter: DatedFilter) => {
    const phase = phaseOn(filter.asOf)
    const [found] = await sql<Record<string, number>>(
      `count(*)::int AS count, (count(*) FILTER (WHERE ${phase} = 'resolved'))::int AS resolved,
       (count(*) FILTER (WHERE d.area IS NULL))::int AS unlocated,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY d.closed_on - d.occurred_on)
         FILTER (WHERE ${phase} = 'resolved' AND d.closed_on IS NOT NULL) AS "medianDays",
       (count(*) FILTER (WHERE ${phase} IN ('open', 'handling') AND d.due_on < '${filter.asOf ?? TODAY}'))::int AS overdue,
       coalesce(sum(d.people), 0)::int AS people, coalesce(sum(d.amount_fen), 0)::float8 AS "amountFen",
       ${COLOURS.codes.map((code) => `(count(*) FILTER (WHERE d.colour = '${code}'))::int AS ${code}`).join(', ')}`,
      filter,
    )
    return found!
  }

  test('headline figures', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const got = await summarise(county.ctx, SCOPE, filter)
        const { count, resolved, unlocated, medianDays, overdue, people, amountFen, colours } = got
        expect({ count, resolved, unlocated, medianDays, overdue, people, amountFen, ...colours }).toEqual(await figuresIn(filter))
        const rate = { numerator: resolved, denominator: count, value: count === 0 ? null : numberOf(resolved) / numberOf(count) }
        expect(got.resolutionRate).toMatchObject(rate)
      }),
      RUNS,
    )
  })

  test('the period before and the year before, each as it stood then', async () => {
    let compared = 0
    // as of a past day or not at all
    const phases = fc.constantFrom<Filter['phase'][]>(undefined, ['open', 'handling'], ['resolved'], ['open'], ['resolved', 'ended'])
    const dated = fc.tuple(filters, phases, fc.boolean()).map(([{ mark, ...filter }, phase, marked]): Filter => ({ ...filter, phase, mark: marked ? mark : undefined }))
    await fc.assert(
      fc.asyncProperty(dated, async (filter) => {
        const summary = await summarise(county.ctx, SCOPE, filter)
        expect(summary.before === null).toBe(!filter.from || filter.from > TODAY || !tellsPast(filter))
        for (const side of [summary.before, summary.yearBefore]) {
          if (!side) continue
          compared++
          const { from, to, asOf, count, resolved, medianDays, overdue, people, amountFen, colours } = side
          const { unlocated: _, ...want } = await figuresIn({ ...filter, from, to, asOf })
          expect({ count, resolved, medianDays, overdue, people, amountFen, ...colours }).toEqual(want)
          const [{ undated }] = await sql<{ undated: number }>('count(*)::int AS undated', { ...filter, from, to, asOf }, `AND ${PHASE} = 'resolved' AND d.closed_on IS NULL`) as [{ undated: number }]
          expect(side.undated).toBe(undated)
        }
      }),
      RUNS,
    )
    expect(compared).toBeGreaterThan(10)
  })

  test('figures, areas and kinds as of any day', async () => {
    await fc.assert(
      fc.asyncProperty(filters, day.filter((asOf) => asOf < TODAY), async (asked, asOf) => {
        const filter = { ...asked, asOf }
        const { count, resolved, unlocated, medianDays, overdue, people, amountFen, colours, asOf: on } = await summarise(county.ctx, SCOPE, filter)
        expect({ count, resolved, unlocated, medianDays, overdue, people, amountFen, ...colours, on }).toEqual({ ...await figuresIn(filter), on: asOf })
        for (const [by, key] of [['village', null], ['phase', phaseOn(asOf)], ['due', dueOn(asOf, asOf)], ['age', ageOn(asOf, asOf)]] as const) {
          const got = await countCases(county.ctx, SCOPE, { by, filter, language: 'zh' })
          expect([by, got.total]).toEqual([by, count])
          if (key === null) continue
          const want = await sql<{ key: string; count: number }>(`${key} AS key, count(*)::int AS count`, filter, 'GROUP BY 1')
          expect(Object.fromEntries(got.rows.flatMap((row) => (row.count === 0 ? [] : [[row.key, row.count]])))).toEqual(Object.fromEntries(want.map((row) => [row.key, row.count])))
        }
      }),
      { ...RUNS, numRuns: 25 },
    )
  })

  test('overdue cases that occurred before the period', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const { overdue, overdueBefore } = await summarise(county.ctx, SCOPE, filter)
        const { from, to: _, ...rest } = filter
        const last = from && dayOfNumber(dayNumber(from) - 1)
        const [want] = await sql<{ n: number }>(`count(*)::int AS n`, { ...rest, to: last }, `AND ${PHASE} IN ('open', 'handling') AND d.due_on < '${TODAY}'`)
        expect(overdueBefore).toBe(from ? want!.n : 0)
        // both together are what a period without a beginning counts
        expect(numberOf(overdue) + numberOf(overdueBefore)).toBe((await summarise(county.ctx, SCOPE, { ...filter, from: undefined })).overdue)
      }),
      RUNS,
    )
  })

  test.each(['county', 'town', 'village', 'grid'] as const)('counts by %s, and rows + unlocated + coarser = total', async (level) => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const got = await countCases(county.ctx, SCOPE, { by: level, filter, language: 'zh' })
        const direct = await sql<{ at: number | null; waits: boolean; count: number }>(
          't.at, d.area IS NULL AS waits, count(*)::int AS count', filter, 'GROUP BY 1, 2')
        const want = new Map<string, number>()
        let [unlocated, coarser] = [0, 0]
        for (const { at, waits, count } of direct) {
          const to = at === null ? -1 : TREE.ancestorAt(at, level)
          if (to < 0 && waits) unlocated += count
          else if (to < 0) coarser += count
          else want.set(AREAS[to]!.code, (want.get(AREAS[to]!.code) ?? 0) + count)
        }
        const filled = got.rows.filter(({ count }) => numberOf(count) > 0)
        expect(new Map(filled.map(({ key, count }) => [key, count]))).toEqual(want)
        expect({ unlocated: got.unlocated, coarser: got.coarser }).toEqual({ unlocated, coarser })
        const sum = got.rows.reduce((total, { count }) => total + numberOf(count), 0)
        expect(sum + numberOf(got.unlocated) + numberOf(got.coarser)).toBe(got.total)
        expect(got.total).toBe((await summarise(county.ctx, SCOPE, filter)).count)
      }),
      RUNS,
    )
  })

  test.each([
    ['category', 'd.category'],
    ['colour', 'd.colour'],
    ['channel', 'd.channel'],
    ['phase', PHASE],
    ['due', dueOn(TODAY)],
    ['age', ageOn(TODAY)],
    ['month', "to_char(d.occurred_on, 'YYYY-MM')"],
    ['week', `to_char(d.occurred_on, 'IYYY"-W"IW')`],
    ['day', "to_char(d.occurred_on, 'YYYY-MM-DD')"],
  ] as const)('counts by %s', async (by, expression) => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const got = await countCases(county.ctx, SCOPE, { by, filter, language: 'zh' })
        const solved = `(count(*) FILTER (WHERE ${PHASE} = 'resolved'))::int AS resolved`
        const want = await sql<{ key: string; count: number; resolved: number }>(
          `${expression} AS key, count(*)::int AS count, ${solved}`,
          filter,
          'GROUP BY 1',
        )
        const filled = got.rows.filter(({ count }) => numberOf(count) > 0).map(({ key, count, resolved }) => ({ key, count, resolved }))
        const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1)
        expect(filled.sort(byKey)).toEqual(want.sort(byKey))
      }),
      { ...RUNS, numRuns: 15 },
    )
  })

  test('counts by mark, of which a case may have several', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const got = await countCases(county.ctx, SCOPE, { by: 'mark', filter, language: 'zh' })
        const [want] = await sql<Record<string, number>>(MARKS.codes.map((code) => `(count(*) FILTER (WHERE ${HAS[code]}))::int AS ${code}`).join(', '), filter)
        expect(Object.fromEntries(got.rows.map(({ key, count }) => [key, count]))).toEqual(want)
        expect(got.total).toBe((await summarise(county.ctx, SCOPE, filter)).count)
      }),
      { ...RUNS, numRuns: 15 },
    )
  })

  test('village × month × category', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const got = await crossCases(county.ctx, SCOPE, { by: parseCrossBy('village,month,category'), filter, language: 'zh' })
        const cells = got.count.map((count, k) => [got.axes.map((axis, at) => axis.keys[got.positions[at]![k]!]).join(' '), count])
        const direct = await sql<{ at: number; month: string; category: string; count: number }>(
          "t.at, to_char(d.occurred_on, 'YYYY-MM') AS month, d.category, count(*)::int AS count",
          filter,
          'AND t.at IS NOT NULL GROUP BY 1, 2, 3',
        )
        const want = new Map<string, number>()
        for (const { at, month, category, count } of direct) {
          const village = TREE.ancestorAt(at, 'village')
          if (village < 0) continue
          const key = [AREAS[village]!.code, month, category].join(' ')
          want.set(key, (want.get(key) ?? 0) + count)
        }
        expect(new Map(cells as [string, number][])).toEqual(want)
      }),
      RUNS,
    )
  })

  test('monthly and weekly series, each with its year before', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom('month' as const, 'week' as const), async (filter, step) => {
        const { points, yearBeforeAsOf } = await seriesOf(county.ctx, SCOPE, { step, filter })
        const wanted = choosesByToday(filter) && tellsPast(filter) && points.length > 0
        expect(yearBeforeAsOf).toBe(!wanted ? null : step === 'month' ? '2023-07-01' : '2023-07-03')
        expect(tellsPast(filter) || points.every(({ yearBefore }) => yearBefore === null)).toBe(true)
        const want = await sql<{ start: string; count: number }>(
          `to_char(date_trunc('${step}', d.occurred_on::timestamp), 'YYYY-MM-DD') AS start, count(*)::int AS count`,
          filter,
          'GROUP BY 1 ORDER BY 1',
        )
        expect(points.filter(({ count }) => numberOf(count) > 0).map(({ start, count }) => ({ start, count }))).toEqual(want)
        const open = { ...filter, from: undefined, to: undefined, ...(yearBeforeAsOf && { asOf: yearBeforeAsOf }) }
        for (const point of points.slice(1, -1).filter((_, at) => at % 7 === 0)) {
          if (point.yearBefore === null) continue
          const earlier = step === 'month' ? `'${point.start}'::date - interval '1 year'` : null
          const window = earlier
            ? `AND date_trunc('month', d.occurred_on::timestamp) = ${earlier}`
            : `AND extract(isoyear FROM d.occurred_on) = extract(isoyear FROM '${point.start}'::date) - 1
               AND extract(week FROM d.occurred_on) = extract(week FROM '${point.start}'::date)`
          const [same] = await sql<{ count: number }>('count(*)::int AS count', open, window)
          expect({ ...point, yearBefore: same?.count }).toEqual(point)
        }
      }),
      { ...RUNS, numRuns: 20 },
    )
  })
})
