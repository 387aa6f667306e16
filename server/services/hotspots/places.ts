import type { HotBase } from '../../analysis/tasks.ts'
import type { HotPlace as FoundPlace } from '../../analysis/hot/hotPlaces.ts'
import { dayNumber } from '../../contract/day.ts'
import type { HotFacts, HotPlace, HotPlaces } from '../../contract/hotspots.ts'
import { namedPlace } from '../areas.ts'
import type { Job } from '../analyses.ts'
import { parametersOf } from './answer.ts'
import { coldOf, needBase, sufficiencyOf } from './base.ts'
import { evidenceOf } from './confidence.ts'
import { needCourse } from './course.ts'
import { factsOf, talliesOf } from './facts.ts'
import { aroundOf, namedOf } from './named.ts'
import { recordedSince } from './record.ts'
import { finite, nameOf } from './rows.ts'
import { countyFinding, hotFinding } from './say/findings.ts'
import { placeFigures, placeReason } from './say/reasons.ts'
import { joined } from './say/wording.ts'
import type { Setting } from './setting.ts'

export type FoundPlaces = Omit<HotPlaces, 'revision' | 'packVersion' | 'version'>

/** The places to name, by evidence, each with its reason. None where there are too few cases to name any. */
export async function places(job: Job, setting: Setting): Promise<FoundPlaces> {
  const tallies = talliesOf(setting, recordedSince(setting.question, dayNumber(setting.from)))
  const [base, course] = await Promise.all([needBase(job, setting), needCourse(job, setting)])
  const sufficiency = sufficiencyOf(setting, base)
  const named = namedOf(base, sufficiency)
  const { question: { pack: { tree }, today }, ground, from, to } = setting
  const [first] = named.values()
  return {
    parameters: parametersOf(setting, { method: 'gistar', basis: base.expectation.basis }),
    sufficiency,
    finding: sufficiency.say ?? joined([hotFinding({ from, to, today }, {
      level: ground.level,
      places: named.size,
      around: aroundOf(base, named),
      cold: coldOf(base),
      detectable: sufficiency.detectable,
      first: first ? { name: nameOf(tree, ground.areas[first.area]!), count: first.observed, expected: first.expected } : null,
    }), countyFinding(base.expectation)]),
    places: [...named.values()].map((place, at) => told(setting, base, { place, rank: at + 1, facts: factsOf(setting, base, tallies, course, { area: place.area, named: place }) })),
  }
}

function told(
  setting: Setting,
  base: HotBase,
  { place, rank, facts }: { place: FoundPlace; rank: number; facts: HotFacts },
): HotPlace {
  const { question: { pack: { tree }, today }, ground, from, to } = setting
  const index = ground.areas[place.area]!
  const { z, p, pFdr, confidence } = evidenceOf(place, base)
  return {
    place: namedPlace(tree, index),
    index,
    level: ground.level,
    rank,
    confidence,
    z: finite(z) ?? 0,
    p: finite(p) ?? 1,
    pFdr: finite(pFdr) ?? 1,
    ...facts,
    reason: placeReason({ name: nameOf(tree, index), level: ground.level, facts, window: { from, to, today } }),
    figures: figuresOf(setting, base, place.area, place),
  }
}

/** The figures behind what is said of a place, with the neighbourhood that speaks for it where it is named for one. */
export function figuresOf({ question: { pack: { tree } }, ground: { areas } }: Setting, { test, expectation: { dispersion } }: HotBase, area: number, named?: FoundPlace) {
  const centre = named?.neighbourhood.centre ?? area
  return placeFigures({
    own: { count: test.own.observed[area]!, expected: test.own.expected[area]!, z: test.own.z[area]!, p: test.own.p[area]!, pFdr: named?.by === 'alone' ? named.own.q : null },
    around: { count: test.observed[centre]!, expected: test.expected[centre]!, z: test.z[centre]!, p: test.p[centre]!, pFdr: test.adjusted[centre]!, centre: centre === area ? null : nameOf(tree, areas[centre]!) },
    dispersion,
  })
}
