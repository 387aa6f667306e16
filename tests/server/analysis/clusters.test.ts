import { describe, expect, test } from 'vitest'
import { stDbscan } from '../../../server/analysis/clusters.ts'
import fc from '../../property.ts'

/** In space alone. */
const dbscan = (x: number[], y: number[], options: { radius: number; minPoints: number }) => stDbscan(x, y, x.map((_, at) => 1000 * at), { ...options, days: Infinity })

describe('by hand', () => {
  // four in a row, a step of 1 apart; three apart from them; one alone
  const x = [0, 1, 2, 3, 10, 10.5, 11, 50]
  const y = [0, 0, 0, 0, 5, 5, 5, 50]

  test('a point counts itself, the ends of a row are borders, what is alone is noise', () => {
    const { label, core, count } = dbscan(x, y, { radius: 1, minPoints: 3 })
    expect(Array.from(core)).toEqual([0, 1, 1, 0, 1, 1, 1, 0])
    expect(Array.from(label)).toEqual([0, 0, 0, 0, 1, 1, 1, -1])
    expect(count).toBe(2)
  })

  test('in time as well', () => {
    const day = [0, 5, 10, 90, 0, 40, 80, 0]
    const { label, core } = stDbscan(x, y, day, { radius: 1, days: 5, minPoints: 3 })
    expect(Array.from(core)).toEqual([0, 1, 0, 0, 0, 0, 0, 0])
    expect(Array.from(label)).toEqual([0, 0, 0, -1, -1, -1, -1, -1])
  })

  test('a border between two clusters goes to the nearer core, not to the first', () => {
    const line = [0, 0.1, 0.2, 1.12, 1.95, 2.13, 2.2]
    const { label, core } = dbscan(line, line.map(() => 0), { radius: 1, minPoints: 4 })
    expect(Array.from(core)).toEqual([0, 0, 1, 0, 1, 0, 0])
    expect(Array.from(label)).toEqual([0, 0, 0, 1, 1, 1, 1])
  })

  test('many cases at one spot are a cluster; none are none', () => {
    expect(dbscan([7, 7, 7], [-1, -1, -1], { radius: 0.001, minPoints: 3 })).toMatchObject({ count: 1, label: Int32Array.of(0, 0, 0) })
    expect(dbscan([], [], { radius: 1, minPoints: 3 }).count).toBe(0)
  })

  test('nonsense is refused', () => {
    for (const radius of [0, -1, NaN, Infinity]) expect(() => dbscan([1], [1], { radius, minPoints: 2 })).toThrow(RangeError)
    for (const minPoints of [0, 1.5, NaN]) expect(() => dbscan([1], [1], { radius: 1, minPoints })).toThrow(RangeError)
    expect(() => stDbscan([1], [1], [1], { radius: 1, minPoints: 2, days: -1 })).toThrow(RangeError)
  })
})

const points = fc.array(fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 }), fc.integer({ min: 0, max: 60 })), { maxLength: 60 })
const options = fc.record({ radius: fc.constantFrom(1, 2.5, 5, 13), days: fc.constantFrom(0, 7, 1000), minPoints: fc.integer({ min: 1, max: 6 }) })

describe('whatever the points', () => {
  test('cores, clusters and noise are what comparing all pairs gives', () => {
    fc.assert(
      fc.property(points, options, (list, { radius, days, minPoints }) => {
        const close = (a: number, b: number): boolean => {
          const [[ax, ay, at], [bx, by, bt]] = [list[a]!, list[b]!]
          return (ax - bx) ** 2 + (ay - by) ** 2 <= radius ** 2 && Math.abs(at - bt) <= days
        }
        const found = stDbscan(list.map(([x]) => x), list.map(([, y]) => y), list.map(([, , day]) => day), { radius, days, minPoints })
        const everyone = list.map((_, at) => at)
        const cores = everyone.filter((at) => everyone.filter((other) => close(at, other)).length >= minPoints)
        expect(everyone.filter((at) => found.core[at] === 1)).toEqual(cores)
        for (const at of everyone) expect(found.label[at]! >= 0).toBe(cores.some((core) => close(at, core)))
        expect(new Set(found.label).size).toBe(found.count + (found.label.includes(-1) ? 1 : 0))
        // a cluster's cores are those that reach one another over cores
        const reached = (from: number): Set<number> => {
          const seen = new Set([from])
          for (const at of seen) for (const core of cores) if (close(at, core)) seen.add(core)
          return seen
        }
        for (const at of cores) expect([...reached(at)].sort((a, b) => a - b)).toEqual(cores.filter((core) => found.label[core] === found.label[at]))
      }),
      { seed: 6 },
    )
  })

  test('the order of the list does not matter', () => {
    fc.assert(
      fc.property(points, options, (list, { radius, minPoints }) => {
        const unique = [...new Map(list.map((point) => [point.slice(0, 2).join(), point])).values()]
        const label = (all: typeof list): string => {
          const found = dbscan(all.map(([x]) => x + 1 / (7 + all.length)), all.map(([, y]) => y), { radius, minPoints })
          return all.map(([x, y], at) => `${x},${y},${found.core[at]},${found.label[at] === -1}`).sort().join(';')
        }
        expect(label(unique.toReversed())).toBe(label(unique))
      }),
      { seed: 7 },
    )
  })
})
