import { describe, expect, test } from 'vitest'
import type { TownCell, Towns } from '../../../../server/contract/towns.ts'
import { columnOf, figureText, flagged } from '../../../../web/panels/board/towns/figures.ts'
import { labelsOf, RADIUS, roundUp } from '../../../../web/panels/board/towns/scatter.ts'
import fc from '../../../property.ts'

const PLANE = { width: 360, height: 214, line: 13, letter: 6.4 }

describe('names of dots', () => {
  test('stand to the right, else to the left of the right edge', () => {
    const labels = labelsOf([{ key: 'a', name: '柳河镇', x: 50, y: 60 }, { key: 'b', name: '太坪镇', x: 350, y: 120 }], PLANE)
    expect(labels.map((label) => label?.anchor)).toEqual(['start', 'end'])
  })

  test('meet neither one another nor a dot, and stay inside; what has no room has none', () => {
    const dot = fc.record({ x: fc.double({ min: 6, max: 350, noNaN: true }), y: fc.double({ min: 6, max: 205, noNaN: true }) })
    fc.assert(fc.property(fc.array(dot, { maxLength: 40 }), (places) => {
      const dots = places.map((place, k) => ({ key: `${k}`, name: '某某镇', ...place }))
      const wide = 3 * 2 * PLANE.letter
      const boxes = labelsOf(dots, PLANE).flatMap((label) => {
        if (!label) return []
        const left = label.anchor === 'start' ? label.x : label.anchor === 'end' ? label.x - wide : label.x - wide / 2
        const middle = label.y - PLANE.line * 0.35
        return [{ left, right: left + wide, top: middle - PLANE.line / 2, bottom: middle + PLANE.line / 2 }]
      })
      const marks = dots.map(({ x, y }) => ({ left: x - RADIUS, right: x + RADIUS, top: y - RADIUS, bottom: y + RADIUS }))
      const slack = 1e-6
      const meets = (a: (typeof boxes)[number], b: (typeof boxes)[number]) => a.left < b.right - slack && b.left < a.right - slack && a.top < b.bottom - slack && b.top < a.bottom - slack
      boxes.forEach((box, k) => {
        expect([...boxes.slice(0, k), ...marks].filter((other) => meets(box, other))).toEqual([])
        expect(box.left >= -slack && box.right <= PLANE.width + slack && box.top >= -slack && box.bottom <= PLANE.height + slack).toBe(true)
      })
    }), { seed: 2, numRuns: 200 })
  })
})

test('an axis ends at a round number that holds its values', () => {
  expect([0, 0.03, 1, 5.6, 117, 8_100].map(roundUp)).toEqual([1, 0.03, 1, 6, 150, 10_000])
})

describe('figures of towns', () => {
  test('are printed by their unit', () => {
    expect([figureText(58.07, 'perTenThousand'), figureText(119.3, 'perTenThousand'), figureText(0.1312, 'share'), figureText(1.152, 'ratio'), figureText(null, 'share')])
      .toEqual(['58.1', '119', '13.1%', '×1.15', '—'])
  })

  test('of one measure, and the rows that are warned of', () => {
    const cell = (value: number, flag: boolean) => ({ value, flag }) as TownCell
    const towns = {
      columns: [{ measure: 'cases' }, { measure: 'lawsuits' }],
      rows: [{ key: 'a', cells: [cell(1, false), null] }, { key: 'b', cells: [cell(2, true), cell(3, false)] }, { key: 'c', cells: [cell(2, true), cell(9, true)] }],
    } as Towns
    expect(columnOf(towns, 'lawsuits').map((one) => one?.value ?? null)).toEqual([null, 3, 9])
    expect(columnOf(towns, 'police')).toEqual([null, null, null])
    expect(flagged(towns).map(({ key }) => key)).toEqual(['c', 'b'])
  })
})
