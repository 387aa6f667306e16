import { refusalOf, type Refusal } from '../../analysis/hot/refusal.ts'
import type { HotBase } from '../../analysis/tasks.ts'
import { CATEGORIES } from '../../contract/categories.ts'
import { dayNumber } from '../../contract/day.ts'
import type { Say } from '../../contract/error.ts'
import type { Sufficiency } from '../../contract/hotspots.ts'
import { calendarDays } from '../../ledger/calendar.ts'
import { workdays } from '../../ledger/life/workdays.ts'
import type { Job } from '../analyses.ts'
import { eventsOf } from './events.ts'
import { recordOf } from './record.ts'
import { finite } from './rows.ts'
import { NOTHING_TO_COMPARE, thinPast, tooFew, tooFewAreas, PATCHY_CASES, YOUNG_LEDGER } from './say/findings.ts'
import { keyOf, type Setting } from './setting.ts'

/**
 * What was to be expected in the window, and where there is more: shared by everything that is asked of one window. Cases
 * are taken from the cube within this call.
 */
export function needBase(job: Job, setting: Setting): Promise<HotBase> {
  return job.need(`base ${keyOf(setting)}`, (part) => {
    const { question, ground, presets } = setting
    const [from, to] = [dayNumber(setting.from), dayNumber(setting.to)]
    const { since, gaps } = recordOf(question, from)
    return part.run('hot', {
      events: eventsOf(question, ground, { from: since, to }),
      residents: ground.residents,
      weights: ground.weights,
      calendar: calendarDays(since, to, workdays(presets.holidays)),
      options: { kinds: CATEGORIES.codes.length, since, gaps, from, to },
    })
  })
}

export function sufficiencyOf({ question, ground, from, to }: Setting, { expectation, enough }: HotBase): Sufficiency {
  const { detectable, areas } = enough
  const cases = expectation.total + expectation.unknownCases
  const figures = { cases, areas, detectable: finite(detectable) }
  const { level } = ground
  const recordedDays = dayNumber(to) - (question.cube.extent()?.first ?? dayNumber(to)) + 1
  const because: Record<Refusal, () => Say> = {
    nothing: () => NOTHING_TO_COMPARE,
    whole: () => tooFewAreas(level, areas),
    thin: () => thinPast(expectation.taught, { level, areas }),
    young: () => YOUNG_LEDGER,
    patchy: () => PATCHY_CASES,
    few: () => tooFew({ from, to, today: question.today }, { level, ...figures }),
  }
  const refusal = refusalOf(expectation, enough, recordedDays)
  return { enough: refusal === null, refusal, ...figures, say: refusal && because[refusal]() }
}

/** Areas that with their neighbours have clearly fewer than expected. */
export function coldOf({ test: { level } }: HotBase): number {
  return level.filter((one) => one <= -95).length
}
