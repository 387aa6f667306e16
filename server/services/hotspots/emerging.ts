import { dayOfNumber } from '../../contract/day.ts'
import type { HotBase } from '../../analysis/tasks.ts'
import type { HotStep } from '../../contract/hotspots.ts'
import type { EmergingClass } from '../../contract/hotTerms.ts'
import type { Job } from '../analyses.ts'
import { globalOf, parametersOf, type Answer } from './answer.ts'
import { needBase, sufficiencyOf } from './base.ts'
import { eventsOf } from './events.ts'
import { hotClass, levelAt, rowsOf } from './rows.ts'
import { emergingFinding } from './say/findings.ts'
import type { Setting } from './setting.ts'
import { edgesOf, stepsByDay, windowOfEdges } from './steps.ts'

/** A step is hot or cold up to this q. */
export const ALPHA = 0.05

/** Classes by area, and what they come from; arrays of areas × steps, step by step. */
export interface EmergingSteps {
  /** with the window that the steps make */
  setting: Setting
  base: HotBase
  /** steps + 1 */
  edges: Int32Array
  counts: Float64Array
  classes: EmergingClass[]
  z: Float64Array
  p: Float64Array
  q: Float64Array
}

/** Hot-spots step by step, against what the county's cases of the very step let expect. `since`: no step begins before it. */
export async function emergingSteps(job: Job, asked: Setting, step: HotStep, { back, since }: { back: number; since?: number }): Promise<EmergingSteps> {
  const edges = edgesOf(asked, step, since)
  const setting = { ...asked, ...windowOfEdges(edges) }
  const { ground } = setting
  const counts = countsByStep(setting, edges)
  const base = await needBase(job, setting)
  const { share, expectedVariance, total, dispersion } = base.expectation
  const found = await job.run('emerging', {
    counts, expectation: { share, expectedVariance, total, dispersion }, weights: ground.weights, alpha: ALPHA, back,
  })
  return { setting, base, edges, counts, ...found }
}

/** How hot-spots come and go. */
export async function emerging(job: Job, asked: Setting, step: HotStep): Promise<Answer> {
  const found = await emergingSteps(job, asked, step, { back: 1 })
  const { setting, base, edges } = found
  const { question, ground, from, to } = setting
  const { share, basis } = base.expectation
  const areas = ground.areas.length
  const steps = edges.length - 1
  const sufficiency = sufficiencyOf(setting, base)
  const classes = found.classes.map((one): EmergingClass => (sufficiency.enough ? one : 'none'))
  const tally = new Map<EmergingClass, number>()
  for (const one of classes) tally.set(one, (tally.get(one) ?? 0) + 1)
  const last = (steps - 1) * areas
  return {
    parameters: parametersOf(setting, { method: 'emerging', basis, step }),
    sufficiency,
    steps: [...edges.subarray(0, steps)].map(dayOfNumber),
    rows: rowsOf(setting, base.expectation, (area) => {
      const judged = share[area]! >= 0
      return {
        value: judged ? found.z[last + area]! : NaN,
        z: judged ? found.z[last + area]! : NaN,
        p: judged ? found.p[last + area]! : NaN,
        pFdr: judged ? found.q[last + area]! : NaN,
        class: classes[area]!,
        steps: Array.from({ length: steps }, (_, at) =>
          hotClass(sufficiency.enough && judged ? levelAt(found.q[at * areas + area]!, found.z[at * areas + area]!) : 0)),
      }
    }),
    clusters: [],
    global: globalOf(base),
    finding: sufficiency.say ?? emergingFinding({ from, to, today: question.today }, { level: ground.level, tally }),
  }
}

/** Areas × steps, step by step. */
function countsByStep({ question, ground }: Setting, edges: Int32Array): Float64Array {
  const areas = ground.areas.length
  const { area, day } = eventsOf(question, ground, { from: edges[0]!, to: edges.at(-1)! - 1 })
  const stepOfDay = stepsByDay(edges)
  const counts = new Float64Array(areas * (edges.length - 1))
  for (let k = 0; k < area.length; k++) if (area[k]! >= 0) counts[stepOfDay[day[k]! - edges[0]!]! * areas + area[k]!]!++
  return counts
}
