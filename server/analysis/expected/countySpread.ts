import type { Events, Span } from './types.ts'
import { countyExpected, YEAR_DAYS, type Rhythm } from './rhythm.ts'
import type { DayCalendar } from './types.ts'

const PARTS = 13
const PART_DAYS = 28

/**
 * Standard deviation of the county's cases in a window about what its past let expect, `before`; NaN where fewer than two years
 * are on record, as then nothing tells the season from what that year alone brought.
 *
 *   variance = φ × before × (1 + w + max(0, 1 − w) / years),  w = window / year
 *
 * 1 is chance in the window; w the level, learned from the cases of one year; the last the season, learned from these weeks of each
 * year (a whole year has none). φ is that of the places, or that of the county's own cases in parts of four weeks about the rhythm,
 * r² / E summed, over 12 (years − 1) degrees of freedom, if that is greater: what moves all places together shows only there.
 */
export function countySpread(events: Events, rhythm: Rhythm, calendar: DayCalendar, { from, to, before, dispersion }: Span & { before: number; dispersion: number }): number {
  const years = Math.floor(rhythm.days / YEAR_DAYS)
  if (!(before > 0) || years < 2) return NaN
  const w = (to - from + 1) / YEAR_DAYS
  return Math.sqrt(Math.max(dispersion, countyDispersion(events, rhythm, calendar, { from, years })) * before * (1 + w + Math.max(0, 1 - w) / years))
}

function countyDispersion({ day }: Events, rhythm: Rhythm, calendar: DayCalendar, { from, years }: { from: number; years: number }): number {
  const last = Math.floor((from - calendar.first) / (PARTS * PART_DAYS))
  let [squares, told] = [0, 0]
  for (let back = 0; back < Math.min(years, last); back++) {
    const counts = new Float64Array(PARTS)
    const end = from - back * PARTS * PART_DAYS
    for (const one of day) if (one < end && one >= end - PARTS * PART_DAYS) counts[Math.floor((end - 1 - one) / PART_DAYS)]!++
    // a year with parts of which nothing is on record tells nothing here
    if (counts.some((count) => count === 0)) continue
    const factors = counts.map((_, part) => countyExpected(rhythm, calendar, { from: end - (part + 1) * PART_DAYS, to: end - part * PART_DAYS - 1 }).reduce((a, b) => a + b, 0))
    const scale = counts.reduce((a, b) => a + b, 0) / factors.reduce((a, b) => a + b, 0)
    counts.forEach((count, part) => (squares += (count - scale * factors[part]!) ** 2 / (scale * factors[part]!)))
    told++
  }
  return told < 2 ? 1 : squares / ((PARTS - 1) * (told - 1))
}
