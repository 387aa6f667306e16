import { describe, expect, test } from 'vitest'
import { kernelDensity } from '../../../server/analysis/density.ts'
import { gridOver } from '../../../server/analysis/grid.ts'
import { KERNELS, type KernelName } from '../../../server/analysis/kernels.ts'
import fc from '../../property.ts'
import { cellsWhere } from './cells.ts'

const NAMES = Object.keys(KERNELS) as KernelName[]
const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)

describe('one point', () => {
  const grid = gridOver({ minX: 0, minY: 0, maxX: 300, maxY: 300 }, 1)
  /** value on the point and half a bandwidth beside it, times the square of the bandwidth */
  const KNOWN: Record<KernelName, [number, number]> = {
    quartic: [3 / Math.PI, (3 * 0.75 ** 2) / Math.PI],
    gaussian: [1 / (2 * Math.PI), Math.exp(-0.125) / (2 * Math.PI)],
    epanechnikov: [2 / Math.PI, 1.5 / Math.PI],
    triangular: [3 / Math.PI, 1.5 / Math.PI],
    uniform: [1 / Math.PI, 1 / Math.PI],
  }

  test.each(NAMES)('%s: the values of its formula, and a mass of one case', (kernel) => {
    const { values } = kernelDensity([150.5], [150.5], grid, { kernel, bandwidth: 24 })
    const [middle, half] = KNOWN[kernel]
    expect(values[150 * 300 + 150]! * 24 * 24).toBeCloseTo(middle, 12)
    expect(values[150 * 300 + 162]! * 24 * 24).toBeCloseTo(half, 12)
    expect(values[162 * 300 + 150]! * 24 * 24).toBeCloseTo(half, 12)
    expect(Math.abs(total(values) - 1)).toBeLessThan(0.02)
    expect(values[150 * 300 + 175]! > 0).toBe(kernel === 'gaussian')
  })

  test('counts what its weight says', () => {
    const { values } = kernelDensity([150.5, 20], [150.5, 20], grid, { bandwidth: 10, weights: [2.5, 0] })
    const plain = kernelDensity([150.5], [150.5], grid, { bandwidth: 10 }).values
    values.forEach((value, at) => expect(value).toBeCloseTo(2.5 * plain[at]!, 12))
  })
})

test('is what summing over all pairs of points and cells gives', () => {
  const coordinate = fc.double({ min: -20, max: 60, noNaN: true })
  fc.assert(
    fc.property(fc.array(fc.tuple(coordinate, coordinate), { maxLength: 12 }), fc.double({ min: 1, max: 50, noNaN: true }), (points, bandwidth) => {
      const grid = { x0: -3, y0: 5, cell: 2.5, columns: 13, rows: 9 }
      const { values } = kernelDensity(points.map(([x]) => x), points.map(([, y]) => y), grid, { bandwidth })
      values.forEach((value, at) => {
        let sum = 0
        for (const [x, y] of points) {
          const square = ((grid.x0 + ((at % 13) + 0.5) * 2.5 - x) ** 2 + (grid.y0 + (Math.floor(at / 13) + 0.5) * 2.5 - y) ** 2) / bandwidth ** 2
          if (square < 1) sum += (3 * (1 - square) ** 2) / Math.PI / bandwidth ** 2
        }
        expect(Math.abs(value - sum)).toBeLessThanOrEqual(1e-12)
      })
    }),
    { seed: 5 },
  )
})

describe('at the county line', () => {
  // an L, with a tip of one cell's width
  const grid = { x0: 100, y0: -50, cell: 10, columns: 40, rows: 30 }
  const boxes = [[130, 250, -20, 300], [130, 380, -20, 60], [130, 480, 0, 10]]
  const inside = cellsWhere(grid, (x, y) => boxes.some(([west, east, south, north]) => x > west! && x < east! && y > south! && y < north!))
  const cells = Array.from(inside.keys()).filter((at) => inside[at] === 1)
  const x = cells.map((at) => 105 + (at % 40) * 10)
  const y = cells.map((at) => -45 + Math.floor(at / 40) * 10)

  test.each(NAMES)('%s: cases spread evenly have the same density everywhere', (kernel) => {
    const bandwidth = kernel === 'gaussian' ? 20 : 57
    const { values, held } = kernelDensity(x, y, grid, { kernel, bandwidth, inside, maxCorrection: 1000 })
    expect(held).toBe(0)
    const [first] = cells
    for (const at of cells) expect(values[at]! / values[first!]!).toBeCloseTo(1, 9)
    expect(values[first!]! * 100).toBeCloseTo(1, 1)
    values.forEach((value, at) => expect(Number.isNaN(value)).toBe(inside[at] === 0))
  })

  test('without it, they thin out towards the line', () => {
    const { values } = kernelDensity(x, y, grid, { bandwidth: 60 })
    expect(values[10 * 40 + 3]! / values[10 * 40 + 9]!).toBeLessThan(0.7)
  })

  test('in a thin tip the correction is held, and what it would have been is not shown', () => {
    const tip = (15 - 10) * 40 + 37
    expect(inside[tip]).toBe(1)
    const { values, held } = kernelDensity(x, y, grid, { bandwidth: 60, inside })
    const raw = kernelDensity(x, y, grid, { bandwidth: 60 }).values
    expect(held).toBeGreaterThan(0)
    expect(held).toBeLessThan(15)
    expect(values[tip]).toBeCloseTo(raw[tip]! * 4, 12)
    expect(values[10 * 40 + 9]).toBeCloseTo(raw[10 * 40 + 9]!, 12)
  })
})

test('nonsense is refused', () => {
  const grid = gridOver({ minX: 0, minY: 0, maxX: 10, maxY: 10 }, 1)
  for (const bandwidth of [0, -1, NaN, Infinity]) expect(() => kernelDensity([1], [1], grid, { bandwidth })).toThrow(RangeError)
  expect(() => kernelDensity([1], [1], grid, { bandwidth: 1, inside: new Uint8Array(3) })).toThrow(RangeError)
  for (const cell of [0, -1, NaN, Infinity]) expect(() => gridOver({ minX: 0, minY: 0, maxX: 10, maxY: 10 }, cell)).toThrow(RangeError)
})
