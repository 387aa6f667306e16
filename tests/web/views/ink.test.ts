import { describe, expect, test } from 'vitest'
import { smoothPath, toLngLat, toPx, touches, type Frame, type Px } from '../../../web/views/present/ink.ts'
import { largeType } from '../../../web/views/present/useLargeType.ts'
import fc from '../../property.ts'

const frames = fc.record({
  zoom: fc.double({ min: 6, max: 17, noNaN: true }),
  lng: fc.double({ min: 73, max: 135, noNaN: true }),
  lat: fc.double({ min: 18, max: 53, noNaN: true }),
  width: fc.integer({ min: 200, max: 3840 }),
  height: fc.integer({ min: 200, max: 2160 }),
})
const spots = fc.tuple(fc.double({ min: 0, max: 3840, noNaN: true }), fc.double({ min: 0, max: 2160, noNaN: true }))
const SEEDED = { seed: 5, numRuns: 500 }
const near = ([x, y]: Px, [u, v]: Px, px: number) => Math.hypot(x - u, y - v) <= px

describe('a stroke on the ground', () => {
  test('is where the pen was, to a thousandth of a pixel', () => {
    fc.assert(fc.property(frames, spots, (frame, spot) => near(toPx(toLngLat(spot, frame), frame), spot, 1e-3)), SEEDED)
  })

  test('moves with the ground: all its points by one way, when the map is shifted', () => {
    fc.assert(fc.property(frames, spots, spots, fc.double({ min: -0.05, max: 0.05, noNaN: true }), (frame, a, b, by) => {
      const [first, second] = [toLngLat(a, frame), toLngLat(b, frame)]
      const later: Frame = { ...frame, lng: frame.lng + by }
      const [ax, ay] = toPx(first, later)
      const [bx, by2] = toPx(second, later)
      return near([ax - a[0], ay - a[1]], [bx - b[0], by2 - b[1]], 1e-2)
    }), SEEDED)
  })

  test('grows with the ground: one zoom in, and distances double', () => {
    fc.assert(fc.property(frames, spots, spots, (frame, a, b) => {
      const later: Frame = { ...frame, zoom: frame.zoom + 1 }
      const [u, v] = [a, b].map((spot) => toPx(toLngLat(spot, frame), later)) as [Px, Px]
      return Math.abs(Math.hypot(u[0] - v[0], u[1] - v[1]) - 2 * Math.hypot(a[0] - b[0], a[1] - b[1])) < 1e-2
    }), SEEDED)
  })

  test('lies as MapLibre has it: the middle in the middle, half a world at zoom 0 in 256 px', () => {
    const frame = { zoom: 0, lng: 0, lat: 0, width: 512, height: 512 }
    expect(toPx([0, 0], frame)).toEqual([256, 256])
    expect(toPx([180, 0], frame)[0]).toBeCloseTo(512, 9)
    // the edge of Web Mercator
    expect(toPx([0, 85.0511287798066], frame)[1]).toBeCloseTo(0, 6)
  })
})

describe('a line', () => {
  test('runs from its first point to its last, and one point is a dot', () => {
    expect(smoothPath([])).toBe('')
    expect(smoothPath([[1, 2]])).toBe('M1.0 2.0l0 0.01')
    expect(smoothPath([[0, 0], [10, 0]])).toBe('M0.0 0.0L10.0 0.0')
    expect(smoothPath([[0, 0], [10, 0], [10, 10]])).toBe('M0.0 0.0Q10.0 0.0 10.0 5.0L10.0 10.0')
  })

  test('is rubbed out by what comes near any part of it', () => {
    const line: Px[] = [[0, 0], [100, 0], [100, 100]]
    expect([touches(line, [50, 9], 10), touches(line, [50, 11], 10), touches(line, [109, 50], 10), touches(line, [100, 111], 10), touches([[5, 5]], [5, 14], 10)]).toEqual([true, false, true, false, true])
    expect(touches([], [0, 0], 10)).toBe(false)
  })
})

test('letters grow with the screen by its narrower side: figures have 40 px and more at 1080p', () => {
  expect(28 * largeType(1920, 1080)).toBeGreaterThanOrEqual(40)
  expect(largeType(3840, 2160)).toBeCloseTo(2 * largeType(1920, 1080), 9)
  expect(largeType(3840, 1080)).toBe(largeType(1920, 1080))
  expect(largeType(800, 600)).toBe(1)
})
