import { describe, expect, test } from 'vitest'
import { SORTS, type Order, type Sort } from '../../../server/contract/caseTable.ts'
import { STATES } from '../../../server/contract/states.ts'
import { Cube } from '../../../server/cube/cube.ts'
import { passTable } from '../../../server/cube/facets.ts'
import { standingQuery } from '../../../server/cube/standing.ts'
import { IdSet, isAmong, isInOrAmong, isOverdue, isWaiting, type Keep } from '../../../server/cube/keep.ts'
import { pageOf, type Mark } from '../../../server/cube/page.ts'
import fc from '../../property.ts'
import { alive, AS_OF, factsOf, isWaiting as waits, matching, phaseOf, plainCase, plainQuery, type PlainCase, type PlainQuery } from './naive.ts'

const RUNS = { seed: 1, numRuns: 200 }
const deltas = fc.array(plainCase(), { maxLength: 120, size: 'large' })
const order: fc.Arbitrary<Order> = fc.record({ by: fc.constantFrom(...SORTS.codes), descending: fc.boolean() })
const size = fc.integer({ min: 1, max: 12 })
const query = ({ areas, from, to, lists }: PlainQuery) => ({ areas, from, to, pass: passTable(lists), standing: standingQuery(lists, AS_OF) })

function filled(cases: PlainCase[]): Cube {
  const cube = new Cube({ shortTail: 12 })
  for (let at = 0; at < cases.length; at += 40) {
    cube.apply(factsOf(cases.slice(at, at + 40)))
    if (at % 120 === 0) cube.settle()
  }
  return cube
}

const PENDING: readonly string[] = ['open', 'handling']
/** of every third case, and so many days before 1970 that they go before the others */
const SINCE = new Map(Array.from({ length: 400 }, (_, id): [number, number] => [3 * id, -id % 7]))

const VALUE: Record<Sort, (one: PlainCase) => number | null> = {
  occurredOn: ({ day }) => day,
  dueOn: ({ dueDay }) => (dueDay === -1 ? null : dueDay),
  closedOn: ({ closedDay }) => (closedDay === -1 ? null : closedDay),
  amount: ({ amountFen }) => amountFen,
  people: ({ people }) => people,
  still: ({ id, day, state }) => (PENDING.includes(STATES.rows[state]!.phase) ? (SINCE.get(id) ?? day) : null),
}

function inOrder(cases: PlainCase[], { by, descending }: Order): number[] {
  const sign = descending ? -1 : 1
  return [...cases]
    .sort((a, b) => {
      const [x, y] = [VALUE[by](a), VALUE[by](b)]
      if ((x === null) !== (y === null)) return x === null ? 1 : -1
      return sign * ((x ?? 0) - (y ?? 0) || a.id - b.id)
    })
    .map(({ id }) => id)
}

/** All pages one after the other; `between` is called after each. */
function walk(cube: Cube, plain: PlainQuery, asked: { order: Order; size: number; backwards: boolean; keep?: Keep[] }, between = () => {}): number[] {
  const { keep = [], backwards } = asked
  const found: number[] = []
  let beyond: Mark | null = null
  for (;;) {
    const page = pageOf(cube, { ...asked, since: SINCE, query: query(plain), keep, beyond })
    expect(page.ids.length).toBeLessThanOrEqual(asked.size)
    if (backwards) found.unshift(...page.ids)
    else found.push(...page.ids)
    if (!page.more) return found
    expect(found.length).toBeLessThan(1_000)
    beyond = backwards ? page.first : page.last
    between()
  }
}

describe('pages', () => {
  test.each([false, true])('give every case once, in order; backwards: %s', (backwards) => {
    fc.assert(
      fc.property(deltas, plainQuery, order, size, (cases, plain, by, rows) => {
        const expected = inOrder(matching(alive(cases), plain), by)
        const cube = filled(cases)
        expect(walk(cube, plain, { order: by, size: rows, backwards })).toEqual(expected)
        expect(pageOf(cube, { query: query(plain), keep: [], order: by, beyond: null, backwards, size: rows }).total).toBe(expected.length)
      }),
      RUNS,
    )
  })

  test('put cases of one day by id, whichever came first', () => {
    const [one] = fc.sample(plainCase(), { seed: 1, numRuns: 1 }) as [PlainCase]
    const cube = filled([5, 3, 4].map((id) => ({ ...one, id, day: 19_100, deleted: false })))
    const everything: PlainQuery = { areas: null, from: -Infinity, to: Infinity, lists: {} }
    expect(walk(cube, everything, { order: { by: 'occurredOn', descending: false }, size: 1, backwards: false })).toEqual([3, 4, 5])
  })

  test('come back to the page before from any page', () => {
    fc.assert(
      fc.property(deltas, plainQuery, order, size, (cases, plain, by, rows) => {
        const cube = filled(cases)
        const ask = { query: query(plain), keep: [], order: by, since: SINCE, size: rows }
        const first = pageOf(cube, { ...ask, beyond: null, backwards: false })
        if (!first.more) return
        const second = pageOf(cube, { ...ask, beyond: first.last, backwards: false })
        expect(pageOf(cube, { ...ask, beyond: second.first, backwards: true }).ids).toEqual(first.ids)
      }),
      RUNS,
    )
  })

  test('neither repeat nor skip a case that stays while others come, go and change', () => {
    fc.assert(
      fc.property(deltas, fc.array(plainCase(200), { minLength: 60, maxLength: 60 }), plainQuery, order, size, fc.boolean(), (cases, changes, plain, by, rows, backwards) => {
        const cube = filled(cases)
        const moved = new Set(changes.map(({ id }) => id))
        let at = 0
        const found = walk(cube, plain, { order: by, size: rows, backwards }, () => cube.apply(factsOf(changes.slice(at, (at += 5)))))
        const stayed = (id: number) => !moved.has(id)
        expect(found.filter(stayed)).toEqual(inOrder(matching(alive(cases), plain), by).filter(stayed))
      }),
      RUNS,
    )
  })

  test('hold to exact states and to what else is asked', () => {
    const ids = fc.array(fc.nat(60))
    const more = fc.record({ states: fc.subarray([...STATES.codes]), ids, asOf: fc.integer({ min: 19_000, max: 19_500 }) })
    fc.assert(
      fc.property(deltas, plainQuery, order, size, more, (cases, plain, by, rows, { states, ids: wanted, asOf }) => {
        const found = matching(alive(cases), plain)
        const cube = filled(cases)
        const all = (keep: Keep[]) => walk(cube, plain, { order: by, size: rows, backwards: false, keep })
        const set = new IdSet(wanted)
        const overdue = (one: PlainCase) => ['open', 'handling'].includes(phaseOf(one)) && one.dueDay !== -1 && one.dueDay < asOf
        expect(all([isOverdue(asOf)])).toEqual(inOrder(found.filter(overdue), by))
        expect(all([isWaiting])).toEqual(inOrder(found.filter(waits), by))
        expect(all([isAmong(set), isWaiting])).toEqual(inOrder(found.filter((one) => waits(one) && wanted.includes(one.id)), by))
        const inside = ({ area, id }: PlainCase) => (area >= 1 && area < 6) || wanted.includes(id)
        expect(all([isInOrAmong({ start: 1, end: 6 }, set)])).toEqual(inOrder(found.filter(inside), by))
        const exact = pageOf(cube, { query: { ...query(plain), pass: passTable({ state: states }), standing: null }, keep: [], order: by, since: SINCE, beyond: null, backwards: false, size: 200 })
        const bare = matching(alive(cases), { ...plain, lists: {} })
        expect(exact.ids).toEqual(inOrder(bare.filter((one) => states.length === 0 || states.includes(STATES.codes[one.state]!)), by))
      }),
      RUNS,
    )
  })
})
