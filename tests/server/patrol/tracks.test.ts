import fc from '../../property.ts'
import { describe, expect, test } from 'vitest'
import { STANDARD_PATROL } from '../../../server/contract/patrolRules.ts'
import type { TrackPoint } from '../../../server/patrol/trackClean.ts'
import { readTrack } from '../../../server/patrol/tracks.ts'
import { GROUND, spot } from './ground.ts'

const MINUTE = 60_000
const NINE = Date.parse('2024-07-01T09:00:00+08:00')
const point = (minute: number, eastM: number, more: Partial<TrackPoint> = {}): TrackPoint => ({ lngLat: spot(eastM, 500), atMs: NINE + minute * MINUTE, accuracyM: 10, ...more })
const read = (track: readonly TrackPoint[]) => readTrack(track, GROUND, { receivedMs: NINE + 24 * 60 * MINUTE, rules: STANDARD_PATROL })
const stays = (track: readonly TrackPoint[]) => read(track).stays.map(({ place, fromMs, toMs }) => [place, (fromMs - NINE) / MINUTE, (toMs - NINE) / MINUTE])
const faults = (track: readonly TrackPoint[]) => read(track).faults.map(({ fault, count }) => [fault, count])
/** one point a minute, walking 50 m a minute eastwards */
const walk = (from: number, to: number, startM: number): TrackPoint[] => Array.from({ length: to - from + 1 }, (_, k) => point(from + k, startM + k * 50))
const stand = (from: number, to: number, eastM: number): TrackPoint[] => Array.from({ length: to - from + 1 }, (_, k) => point(from + k, eastM))

describe('a track', () => {
  test('enters and leaves grids', () => {
    // inside the first up to 975 m at minute 19, in the second from 1 025 m on; within the tolerance until 1 050 m
    expect(stays(walk(0, 40, 25))).toEqual([[0, 0, 19], [1, 20, 39]])
  })

  test('that trembles across a border stays where it was', () => {
    const trembling = Array.from({ length: 20 }, (_, k) => point(k, k % 3 === 2 ? 1_020 : 980))
    expect(stays(trembling)).toEqual([[0, 0, 19]])
    // for longer than three minutes it has gone over
    expect(stays([...stand(0, 9, 980), ...stand(10, 20, 1_020)])).toEqual([[0, 0, 9], [1, 10, 20]])
  })

  test('is credited with half an hour indoors, and with no more', () => {
    const indoors = (minutes: number) => read([...stand(0, 5, 500), ...stand(5 + minutes, 10 + minutes, 520)])
    expect(indoors(30).stays).toMatchObject([{ place: 0, toMs: NINE + 40 * MINUTE, creditedMinutes: 30 }])
    expect(indoors(30).faults).toEqual([{ fault: 'gap', count: 1, minutes: 0 }])
    expect(indoors(31).stays.map(({ fromMs, toMs }) => (toMs - fromMs) / MINUTE)).toEqual([5, 5])
    expect(indoors(31).faults).toEqual([{ fault: 'gap', count: 1, minutes: 31 }])
  })

  test('is credited with no gap that ends in another grid', () => {
    expect(stays([...stand(0, 5, 500), ...stand(20, 25, 1_500)])).toEqual([[0, 0, 5], [1, 20, 25]])
  })

  test('outside all grids ends a stay beyond the tolerance', () => {
    expect(stays([...stand(0, 5, 20), ...stand(6, 12, -40), ...stand(13, 20, 20)])).toEqual([[0, 0, 20]])
    expect(stays([...stand(0, 5, 20), ...stand(6, 12, -80), ...stand(13, 20, 20)])).toEqual([[0, 0, 5], [0, 13, 20]])
  })

  test('leaves out one wrong time and one wrong position, and says so', () => {
    const track = stand(0, 10, 500)
    expect(faults(track.with(3, point(9.5, 500)))).toEqual([['backwards', 1]])
    expect(stays(track.with(3, point(9.5, 500)))).toEqual([[0, 0, 10]])
    expect(faults(track.with(3, point(3, 90_000)))).toEqual([['spike', 1]])
    expect(faults(track.with(3, point(3, 500, { accuracyM: 80 })))).toEqual([['inaccurate', 1]])
    expect(faults(track.with(3, point(3, 500, { lngLat: [NaN, NaN] })))).toEqual([['placeless', 1]])
    expect(faults(track.with(3, point(3, 500, { atMs: NINE + 48 * 60 * MINUTE })))).toEqual([['ahead', 1]])
  })

  test('that jumps to another place is broken there', () => {
    const jumped = [...stand(0, 5, 500), ...stand(5.5, 10.5, 90_000), ...stand(11, 15, 500)]
    expect(faults(jumped)).toEqual([['jump', 2]])
    expect(stays(jumped)).toEqual([[0, 0, 5], [0, 11, 15]])
  })

  test.each([
    ['without times', null, 'no_times'],
    ['of the year 1901', Date.UTC(1901, 0, 1), 'old_times'],
  ] as const)('%s tells where and not when', (_, atMs, fault) => {
    const found = read([point(0, 500, { atMs }), point(0, 1_500, { atMs }), point(0, 500, { atMs }), point(0, 9_000, { atMs })])
    expect(found).toEqual({ stays: [], faults: [{ fault, count: 4, minutes: null }], passed: [0, 1] })
  })

  test('of nothing tells nothing', () => {
    expect(read([])).toEqual({ stays: [], faults: [], passed: [] })
  })

  test('credits no minute twice, none beyond its ends, and no grid that it never entered', () => {
    const points = fc.array(fc.record({ minute: fc.nat(300), east: fc.integer({ min: -200, max: 3_200 }) }), { maxLength: 60 })
    fc.assert(fc.property(points, fc.boolean(), (list, sorted) => {
      const track = (sorted ? list.toSorted((a, b) => a.minute - b.minute) : list).map(({ minute, east }) => point(minute, east))
      const found = read(track).stays
      const entered = new Set(track.map(({ lngLat }) => GROUND.gridAt(lngLat)))
      expect(found.filter(({ place, fromMs, toMs, creditedMinutes }) => !entered.has(place) || toMs < fromMs || creditedMinutes * MINUTE > toMs - fromMs)).toEqual([])
      expect(found.filter(({ fromMs }, k) => k > 0 && fromMs < found[k - 1]!.toMs)).toEqual([])
      const times = track.map(({ atMs }) => atMs!)
      expect(found.every(({ fromMs, toMs }) => fromMs >= Math.min(...times) && toMs <= Math.max(...times))).toBe(true)
    }), { seed: 11, numRuns: 60 })
  })
})
