import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Facility } from '../../../geodata/pack/format.ts'
import type { Area, AreaCode, Day } from '../../../geodata/place/area.ts'
import { areaTree } from '../../../geodata/place/tree.ts'
import { COLOURS } from '../../../server/contract/colours.ts'
import type { Filter } from '../../../server/contract/filter.ts'
import type { Badge, BadgeCode } from '../../../server/contract/placeCard.ts'
import type { CaseScope } from '../../../server/contract/scope.ts'
import { STATES } from '../../../server/contract/states.ts'
import { changeOrganisation } from '../../../server/services/organisations.ts'
import { placeCard } from '../../../server/services/placeCard/placeCard.ts'
import { changeSettings, readSettings } from '../../../server/services/settings.ts'
import { summarise } from '../../../server/services/summary.ts'
import { ANY_KIND } from '../../anyFilter.ts'
import { engines } from '../../databases.ts'
import fc from '../../property.ts'
import { AREAS, BARE, COUNTY, install, openCounty, put, rows, SCOPE, type County, type Row } from './county.ts'
import { openGrid, villageCode } from './hotspots/grid.ts'
import { ask, PHASE } from './sql.ts'

const TODAY = '2024-07-01' as Day
const TREE = areaTree(AREAS)
const TOWN = '990101001000' as AreaCode
const VILLAGE = '990101001201' as AreaCode
const GRID = '99010100120101' as AreaCode
const PENDING = `${PHASE} IN ('open', 'handling')`

const filters: fc.Arbitrary<{ area: AreaCode; filter: Filter }> = fc.record({
  area: fc.constantFrom<AreaCode>(...AREAS.map(({ code }) => code).filter((code) => code !== '990101001203')),
  filter: fc.record(
    {
      from: fc.constantFrom<Day>('2022-03-01' as Day, '2023-07-01' as Day),
      to: fc.constantFrom<Day>('2024-02-10' as Day, '2024-06-30' as Day),
      ...ANY_KIND,
    },
    { requiredKeys: [] },
  ),
})

describe.each(engines)('a card on $name', (engine) => {
  let county: County
  beforeAll(async () => {
    county = await openCounty(0, engine)
    await put(county.ctx, rows(2_500, 3, STATES.codes))
    await put(county.ctx, rows(2_600, 5, STATES.codes).filter(({ id }) => id % 7 === 0))
    await county.ctx.db.pool.query(`INSERT INTO dispute_life (county, id, last_seq, reopened, subsidy_status, advice)
      SELECT county, id, 1, 0, 'none', CASE WHEN id % 2 = 0 THEN 'litigation' ELSE 'arbitration' END FROM dispute WHERE county = $1 AND id % 3 = 0`, [COUNTY])
  })
  afterAll(() => county.drop())
  const sql = <T extends object>(select: string, filter: Filter, tail = '', join = '') => ask<T>(county.ctx, select, { filter, areas: AREAS, today: TODAY, tail, join })
  const one = async (filter: Filter, where: string): Promise<number> => (await sql<{ n: number }>('count(*)::int AS n', filter, `AND ${where}`))[0]!.n

  test('counts what SQL counts, of any place and filter, by all that it tells', async () => {
    await fc.assert(fc.asyncProperty(filters, async ({ area, filter }) => {
      const card = await placeCard(county.ctx, SCOPE, { area, filter: { ...filter, area: TOWN } })
      const here = { ...filter, area }
      expect(card.summary).toEqual(await summarise(county.ctx, SCOPE, here))
      for (const [list, column] of [[card.states, 'd.state'], [card.colours, 'd.colour'], [card.categories, 'd.category'], [card.channels, 'd.channel'], [card.phases, PHASE]] as const) {
        const want = await sql<{ code: string; count: number; resolved: number }>(`${column} AS code, count(*)::int AS count, (count(*) FILTER (WHERE ${PHASE} = 'resolved'))::int AS resolved`, here, 'GROUP BY 1')
        const byCode = (terms: readonly { code: string }[]) => [...terms].sort((a, b) => (a.code < b.code ? -1 : 1))
        expect(byCode(list)).toEqual(byCode(want))
      }
      expect(card.pending).toEqual({
        count: await one(here, PENDING),
        red: await one(here, `${PENDING} AND d.colour = 'red'`),
        long: await one(here, `${PENDING} AND date '${TODAY}' - d.occurred_on > 90`),
      })
      expect([card.now.ever, card.now.pending, card.now.overdue]).toEqual([await one({ area }, 'true'), await one({ area }, PENDING), await one({ area }, `${PENDING} AND d.due_on < '${TODAY}'`)])
      const open = await sql<{ colour: string }>('DISTINCT d.colour', { area }, `AND ${PENDING}`)
      expect(card.now.gravest).toBe(COLOURS.codes.find((code) => code !== 'none' && open.some(({ colour }) => colour === code)) ?? null)
      for (const line of card.parts.lines) {
        const [want] = await sql<object>(
          `count(*)::int AS count, (count(*) FILTER (WHERE ${PHASE} = 'resolved'))::int AS resolved, (count(*) FILTER (WHERE ${PENDING} AND d.due_on < '${TODAY}'))::int AS overdue,
           (count(*) FILTER (WHERE ${PENDING} AND d.colour = 'red'))::int AS "redOpen"`, { ...filter, area: line.code })
        expect(line).toMatchObject(want!)
      }
      expect(card.parts.lines.reduce((sum, { count }) => sum + count, card.parts.rest)).toBe(card.summary.count)
    }), { seed: 1, numRuns: 25 })
  })

  test('says how long a badge was kept as SQL does, month by month', async () => {
    const ENDED = `d.state IN ('terminated', 'declined') AND l.advice = 'litigation'`
    const suit = `(d.channel = 'court' OR (${ENDED}))`
    const breaks: Record<BadgeCode, string> = { quiet: 'true', no_suit: suit, three_free: `(${suit} OR d.channel IN ('police_110', 'petition') OR d.category = '12')` }
    const join = 'LEFT JOIN dispute_life l ON l.county = d.county AND l.id = d.id'
    const monthsOf = async (area: AreaCode, where: string) =>
      new Map((await sql<{ month: string; n: number }>(`to_char(d.occurred_on, 'YYYY-MM') AS month, count(*)::int AS n`, { area }, `AND ${where} GROUP BY 1`, join)).map(({ month, n }) => [month, n]))
    let held = 0
    for (const { code, level } of AREAS) {
      if (code === '990101001203') continue
      const { badges, monthsOnRecord } = await placeCard(county.ctx, SCOPE, { area: code, filter: { category: ['05'] } })
      // the first case came on the first days of January 2022, so that January may be no whole month
      expect(monthsOnRecord).toBeGreaterThanOrEqual(29)
      const reporter = TREE.areas[Math.max(0, TREE.ancestorAt(TREE.indexOf(code), 'town'))]!.code
      expect(badges.map((badge) => badge.code)).toEqual(['county', 'town'].includes(level) ? ['no_suit', 'three_free'] : ['quiet', 'no_suit', 'three_free'])
      for (const badge of badges) {
        const [own, reported] = [await monthsOf(code, breaks[badge.code]), await monthsOf(reporter, 'true')]
        let [months, since] = [0, null as string | null]
        for (let back = 1; back <= monthsOnRecord; back++) {
          const month = new Date(Date.UTC(2024, 6 - back, 1)).toISOString().slice(0, 7)
          if (own.has(month)) break
          if (reported.has(month)) [months, since] = [months + 1, `${month}-01`]
        }
        held += months
        expect([code, badge.code, badge.months, badge.since]).toEqual([code, badge.code, months, since])
      }
    }
    expect(held).toBeGreaterThan(0)
  })
})

const facility = (id: string, name: string, kind: Facility['kind'], area: string, more: Partial<Facility> = {}): Facility => ({ id, name, kind, area, ...more })
const scope = (root: AreaCode) => ({ ...SCOPE, root }) as unknown as CaseScope
const plain = (id: number, more: Partial<Row>): Row => ({
  id, area: VILLAGE, town: null, occurredOn: '2024-05-10', dueOn: null, closedOn: null, category: '02', colour: 'none', state: 'mediating', channel: 'grid', people: null, amountFen: null, sensitive: false, ...BARE, ...more,
})

describe('a card', () => {
  let county: County
  const EAST = [105.01, 35] as [number, number]
  const areas: Area[] = AREAS.map((area) => {
    if (area.code === VILLAGE) return { ...area, honours: ['民主法治示范村'], legalAware: 2 }
    return area.code === '990101001202' ? { ...area, legalAware: 4 } : area
  })
  beforeAll(async () => {
    county = await openCounty(0)
    await install(county.ctx, 'b', areas, [
      facility('c0', '枫溪县综治中心', 'centre', COUNTY),
      facility('c1', '柳河镇综治中心', 'centre', TOWN, { point: EAST }),
      facility('m1', '柳河镇人民调解委员会', 'mediation_committee', TOWN, { point: EAST, staff: { total: 6, fullTime: 2 } }),
      facility('r1', '老井调解室', 'mediation_room', VILLAGE, { star: 4 }),
      facility('u1', '东周派出所', 'police_station', VILLAGE),
    ])
    const months = ['2022-01-01', ...Array.from({ length: 29 }, (_, k) => new Date(Date.UTC(2022, 1 + k, 15)).toISOString().slice(0, 10))]
    // 柳河镇 reports every month but three, always of 西周村
    const reports = months.filter((day) => !/^(2024-02|2023-1[12])/.test(day)).map((occurredOn, k) => plain(100 + k, { area: '990101001202', occurredOn, state: 'closed' }))
    await put(county.ctx, [
      ...reports,
      plain(1, { occurredOn: '2023-08-20', state: 'closed', channel: 'court' }),
      plain(2, { occurredOn: '2024-03-02', colour: 'yellow' }),
      plain(3, { area: GRID, occurredOn: '2024-03-03', colour: 'red', state: 'registered' }),
      plain(4, { area: VILLAGE, occurredOn: '2024-05-01', sensitive: true, channel: 'petition' }),
      plain(5, { area: null, town: TOWN, occurredOn: '2024-05-02' }),
      plain(6, { area: null, occurredOn: '2024-05-03' }),
      plain(7, { occurredOn: '2024-04-09', state: 'terminated' }),
    ])
  })
  afterAll(() => county.drop())
  const card = (area: AreaCode, filter: Filter = {}, of = SCOPE as CaseScope) => placeCard(county.ctx, of, { area, filter })
  const badge = (badges: readonly Badge[], code: BadgeCode) => badges.find((one) => one.code === code)!

  test('of a place that was never broken leaves silent months out and says what it cannot know', async () => {
    const { badges } = await card(VILLAGE)
    // last case of its own: April 2024; since then May and June
    expect(badge(badges, 'quiet')).toMatchObject({ months: 2, since: '2024-05-01', silent: 0, brokenIn: '2024-04-01', atLeast: false, unplaced: 3 })
    // the court sent one in August 2023: then September and October, March to June, without November, December and February
    expect(badge(badges, 'no_suit')).toMatchObject({ months: 7, silent: 3, brokenIn: '2023-08-01', since: '2023-09-01', unplaced: 0, unclear: 1 })
    expect(badge(badges, 'three_free').unplaced).toBe(1)
    const other = await card('990101002201' as AreaCode)
    // nobody of 太峪镇 ever reported
    expect(other.badges.every(({ months }) => months === 0)).toBe(true)
  })

  test('of a grid knows its village above it, its own case and its gravest tier', async () => {
    const { path, summary, now, neighbours, facilities } = await card(GRID)
    expect(path.map(({ name }) => name)).toEqual(['枫溪县', '柳河镇', '东周村', '东周一格'])
    expect([summary.count, now.gravest, neighbours, facilities.due]).toEqual([1, 'red', null, []])
  })

  test('keeps a sensitive case, and one that waits for its place, to the town', async () => {
    expect([(await card(VILLAGE)).summary.count, (await card(TOWN)).parts.rest, (await card(COUNTY)).parts.rest]).toEqual([4, 2, 1])
  })

  test('names what serves the place itself, counts what lies below, and adds heads only where they are told', async () => {
    const village = await card(VILLAGE)
    expect(village.organisations.here).toEqual([
      { id: 'r1', name: '老井调解室', type: 'room', star: 4, staff: null }, { id: 'u1', name: '东周派出所', type: 'police', star: null, staff: null },
    ])
    const { organisations, legalAware, honours } = await card(TOWN)
    expect(organisations.types).toEqual([{ type: 'centre', count: 1 }, { type: 'committee', count: 1 }, { type: 'room', count: 1 }, { type: 'police', count: 1 }])
    expect(organisations.staff).toMatchObject({ organisations: 2, told: 1, total: 6, fullTime: { count: 2, of: 6 } })
    expect([village.honours, village.legalAware, honours, legalAware]).toEqual([
      ['民主法治示范村'], { count: 2, told: 1, of: 1, enough: 0 }, [], { count: 6, told: 2, of: 2, enough: 1 },
    ])
  })

  test('says what is missing, where the nearest is, and what the centre lacks', async () => {
    const { facilities } = await card(VILLAGE)
    expect(facilities.due).toMatchObject([
      { type: 'committee', has: false, nearest: { id: 'm1', areaName: '柳河镇', distanceM: 900, measured: 'point' } },
      { type: 'centre', has: false, nearest: { id: 'c0', distanceM: 0, measured: 'area' } },
    ])
    expect((await card('990101002202' as AreaCode)).facilities.due.map(({ nearest }) => nearest)).toEqual([null, null])
    const town = await card(TOWN)
    expect(town.facilities.due.map(({ has }) => has)).toEqual([true, true])
    expect(town.facilities.parts.map(({ level, type, covered, missing }) => [level, type, covered.numerator, covered.denominator, missing.length])).toEqual([
      ['village', 'committee', 0, 2, 2], ['village', 'centre', 0, 2, 2],
    ])
    await changeOrganisation(county.ctx, SCOPE, 'c1', { facilities: { mediation_room: true, platform: false } })
    expect((await card(TOWN)).facilities.checklist).toMatchObject({ organisation: { id: 'c1' }, has: 1, lacks: [{ code: 'platform' }], unknown: [{ code: 'meeting_room' }, { code: 'reception_hall' }] })
    const { version, settings } = await readSettings(county.ctx, SCOPE)
    await changeSettings(county.ctx, SCOPE, { version, change: { checklists: settings.checklists.filter(({ level }) => level !== 'village') } })
    expect((await card(VILLAGE)).facilities.due.map(({ type }) => type)).toEqual(['committee'])
  })

  test('of a place that a case never came to is empty and says so, with or without residents', async () => {
    const { summary, states, series, population, placement, parts } = await card('990101002202' as AreaCode)
    expect([summary.count, states, population, placement, parts]).toEqual([0, [], null, 'none', { lines: [], rest: 0 }])
    expect(series.every(({ count }) => count === 0)).toBe(true)
    expect((await card(TOWN)).population).toMatchObject({ count: 20_000, from: 'own' })
  })

  test('leads from the code of a merged village to the one that took over', async () => {
    expect(await card('990101001203' as AreaCode)).toMatchObject({ formerly: '990101001203', place: { code: '990101001202' } })
  })

  test('is of what the post sees, and there is none of another', async () => {
    const own = await card(VILLAGE, {}, scope(TOWN))
    expect([own.summary.count, own.path.map(({ name }) => name)]).toEqual([4, ['柳河镇', '东周村']])
    await expect(card('990101002201' as AreaCode, {}, scope(TOWN))).rejects.toMatchObject({ status: 404, code: 'unknown_area' })
    await expect(card(COUNTY, {}, scope(TOWN))).rejects.toMatchObject({ status: 404 })
  })
})

describe('neighbours of a place', () => {
  let county: County
  beforeAll(async () => {
    county = await openGrid()
  })
  afterAll(() => county.drop())

  test('come with their cases, and those beyond the post are counted only', async () => {
    const border = villageCode(3, 3) as AreaCode
    const { neighbours } = await placeCard(county.ctx, SCOPE, { area: border, filter: {} })
    expect([neighbours!.lines.length, neighbours!.outside]).toEqual([8, 0])
    expect(neighbours!.lines.map(({ count }) => count)).toEqual(neighbours!.lines.map(({ count }) => count).sort((a, b) => b - a))
    for (const { code, count, perTenThousand } of neighbours!.lines) {
      expect(count).toBe((await summarise(county.ctx, SCOPE, { area: code })).count)
      expect(perTenThousand).toMatchObject({ numerator: count, denominator: 1_000 })
    }
    const own = await placeCard(county.ctx, scope('990101001000' as AreaCode), { area: border, filter: {} })
    expect([own.neighbours!.lines.length, own.neighbours!.outside]).toEqual([5, 3])
  })
})
