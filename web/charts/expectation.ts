import type { EChartsOption } from 'echarts'
import type { HotCard } from '../../server/contract/hotspots.ts'
import type { Palette } from '../theme/palette.ts'

/** What came in one month or week, and what was to be expected: 95 % of such steps lie from `low` to `high`. */
export type ExpectedPoint = HotCard['series'][number]

export interface ExpectationWords {
  /** beside the end of the line, and of the upper edge of the band */
  expected: string
  upper: string
  /** what stands in the tip of one step */
  point(point: ExpectedPoint, partial: boolean): string
  axis(point: ExpectedPoint): string
  count(n: number): string
  font: string
  /** root font size in CSS pixels */
  rem: number
}

/** about how wide the bars stand in a panel */
const PLOT_REM = 16

/** Did more come than the band of 95 % holds? Unknown is no. */
export function isAbove({ count, high }: ExpectedPoint): boolean {
  return high !== null && count > high
}

/** Steps above the band: how many there are, how many of the last without a break, and how many can be judged at all. The open last step counts where it is above already. */
export function aboveBand(series: readonly ExpectedPoint[]): { above: number; closing: number; judged: number } {
  const above = series.filter(isAbove).length
  const judged = series.filter(({ high }) => high !== null).length
  let closing = 0
  while (closing < series.length && isAbove(series[series.length - 1 - closing]!)) closing++
  return { above, closing, judged }
}

/**
 * Bars from zero for what came, strong where they pass the band; a thin line for what was to be expected, in its band.
 * Lines and band are named where they end. `partial`: the last step is not over.
 */
export function expectationOption(series: readonly ExpectedPoint[], partial: boolean, palette: Palette, words: ExpectationWords): EChartsOption {
  const px = (rem: number) => Math.round(rem * words.rem)
  const text = { color: palette['ink-soft'], fontFamily: words.font, fontSize: px(0.75) }
  const last = series.length - 1
  const edge = { type: 'line' as const, symbol: 'none', silent: true, emphasis: { disabled: true }, labelLayout: { moveOverlap: 'shiftY' as const } }
  // a line ends amid the last bar
  const beside = Math.round(px(PLOT_REM) / 2 / Math.max(series.length, 1)) + 4
  const known = series.some(({ expected }) => expected !== null)
  return {
    animationDuration: 200,
    textStyle: { fontFamily: words.font },
    grid: { left: px(1.9), right: px(known ? 3.25 : 0.75), top: px(1.25), bottom: px(1.6) },
    tooltip: {
      trigger: 'axis', renderMode: 'richText', confine: true,
      backgroundColor: palette.surface, borderColor: palette.line, textStyle: { ...text, color: palette.ink },
      axisPointer: { type: 'line', lineStyle: { color: palette['line-strong'], type: 'solid', width: 1 } },
      formatter: (at) => {
        const index = (at as { dataIndex: number }[])[0]?.dataIndex ?? 0
        return words.point(series[index]!, partial && index === last)
      },
    },
    xAxis: {
      type: 'category', data: series.map((point) => words.axis(point)),
      axisTick: { show: false }, axisLine: { lineStyle: { color: palette['line-strong'] } }, axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: 'value', min: 0, minInterval: 1, splitNumber: 3, axisLabel: { ...text, formatter: words.count },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      // two lines on one another make the band: its lower edge, and its height above that
      { ...edge, stack: 'band', data: series.map(({ low }) => low), lineStyle: { opacity: 0 }, z: 1 },
      {
        ...edge, stack: 'band', data: series.map(({ low, high }) => (low === null || high === null ? null : high - low)), z: 1,
        lineStyle: { opacity: 0 }, areaStyle: { color: palette['ink-soft'], opacity: 0.16 },
      },
      {
        type: 'bar', data: series.map((point, k) => bar(point, partial && k === last, palette)), barMaxWidth: px(1.25), barCategoryGap: '35%', z: 2,
        label: { show: true, position: 'top', distance: 2, ...text, color: palette.ink, formatter: ({ dataIndex }) => labelOf(series[dataIndex]!, words) },
        labelLayout: { hideOverlap: true },
      },
      {
        ...edge, data: series.map(({ high }) => high), lineStyle: { color: palette['ink-soft'], width: 1, type: 'dotted' }, z: 3,
        endLabel: { show: known, ...text, formatter: words.upper, distance: beside },
      },
      {
        ...edge, data: series.map(({ expected }) => expected), lineStyle: { color: palette.ink, width: 1.25 }, z: 4,
        endLabel: { show: known, ...text, color: palette.ink, formatter: words.expected, distance: beside },
      },
    ],
  }
}

/** A bar is printed with its number where it passes the band. */
function labelOf(point: ExpectedPoint, words: ExpectationWords): string {
  return isAbove(point) ? words.count(point.count) : ''
}

function bar(point: ExpectedPoint, open: boolean, palette: Palette) {
  const color = isAbove(point) ? palette.celadon : palette.bar
  return { value: point.count, itemStyle: open ? { color: 'transparent', borderColor: color, borderWidth: 1.5, borderType: 'dashed' as const } : { color } }
}
