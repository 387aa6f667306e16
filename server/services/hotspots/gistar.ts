import { hotFinding } from './say/findings.ts'
import type { HotBase } from '../../analysis/tasks.ts'
import type { Job } from '../analyses.ts'
import { coldOf, needBase, sufficiencyOf } from './base.ts'
import { globalOf, parametersOf, type Answer } from './answer.ts'
import { evidenceOf } from './confidence.ts'
import { aroundOf, classOf, namedOf } from './named.ts'
import { hotClass, nameOf, rowsOf } from './rows.ts'
import type { Setting } from './setting.ts'

/** Gi* against what was to be expected: exact two-sided p-values of each area with its neighbours. */
export async function gistar(job: Job, setting: Setting): Promise<Answer> {
  const base = await needBase(job, setting)
  const { test, expectation } = base
  const { question, ground, from, to } = setting
  const sufficiency = sufficiencyOf(setting, base)
  const named = namedOf(base, sufficiency)
  const [first] = named.values()
  return {
    parameters: parametersOf(setting, { method: 'gistar', basis: expectation.basis }),
    sufficiency,
    steps: [],
    rows: rowsOf(setting, expectation, (area) => {
      if (!sufficiency.enough) return { ...numbersOf(base, area), class: 'none' }
      const [place, around] = [named.get(area), hotClass(test.level[area]!)]
      const found = classOf(test, area, place)
      if (place && found !== around) return { ...evidenceOf(place, base), class: found, named: true, around }
      return { ...numbersOf(base, area), class: found, named: place !== undefined }
    }),
    clusters: [],
    global: globalOf(base),
    finding: sufficiency.say ?? hotFinding({ from, to, today: question.today }, {
      level: ground.level,
      places: named.size,
      around: aroundOf(base, named),
      cold: coldOf(base),
      detectable: sufficiency.detectable,
      first: first ? { name: nameOf(question.pack.tree, ground.areas[first.area]!), count: first.observed, expected: first.expected } : null,
    }),
  }
}

/** Of an area with its own neighbours. */
function numbersOf({ test }: HotBase, area: number) {
  return { value: test.observed[area]! - test.expected[area]!, z: test.z[area]!, p: test.p[area]!, pFdr: test.adjusted[area]! }
}
