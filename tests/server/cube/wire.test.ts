import { describe, expect, test } from 'vitest'
import { Cube } from '../../../server/cube/cube.ts'
import { everyCase } from '../../../server/cube/select.ts'
import { decodeWire, encodeWire, factsIn, withDays, type WireHead } from '../../../server/cube/wire.ts'
import fc from '../../property.ts'
import { factsOf, PLACES, plainCase, type PlainCase } from './naive.ts'

const HEAD: WireHead = { revision: 7, mark: 'm', packVersion: 'p', root: 0, days: null }
const RUNS = { seed: 1, numRuns: 300 }
/** few days and cases, so that they are touched again and again */
const change = fc.array(plainCase(30, 6), { maxLength: 8 })
const areas = fc.constantFrom(null, { start: 1, end: PLACES.end[1]! }, { start: 7, end: 9 })

/** What goes over the wire and comes back. */
const sent = (cube: Cube, head: WireHead, query: ReturnType<typeof everyCase>) => decodeWire(encodeWire({ head, columns: factsIn(cube, query, head.days) }))

describe('the columns of a county over the wire', () => {
  test('come as they were sent, in order of day, whatever changed before', () => {
    fc.assert(fc.property(fc.array(plainCase(), { maxLength: 150, size: 'large' }), areas, (cases, part) => {
      const lived = new Cube({ shortTail: 9 })
      for (let at = 0; at < cases.length; at += 20) lived.apply(factsOf(cases.slice(at, at + 20)))
      const { head, columns } = sent(lived, HEAD, everyCase(part))
      expect(head).toEqual(HEAD)
      expect([...columns.day]).toEqual([...columns.day].sort((a, b) => a - b))
      // one that was built at once holds the same columns
      const atOnce = new Cube()
      atOnce.apply(factsOf([...new Map(cases.map((one) => [one.id, one])).values()]))
      expect(columns).toEqual(factsIn(atOnce, everyCase(part)))
    }), RUNS)
  })

  test('are read where they lie', () => {
    const cube = new Cube()
    cube.apply(factsOf(fc.sample(plainCase(200), { seed: 1, numRuns: 400 })))
    const bytes = encodeWire({ head: HEAD, columns: factsIn(cube, everyCase(null)) })
    const { columns } = decodeWire(bytes)
    expect(Object.values(columns).map(({ buffer }) => buffer === bytes.buffer)).toEqual(Object.keys(columns).map(() => true))
  })

  test('of other vocabularies, or cut short, are refused', () => {
    const bytes = encodeWire({ head: HEAD, columns: factsIn(new Cube(), everyCase(null)) })
    const other = bytes.slice()
    const at = Buffer.from(other).indexOf('"closed"')
    other.set(new TextEncoder().encode('"opened"'), at)
    expect(() => decodeWire(other)).toThrow(RangeError)
    const cube = new Cube()
    cube.apply(factsOf(fc.sample(plainCase(), { seed: 1, numRuns: 50 })))
    const whole = encodeWire({ head: HEAD, columns: factsIn(cube, everyCase(null)) })
    expect(() => decodeWire(whole.subarray(0, whole.length >> 1))).toThrow(RangeError)
  })

  test('after any changes and any polls are those of a fresh load', () => {
    const steps = fc.array(fc.record({ cases: change, polls: fc.boolean() }), { maxLength: 12 })
    fc.assert(fc.property(fc.array(plainCase(30, 6), { maxLength: 30 }), steps, areas, (start: PlainCase[], later, part) => {
      const cube = new Cube({ shortTail: 5 })
      const query = everyCase(part)
      cube.apply(factsOf(start))
      let revision = 1
      let held = { revision, columns: sent(cube, HEAD, query).columns }
      for (const { cases, polls } of later) {
        cube.apply(factsOf(cases), ++revision)
        if (!polls) continue
        const delta = sent(cube, { ...HEAD, revision, days: cube.touchedSince(held.revision) }, query)
        held = { revision, columns: withDays(held.columns, delta) }
        expect(held.columns).toEqual(factsIn(cube, query))
      }
    }), RUNS)
  })
})
