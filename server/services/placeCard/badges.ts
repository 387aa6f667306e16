import { dayOfNumber } from '../../contract/day.ts'
import { BADGES, type Badge, type BadgeCode, type PlaceCard } from '../../contract/placeCard.ts'
import { placeMonths, type PlaceMonths } from '../../cube/breaks.ts'
import { addMonths, stepStart } from '../../cube/calendar.ts'
import { heldMonths } from '../../cube/held.ts'
import { townLevel } from '../cubes.ts'
import { recordedSince } from '../hotspots/record.ts'
import type { Card } from './card.ts'

/**
 * What the place has kept, back from the last whole month, by every case that the asker sees. A place that reports for itself, a town
 * or wider, is told nothing of months without a case: from them nobody knows whether it was quiet or silent.
 */
export function badgesOf(card: Card): Pick<PlaceCard, 'badges' | 'monthsOnRecord'> {
  const { question, around, at, asOf, all } = card
  const { cube, places, pack: { tree } } = question
  const end = stepStart('month', asOf)
  const since = recordedSince({ ...question, query: { ...question.query, areas: all.areas } }, end)
  const begun = stepStart('month', since)
  // the month in which the record begins is no whole one
  const first = begun === since ? begun : addMonths(begun, 1)
  const months = monthsBetween(first, end)
  if (months === 0) return { badges: [], monthsOnRecord: 0 }
  const reporter = Math.max(townLevel(tree, at), all.areas?.start ?? 0)
  const counts = placeMonths(cube, { ...all, from: first }, places, { place: at, reporter, months, endings: around.endings })
  const codes = BADGES.codes.filter((code) => code !== 'quiet' || reporter !== at)
  return { badges: codes.map((code) => badgeOf(code, counts, first)), monthsOnRecord: months }
}

function badgeOf(code: BadgeCode, counts: PlaceMonths, start: number): Badge {
  const { own, unplaced } = counts[code]
  const { months, silent, first, brokenAt } = heldMonths(counts.reported, own)
  const dayOf = (position: number) => dayOfNumber(addMonths(start, position))
  const sinceThen = (column: Uint32Array): number => column.subarray(first).reduce((sum, count) => sum + count, 0)
  return {
    code,
    months,
    since: months > 0 ? dayOf(first) : null,
    silent,
    atLeast: brokenAt < 0 && months > 0,
    brokenIn: brokenAt < 0 ? null : dayOf(brokenAt),
    unplaced: sinceThen(unplaced),
    unclear: code === 'quiet' ? 0 : sinceThen(counts.unclear),
  }
}

/** Whole months from one first day of a month to another. */
function monthsBetween(from: number, to: number): number {
  const number = (day: number): number => {
    const [year, month] = dayOfNumber(day).split('-').map(Number)
    return year! * 12 + month!
  }
  return Math.max(0, number(to) - number(from))
}
