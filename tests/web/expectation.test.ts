import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Day } from '../../server/contract/day.ts'
import { aboveBand, expectationOption, isAbove, type ExpectedPoint } from '../../web/charts/expectation.ts'
import { readPalette } from '../../web/theme/palette.ts'

const point = (count: number, expected: number | null = 2, low: number | null = 0, high: number | null = 4): ExpectedPoint =>
  ({ start: '2026-01-01' as Day, count, expected, low, high })

describe('what came beside what was to be expected', () => {
  test('above is more than the band holds, and the unknown is no finding', () => {
    expect([point(5), point(4), point(9, null, null, null)].map(isAbove)).toEqual([true, false, false])
  })

  test('counts the steps above, those at the end without a break, and those that can be judged', () => {
    expect(aboveBand([point(5), point(1), point(6), point(7)])).toEqual({ above: 3, closing: 2, judged: 4 })
    expect(aboveBand([point(5), point(9, null, null, null), point(1)])).toEqual({ above: 1, closing: 0, judged: 2 })
    expect(aboveBand([point(5), point(9, null, null, null), point(6)])).toEqual({ above: 2, closing: 1, judged: 2 })
    expect(aboveBand([])).toEqual({ above: 0, closing: 0, judged: 0 })
    expect(aboveBand([point(8)])).toEqual({ above: 1, closing: 1, judged: 1 })
  })
})

interface Drawn {
  yAxis: { min: number }
  tooltip: { renderMode: string; formatter: (at: { dataIndex: number }[]) => string }
  grid: { right: number }
  series: { type: string; stack?: string; data: unknown[]; endLabel?: { show: boolean } }[]
}

function draw(series: ExpectedPoint[], partial = false): { option: Drawn; palette: Record<string, string> } {
  const css = readFileSync('web/theme/tokens.css', 'utf8')
  const palette = readPalette((name) => new RegExp(`${name}:\\s*([^;]+);`).exec(css)?.[1] ?? '')
  const words = { expected: 'e', upper: 'u', point: (_: ExpectedPoint, open: boolean) => (open ? 'open' : 'whole'), axis: () => '', count: String, font: 'f', rem: 16 }
  return { option: expectationOption(series, partial, palette, words) as unknown as Drawn, palette }
}

describe('the chart', () => {
  test('draws bars from zero, the band between its edges, and a tip that needs no inline style', () => {
    const { option } = draw([point(1, 2, 1, 4), point(6, 3, 1, 5)])
    expect(option.yAxis.min).toBe(0)
    expect(option.tooltip.renderMode).toBe('richText')
    const [low, height, bars, upper, expected] = option.series
    expect([low!.data, height!.data, upper!.data, expected!.data]).toEqual([[1, 1], [3, 4], [4, 5], [2, 3]])
    expect([low!.stack, height!.stack, bars!.stack]).toEqual(['band', 'band', undefined])
    expect((bars!.data as { value: number }[]).map(({ value }) => value)).toEqual([1, 6])
  })

  test('a bar above the band is strong, a step that is not over is drawn open', () => {
    const { option, palette } = draw([point(1), point(6), point(7)], true)
    const styles = (option.series[2]!.data as { itemStyle: { color: string; borderColor?: string } }[]).map(({ itemStyle }) => itemStyle)
    expect(styles.map(({ color }) => color)).toEqual([palette.bar, palette.celadon, 'transparent'])
    expect(styles[2]!.borderColor).toBe(palette.celadon)
    expect([1, 2].map((dataIndex) => option.tooltip.formatter([{ dataIndex }]))).toEqual(['whole', 'open'])
  })

  test('a bar above the band has its number', () => {
    const { option } = draw([point(0), point(3), point(6)])
    const bars = option.series[2]! as unknown as { data: { value: number }[]; label: { formatter: (at: { dataIndex: number }) => string } }
    expect(bars.data.map(({ value }) => value)).toEqual([0, 3, 6])
    expect([0, 1, 2].map((dataIndex) => bars.label.formatter({ dataIndex }))).toEqual(['', '', '6'])
  })

  test('where nothing can be expected there is no band, no line, and no room for their names', () => {
    const { option } = draw([point(1, null, null, null), point(2, null, null, null)])
    expect(option.series[1]!.data).toEqual([null, null])
    expect(option.series.map(({ endLabel }) => endLabel?.show ?? null)).toEqual([null, null, null, false, false])
    expect(option.grid.right).toBeLessThan(draw([point(1)]).option.grid.right)
  })
})
