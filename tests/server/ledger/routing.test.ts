import { describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../geodata/place/area.ts'
import { CATEGORIES, type Category } from '../../../server/contract/categories.ts'
import type { Domain } from '../../../server/contract/domains.ts'
import { ORGANISATION_TYPES, type OrganisationType } from '../../../server/contract/organisations.ts'
import { CALLABLE, HANDLING, STANDARD_ROUTING, type RouteRule, type RouteTarget } from '../../../server/contract/routing.ts'
import { suggest, type Routed, type Rung } from '../../../server/ledger/routing.ts'
import fc from '../../property.ts'

const code = (text: string) => text as AreaCode
const WAY: Rung[] = [
  { code: code('grid'), level: 'grid' },
  { code: code('village'), level: 'village' },
  { code: code('town'), level: 'town' },
  { code: code('county'), level: 'county' },
]
const one = (id: string, type: OrganisationType, area: string, domain: Domain | null = null): Routed => ({ id, type, area: code(area), domain })
const ORGANISATIONS = [
  one('village committee', 'committee', 'village'),
  one('other village', 'committee', 'elsewhere'),
  one('town committee', 'committee', 'town'),
  one('town centre', 'centre', 'town'),
  one('county centre', 'centre', 'county'),
  one('room', 'room', 'village'),
  one('medical', 'sector_committee', 'county', 'medical'),
  one('labour', 'sector_committee', 'county', 'labour'),
  one('health office', 'department', 'county', 'medical'),
  one('town health', 'department', 'town', 'medical'),
  one('town justice', 'justice', 'town'),
  one('station', 'police', 'town'),
  one('traffic police', 'police', 'county', 'traffic'),
]
const ids = (category: Category, use: 'handle' | 'call' = 'handle', rules: RouteRule[] = STANDARD_ROUTING, way = WAY) =>
  suggest(rules, use, { category, way }, ORGANISATIONS).map(({ organisation }) => organisation.id)

describe('the standard routing', () => {
  test('sends a medical dispute to the committee of the trade, then up from the village', () => {
    expect(ids('13')).toEqual(['medical', 'village committee', 'room', 'town committee', 'town justice', 'town centre', 'county centre'])
  })

  test('sends neighbours to their village first', () => {
    expect(ids('02').slice(0, 2)).toEqual(['village committee', 'room'])
    expect(ids('01').slice(0, 2)).toEqual(['village committee', 'room'])
  })

  test('calls the nearest department of the trade, then police and justice office', () => {
    expect(ids('13', 'call')).toEqual(['town health', 'town justice', 'station'])
    expect(ids('12', 'call')).toEqual(['traffic police', 'station', 'town justice'])
  })

  test('says why', () => {
    const reasons = suggest(STANDARD_ROUTING, 'handle', { category: '13', way: WAY }, ORGANISATIONS).map(({ reason }) => reason)
    expect(reasons[0]).toEqual({ zh: '医疗卫生行业性专业性调委会', en: 'Sector committee: Health care' })
    expect(reasons[1]?.zh).toBe('村社区人民调解委员会')
  })

  test('of a case whose village is unknown begins in its town, and whose town is, in the county', () => {
    expect(ids('13', 'handle', STANDARD_ROUTING, WAY.slice(2))).toEqual(['medical', 'town committee', 'town justice', 'town centre', 'county centre'])
    expect(ids('02', 'handle', STANDARD_ROUTING, WAY.slice(3))).toEqual(['county centre'])
  })
})

describe('rules', () => {
  const to = (...handle: RouteTarget[]): Pick<RouteRule, 'handle' | 'call'> => ({ handle, call: [] })
  const named = (id: string): RouteTarget => ({ kind: 'organisation', id })

  test('go from the particular to the general', () => {
    const rules: RouteRule[] = [
      { category: null, level: null, ...to(named('county centre')) },
      { category: null, level: 'grid', ...to(named('town centre')) },
      { category: '07', level: null, ...to(named('labour'), named('nobody')) },
      { category: '07', level: 'grid', ...to(named('room')) },
      { category: '07', level: 'town', ...to(named('medical')) },
    ]
    expect(ids('07', 'handle', rules)).toEqual(['room', 'labour', 'town centre', 'county centre'])
  })

  test('never propose a type that cannot do it, not even by name', () => {
    expect(ids('07', 'call', [{ category: null, level: null, handle: [], call: [named('county centre'), named('station')] }])).toEqual(['station'])
  })

  test('propose each organisation once, of an able type, on the way or by name', () => {
    const target: fc.Arbitrary<RouteTarget> = fc.oneof(
      fc.constantFrom(...ORGANISATIONS.map(({ id }) => named(id))),
      fc.record({
        kind: fc.constant('type' as const),
        type: fc.constantFrom(...ORGANISATION_TYPES.codes),
        domain: fc.constantFrom<Domain | null>(null, 'medical', 'labour'),
        level: fc.constantFrom(null, 'village' as const, 'town' as const, 'county' as const),
      }),
    )
    const rule: fc.Arbitrary<RouteRule> = fc.record({
      category: fc.constantFrom(null, ...CATEGORIES.codes),
      level: fc.constantFrom(null, 'grid' as const, 'town' as const),
      handle: fc.array(target, { maxLength: 4 }),
      call: fc.array(target, { maxLength: 4 }),
    })
    const from = fc.integer({ min: 0, max: 3 })
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 6 }), fc.constantFrom(...CATEGORIES.codes), fc.constantFrom('handle' as const, 'call' as const), from, (rules, category, use, start) => {
        const way = WAY.slice(start)
        const found = suggest(rules, use, { category, way }, ORGANISATIONS).map(({ organisation }) => organisation)
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
        const fitting = rules.filter((one_) => (one_.category ?? category) === category && (one_.level ?? way[0]!.level) === way[0]!.level)
        const byName = new Set(fitting.flatMap((fit) => fit[use]).flatMap((aim) => (aim.kind === 'organisation' ? [aim.id] : [])))
        for (const { id, type, area } of found) {
          expect(use === 'handle' ? HANDLING : CALLABLE).toContain(type)
          expect(byName.has(id) || way.some((rung) => rung.code === area)).toBe(true)
        }
      }),
      { seed: 7 },
    )
  })
})
