import type { Badge, CountedTerm, PlaceCard, PlaceLine } from '../../../server/contract/placeCard.ts'

/** What the figures of a card say, as far as it takes no words. */

/** Place of a count among those of the neighbours: 1 is the most; `alone`: no other has as many. */
export function rankAmong(own: number, lines: readonly Pick<PlaceLine, 'count'>[]): { rank: number; alone: boolean } {
  return { rank: 1 + lines.filter(({ count }) => count > own).length, alone: lines.every(({ count }) => count < own) }
}

/** The most frequent term, where it stands out: at least two cases, and more than any other. */
export function foremost<Code extends string>(terms: readonly CountedTerm<Code>[]): CountedTerm<Code> | null {
  const [first, second] = terms
  return first && first.count >= 2 && first.count > (second?.count ?? 0) ? first : null
}

/** Kilometres as they are said: 0.4, 2.3, 12. */
export function kilometres(distanceM: number): string {
  return distanceM >= 10_000 ? String(Math.round(distanceM / 1_000)) : (distanceM / 1_000).toFixed(1)
}

/** What is kept, the longest first; and what is not. */
export function keptOf(badges: readonly Badge[]): { kept: Badge[]; lost: Badge[] } {
  return {
    kept: badges.filter(({ months }) => months > 0).sort((a, b) => b.months - a.months),
    lost: badges.filter(({ months }) => months === 0),
  }
}

/** A number of things by name, and how many there are where they are more. */
export function someOf(names: readonly string[], most: number): { shown: string[]; more: boolean } {
  return { shown: names.slice(0, most), more: names.length > most }
}

/** Why nobody asks what was to be expected of a place: it has nothing beside it, or nobody knows what; null where it is asked. */
export function silence({ neighbours, path }: Pick<PlaceCard, 'neighbours' | 'path'>): 'reasonsNone' | 'reasonsNoBorders' | null {
  if (path.length === 1) return 'reasonsNone'
  return neighbours ? null : 'reasonsNoBorders'
}
