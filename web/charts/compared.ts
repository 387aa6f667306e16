import type { EChartsOption } from 'echarts'
import type { Palette } from '../theme/palette.ts'
import { drawnSteps, type Aligned, type Step } from './aligned.ts'

export interface ComparedWords {
  a: string
  b: string
  /** of the k-th step, from 0 */
  axis(k: number): string
  point(k: number): string
  count(n: number): string
  font: string
  /** root font size in CSS pixels */
  rem: number
}

/** Two lines over the same steps: the one on show strong, the other thin and dotted; each bears its name at its end. */
export function comparedOption(line: Aligned, palette: Palette, words: ComparedWords): EChartsOption {
  const px = (rem: number) => Math.round(rem * words.rem)
  const text = { color: palette['ink-soft'], fontFamily: words.font, fontSize: px(0.75) }
  const [a, b] = [drawnSteps(line.a), drawnSteps(line.b)]
  const steps = Math.max(a.length, b.length)
  const drawn = (side: readonly Step[], { name, colour, width, z, hollow }: { name: string; colour: string; width: number; z: number; hollow: boolean }) => ({
    type: 'line' as const, name, z, data: side.map(({ count }) => count),
    symbol: hollow ? 'emptyCircle' : 'circle', symbolSize: 6, showSymbol: steps < 20,
    lineStyle: { color: colour, width, type: hollow ? ('dashed' as const) : ('solid' as const) }, itemStyle: { color: colour },
    endLabel: { ...text, show: true, formatter: name, color: hollow ? palette['ink-soft'] : palette.celadon, fontWeight: 600, distance: 6, width: px(4.6), overflow: 'break' as const, lineHeight: px(0.9) },
    labelLayout: { moveOverlap: 'shiftY' as const },
  })
  return {
    animationDuration: 200,
    textStyle: { fontFamily: words.font },
    grid: { left: px(2.4), right: px(5.2), top: px(0.9), bottom: px(1.6) },
    tooltip: {
      trigger: 'axis', renderMode: 'richText', confine: true,
      backgroundColor: palette.surface, borderColor: palette.line, textStyle: { ...text, color: palette.ink },
      axisPointer: { lineStyle: { color: palette['line-strong'], type: 'solid', width: 1 } },
      formatter: (at) => words.point((at as { dataIndex: number }[])[0]?.dataIndex ?? 0),
    },
    xAxis: {
      type: 'category', data: Array.from({ length: steps }, (_, k) => words.axis(k)), boundaryGap: false,
      axisTick: { show: false }, axisLine: { lineStyle: { color: palette['line-strong'] } }, axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: 'value', min: 0, minInterval: 1, splitNumber: 3, axisLabel: { ...text, formatter: words.count },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      drawn(b, { name: words.b, colour: palette['ink-soft'], width: 1.5, z: 2, hollow: true }),
      drawn(a, { name: words.a, colour: palette.celadon, width: 2.5, z: 3, hollow: false }),
    ],
  }
}
