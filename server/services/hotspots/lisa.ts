import { QUADRANTS } from '../../analysis/localMoran.ts'
import type { LisaClass } from '../../contract/hotTerms.ts'
import type { Job } from '../analyses.ts'
import { globalOf, parametersOf, type Answer } from './answer.ts'
import { needBase, sufficiencyOf } from './base.ts'
import { rowsOf } from './rows.ts'
import { lisaFinding } from './say/findings.ts'
import type { Setting } from './setting.ts'

const LEVEL = 0.05
const FEWEST_DRAWS = 9_999
const MOST_DRAWS = 199_999

/**
 * So many draws that a single area can pass: the smallest p is 2 / (draws + 1), and the false-discovery rate lets one of n areas
 * through at LEVEL / n. Beyond 5,000 areas two or more have to stand out together.
 */
function drawsFor(areas: number): number {
  return Math.min(MOST_DRAWS, Math.max(FEWEST_DRAWS, Math.ceil((2 * areas) / LEVEL)))
}

/** Local Moran's I of the excess over what was to be expected, in standard deviations. */
export async function lisa(job: Job, setting: Setting): Promise<Answer> {
  const base = await needBase(job, setting)
  const { observed, expected, dispersion, basis } = base.expectation
  const { question, ground, from, to, seed } = setting
  const permutations = drawsFor(ground.areas.length)
  const local = await job.run('lisa', { expectation: { observed, expected, dispersion }, weights: ground.weights, permutations, seed })
  const sufficiency = sufficiencyOf(setting, base)
  const classes = ground.areas.map((_, area): LisaClass => {
    const stands = sufficiency.enough && local.adjusted[area]! <= LEVEL
    return stands ? (QUADRANTS[local.quadrant[area]!] ?? 'none') : 'none'
  })
  const tally = new Map<LisaClass, number>()
  for (const one of classes) tally.set(one, (tally.get(one) ?? 0) + 1)
  return {
    parameters: parametersOf(setting, { method: 'lisa', basis, permutations }),
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
