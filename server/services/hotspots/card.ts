import type { HotPlace } from '../../analysis/hot/hotPlaces.ts'
import type { HotBase } from '../../analysis/tasks.ts'
import { dayNumber, dayOfNumber } from '../../contract/day.ts'
import type { Say } from '../../contract/error.ts'
import type { HotCard, HotFacts } from '../../contract/hotspots.ts'
import type { Confidence, HotClass } from '../../contract/hotTerms.ts'
import type { Job } from '../analyses.ts'
import { namedPlace } from '../areas.ts'
import { parametersOf } from './answer.ts'
import { needBase, sufficiencyOf } from './base.ts'
import { confidenceOf, evidenceOf } from './confidence.ts'
import { needCourse } from './course.ts'
import { eventsOf } from './events.ts'
import { factsOf, talliesOf } from './facts.ts'
import { classOf, namedOf } from './named.ts'
import { figuresOf } from './places.ts'
import { recordedSince } from './record.ts'
import { finite, nameOf } from './rows.ts'
import { aroundReason, coldReason, placeReason, plainReason } from './say/reasons.ts'
import type { Setting } from './setting.ts'
import { seriesEdges } from './steps.ts'

export type FoundCard = Omit<HotCard, 'revision' | 'packVersion' | 'version'>

/** Months of the series at least, as far as they are on record, and at most. */
const FEWEST_MONTHS = 13
const MOST_MONTHS = 36
/** A place with so many or more by chance this often is no more than usual. */
const USUAL = 0.2

/** One area of the ground, by its number there: what came, what was to be expected, and what that means. */
export async function card(job: Job, setting: Setting, area: number): Promise<FoundCard> {
  const since = recordedSince(setting.question, dayNumber(setting.from))
  const tallies = talliesOf(setting, since)
  const series = seriesInput(setting, { since, area })
  const [base, course] = await Promise.all([needBase(job, setting), needCourse(job, setting)])
  const { expectation, test } = base
  const sufficiency = sufficiencyOf(setting, base)
  const judged = expectation.share[area]! >= 0
  const named = namedOf(base, sufficiency).get(area)
  const facts = judged ? factsOf(setting, base, tallies, course, { area, named }) : null
  const found = sufficiency.enough && judged ? classOf(test, area, named) : 'none'
  const { observed, expected, lower, upper } = await job.run('series', { ...series, expectation: { share: expectation.share, dispersion: expectation.dispersion } })
  const index = setting.ground.areas[area]!
  return {
    parameters: parametersOf(setting, { method: 'gistar', basis: expectation.basis }),
    sufficiency,
    place: namedPlace(setting.question.pack.tree, index),
    index,
    level: setting.ground.level,
    class: found,
    confidence: sureOf(base, { area, named, found }),
    facts,
    reason: sufficiency.say ?? reasonOf(setting, base, { area, facts, named, found }),
    figures: judged ? figuresOf(setting, base, area, named) : [],
    step: 'month',
    series: [...series.edges.subarray(0, -1)].map((start, at) => ({
      start: dayOfNumber(start),
      count: observed[at]!,
      expected: finite(expected[at]!),
      low: finite(lower[at]!),
      high: finite(upper[at]!),
    })),
  }
}

/** Takes cases from the cube within this call. */
function seriesInput(setting: Setting, { since, area }: { since: number; area: number }) {
  const { question, ground } = setting
  const to = dayNumber(setting.to)
  const edges = seriesEdges({ from: dayNumber(setting.from), to, since, fewest: FEWEST_MONTHS, most: MOST_MONTHS }, 'month')
  return { events: eventsOf(question, ground, { from: edges[0]!, to }), area, edges }
}

interface Found {
  area: number
  named: HotPlace | undefined
  found: HotClass
}

/** Of a place that is named, and of one that is cold with its neighbours. What a hot neighbourhood is sure of is no word on the others in it. */
function sureOf(base: HotBase, { area, named, found }: Found): Confidence | null {
  if (named) return evidenceOf(named, base).confidence
  return found.startsWith('cold') ? confidenceOf(base.test.adjusted[area]!, base) : null
}

function reasonOf(setting: Setting, { test, expectation }: HotBase, { area, facts, named, found }: Found & { facts: HotFacts | null }): Say {
  const { question: { pack: { tree }, today }, ground, from, to } = setting
  const [name, window] = [nameOf(tree, ground.areas[area]!), { from, to, today }]
  if (facts === null) return plainReason(name, { count: expectation.observed[area]!, expected: null, window })
  if (named) return placeReason({ name, level: ground.level, facts, window })
  if (found.startsWith('cold')) return coldReason(name, { ...facts, window, clearly: found !== 'cold90' })
  if (found.startsWith('hot')) return aroundReason(name, { ...facts, window, clearly: found !== 'hot90', more: test.own.p[area]! <= USUAL })
  return plainReason(name, { ...facts, window })
}
