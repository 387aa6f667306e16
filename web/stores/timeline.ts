import type { Cross } from '../../server/contract/answers.ts'
import { dayNumber, dayOfNumber, type Day } from '../../server/contract/day.ts'
import { nextStep, weekStart } from '../../server/cube/calendar.ts'

export type TimelineStep = 'month' | 'week'

/** Counts of areas in every month or week from the first with a case to the last. */
export interface Timeline {
  step: TimelineStep
  /** first day of each step */
  starts: readonly Day[]
  /** by area code, one number a step; areas without a case are left out */
  counts: ReadonlyMap<string, Float64Array>
}

/** A count by level and step, as lines of time. */
export function timelineOf({ axes, positions, count }: Cross, step: TimelineStep): Timeline {
  const at = axes.findIndex(({ by }) => by === step)
  const [of, time] = [1 - at, positions[at] ?? []]
  const starts = (axes[at]?.keys ?? []).map(stepStart)
  const counts = new Map<string, Float64Array>()
  for (let k = 0; k < count.length; k++) {
    const code = axes[of]!.keys[positions[of]![k]!]!
    const line = counts.get(code) ?? new Float64Array(starts.length)
    line[time[k]!]! += count[k]!
    counts.set(code, line)
  }
  return { step, starts, counts }
}

/** Where a line of steps stands on a day: in the step that holds it, in the first where that day lies before all, in the last without a day. */
export function stepAt(starts: readonly Day[], day: Day | null): number {
  if (day === null) return Math.max(0, starts.length - 1)
  return Math.max(0, starts.findLastIndex((start) => start <= day))
}

/** First day of `2024-03` or `2024-W10`. */
function stepStart(key: string): Day {
  const [year = '', part = ''] = key.split('-')
  if (!part.startsWith('W')) return `${key}-01` as Day
  return dayOfNumber(weekStart(Number(year), Number(part.slice(1))) ?? 0)
}

/** Last day of the step that begins on a day. */
export function stepEnd(start: Day, step: TimelineStep): Day {
  return dayOfNumber(nextStep(step, dayNumber(start)) - 1)
}
