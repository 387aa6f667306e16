import type { ChangeBounds, ChangeFigure } from '../../areas/change.ts'
import type { LabelValues } from '../../areas/figures.ts'
import { signed } from '../../i18n/changeText.ts'
import { exact } from '../../../server/contract/numbers.ts'

export interface LegendWords {
  above(n: string): string
  below(n: string): string
  about(low: string, high: string): string
  none: string
}

/** What the legend says of a class, from the greatest rise to the greatest fall; `step` as `changeStep` gives it. */
export function changeLabels(bounds: ChangeBounds, whole: boolean, words: LegendWords): { step: number; label: string }[] {
  if (bounds.length === 0) return [{ step: 0, label: words.none }]
  const text = (value: number) => exact(value, whole ? 0 : decimals(value))
  const upTo = (k: number) => (whole ? bounds[k + 1]! - 1 : bounds[k + 1]!)
  const rises = bounds.map((low, k) => {
    const last = k === bounds.length - 1
    const one = !last && upTo(k) === low
    return { step: k + 1, label: last ? words.above(text(low)) : one ? `+${text(low)}` : `+${text(low)} ~ +${text(upTo(k))}` }
  })
  const falls = bounds.map((low, k) => {
    const last = k === bounds.length - 1
    const one = !last && upTo(k) === low
    return { step: -(k + 1), label: last ? words.below(text(low)) : one ? `−${text(low)}` : `−${text(low)} ~ −${text(upTo(k))}` }
  })
  const near = whole ? bounds[0]! - 1 : bounds[0]!
  const middle = { step: 0, label: near === 0 ? words.none : words.about(`−${text(near)}`, `+${text(near)}`) }
  return [...rises.reverse(), middle, ...falls]
}

/** What stands beside the names: the surest and greatest first, where room is short; what may be chance keeps quiet. */
export function changeValues(figures: readonly ChangeFigure[], classes: ReadonlyMap<number, number>, digits: number): LabelValues {
  return new Map(figures.flatMap(({ index, change, unsure }) => {
    const text = change === null ? '0' : signed(change, digits)
    const first = !unsure && (classes.get(index) ?? 0) > 0
    return text === '0' ? [] : [[index, { text, order: Math.abs(change!), ...(first && { first }) }] as const]
  }))
}

function decimals(value: number): number {
  return value >= 1 ? 0 : Math.ceil(-Math.log10(value) - 1e-9)
}
