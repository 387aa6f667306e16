import type { PlaceCard, PlaceLine } from '../../contract/placeCard.ts'
import { PER_TEN_THOUSAND_RULE, rate } from '../../contract/rates.ts'
import { tallyAreas } from '../../cube/areaTallies.ts'
import { namedPlace } from '../areas.ts'
import { populations } from '../rates.ts'
import type { Card } from './card.ts'

/** The neighbours and the parts of the place with their cases; `total`: cases of the place itself. */
export function linesOf(card: Card, total: number): Pick<PlaceCard, 'neighbours' | 'parts'> {
  const { question: { cube, places, pack: { tree }, today }, at, asOf, wide } = card
  const tallyOf = tallyAreas(cube, wide, places, asOf)
  const residents = populations(tree, today)
  const lineOf = (index: number): PlaceLine => {
    const { code, name, nameEn } = namedPlace(tree, index)
    const tally = tallyOf(index)
    const people = residents[index] ?? null
    return { code, name, nameEn, index, level: tree.areas[index]!.level, ...tally, perTenThousand: people === null ? null : rate(tally.count, people, PER_TEN_THOUSAND_RULE, 10_000) }
  }
  const most = (indices: readonly number[]) => indices.map(lineOf).sort((a, b) => b.count - a.count || a.index - b.index)
  const below: number[] = []
  for (let index = at + 1; index < tree.end[at]!; index = tree.end[index]!) if (tree.isLive(index, today)) below.push(index)
  const parts = most(below)
  const beside = neighboursAt(card)
  const inSight = beside?.filter((index) => wide.areas === null || (index >= wide.areas.start && index < wide.areas.end))
  return {
    neighbours: beside && inSight ? { lines: most(inSight), outside: beside.length - inSight.length } : null,
    parts: { lines: parts, rest: total - parts.reduce((sum, { count }) => sum + count, 0) },
  }
}

/** Live areas of its level that border on the place; null where the pack does not know. */
function neighboursAt({ question: { pack: { tree }, today }, around, at }: Card): number[] | null {
  const known = around.neighbours[tree.areas[at]!.level]
  const position = known?.areas.indexOf(at) ?? -1
  return known && position >= 0 ? known.queen[position]!.filter((index) => tree.isLive(index, today)) : null
}
