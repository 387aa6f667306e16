import { compareLevels } from '../../../geodata/place/level.ts'
import { distanceM } from '../../../geodata/ground/distance.ts'
import type { AreaCode } from '../../contract/answers.ts'
import type { OrganisationType } from '../../contract/organisations.ts'
import type { CardChecklist, NearestOrganisation, PartsFacility, PlaceCard } from '../../contract/placeCard.ts'
import { namedPlace } from '../areas.ts'
import { coverageGround, dueAt, levelCoverage } from '../coverage.ts'
import type { Sited } from '../staffCounts.ts'
import { isWithin, type Card } from './card.ts'

/** What the place and its parts are to have, what of it is missing, and where the nearest is. */
export function facilitiesOf(card: Card): PlaceCard['facilities'] {
  const { question: { pack: { tree } }, around, at } = card
  const own = around.sited.filter(({ index }) => index === at)
  return {
    due: dueAt(tree.areas[at]!.level, around.checklists).map((type) => {
      const has = own.some(({ organisation }) => organisation.type === type)
      return { type, has, nearest: has ? null : nearestOf(card, type) }
    }),
    checklist: checklistOf(card, own),
    parts: partsOf(card),
  }
}

function partsOf(card: Card): PartsFacility[] {
  const { question: { pack }, around: { sited, today, checklists }, at } = card
  const { tree, manifest } = pack
  const ground = coverageGround(pack, { start: at, today, sited: sited.filter(({ index }) => isWithin(card, index)) })
  const narrower = manifest.levels.filter(({ level }) => compareLevels(level, tree.areas[at]!.level) > 0 && ground.areasAt(level).length > 0)
  return narrower.flatMap(({ level }) => dueAt(level, checklists).map((type) => ({ type, ...levelCoverage(ground, level, type) })))
}

function nearestOf({ question: { pack: { tree } }, around, at }: Card, type: OrganisationType): NearestOrganisation | null {
  const middle = tree.areas[at]!.centre
  if (!middle) return null
  let nearest: NearestOrganisation | null = null
  for (const { organisation: { id, name, type: other, lng, lat }, index } of around.sited) {
    const point = lng !== null && lat !== null ? ([lng, lat] as const) : tree.areas[index]!.centre
    if (other !== type || !point) continue
    const away = Math.round(distanceM(middle, point) / 100) * 100
    if (nearest && nearest.distanceM <= away) continue
    const { code, name: areaName, nameEn: areaNameEn } = namedPlace(tree, index)
    nearest = { id, name, area: code as AreaCode, areaName, areaNameEn, distanceM: away, measured: lng === null ? 'area' : 'point' }
  }
  return nearest
}

/** How the centre of the place answers its list; null without a centre or a list. */
function checklistOf({ question: { pack: { tree } }, around, at }: Card, own: readonly Sited[]): CardChecklist | null {
  const list = around.checklists.find(({ level }) => level === tree.areas[at]!.level)
  const centre = own.find(({ organisation }) => organisation.type === 'centre')?.organisation
  if (!list || !centre) return null
  const answers = around.answers.get(centre.id)
  const said = (wanted: boolean | undefined) => list.items.filter(({ code }) => answers?.get(code) === wanted)
  return { label: list.label, organisation: { id: centre.id, name: centre.name }, has: said(true).length, lacks: said(false), unknown: said(undefined) }
}
