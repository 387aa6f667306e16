import type { Level } from '../../../geodata/place/level.ts'
import type { Say } from '../../contract/error.ts'
import { ORGANISATION_TYPES } from '../../contract/organisations.ts'
import { LEGAL_AWARE_EACH, type PlaceCard } from '../../contract/placeCard.ts'
import { populations } from '../rates.ts'
import { staffOf } from '../staffCounts.ts'
import { isWithin, type Card } from './card.ts'

/** Residents of the place, and who says so. */
export function populationOf({ question: { pack: { tree, manifest }, today }, at }: Card): PlaceCard['population'] {
  const count = populations(tree, today)[at] ?? null
  if (count === null) return null
  const own = tree.areas[at]!.population !== undefined
  const level = own ? tree.areas[at]!.level : tree.areas[at + 1]?.level
  return { count, from: own ? 'own' : 'parts', source: level ? sourceOf(manifest.layers, level) : null }
}

function sourceOf(layers: readonly { name: string; source: string; sourceEn?: string | undefined }[], level: Level): Say | null {
  const layer = layers.find(({ name }) => name === level)
  return layer ? { zh: layer.source, en: layer.sourceEn ?? layer.source } : null
}

/** Of the village itself, or of the villages below; null for what is narrower, and where nobody told. */
export function legalAwareOf(card: Card): PlaceCard['legalAware'] {
  const { question: { pack: { tree }, today } } = card
  const villages = tree.atLevel('village', today).filter((index) => isWithin(card, index))
  const told = villages.flatMap((index) => tree.areas[index]!.legalAware ?? [])
  if (told.length === 0) return null
  return {
    count: told.reduce((sum, number) => sum + number, 0),
    told: told.length,
    of: villages.length,
    enough: told.filter((number) => number >= LEGAL_AWARE_EACH).length,
  }
}

/** Organisations of the place and below it, those that serve exactly the place by name: those with stars first. */
export function organisationsOf(card: Card): PlaceCard['organisations'] {
  const within = card.around.sited.filter(({ index }) => isWithin(card, index))
  const here = within.filter(({ index }) => index === card.at).map(({ organisation: { id, name, type, star, staffing } }) => ({ id, name, type, star, staff: staffing.total }))
  return {
    types: ORGANISATION_TYPES.codes.flatMap((type) => {
      const count = within.filter(({ organisation }) => organisation.type === type).length
      return count > 0 ? [{ type, count }] : []
    }),
    here: here.sort((a, b) => (b.star ?? 0) - (a.star ?? 0) || ORGANISATION_TYPES.index(a.type) - ORGANISATION_TYPES.index(b.type)),
    staff: staffOf(within),
  }
}
