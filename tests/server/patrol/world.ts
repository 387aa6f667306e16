import fc from '../../property.ts'
import { COLOURS, type TierColour } from '../../../server/contract/colours.ts'
import { dayNumber, type Day } from '../../../server/contract/day.ts'
import { STANDARD_PATROL, type PatrolRules } from '../../../server/contract/patrolRules.ts'
import { colourSteps, type CaseSpell, type HotSpell } from '../../../server/patrol/colour.ts'
import { debtsOf, type Debts } from '../../../server/patrol/debts.ts'
import { pay, type Paid } from '../../../server/patrol/pay.ts'
import { CHECKPOINT, GRID, UNIT, type PatrolPlaces } from '../../../server/patrol/places.ts'
import { visitsKnown, type Visit } from '../../../server/patrol/visit.ts'

export const at = (day: string): number => dayNumber(day as Day)
/** a Monday */
export const START = at('2024-07-01')
export const LAST = at('2024-08-31')

export interface World {
  cases: CaseSpell[]
  hot: HotSpell[]
  visits: Visit[]
  rules: PatrolRules
}

/** Two grids, a checkpoint in each, and a village of the departments. */
export const PLACES: PatrolPlaces = {
  count: 5,
  kind: Uint8Array.of(GRID, GRID, CHECKPOINT, CHECKPOINT, UNIT),
  colourOf: Int32Array.of(0, 1, 0, 1, -1),
  area: Int32Array.of(3, 7, 3, 7, 2),
  from: new Int32Array(5).fill(0),
  to: new Int32Array(5).fill(1e6),
}

export const RULES: PatrolRules = {
  ...STANDARD_PATROL,
  specials: [
    { label: { zh: '集市', en: 'Market' }, days: { kind: 'solar', digits: [3, 6, 9] }, areas: [], part: 'day', minutes: 30 },
    { label: { zh: '晚会', en: 'Gala' }, days: { kind: 'dates', dates: ['2024-07-13', '2024-07-20'] as Day[] }, areas: [], part: 'night', minutes: 0 },
  ],
}

const tiers = COLOURS.codes.filter((code): code is TierColour => code !== 'none')
const spell = fc.record({ place: fc.nat(1), from: fc.integer({ min: START - 30, max: LAST }), days: fc.option(fc.nat(40)) })
const lasting = ({ place, from, days }: { place: number; from: number; days: number | null }) => ({ place, from, to: days === null ? null : from + days })
const oneCase = fc.tuple(spell, fc.constantFrom(...tiers)).map(([one, colour]): CaseSpell => ({ ...lasting(one), colour }))
const oneHot = fc.tuple(spell, fc.constantFrom('high' as const, 'fair' as const, 'hint' as const)).map(([one, confidence]): HotSpell => ({ ...lasting(one), confidence }))
const visit = fc.record({
  id: fc.integer({ min: 0, max: 60 }).map(String),
  place: fc.nat(4),
  day: fc.integer({ min: START - 3, max: LAST }),
  part: fc.constantFrom('day' as const, 'night' as const),
  kind: fc.constantFrom('daily' as const, 'night' as const, 'joint' as const, 'special' as const, 'workday' as const),
  source: fc.constantFrom('plan' as const, 'code' as const, 'import' as const),
  minutes: fc.option(fc.integer({ min: 0, max: 60 })),
  role: fc.nat(3),
  late: fc.nat(20),
}).map(({ late, ...one }): Visit => ({ ...one, role: one.kind === 'workday' ? one.role : null, knownOn: one.day + late }))

export const worlds: fc.Arbitrary<World> = fc.record({
  cases: fc.array(oneCase, { maxLength: 6 }),
  hot: fc.array(oneHot, { maxLength: 3 }),
  visits: fc.array(visit, { maxLength: 80 }),
  rules: fc.record({ strict: fc.boolean(), also: fc.subarray(['joint', 'special', 'workday'] as const) }).map(({ strict, also }) => ({
    ...RULES, alsoOrdinary: also, workday: { ...RULES.workday!, strict },
  })),
})

/** What stands of a world at the end of a day. */
export function stateAt({ cases, hot, visits, rules }: World, asOf: number): { debts: Debts; paid: Paid } {
  const colours = colourSteps(cases, hot, { places: PLACES.count, from: START, asOf, rules })
  const debts = debtsOf(PLACES, { colours, rules, span: { from: START, to: LAST }, isMeant: () => true })
  return { debts, paid: pay(debts, visitsKnown(visits, { places: PLACES.count, asOf }), rules) }
}
