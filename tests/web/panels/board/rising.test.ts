import { describe, expect, test } from 'vitest'
import type { RankChange, Ranks, RankRow, VerdictCode } from '../../../../server/contract/ranks.ts'
import { namesSaid } from '../../../../web/panels/board/namesSaid.ts'
import { partLevel } from '../../../../web/panels/board/partLevel.ts'
import { pathOf, pointsOf } from '../../../../web/panels/board/rising/paths.ts'
import { riseBars, riseRows, shortened } from '../../../../web/panels/board/rising/rows.ts'
import fc from '../../../property.ts'

function change(count: number, low: number | null, verdict: VerdictCode): RankChange {
  return { count, ratio: low, low, high: low === null ? null : low * 2, verdict, say: { zh: '', en: '' } }
}
function row(key: string, count: number, before: RankChange | null): RankRow {
  return { key, name: key, nameEn: key, index: 1, count, before, yearBefore: null, rate: null }
}
const ranks = (rows: RankRow[]) => ({ rows }) as Ranks

describe('rows that rise', () => {
  const all = ranks([
    row('quiet', 0, change(0, null, 'few')), row('same', 30, change(30, 0.9, 'same')), row('up', 40, change(20, 1.4, 'rising')),
    row('down', 10, change(40, 0.2, 'falling')), row('tie', 50, change(55, 0.9, 'same')),
  ])

  test('the surest first, of equal ones the larger; without a case in either period none', () => {
    expect(riseRows(all, 'before').map(({ row: { key } }) => key)).toEqual(['up', 'tie', 'same', 'down'])
    expect(riseRows(all, 'yearBefore')).toEqual([])
  })

  test('a long list keeps its head, clear rises and the clear falls at its end', () => {
    const rows = riseRows(all, 'before')
    expect(shortened(rows, { first: 2, most: 1 }).map(({ row: { key } }) => key)).toEqual(['up', 'tie', 'down'])
    expect(shortened(rows, { first: 9, most: 1 })).toEqual(rows)
  })
})

describe('bars', () => {
  const rows = riseRows(ranks([row('a', 40, change(20, 1.5, 'rising')), row('b', 10, change(50, 0.1, 'falling')), row('c', 3, change(0, 0.5, 'few'))]), 'before')

  test('stand on one scale on which the marks of before fit', () => {
    const bars = riseBars(rows, { whiskers: false })
    expect(bars.map(({ now, before }) => [now, before])).toEqual([[0.8, 0.4], [0.06, 0], [0.2, 1]])
    expect(bars.every(({ whisker }) => whisker === null)).toBe(true)
  })

  test('make room for whiskers; where nothing was before there is none', () => {
    const bars = riseBars(rows, { whiskers: true })
    // the widest is 20 × 3
    expect(bars[0]).toEqual({ now: 40 / 60, before: 20 / 60, whisker: { from: 0.5, to: 1 } })
    expect(bars[1]!.whisker).toBeNull()
  })
})

describe('small lines', () => {
  const box = { width: 104, height: 44, most: 10 }

  test('run from edge to edge, zero at the bottom and the most at the top', () => {
    expect(pointsOf([0, 10], box)).toEqual([{ x: 2, y: 42 }, { x: 102, y: 2 }])
    expect(pathOf([0, 5, 10], box)).toBe('M2.0 42.0L52.0 22.0L102.0 2.0')
  })

  test('break where a month is not on record', () => {
    expect(pathOf([null, 10, null, 0], box)).toBe('M35.3 2.0M102.0 42.0')
  })

  test('stay in their box', () => {
    fc.assert(fc.property(fc.array(fc.option(fc.nat({ max: 90 })), { maxLength: 40 }), (values) => {
      const most = Math.max(1, ...values.map((value) => value ?? 0))
      for (const point of pointsOf(values, { ...box, most })) {
        expect(point === null || (point.x >= 2 && point.x <= 102 && point.y >= 2 && point.y <= 42)).toBe(true)
      }
    }), { seed: 1 })
  })
})

test('names: up to three, and of more how many', () => {
  const t = (key: string, values: Record<string, unknown>) => `${key} ${values.names} ${values.n}`
  expect(namesSaid(['甲', '乙', '丙'], t, 'zh')).toBe('甲、乙、丙')
  expect(namesSaid(['a', 'b', 'c', 'd'], t, 'en')).toBe('ranks.andMore a, b, c 4')
})

test('parts are those of the widest level with two of them', () => {
  const info = { levels: (['county', 'town', 'village', 'grid'] as const).map((level) => ({ level, label: { zh: '', en: '' } })) }
  const children = (levels: string[]) => ({ children: levels.map((level) => ({ level })) }) as Parameters<typeof partLevel>[0]
  expect(partLevel(null, info)).toBe('town')
  expect(partLevel(children(['village', 'village', 'grid']), info)).toBe('village')
  expect(partLevel(children(['village', 'grid', 'grid']), info)).toBe('grid')
  expect(partLevel(children(['grid']), info)).toBeNull()
})
