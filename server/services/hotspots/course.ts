import { dayNumber, dayOfNumber, type Day } from '../../contract/day.ts'
import type { HotMonths } from '../../contract/hotspots.ts'
import type { EmergingClass } from '../../contract/hotTerms.ts'
import { stepStart } from '../../cube/calendar.ts'
import type { Job } from '../analyses.ts'
import { sufficiencyOf } from './base.ts'
import { ALPHA, emergingSteps, type EmergingSteps } from './emerging.ts'
import { recordOf } from './record.ts'
import { risingSince, TREND_MONTHS } from './rising.ts'
import { keyOf, type Setting } from './setting.ts'
import { edgesOf } from './steps.ts'

/** How the places of a window came to be as they are, month by month; arrays by area. */
export interface Course {
  classes: EmergingClass[]
  /** in how many of the months an area was hot with its neighbours */
  months: HotMonths[]
  risingSince: (Day | null)[]
}

/** Of fewer months nothing is said, as nine tenths of them and their trend would rest on next to nothing. */
const FEWEST_MONTHS = 10

/**
 * Over the whole months up to the window's last day, 12 at least as far as they are on record without a gap: shared by all that is
 * told of one window. Says nothing of a window most of which lies in the month that is not over, nor of classes where the base of the
 * months names nothing; and a rise takes twelve months.
 */
export function needCourse(job: Job, setting: Setting): Promise<Course> {
  return job.need(`course ${keyOf(setting)}`, async (part) => {
    const { question, ground: { areas } } = setting
    const [from, to] = [dayNumber(setting.from), dayNumber(setting.to)]
    const end = stepStart('month', to + 1)
    const { since: first, gaps } = recordOf(question, end)
    const since = Math.max(first, ...gaps.map((gap) => gap.to + 1))
    const course: Course = { classes: areas.map(() => 'none'), months: areas.map(() => NO_MONTHS), risingSince: areas.map(() => null) }
    const within = (end - from) * 2 >= to - from + 1
    if (!within || edgesOf(setting, 'month', since).length - 1 < FEWEST_MONTHS) return course
    // what is said of months must be of those months alone: one that was high must not make the next one so
    const found = await emergingSteps(part, setting, 'month', { back: 0, since })
    if (sufficiencyOf(found.setting, found.base).enough) {
      course.classes = found.classes
      course.months = areas.map((_, area) => hotMonths(found, { area, areas: areas.length }))
    }
    course.risingSince = areas.map((_, area) => risingMonth(found, { area, areas: areas.length }))
    return course
  })
}

const NO_MONTHS: HotMonths = { of: 0, hot: 0, run: 0, last: null }

function hotMonths({ edges, z, q }: EmergingSteps, { area, areas }: { area: number; areas: number }): HotMonths {
  const of = edges.length - 1
  const hot = Array.from({ length: of }, (_, at) => z[at * areas + area]! > 0 && q[at * areas + area]! <= ALPHA)
  return { of, hot: hot.filter(Boolean).length, run: of - 1 - hot.lastIndexOf(false), last: dayOfNumber(edges[of - 1]!) }
}

function risingMonth({ edges, counts }: Pick<EmergingSteps, 'edges' | 'counts'>, { area, areas }: { area: number; areas: number }): Day | null {
  const first = edges.length - 1 - TREND_MONTHS
  if (first < 0) return null
  const since = risingSince(Float64Array.from({ length: TREND_MONTHS }, (_, at) => counts[(first + at) * areas + area]!))
  return since === null ? null : dayOfNumber(edges[first + since]!)
}
