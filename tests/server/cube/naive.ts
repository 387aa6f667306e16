import { waitingIn } from '../../../server/cube/places.ts'
import type { CubeQuery } from '../../../server/cube/select.ts'
import { CATEGORIES } from '../../../server/contract/categories.ts'
import { CHANNELS } from '../../../server/contract/channels.ts'
import { COLOURS } from '../../../server/contract/colours.ts'
import type { Filter } from '../../../server/contract/filter.ts'
import { MARKS, type Age, type Due } from '../../../server/contract/standing.ts'
import { STATES } from '../../../server/contract/states.ts'
import type { Facts } from '../../../server/cube/cube.ts'
import { ANY_KIND, ANY_STANDING } from '../../anyFilter.ts'
import fc from '../../property.ts'

/** A case in plain sight: what the cube must count as if it looped over these. */
export interface PlainCase {
  id: number
  /** index of the area, or of the town in which it waits for its place; -1 for neither */
  area: number
  waits: boolean
  day: number
  dueDay: number
  closedDay: number
  category: number
  colour: number
  state: number
  channel: number
  /** bits of `MARKS` */
  marks: number
  people: number
  amountFen: number
  deleted: boolean
}

/** A small tree in depth-first order: root, two towns, villages, grids, one grid right below a town. */
export const PLACES = {
  parent: Int32Array.of(-1, 0, 1, 2, 2, 1, 0, 6, 7, 6),
  end: Int32Array.of(10, 6, 5, 4, 5, 6, 10, 9, 9, 10),
  rank: Uint8Array.of(2, 3, 4, 5, 5, 4, 3, 4, 5, 5),
}
const AREAS = PLACES.parent.length
/** the day on which cases stand as filters ask */
export const AS_OF = 19_300

export function plainCase(ids = 60, days = 400): fc.Arbitrary<PlainCase> {
  return fc.record({
    id: fc.integer({ min: 1, max: ids }),
    area: fc.integer({ min: -1, max: AREAS - 1 }),
    waits: fc.boolean(),
    day: fc.integer({ min: 19_000, max: 19_000 + days }),
    dueDay: fc.oneof(fc.constant(-1), fc.integer({ min: 19_000, max: 19_500 })),
    closedDay: fc.oneof(fc.constant(-1), fc.integer({ min: 19_000, max: 19_500 })),
    category: fc.nat(CATEGORIES.codes.length - 1),
    colour: fc.nat(COLOURS.codes.length - 1),
    state: fc.nat(STATES.codes.length - 1),
    channel: fc.nat(CHANNELS.codes.length - 1),
    marks: fc.nat(2 ** MARKS.codes.length - 1),
    people: fc.nat(30_000),
    amountFen: fc.integer({ min: 0, max: 90_000_000_000 }),
    deleted: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  })
}

export function factsOf(cases: PlainCase[]): Facts {
  const column = <K extends keyof PlainCase>(name: K) => cases.map((one) => one[name])
  return {
    length: cases.length,
    id: column('id'),
    area: cases.map(({ area, waits }) => (waits && area >= 0 ? waitingIn(area) : area)),
    day: column('day'),
    dueDay: column('dueDay'),
    closedDay: column('closedDay'),
    category: column('category'),
    colour: column('colour'),
    state: column('state'),
    channel: column('channel'),
    marks: column('marks'),
    people: column('people'),
    amountFen: column('amountFen'),
    deleted: column('deleted'),
  }
}

/** What is there after all deltas, by id. */
export function alive(deltas: PlainCase[]): PlainCase[] {
  const byId = new Map<number, PlainCase>()
  for (const one of deltas) {
    if (one.deleted) byId.delete(one.id)
    else byId.set(one.id, one)
  }
  return [...byId.values()]
}

export interface PlainQuery {
  areas: CubeQuery['areas']
  from: number
  to: number
  lists: Pick<Filter, 'category' | 'colour' | 'phase' | 'channel' | 'due' | 'age' | 'mark'>
}

export const plainQuery: fc.Arbitrary<PlainQuery> = fc.record({
  areas: fc.oneof(
    fc.constant(null),
    fc.nat(AREAS - 1).map((at) => ({ start: at, end: PLACES.end[at]! })),
  ),
  from: fc.oneof(fc.constant(-Infinity), fc.integer({ min: 18_990, max: 19_410 })),
  to: fc.oneof(fc.constant(Infinity), fc.integer({ min: 18_990, max: 19_410 })),
  lists: fc.record({ ...ANY_KIND, ...ANY_STANDING }, { requiredKeys: [] }),
})

export const phaseOf = (one: PlainCase) => STATES.rows[one.state]!.phase

const isPending = (one: PlainCase) => ['open', 'handling'].includes(phaseOf(one))

/** As one would tell it by hand. */
export function dueOf(one: PlainCase, asOf: number): Due {
  if (!isPending(one)) return 'settled'
  if (one.dueDay === -1) return 'open'
  if (one.dueDay < asOf) return 'overdue'
  return one.dueDay > asOf + 7 ? 'later' : 'soon'
}

export function ageOf(one: PlainCase, asOf: number): Age {
  if (!isPending(one)) return 'settled'
  const days = asOf - one.day
  return days > 90 ? 'over90' : days > 60 ? 'over60' : days > 30 ? 'over30' : 'upto30'
}

/** The case as it stood on a day: closed later, it was in mediation. */
export function thenOf(one: PlainCase, asOf: number): PlainCase {
  const open = isPending(one) || (one.closedDay !== -1 && one.closedDay > asOf)
  return open && !isPending(one) ? { ...one, state: STATES.index('mediating') } : one
}

export const marksOf = ({ marks }: PlainCase) => MARKS.codes.filter((_, bit) => marks & (1 << bit))

export function matching(cases: PlainCase[], { areas, from, to, lists }: PlainQuery, asOf = AS_OF): PlainCase[] {
  const allows = (list: readonly string[] | undefined, code: string) => !list || list.length === 0 || list.includes(code)
  return cases.filter(
    (one) =>
      one.day >= from &&
      one.day <= to &&
      (areas === null || (one.area >= areas.start && one.area < areas.end)) &&
      allows(lists.category, CATEGORIES.codes[one.category]!) &&
      allows(lists.colour, COLOURS.codes[one.colour]!) &&
      allows(lists.phase, phaseOf(one)) &&
      allows(lists.channel, CHANNELS.codes[one.channel]!) &&
      allows(lists.due, dueOf(one, asOf)) &&
      allows(lists.age, ageOf(one, asOf)) &&
      (!lists.mark?.length || marksOf(one).some((mark) => lists.mark!.includes(mark))),
  )
}

/** Does the case wait for its place, in a known town or not? */
export const isWaiting = ({ area, waits }: PlainCase) => area < 0 || waits
