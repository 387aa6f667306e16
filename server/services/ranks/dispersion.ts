import { dispersionOf } from '../../analysis/expected/dispersion.ts'
import { anyStanding, choosesByToday } from '../../contract/filter.ts'
import { passTable } from '../../cube/facets.ts'
import { select } from '../../cube/select.ts'
import type { Question } from '../question.ts'
import type { Spans } from './comparisons.ts'
import type { Groups } from './groups.ts'

/** Days that tell how restless counts are, in steps of four weeks, or of the period where that is shorter. */
const PAST_DAYS = 2 * 364
const LONGEST_STEP = 28
const SHORTEST_STEP = 7
const MOST_STEPS = 26
const FEWEST_STEPS = 6
/** Rows that are enough to tell by. */
const MOST_ROWS = 160

/** The question however cases stand: those that stand so today tell nothing of other times. */
function ofAllTimes(question: Question): Question {
  const { filter, query } = question
  if (!choosesByToday(filter)) return question
  const { phase: _, ...rest } = anyStanding(filter)
  return { ...question, filter: rest, query: { ...query, pass: passTable(rest), standing: null } }
}

/**
 * φ of a question's counts, at least 1. Of old cases hardly one still stands as those that a filter by today's standing lets
 * through, so that their counts tell nothing: there it is learnt from all of the same kinds, and thinned to the part that
 * is asked for, 1 + (φ − 1) × part ÷ all, as counts of a part vary the less, the smaller it is. Reads the cube within this call.
 */
export function dispersionIn(question: Question, groups: Groups, spans: Spans): number {
  const whole = ofAllTimes(question)
  if (whole === question) return learnt(question, groups, spans)
  const all = select(question.cube, whole.query).length
  const part = select(question.cube, question.query).length
  return all === 0 ? 1 : 1 + (learnt(whole, groups, spans) - 1) * (part / all)
}

/**
 * φ ≥ 1: how many times as much as chance lets them the counts of these rows vary from one time to another, by the record up to the
 * question's last day; 1 where that is too short to tell.
 */
function learnt(question: Question, groups: Groups, { now, record, last }: Spans): number {
  const days = now ? now.to - now.from + 1 : LONGEST_STEP
  const step = Math.max(SHORTEST_STEP, Math.min(LONGEST_STEP, days))
  const reach = Math.min(PAST_DAYS, last - record.since + 1)
  const steps = Math.min(MOST_STEPS, Math.floor(reach / step))
  if (steps < FEWEST_STEPS) return 1
  const from = last + 1 - steps * step
  const { cube, query } = question
  const cells = new Float64Array(groups.rows.length * steps)
  const rows = select(cube, { ...query, from, to: last })
  const { day } = cube.columns
  for (let k = 0; k < rows.length; k++) {
    const at = groups.of(rows[k]!)
    if (at >= 0) cells[at * steps + Math.floor((day[rows[k]!]! - from) / step)]!++
  }
  const whole = Array.from({ length: steps }, (_, at) => at).filter((at) => {
    const [first, end] = [from + at * step, from + (at + 1) * step]
    return record.gaps.every((gap) => gap.to < first || gap.from >= end)
  })
  if (whole.length < FEWEST_STEPS) return 1
  return dispersionOf(...sample(cells, { steps, whole, rows: groups.rows.length }))
}

/** Every so many-th row with a case, its whole steps alone, and the shares of these rows. */
function sample(cells: Float64Array, { steps, whole, rows }: { steps: number; whole: number[]; rows: number }): [Float64Array, number, Float64Array] {
  const told = Array.from({ length: rows }, (_, row) => row).filter((row) => whole.some((at) => cells[row * steps + at]! > 0))
  const every = Math.ceil(told.length / MOST_ROWS)
  const chosen = told.filter((_, at) => at % every === 0)
  const counts = Float64Array.from(chosen.flatMap((row) => whole.map((at) => cells[row * steps + at]!)))
  const sums = chosen.map((_, at) => counts.subarray(at * whole.length, (at + 1) * whole.length).reduce((a, b) => a + b, 0))
  const all = sums.reduce((a, b) => a + b, 0)
  return [counts, whole.length, Float64Array.from(sums, (sum) => sum / all)]
}
