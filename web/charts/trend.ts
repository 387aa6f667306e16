import type { EChartsOption } from 'echarts'
import type { Series, SeriesPoint } from '../../server/contract/answers.ts'
import { dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'
import { isTold, type Count } from '../../server/contract/withheld.ts'
import type { Palette } from '../theme/palette.ts'

export interface TrendWords {
  now: string
  before: string
  point(point: SeriesPoint, partial: boolean): string
  axis(day: Day): string
  count(n: number): string
  font: string
  /** root font size in CSS pixels */
  rem: number
}

/** Does the last step end after the filter's last day? Then it is not complete, and must not look like a fall. */
export function lastIsPartial(series: Series, to: Day): boolean {
  const last = series.points[series.points.length - 1]
  return last !== undefined && stepEnd(last.start, series.step) > to
}

export function stepEnd(start: Day, step: Series['step']): Day {
  if (step === 'week') return dayOfNumber(dayNumber(start) + 6)
  const [year, month] = start.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) as Day
}

/** The unbroken rise or fall that the series ends with, in steps; the incomplete last step is left out. */
export function closingRun(series: Series, partial: boolean): { trend: 'up' | 'down' | null; steps: number } {
  const counts = series.points.map(({ count }) => count)
  if (partial) counts.pop()
  let steps = 0
  let trend: 'up' | 'down' | null = null
  for (let k = counts.length - 1; k > 0; k--) {
    const [now, then] = [counts[k]!, counts[k - 1]!]
    if (!isTold(now) || !isTold(then)) break
    const way = Math.sign(now - then)
    const turn = way > 0 ? 'up' : way < 0 ? 'down' : null
    if (turn === null || (trend !== null && turn !== trend)) break
    trend = turn
    steps++
  }
  return { trend, steps }
}

/** A withheld count leaves a gap in the line. */
const drawn = (count: Count): number | null => (isTold(count) ? count : null)

/** The period as a strong line over its area, the year before as a thin one behind. */
export function trendOption(series: Series, partial: boolean, palette: Palette, words: TrendWords): EChartsOption {
  const { points } = series
  const px = (rem: number) => Math.round(rem * words.rem)
  const text = { color: palette['ink-soft'], fontFamily: words.font, fontSize: px(0.75) }
  const last = points.length - 1
  const solid = points.map(({ count }, k) => (partial && k === last ? null : drawn(count)))
  const dashed = points.map(({ count }, k) => (partial && k >= last - 1 ? drawn(count) : null))
  const line = { type: 'line' as const, symbol: 'circle', symbolSize: 5, showSymbol: points.length < 40 }
  return {
    animationDuration: 200,
    textStyle: { fontFamily: words.font },
    grid: { left: px(2.4), right: px(1), top: px(0.9), bottom: px(1.6) },
    tooltip: {
      trigger: 'axis', renderMode: 'richText', confine: true,
      backgroundColor: palette.surface, borderColor: palette.line, textStyle: { ...text, color: palette.ink },
      axisPointer: { lineStyle: { color: palette['line-strong'], type: 'solid', width: 1 } },
      formatter: (at) => {
        const index = (at as { dataIndex: number }[])[0]?.dataIndex ?? 0
        return words.point(points[index]!, partial && index === last)
      },
    },
    xAxis: {
      type: 'category', data: points.map(({ start }) => words.axis(start)), boundaryGap: false,
      axisTick: { show: false }, axisLine: { lineStyle: { color: palette['line-strong'] } },
      axisLabel: { ...text, hideOverlap: true, alignMinLabel: 'left', alignMaxLabel: 'right' },
    },
    yAxis: {
      type: 'value', min: 0, minInterval: 1, splitNumber: 3, axisLabel: { ...text, formatter: words.count },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      {
        ...line, name: words.before, data: points.map(({ yearBefore }) => yearBefore === null ? null : drawn(yearBefore)), z: 1, symbol: 'none',
        lineStyle: { color: palette['line-strong'], width: 1 }, itemStyle: { color: palette['line-strong'] },
      },
      {
        ...line, name: words.now, data: solid, z: 3, areaStyle: { color: palette.celadon, opacity: 0.08 },
        lineStyle: { color: palette.celadon, width: 2 }, itemStyle: { color: palette.celadon },
      },
      {
        ...line, name: words.now, data: dashed, z: 2, symbol: 'emptyCircle',
        lineStyle: { color: palette.celadon, width: 1.5, type: 'dashed' }, itemStyle: { color: palette.celadon },
      },
    ],
  }
}
