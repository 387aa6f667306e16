import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seededRandom } from '../../../../geodata/demo/random.ts'
import type { Facility } from '../../../../geodata/pack/format.ts'
import type { AreaCode } from '../../../../geodata/place/area.ts'
import { auditScope, PROGRAM } from '../../../../server/access/scope.ts'
import type { CaseDraft } from '../../../../server/contract/case.ts'
import { UNTOUCHED } from '../../../../server/contract/caseState.ts'
import { CATEGORIES } from '../../../../server/contract/categories.ts'
import { dayAt, dayNumber, dayOfNumber, type Day } from '../../../../server/contract/day.ts'
import { MARKS } from '../../../../server/contract/standing.ts'
import { replay } from '../../../../server/ledger/life/replay.ts'
import { maskText } from '../../../../server/ledger/mask.ts'
import { sensitiveWords } from '../../../../server/ledger/values/category.ts'
import { verifyLog } from '../../../../server/services/auditLog.ts'
import { relapsesOf } from '../../../../server/services/again/again.ts'
import { caseDetail } from '../../../../server/services/caseLife/detail.ts'
import { timelineOf } from '../../../../server/services/caseLife/timeline.ts'
import { HABITS, LEAD_POSTS, PLANS, REOPENED, TRIAGE_REASON } from '../../../../server/services/demoLives/habits.ts'
import { liveDemo } from '../../../../server/services/demoLives/live.ts'
import { outcomeOf } from '../../../../server/services/outcome/outcome.ts'
import { punctuality } from '../../../../server/services/punctuality.ts'
import { eventRows } from '../../../../server/store/caseEvents.ts'
import { readCases, type StoredCase } from '../../../../server/store/caseState.ts'
import { readFacts } from '../../../../server/store/facts.ts'
import { engines } from '../../../databases.ts'
import { AREAS, COUNTY, install, NOW, openCounty, SCOPE, type County } from '../county.ts'

const CASES = 160
const YESTERDAY = dayNumber(dayAt(NOW)) - 1
const PLACES = AREAS.filter(({ level, parent, validTo }) => (level === 'village' || level === 'grid') && !validTo && parent !== '990101002000').map(({ code }) => code).concat('990101002201' as AreaCode)

const SECTORS = ['劳动争议', '征地拆迁', '道路交通', '医疗卫生']
const TRADES = ['劳动争议', '土地', '建设工程', '农业农村', '水利水事', '环境保护', '林权', '道路交通', '民政']
const OFFICES: Facility[] = [
  ...AREAS.filter(({ level }) => level !== 'grid').flatMap(({ code, name, level }): Facility[] => [
    { id: `c${code}`, name: `${name}人民调解委员会`, kind: 'mediation_committee', area: code },
    ...(level === 'village' ? [] : [{ id: `z${code}`, name: `${name}综治中心`, kind: 'centre' as const, area: code }]),
  ]),
  ...SECTORS.map((domain): Facility => ({ id: `s${domain}`, name: `${domain}调委会`, kind: 'sector_committee', area: COUNTY, domain })),
  ...TRADES.map((domain): Facility => ({ id: `d${domain}`, name: `枫溪县${domain}局`, kind: 'department', area: COUNTY, domain })),
]

/** Rows of a ledger of the last year, seeded. */
function drafts(): CaseDraft[] {
  const random = seededRandom(7)
  return Array.from({ length: CASES }, (_, k): CaseDraft => {
    const day = YESTERDAY - random.integer(0, 360)
    const closed = day + random.integer(0, 40)
    const open = closed > YESTERDAY || random.chance(0.1)
    const agreement = open ? null : random.pick(['written', 'oral'] as const)
    return {
      originalNo: `FX${k}`, occurredOn: dayOfNumber(day), dueOn: null, closedOn: open ? null : dayOfNumber(closed),
      category: random.pick(CATEGORIES.codes), categoryTerm: null, colour: random.pick(['red', 'yellow', 'blue', 'blue'] as const),
      state: open ? random.pick(['accepted', 'mediating', 'mediating', 'performing', 'terminated', 'escalated'] as const) : 'closed',
      channel: 'screening', people: 2, amountFen: null, unit: null, summary: '相邻通行争议', agreement,
      judiciallyConfirmed: agreement === 'written' && random.chance(0.3), followedUp: !open && random.chance(0.8), sensitive: k % 20 === 0,
      area: random.pick(PLACES), locatedBy: 'name', town: null, point: null, placeWords: null, candidates: [],
    }
  })
}

describe.each(engines)('the lives of the demo’s cases, on $name', (engine) => {
  let county: County
  let cases: StoredCase[]
  beforeAll(async () => {
    county = await openCounty(0, engine)
    await install(county.ctx, 'b', AREAS, OFFICES)
    await liveDemo(county.ctx, SCOPE, drafts(), 1)
    cases = (await readCases(county.ctx.db, SCOPE, Array.from({ length: CASES }, (_, k) => k + 1))).sort((a, b) => a.id - b.id)
  })
  afterAll(() => county.drop())

  test('replay from the entry to what is stored, and can be seen as of any day', async () => {
    expect(cases).toHaveLength(CASES)
    for (const { id, state, lastSeq } of cases) {
      const events = await eventRows(county.ctx.db, SCOPE, id)
      const { steps, after } = timelineOf(state, events, [])
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: lastSeq! }, (_, k) => k + 1))
      expect(steps.map(({ to }) => to)).toEqual(after.map((then) => then.state))
      expect([steps[0]!.kind, after[0]!.state, after[0]!.holder, after[0]!.closedOn]).toEqual(['entered', 'registered', null, null])
      expect(steps.reduce((then, { changes }) => replay(then, changes), { ...after[0]!, ...UNTOUCHED })).toEqual(state)
      expect(steps.every(({ at }, k) => at.getTime() <= NOW && (k === 0 || at > steps[k - 1]!.at))).toBe(true)
    }
    const relapsed = cases.find(({ state }) => state.reopened > 0 && !state.sensitive)!
    const { steps } = timelineOf(relapsed.state, await eventRows(county.ctx.db, SCOPE, relapsed.id), [])
    const again = dayAt(steps.find(({ kind }) => kind === 'reopen')!.at.getTime())
    const before = await caseDetail(county.ctx, SCOPE, relapsed.id, { asOf: dayOfNumber(dayNumber(again) - 1) as Day })
    expect([before.closedOn !== null, before.agreement !== null]).toEqual([true, true])
  })

  test('agree with the marks, the funnel, the calls, the relapses and the audit log', async () => {
    const { ctx } = county
    const has = {
      agreed: ({ agreement }: StoredCase['state']) => agreement !== null,
      performed: ({ performance }: StoredCase['state']) => performance === 'full',
      confirmed: ({ judiciallyConfirmed }: StoredCase['state']) => judiciallyConfirmed,
      followed: ({ followedUp }: StoredCase['state']) => followedUp,
      relapsed: ({ reopened }: StoredCase['state']) => reopened > 0,
    }
    const marked = new Map<number, number>()
    for await (const { length, id, marks } of readFacts(ctx.db, SCOPE, 0)) for (let k = 0; k < length; k++) marked.set(id[k]!, marks[k]!)
    for (const [bit, mark] of MARKS.codes.entries()) {
      const told = cases.filter(({ state }) => has[mark](state)).map(({ id }) => id)
      expect([mark, [...marked].filter(([, bits]) => bits & (1 << bit)).map(([id]) => id)]).toEqual([mark, told])
      expect(told.length).toBeGreaterThan(0)
    }
    const { stages, warnings } = await outcomeOf(ctx, SCOPE, {})
    expect(stages.map(({ stage, rate }) => rate.numerator === cases.filter(({ state }) => has[stage](state) && (stage !== 'followed' || state.closedOn !== null)).length)).toEqual([true, true, true, true])
    expect(warnings.map(({ code }) => code)).not.toContain('contradictory')
    expect((await relapsesOf(ctx, SCOPE)).map(({ id }) => id).sort((a, b) => a - b)).toEqual(cases.filter(({ state }) => state.reopened > 0).map(({ id }) => id))
    const { total } = await punctuality(ctx, SCOPE, {})
    const calls = cases.flatMap(({ state }) => Object.values(state.whistles))
    expect([total.sent, total.resultLate > 0, total.open]).toEqual([calls.length, true, calls.filter(({ resultOn }) => resultOn === null).length])
    expect(total.open).toBeGreaterThan(0)
    const { rows } = await ctx.db.pool.query<{ events: number; lines: number }>(`SELECT (SELECT count(*) FROM dispute_event) AS events, (SELECT count(*) FROM audit_line WHERE subject LIKE 'case %') AS lines`)
    expect(rows[0]!.lines).toBe(rows[0]!.events)
    expect(await verifyLog(ctx, auditScope(PROGRAM), null)).toMatchObject({ sound: true, faulty: 0 })
  })

  test('keep a sensitive case to its village, and its audit lines to the town', async () => {
    const guarded = cases.filter(({ state }) => state.sensitive)
    const { rows } = await county.ctx.db.pool.query<{ text: string }>(`SELECT coalesce(before, '') || coalesce(after, '') AS text FROM audit_line WHERE subject = ANY($1)`, [guarded.map(({ id }) => `case ${id}`)])
    expect(rows.length).toBeGreaterThan(guarded.length)
    expect(rows.filter(({ text }) => PLACES.some((code) => text.includes(code)))).toEqual([])
  })
})

test('nothing that is said on the way would be masked, or tell of a family', () => {
  const texts = [...Object.values(HABITS).flatMap(({ reason, result }) => [reason, result]), ...Object.values(PLANS), ...Object.values(LEAD_POSTS), ...Object.values(TRIAGE_REASON), ...REOPENED]
  expect(texts.map((text) => maskText(text))).toEqual(texts)
  expect([...sensitiveWords(texts)]).toEqual([])
})
