import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../geodata/place/area.ts'
import { CATEGORIES } from '../../../server/contract/categories.ts'
import { SORTS, type LedgerFilter, type Order } from '../../../server/contract/caseTable.ts'
import type { CasePage } from '../../../server/contract/cases.ts'
import { COLOURS } from '../../../server/contract/colours.ts'
import type { Day } from '../../../server/contract/day.ts'
import type { CaseScope } from '../../../server/contract/scope.ts'
import { STATES } from '../../../server/contract/states.ts'
import { casePage } from '../../../server/services/caseTable/page.ts'
import { summarise } from '../../../server/services/summary.ts'
import { engines } from '../../databases.ts'
import fc from '../../property.ts'
import { AREAS, COUNTY, openCounty, put, remove, rows, type County } from './county.ts'
import { giveLife, OF_O1, READ_BY_O1, scopeOf, TODAY, TOWN, TREE } from './ledger.ts'
import { ask, PHASE } from './sql.ts'

const RUNS = { seed: 1, numRuns: 15 }
const CASES = 500

const day = fc.integer({ min: -20, max: 950 }).map((after) => new Date(Date.UTC(2022, 0, 1 + after)).toISOString().slice(0, 10) as Day)
const SEARCHES = ['灌溉', '灌溉 12', 'office', '100%', 'a_b', '0%', 'FX-000012', '12', '990101-2022-00031', '司法所 宅基地', '没有的词']
const filters: fc.Arbitrary<LedgerFilter> = fc
  .record(
    {
      area: fc.constantFrom<AreaCode>(...AREAS.map(({ code }) => code).filter((code) => code !== '990101001203')),
      days: fc.tuple(day, day),
      category: fc.subarray([...CATEGORIES.codes], { minLength: 4 }),
      colour: fc.subarray([...COLOURS.codes], { minLength: 2 }),
      state: fc.subarray([...STATES.codes], { minLength: 3 }),
      overdue: fc.constant(true as const),
      waiting: fc.constant(true as const),
      holder: fc.constantFrom('o1', 'o2', 'o9'),
      q: fc.constantFrom(...SEARCHES),
    },
    { requiredKeys: [] },
  )
  .map(({ days, ...rest }) => {
    const [from, to] = days ? [...days].sort() : []
    return { ...rest, ...(from && { from }), ...(to && { to }) }
  })
// mostly one or two conditions, or nothing is left
const some = fc.tuple(filters, fc.integer({ min: 1, max: 3 }), fc.nat()).map(([filter, count, seed]) => {
  const entries = Object.entries(filter)
  const from = entries.length > 0 ? seed % entries.length : 0
  return Object.fromEntries([...entries.slice(from), ...entries.slice(0, from)].slice(0, count)) as LedgerFilter
})
const order: fc.Arbitrary<Order> = fc.record({ by: fc.constantFrom(...SORTS.codes), descending: fc.boolean() })

/** Who asks, and which cases those are in SQL. `readable`: sensitive cases of which they may read the text. */
const inTown = `EXISTS (SELECT 1 FROM t inside WHERE inside.code = coalesce(d.area, d.town) AND inside.at >= 1 AND inside.at < ${TREE.end[1]})`
const WHO: { name: string; scope: CaseScope; reach: (filter: LedgerFilter) => string; readable: string; knowsHolder: string }[] = [
  { name: 'a clerk of the county', scope: scopeOf(), reach: () => 'true', readable: 'l.holder IS NULL', knowsHolder: 'true' },
  { name: 'a supervisor of the county', scope: scopeOf({ role: 'supervisor' }), reach: () => 'true', readable: 'false', knowsHolder: 'false' },
  {
    name: 'a clerk of a town, in its committee',
    scope: scopeOf({ area: TOWN, organisation: 'o1' }),
    reach: ({ area }) => (area ? 'true' : `(t.at >= 1 AND t.at < ${TREE.end[1]} OR ${OF_O1})`),
    readable: `(${READ_BY_O1} OR l.holder IS NULL AND ${inTown})`,
    knowsHolder: `(${READ_BY_O1} OR ${inTown})`,
  },
  { name: 'a mediator', scope: scopeOf({ role: 'mediator', area: TOWN, organisation: 'o1' }), reach: () => OF_O1, readable: READ_BY_O1, knowsHolder: READ_BY_O1 },
]

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`

function conditionsOf(filter: LedgerFilter, { reach, readable, knowsHolder }: (typeof WHO)[0]): string {
  const parts = [reach(filter)]
  if (filter.state?.length) parts.push(`d.state IN (${filter.state.map(quote).join(',')})`)
  if (filter.overdue) {
    const pending = STATES.rows.filter(({ phase }) => phase === 'open' || phase === 'handling').map(({ code }) => quote(code))
    parts.push(`d.state IN (${pending.join(',')}) AND d.due_on < '${TODAY}'`)
  }
  if (filter.waiting) parts.push('d.area IS NULL')
  if (filter.holder) parts.push(`l.holder = ${quote(filter.holder)}`)
  // a committee of a village tells where its cases lie
  if (filter.holder === 'o2') parts.push(`(NOT d.sensitive OR ${knowsHolder})`)
  if (filter.q) {
    const has = (column: string, word: string) => `position(lower(${quote(word)}) IN lower(coalesce(${column}, ''))) > 0`
    const words = filter.q.split(' ').map((word) =>
      `((NOT d.sensitive OR ${readable}) AND (${has('d.original_no', word)} OR ${has('d.unit', word)} OR ${has('d.summary', word)}))`)
    const [, number] = /^(?:.*-)?0*(\d+)$/.exec(filter.q.startsWith('990101-') || /^\d+$/.test(filter.q) ? filter.q : '') ?? []
    parts.push(`(${words.join(' AND ')} OR d.id = ${number ?? -1})`)
  }
  return `AND ${parts.join(' AND ')}`
}

const STILL = `CASE WHEN ${PHASE} IN ('open', 'handling') THEN coalesce(l.since, d.occurred_on) END`
const COLUMN = { occurredOn: 'd.occurred_on', dueOn: 'd.due_on', closedOn: 'd.closed_on', amount: 'coalesce(d.amount_fen, 0)', people: 'coalesce(d.people, 0)', still: STILL }

describe.each(engines)('the ledger on $name', (engine) => {
  let county: County
  beforeAll(async () => {
    county = await openCounty(0, engine)
    await put(county.ctx, rows(CASES, 1, STATES.codes))
    await giveLife(county.ctx)
  })
  afterAll(() => county.drop())

  async function inSql(who: (typeof WHO)[0], filter: LedgerFilter, { by, descending }: Order): Promise<number[]> {
    const way = descending ? 'DESC' : 'ASC'
    const tail = `${conditionsOf(filter, who)} ORDER BY ${COLUMN[by]} ${way} NULLS LAST, d.id ${way}`
    const found = await ask<{ id: number }>(county.ctx, 'd.id', { filter, areas: AREAS, today: TODAY, tail, join: 'LEFT JOIN dispute_life l ON l.county = d.county AND l.id = d.id' })
    return found.map(({ id }) => id)
  }

  async function pages(scope: CaseScope, asked: { filter: LedgerFilter; order: Order; limit: number }, backwardsFrom?: string): Promise<CasePage[]> {
    const found: CasePage[] = []
    for (let cursor: string | null = backwardsFrom ?? null; ; ) {
      const page: CasePage = await casePage(county.ctx, scope, { ...asked, cursor })
      if (backwardsFrom === undefined) found.push(page)
      else found.unshift(page)
      cursor = backwardsFrom === undefined ? page.next : page.previous
      if (cursor === null) return found
      expect(found.length).toBeLessThan(60)
    }
  }
  const idsOf = (list: CasePage[]) => list.flatMap((page) => page.rows.map(({ id }) => id))
  const refuses = ({ scope }: (typeof WHO)[0], { area }: LedgerFilter) => {
    if (!area || scope.cases.within === 'own') return false
    const [top, at] = [TREE.indexOf(scope.root), TREE.current(area, TODAY)]
    return at < top || at >= TREE.end[top]!
  }

  test.each(WHO)('is what SQL gives in its order, page after page and back again: $name', async (who) => {
    await fc.assert(
      fc.asyncProperty(some, order, fc.integer({ min: 20, max: 120 }), async (filter, by, limit) => {
        fc.pre(!refuses(who, filter))
        const asked = { filter, order: by, limit }
        const wanted = await inSql(who, filter, by)
        const found = await pages(who.scope, asked)
        expect(idsOf(found)).toEqual(wanted)
        for (const { total, rows: shown } of found) expect([total, shown.length <= limit]).toEqual([wanted.length, true])
        const middle = found[found.length >> 1]!
        if (middle.previous === null) return
        const before = await pages(who.scope, asked, middle.previous)
        expect(idsOf(before)).toEqual(wanted.slice(0, (found.length >> 1) * limit))
      }),
      RUNS,
    )
  })

  test.each(WHO)('finds words where the asker may read them: $name', async (who) => {
    const by: Order = { by: 'occurredOn', descending: true }
    for (const q of SEARCHES) expect([q, idsOf(await pages(who.scope, { filter: { q }, order: by, limit: 200 }))]).toEqual([q, await inSql(who, { q }, by)])
  })

  test.each(WHO)('finds by its handler what the rows tell of it: $name', async (who) => {
    const by: Order = { by: 'occurredOn', descending: true }
    const all = (await pages(who.scope, { filter: {}, order: by, limit: 200 })).flatMap((page) => page.rows)
    for (const holder of ['o1', 'o2']) {
      const found = idsOf(await pages(who.scope, { filter: { holder }, order: by, limit: 200 }))
      expect(found).toEqual(await inSql(who, { holder }, by))
      expect(found).toEqual(all.filter((row) => row.holder?.id === holder).map(({ id }) => id))
    }
  })

  test('counts what the map counts', async () => {
    await fc.assert(
      fc.asyncProperty(some, async ({ area, from, to, category, colour }) => {
        const filter = { area, from, to, category, colour }
        const { total } = await casePage(county.ctx, scopeOf(), { filter, order: { by: 'people', descending: true }, cursor: null, limit: 1 })
        expect(total).toBe((await summarise(county.ctx, scopeOf(), filter)).count)
      }),
      RUNS,
    )
  })

  test('repeats and skips no case that stays while others come and go', async () => {
    await fc.assert(
      fc.asyncProperty(order, fc.integer({ min: 20, max: 90 }), fc.nat(1_000), async (by, limit, seed) => {
        const before = await inSql(WHO[0]!, {}, by)
        const moved = new Set<number>()
        const found: number[] = []
        for (let cursor: string | null = null, turn = 0; ; turn++) {
          const page: CasePage = await casePage(county.ctx, scopeOf(), { filter: {}, order: by, cursor, limit })
          found.push(...page.rows.map(({ id }) => id))
          if (page.next === null) break
          cursor = page.next
          const changes = rows(CASES + 60, seed + turn, STATES.codes).filter(({ id }) => id % 29 === turn % 29 || id > CASES + 50)
          for (const { id } of changes) moved.add(id)
          await put(county.ctx, changes)
          await remove(county.ctx, [changes[0]!.id].filter((id) => before.includes(id)))
        }
        const stayed = (id: number) => !moved.has(id)
        expect(found.filter(stayed)).toEqual(before.filter(stayed))
        expect(new Set(found.filter(stayed)).size).toBe(found.filter(stayed).length)
        await county.ctx.db.pool.query('DELETE FROM dispute_gone')
      }),
      { seed: 1, numRuns: 8 },
    )
  })

  test('shows of a sensitive case its town and no text, but to those who handle it', async () => {
    await put(county.ctx, rows(CASES, 1, STATES.codes))
    await county.ctx.db.pool.query('DELETE FROM dispute_life; DELETE FROM organisation; DELETE FROM participation; DELETE FROM whistle')
    await giveLife(county.ctx)
    const all = async (scope: CaseScope) => (await pages(scope, { filter: {}, order: { by: 'occurredOn', descending: true }, limit: 200 })).flatMap((page) => page.rows)
    const known = new Map((await county.ctx.db.pool.query<Record<'area' | 'town' | 'summary' | 'unit', string | null> & { id: number }>('SELECT id, area, town, summary, unit FROM dispute')).rows.map((row) => [row.id, row]))
    for (const who of WHO) {
      const readable = new Set((await ask<{ id: number }>(county.ctx, 'd.id', {
        filter: {}, areas: AREAS, today: TODAY, tail: `AND (NOT d.sensitive OR ${who.readable})`, join: 'LEFT JOIN dispute_life l ON l.county = d.county AND l.id = d.id',
      })).map(({ id }) => id))
      const shown = await all(who.scope)
      expect(shown.length).toBeGreaterThan(80)
      expect(shown.map(({ id, area, summary, unit }) => ({ id, area, summary, unit }))).toEqual(
        shown.map(({ id }) => {
          const { area, summary, unit } = known.get(id)!
          const at = area === null ? -1 : TREE.current(area, TODAY)
          if (readable.has(id)) return { id, area: AREAS[at]?.code ?? null, summary, unit }
          const town = at < 0 ? -1 : TREE.ancestorAt(at, 'town')
          // of one that waits the town is all that is known; one right in the county has none
          return { id, area: AREAS[town]?.code ?? (at === 0 ? COUNTY : (known.get(id)!.town ?? null)), summary: null, unit: null }
        }),
      )
      const hidden = shown.filter(({ id }) => !readable.has(id))
      expect(hidden.map(({ place }) => place ?? '').filter((place) => /村|格/.test(place))).toEqual([])
      expect(hidden.every(({ sensitive, categoryTerm }) => sensitive && categoryTerm === null)).toBe(true)
      expect(shown.some(({ sensitive, summary }) => sensitive && summary !== null)).toBe(who.readable !== 'false')
    }
  })

  test('writes down who read the text of sensitive cases, one line for each', async () => {
    const count = async () => (await county.ctx.db.pool.query(`SELECT subject FROM audit_line WHERE action = 'sensitive_read' ORDER BY seq`)).rows as { subject: string }[]
    const before = (await count()).length
    const asked = { filter: {}, order: { by: 'occurredOn', descending: true } as Order, cursor: null, limit: 200 }
    // as after a start: what was read in the tests before is not remembered
    const ctx = { ...county.ctx }
    await casePage(ctx, scopeOf({ role: 'supervisor' }), asked)
    expect(await count()).toHaveLength(before)
    const { rows: shown } = await casePage(ctx, scopeOf(), asked)
    const told = (await count()).slice(before).map(({ subject }) => subject)
    // the centre reads them while nobody handles them
    expect(told).toEqual(shown.filter(({ sensitive, holder }) => sensitive && holder === null).map(({ id }) => `case ${id}`))
    expect(told.length).toBeGreaterThan(0)
  })

  test.each([
    ['nonsense', 'nonsense'],
    ['of another order', 'people'],
    ['with a number that is none', JSON.stringify(['-occurredOn', ['x', 1], false])],
    ['with too much in it', JSON.stringify(['-occurredOn', [1, 2, 3], false])],
    ['with a broken direction', JSON.stringify(['-occurredOn', [1, 2], 1])],
  ])('refuses a cursor: %s', async (_, text) => {
    const cursor = text === 'people'
      ? (await casePage(county.ctx, scopeOf(), { filter: {}, order: { by: 'people', descending: true }, cursor: null, limit: 5 })).next!
      : Buffer.from(text).toString('base64url')
    const asked = { filter: {}, order: { by: 'occurredOn', descending: true } as Order, cursor, limit: 5 }
    await expect(casePage(county.ctx, scopeOf(), asked)).rejects.toMatchObject({ status: 400, field: 'cursor' })
  })

  test('refuses an area outside of what is seen', async () => {
    const asked = { filter: { area: '990101002000' as AreaCode }, order: { by: 'people', descending: false } as Order, cursor: null, limit: 5 }
    await expect(casePage(county.ctx, scopeOf({ area: TOWN }), asked)).rejects.toMatchObject({ status: 400, field: 'area' })
    expect((await casePage(county.ctx, scopeOf(), { ...asked, filter: { area: COUNTY } })).total).toBeGreaterThan(0)
  })
})
