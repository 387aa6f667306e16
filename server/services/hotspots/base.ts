import { refusalOf, type Refusal } from '../../analysis/hot/refusal.ts'
import type { HotBase } from '../../analysis/tasks.ts'
import { CATEGORIES } from '../../contract/categories.ts'
import { dayNumber } from '../../contract/day.ts'
import type { Say } from '../../contract/error.ts'
import type { Sufficiency } from '../../contract/hotspots.ts'
import { cubeQuery, select } from '../../cube/select.ts'
import { calendarDays } from '../../ledger/calendar.ts'
import { workdays } from '../../ledger/life/workdays.ts'
import type { Job } from '../analyses.ts'
import type { Question } from '../question.ts'
import { eventsOf } from './events.ts'
import { finite } from './rows.ts'
import { NOTHING_TO_COMPARE, thinPast, tooFew, tooFewAreas, YOUNG_LEDGER } from './say/findings.ts'
import { keyOf, type Setting } from './setting.ts'

/** Days before a window that may teach what is to be expected in it. */
const PAST_DAYS = 5 * 366

/**
 * What was to be expected in the window, and where there is more: shared by everything that is asked of one window. Cases
 * are taken from the cube within this call.
 */
export function needBase(job: Job, setting: Setting): Promise<HotBase> {
  return job.need(`base ${keyOf(setting)}`, (part) => {
    const { question, ground, presets } = setting
    const [from, to] = [dayNumber(setting.from), dayNumber(setting.to)]
    const since = recordedSince(question, from)
    return part.run('hot', {
      events: eventsOf(question, ground, { from: since, to }),
      residents: ground.residents,
      weights: ground.weights,
      calendar: calendarDays(since, to, workdays(presets.holidays)),
      options: { kinds: CATEGORIES.codes.length, since, from, to },
    })
  })
}

const QUARTER = 91
/** A quarter with less than this share of a usual one's cases was not yet on record: a slip of a year in one case is no record. */
const THIN = 0.1
/** Quarters without a record, one after the other, after which what lies before is none either. */
const MOST_MISSING = 2

/** First day from which the cases of the question's area are on record, whatever their kind; the window's first where none is before it. */
export function recordedSince({ cube, query }: Question, from: number): number {
  const rows = select(cube, { ...cubeQuery({}, query.areas), from: from - PAST_DAYS, to: from - 1 })
  const { day } = cube.columns
  const quarters = new Uint32Array(Math.ceil(PAST_DAYS / QUARTER))
  const first = new Float64Array(quarters.length).fill(Infinity)
  for (const row of rows) {
    const quarter = Math.floor((from - 1 - day[row]!) / QUARTER)
    quarters[quarter]!++
    first[quarter] = Math.min(first[quarter]!, day[row]!)
  }
  const typical = quarters.filter((one) => one > 0).sort()
  const least = (typical[typical.length >> 1] ?? 0) * THIN
  let [oldest, missing] = [-1, 0]
  for (let back = 0; back < quarters.length && missing <= MOST_MISSING; back++) {
    const there = quarters[back]! > 0 && quarters[back]! >= least
    if (there) oldest = back
    missing = there ? 0 : missing + 1
  }
  if (oldest < 0) return from
  // the quarter in which the record begins is hardly ever a whole one
  return oldest === quarters.length - 1 ? from - PAST_DAYS : first[oldest]!
}

export function sufficiencyOf({ question, ground, from, to }: Setting, { expectation, enough }: HotBase): Sufficiency {
  const { detectable, areas } = enough
  const cases = expectation.total + expectation.unknownCases
  const figures = { cases, areas, detectable: finite(detectable) }
  const { level } = ground
  const because: Record<Refusal, () => Say> = {
    nothing: () => NOTHING_TO_COMPARE,
    whole: () => tooFewAreas(level, areas),
    thin: () => thinPast(expectation.taught, { level, areas }),
    young: () => YOUNG_LEDGER,
    few: () => tooFew({ from, to, today: question.today }, { level, ...figures }),
  }
  const refusal = refusalOf(expectation, enough)
  return { enough: refusal === null, ...figures, say: refusal && because[refusal]() }
}

/** Areas that with their neighbours have clearly fewer than expected. */
export function coldOf({ test: { level } }: HotBase): number {
  return level.filter((one) => one <= -95).length
}
