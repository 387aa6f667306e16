import { onlyAggregates } from '../../access/scope.ts'
import type { AreaCode, AreaDetail } from '../../contract/answers.ts'
import { dayNumber } from '../../contract/day.ts'
import type { Filter } from '../../contract/filter.ts'
import type { PlaceCard } from '../../contract/placeCard.ts'
import type { Scope } from '../../contract/scope.ts'
import { everyCase } from '../../cube/select.ts'
import { areaDetail, namedPlace } from '../areas.ts'
import type { Context } from '../context.ts'
import { questionIn } from '../question.ts'
import { seriesIn } from '../series.ts'
import { summaryIn } from '../summary.ts'
import { CARDS, notTold } from '../told/menu.ts'
import { badgesOf } from './badges.ts'
import { facilitiesOf } from './facilities.ts'
import { casesOf } from './kinds.ts'
import { linesOf } from './lines.ts'
import { legalAwareOf, organisationsOf, populationOf } from './people.ts'
import { surroundings } from './surroundings.ts'
import type { Card } from './card.ts'

/**
 * Everything about one place, of one revision. The filter's own area is not looked at. Throws `AppError` 404 for a place that the
 * scope does not see, 403 for those who see aggregates only.
 */
export async function placeCard(ctx: Context, scope: Scope, { area, filter }: { area: AreaCode; filter: Filter }): Promise<PlaceCard> {
  if (onlyAggregates(scope)) throw notTold('county', CARDS)
  for (;;) {
    const detail = await areaDetail(ctx, scope, area)
    const around = await surroundings(ctx, scope)
    const county = await ctx.cubes.get(scope)
    // what came meanwhile is in some of them and not in others
    if (county.revision !== around.revision || county.pack.manifest.version !== detail.packVersion) continue
    const { today } = around
    const question = questionIn(county, scope, { filter: { ...filter, area: detail.area.code }, today })
    const { tree } = county.pack
    const top = tree.indexOf(scope.root)
    const seen = top === 0 ? null : { start: top, end: tree.end[top]! }
    return cardOf({ question, scope, around, at: question.root, asOf: dayNumber(today), wide: { ...question.query, areas: seen }, all: everyCase(seen) }, detail)
  }
}

/** Takes its cases from the cube within this call. */
function cardOf(card: Card, detail: AreaDetail): PlaceCard {
  const { question, scope, at } = card
  const { revision, today, pack } = question
  const { tree, manifest } = pack
  const { level, kind, placement, honours = [] } = tree.areas[at]!
  const word = manifest.levels.find((one) => one.level === level)?.label ?? { zh: level, en: level }
  const summary = summaryIn(question)
  return {
    revision,
    packVersion: manifest.version,
    asOf: today,
    place: namedPlace(tree, at),
    index: at,
    level,
    label: kind === undefined ? word : { zh: kind, en: word.en },
    placement,
    formerly: detail.formerly,
    path: detail.path,
    population: populationOf(card),
    honours,
    legalAware: legalAwareOf(card),
    summary,
    ...casesOf(card),
    series: seriesIn(question, scope, 'month').points,
    ...badgesOf(card),
    organisations: organisationsOf(card),
    facilities: facilitiesOf(card),
    ...linesOf(card, summary.count as number),
  }
}

