import { hotFinding } from './say/findings.ts'
import type { Job } from '../analyses.ts'
import { coldOf, needBase, sufficiencyOf } from './base.ts'
import { globalOf, parametersOf, type Answer } from './answer.ts'
import { hotClass, nameOf, rowsOf } from './rows.ts'
import type { Setting } from './setting.ts'

/** Gi* against what was to be expected: exact two-sided p-values of each area with its neighbours. */
export async function gistar(job: Job, setting: Setting): Promise<Answer> {
  const base = await needBase(job, setting)
  const { test, places, expectation } = base
  const { question, ground, from, to } = setting
  const sufficiency = sufficiencyOf(setting, base)
  const first = places[0]
  return {
    parameters: parametersOf(setting, { method: 'gistar', basis: expectation.basis }),
    sufficiency,
    steps: [],
    rows: rowsOf(setting, expectation, (area) => ({
      value: test.observed[area]! - test.expected[area]!,
      z: test.z[area]!,
      p: test.p[area]!,
      pFdr: test.adjusted[area]!,
      class: sufficiency.enough ? hotClass(test.level[area]!) : 'none',
    })),
    clusters: [],
    global: globalOf(base),
    finding: sufficiency.say ?? hotFinding({ from, to, today: question.today }, {
      level: ground.level,
      places: places.length,
      cold: coldOf(base),
      detectable: sufficiency.detectable,
      first: first ? { name: nameOf(question.pack.tree, ground.areas[first.area]!), count: first.observed, expected: first.expected } : null,
    }),
  }
}
