import { dayNumber, dayOfNumber, type Day } from '../../contract/day.ts'
import type { HotStep } from '../../contract/hotspots.ts'
import { addMonths, stepStart } from '../../cube/calendar.ts'

/** Months for windows of so many days. */
const LONG_DAYS = 300
const FEWEST = 12
const MOST = 24

export function stepOf({ from, to }: { from: Day; to: Day }, asked: HotStep | undefined): HotStep {
  return asked ?? (dayNumber(to) - dayNumber(from) + 1 >= LONG_DAYS ? 'month' : 'week')
}

/** First days of the whole steps up to the window's end, and the day after the last of them: as many as the window has, but 12 to 24, and none before `since`. */
export function edgesOf({ from, to }: { from: Day; to: Day }, step: HotStep, since = -Infinity): Int32Array {
  const end = stepStart(step, dayNumber(to) + 1)
  const first = dayNumber(from)
  const edges = [end]
  const before = (edge: number): number => (step === 'week' ? edge - 7 : addMonths(edge, -1))
  while (before(edges[0]!) >= since && (edges.length <= FEWEST || (edges.length <= MOST && before(edges[0]!) >= first))) edges.unshift(before(edges[0]!))
  return Int32Array.from(edges)
}

/** The window that steps make. */
export function windowOfEdges(edges: Int32Array): { from: Day; to: Day } {
  return { from: dayOfNumber(edges[0]!), to: dayOfNumber(edges.at(-1)! - 1) }
}

/** For every day between the edges the step that it lies in. */
export function stepsByDay(edges: Int32Array): Uint8Array {
  const steps = new Uint8Array(edges.at(-1)! - edges[0]!)
  for (let step = 0; step + 1 < edges.length; step++) steps.fill(step, edges[step]! - edges[0]!, edges[step + 1]! - edges[0]!)
  return steps
}

/**
 * First days of the steps of a series that ends with a window, and the day after it: the window's own, but as many as `fewest`
 * where so many are on record since `since`, and `most` of them.
 */
export function seriesEdges({ from, to, since, fewest, most }: { from: number; to: number; since: number; fewest: number; most: number }, step: HotStep): Int32Array {
  const edges = [stepStart(step, to), to + 1]
  const earliest = Math.min(from, since)
  for (;;) {
    const steps = edges.length - 1
    const before = stepStart(step, edges[0]! - 1)
    if (steps >= most || before < stepStart(step, earliest) || (before < stepStart(step, from) && steps >= fewest)) return Int32Array.from(edges)
    edges.unshift(before)
  }
}
