import { describe, expect, test } from 'vitest'
import { CATEGORIES } from '../../../server/contract/categories.ts'
import { CHANNELS } from '../../../server/contract/channels.ts'
import { COLOURS } from '../../../server/contract/colours.ts'
import { dayNumber, dayOfNumber, type Day } from '../../../server/contract/day.ts'
import { STATES } from '../../../server/contract/states.ts'
import { tallyAreas } from '../../../server/cube/areaTallies.ts'
import { placeMonths } from '../../../server/cube/breaks.ts'
import { Cube } from '../../../server/cube/cube.ts'
import { IdSet } from '../../../server/cube/keep.ts'
import { tallyPending } from '../../../server/cube/pending.ts'
import { cubeQuery, everyCase } from '../../../server/cube/select.ts'
import fc from '../../property.ts'
import { alive, AS_OF, factsOf, matching, phaseOf, PLACES, plainCase, plainQuery, type PlainCase } from './naive.ts'

const deltas = fc.array(plainCase(), { maxLength: 120 })
const cubeOf = (cases: PlainCase[]): Cube => {
  const cube = new Cube({ shortTail: 8 })
  cube.apply(factsOf(cases))
  return cube
}
const isPending = (one: PlainCase) => ['open', 'handling'].includes(phaseOf(one))
const isOverdue = (one: PlainCase) => isPending(one) && one.dueDay !== -1 && one.dueDay < AS_OF
const isIn = (one: PlainCase, index: number) => one.area >= index && one.area < PLACES.end[index]!

describe('the cases of places', () => {
  test('with all below them are those that a loop finds', () => {
    fc.assert(fc.property(deltas, plainQuery, (cases, query) => {
      const cube = cubeOf(cases)
      const tallyOf = tallyAreas(cube, { ...cubeQuery(query.lists, query.areas, AS_OF), from: query.from, to: query.to }, PLACES, AS_OF)
      const all = matching(alive(cases), query)
      for (let index = 0; index < PLACES.end.length; index++) {
        const own = all.filter((one) => isIn(one, index))
        expect(tallyOf(index)).toEqual({
          count: own.length,
          resolved: own.filter((one) => phaseOf(one) === 'resolved').length,
          overdue: own.filter(isOverdue).length,
          redOpen: own.filter((one) => isPending(one) && COLOURS.codes[one.colour] === 'red').length,
        })
      }
    }), { numRuns: 60 })
  })

  test('that are pending are counted by colour, by lateness and by how long they have been', () => {
    fc.assert(fc.property(deltas, plainQuery, fc.nat(300), (cases, query, longDays) => {
      const tally = tallyPending(cubeOf(cases), { ...cubeQuery(query.lists, query.areas, AS_OF), from: query.from, to: query.to }, { asOf: AS_OF, longDays })
      const pending = matching(alive(cases), query).filter(isPending)
      expect(tally).toEqual({
        count: pending.length,
        overdue: pending.filter(isOverdue).length,
        long: pending.filter(({ day }) => AS_OF - day > longDays).length,
        colours: Uint32Array.from(COLOURS.codes, (_, k) => pending.filter(({ colour }) => colour === k).length),
      })
    }), { numRuns: 60 })
  })

  const start = dayNumber('2022-03-01' as Day)
  const MONTHS = 10
  const monthOf = (day: number) => {
    const [year, month] = dayOfNumber(day).split('-').map(Number)
    return (year! - 2022) * 12 + month! - 3
  }

  test('are read after the rows were put in order, which the question itself may have to do', () => {
    const one = { area: 0, waits: false, dueDay: -1, closedDay: -1, category: 0, colour: 0, state: 0, channel: 0, marks: 0, people: 0, amountFen: 0, deleted: false } as PlainCase
    const moved = Array.from({ length: 9 }, (_, k) => ({ ...one, id: 1, day: start - 50 - (k % 2) }))
    // in order these two change places
    const cases = [...moved, { ...one, id: 1, day: start }, { ...one, id: 2, day: start - 9 }]
    const endings = { suits: new IdSet([]), advised: new IdSet([]) }
    expect([...placeMonths(cubeOf(cases), { ...everyCase(null), from: start }, PLACES, { place: 0, reporter: 0, months: 2, endings }).reported]).toEqual([1, 0])
    expect(tallyPending(cubeOf(cases), everyCase(null), { asOf: start, longDays: 8 })).toMatchObject({ count: 2, long: 1 })
  })

  test('by month are told apart by what they break, and by whether the place can be blamed', () => {
    fc.assert(fc.property(deltas, fc.constantFrom(0, 1, 2, 3, 6, 7, 9), fc.subarray([...Array(60).keys()]), (cases, place, told) => {
      const reporter = place === 0 ? 0 : place < 6 ? 1 : 6
      const suits = told.filter((id) => id % 2 === 0)
      const found = placeMonths(cubeOf(cases), { ...everyCase(null), from: start }, PLACES, {
        place, reporter, months: MONTHS, endings: { suits: new IdSet(suits), advised: new IdSet(told) },
      })
      const above = (one: PlainCase) => one.area < 0 || (one.area < place && PLACES.end[one.area]! > place)
      const state = (one: PlainCase) => STATES.codes[one.state]!
      const channel = (one: PlainCase) => CHANNELS.codes[one.channel]!
      const suit = (one: PlainCase) => channel(one) === 'court' || (['terminated', 'declined'].includes(state(one)) && suits.includes(one.id))
      const three = (one: PlainCase) => suit(one) || ['police_110', 'petition'].includes(channel(one)) || CATEGORIES.codes[one.category] === '12'
      const inRecord = alive(cases).filter(({ day }) => monthOf(day) >= 0 && monthOf(day) < MONTHS)
      const count = (is: (one: PlainCase) => boolean) => Uint32Array.from({ length: MONTHS }, (_, month) => inRecord.filter((one) => monthOf(one.day) === month && is(one)).length)
      const pair = (is: (one: PlainCase) => boolean) => ({ own: count((one) => isIn(one, place) && is(one)), unplaced: count((one) => !isIn(one, place) && above(one) && is(one)) })
      expect(found).toEqual({
        reported: count((one) => isIn(one, reporter)),
        quiet: pair(() => true),
        no_suit: pair(suit),
        three_free: pair(three),
        unclear: count((one) => isIn(one, place) && state(one) === 'terminated' && !told.includes(one.id)),
      })
    }), { numRuns: 100 })
  })
})
