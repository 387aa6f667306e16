import { dayOfNumber, type Day } from '../../contract/day.ts'
import type { EmergingClass } from '../../contract/hotspots.ts'
import type { Job } from '../analyses.ts'
import { emergingSteps } from './emerging.ts'
import { risingSince, TREND_MONTHS } from './rising.ts'
import { keyOf, type Setting } from './setting.ts'

/** How the places of a window came to be as they are, month by month; arrays by area. */
export interface Course {
  classes: EmergingClass[]
  risingSince: (Day | null)[]
}

/** Over the whole months up to the window's last day, 12 at least: shared by all that is told of one window. */
export function needCourse(job: Job, setting: Setting): Promise<Course> {
  return job.need(`course ${keyOf(setting)}`, async (part) => {
    // what is said of months must be of those months alone: one that was high must not make the next one so
    const { edges, counts, classes } = await emergingSteps(part, setting, 'month', { back: 0 })
    const areas = setting.ground.areas.length
    const steps = edges.length - 1
    const months = Math.min(TREND_MONTHS, steps)
    const rising = setting.ground.areas.map((_, area): Day | null => {
      const series = Float64Array.from({ length: months }, (__, at) => counts[(steps - months + at) * areas + area]!)
      const since = risingSince(series)
      return since === null ? null : dayOfNumber(edges[steps - months + since]!)
    })
    return { classes, risingSince: rising }
  })
}
