import { QUADRANTS } from '../../analysis/localMoran.ts'
import type { LisaClass } from '../../contract/hotspots.ts'
import type { Job } from '../analyses.ts'
import { globalOf, parametersOf, type Answer } from './answer.ts'
import { needBase, sufficiencyOf } from './base.ts'
import { rowsOf } from './rows.ts'
import { lisaFinding } from './say/findings.ts'
import type { Setting } from './setting.ts'

/** With 999 the smallest p is 0.002, and of 300 areas twelve would have to have it before the false-discovery rate let one through. */
const PERMUTATIONS = 9_999
const LEVEL = 0.05

/** Local Moran's I of the excess over what was to be expected, in standard deviations. */
export async function lisa(job: Job, setting: Setting): Promise<Answer> {
  const base = await needBase(job, setting)
  const { observed, expected, dispersion, basis } = base.expectation
  const { question, ground, from, to, seed } = setting
  const local = await job.run('lisa', { expectation: { observed, expected, dispersion }, weights: ground.weights, permutations: PERMUTATIONS, seed })
  const sufficiency = sufficiencyOf(setting, base)
  const classes = ground.areas.map((_, area): LisaClass => {
    const stands = sufficiency.enough && local.adjusted[area]! <= LEVEL
    return stands ? (QUADRANTS[local.quadrant[area]!] ?? 'none') : 'none'
  })
  const tally = new Map<LisaClass, number>()
  for (const one of classes) tally.set(one, (tally.get(one) ?? 0) + 1)
  return {
    parameters: parametersOf(setting, { method: 'lisa', basis, permutations: PERMUTATIONS }),
    sufficiency,
    steps: [],
    rows: rowsOf(setting, base.expectation, (area) => ({
      value: local.i[area]!, z: local.z[area]!, p: local.p[area]!, pFdr: local.adjusted[area]!, class: classes[area]!,
    })),
    clusters: [],
    global: globalOf(base),
    finding: sufficiency.say ?? lisaFinding({ from, to, today: question.today }, { level: ground.level, tally }),
  }
}
