import type { Metric } from '../stores/view.ts'
import type { Timeline } from '../stores/timeline.ts'
import { breaksOf, type Breaks } from './breaks.ts'
import type { AreaFigure } from './figures.ts'

export interface Playing {
  metric: Metric
  /** everything up to a step in place of the step alone */
  cumulative: boolean
}

/** The figures as they are in one step; what is known of the whole period only is left at nothing. */
export function figuresAt(figures: readonly AreaFigure[], line: Timeline, at: number, { metric, cumulative }: Playing): AreaFigure[] {
  return figures.map((figure) => {
    const counts = line.counts.get(figure.code)
    const count = counts ? sum(counts, cumulative ? 0 : at, at) : 0
    const perTenThousand = figure.population ? (count / figure.population) * 10_000 : null
    return { ...figure, count, resolved: 0, perTenThousand, value: metric === 'count' ? count : perTenThousand }
  })
}

/** Classes over all steps, so that one colour means the same in each of them. */
export function breaksOver(figures: readonly AreaFigure[], line: Timeline, { metric, cumulative }: Playing): Breaks | null {
  const values: number[] = []
  for (const { code, population } of figures) {
    const per = metric === 'count' ? 1 : population ? 10_000 / population : 0
    let running = 0
    for (const count of line.counts.get(code) ?? []) {
      running = cumulative ? running + count : count
      values.push(running * per)
    }
  }
  return breaksOf(values, metric === 'count')
}

function sum(counts: Float64Array, from: number, to: number): number {
  let total = 0
  for (let k = from; k <= to; k++) total += counts[k] ?? 0
  return total
}
