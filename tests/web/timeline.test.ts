import { describe, expect, test } from 'vitest'
import type { Cross } from '../../server/contract/answers.ts'
import type { Day } from '../../server/contract/day.ts'
import { breaksOver, figuresAt } from '../../web/areas/timeline.ts'
import type { AreaFigure } from '../../web/areas/figures.ts'
import { stepEnd, timelineOf } from '../../web/stores/timeline.ts'

const cross: Cross = {
  revision: 1, total: 12, unlocated: 0, coarser: 0,
  axes: [{ by: 'town', keys: ['a', 'b'], names: ['A', 'B'] }, { by: 'month', keys: ['2026-01', '2026-02', '2026-03'], names: [] }],
  positions: [[0, 0, 1], [0, 2, 1]],
  count: [4, 3, 5],
}
const figure = (code: string, population: number | null) => ({ code, index: 1, count: 99, resolved: 9, population, perTenThousand: 1, value: 99 }) as AreaFigure
const figures = [figure('a', 2000), figure('b', null), figure('c', 1000)]
const line = timelineOf(cross, 'month')
const values = (at: number, metric: 'count' | 'rate', cumulative: boolean) => figuresAt(figures, line, at, { metric, cumulative }).map(({ value }) => value)

describe('the steps of a period', () => {
  test('are lines of counts by area', () => {
    expect(line.starts).toEqual(['2026-01-01', '2026-02-01', '2026-03-01'])
    expect([...line.counts].map(([code, counts]) => [code, [...counts]])).toEqual([['a', [4, 0, 3]], ['b', [0, 5, 0]]])
  })
  test('of weeks begin on their Monday', () => {
    const weekly = timelineOf({ ...cross, axes: [cross.axes[0]!, { by: 'week', keys: ['2025-W01', '2025-W02', '2025-W03'], names: [] }] }, 'week')
    expect(weekly.starts).toEqual(['2024-12-30', '2025-01-06', '2025-01-13'])
  })
  test('end where the next begins', () => {
    expect([stepEnd('2024-02-01' as Day, 'month'), stepEnd('2024-12-30' as Day, 'week')]).toEqual(['2024-02-29', '2025-01-05'])
  })
  test('without a case are none at all', () => {
    const none = timelineOf({ ...cross, axes: [{ by: 'town', keys: [], names: [] }, { by: 'month', keys: [], names: [] }], positions: [[], []], count: [] }, 'month')
    expect([none.starts.length, none.counts.size, breaksOver(figures, none, { metric: 'count', cumulative: false })]).toEqual([0, 0, null])
  })
})

describe('figures of a step', () => {
  test('are its own, or all up to it', () => {
    expect(values(2, 'count', false)).toEqual([3, 0, 0])
    expect(values(2, 'count', true)).toEqual([7, 5, 0])
  })
  test('as rates know no number where nobody lives', () => {
    expect(values(0, 'rate', false)).toEqual([20, null, 0])
  })
  test('have the same classes in every step, made over all of them', () => {
    expect(breaksOver(figures, line, { metric: 'count', cumulative: false })?.lows).toEqual([3, 4, 5])
    expect(breaksOver(figures, line, { metric: 'count', cumulative: true })?.lows).toEqual([4, 5, 7])
    expect(breaksOver(figures, line, { metric: 'rate', cumulative: true })?.max).toBe(35)
  })
})
