import { aroundTheYear, factorsOf, fitPlain, fitShrunk, productOf, type Counts } from './factors.ts'
import { sumOf } from '../sum.ts'
import { PHASES, phaseOf } from './phase.ts'
import type { DayCalendar, Events, Span } from './types.ts'

/** What the days of a county bring by kind, as learned from a record. */
export interface Rhythm {
  kinds: number
  /** days of the record, without those that are missing */
  days: number
  /** none: the record is shorter than a year. one-year: nothing yet tells the season from what that year alone brought */
  season: 'none' | 'one-year' | 'years'
  /** cases of each kind on a day whose factors are 1, at the level of the last year */
  level: Float64Array
  /** factors by kind × class of day */
  week: Float64Array
  /** factors by kind × (no festival near, one near) */
  festival: Float64Array
  /** factors by kind × day of the standard year; all 1 without a season */
  year: Float64Array
}

interface RecordDays extends Span {
  kinds: number
  /** days in between that were not imported; none by default */
  gaps?: readonly Span[]
}

export const YEAR_DAYS = 365
/** Width of the kernel over the season, days: longer than a week, shorter than a 春灌 or the weeks before Spring Festival. */
const SEASON_SD_DAYS = 7
/** By so many parts of the year, the solar terms, it is judged how much a kind goes with the season. */
const SOLAR_TERMS = 24
const CLASSES = 9
const NEAR_FESTIVAL_DAYS = 3
/** An oldest part of a year shorter than this counts to the year after it. */
const LEAST_YEAR_DAYS = 90
/** The factors are fitted in turn. */
const ROUNDS = 6

/**
 * The rhythm of a county by kind, from the days `from` … `to` of its record. Expected cases of kind k on day d:
 *
 *   μ_k(d) = level_k(year of d) × week_k(class of d) × festival_k(near or not) × season_k(phase of d)
 *
 * `level` are cases by 365-day years counted back from `to`, so that a county that grows does not bend its season; what lies
 * ahead is told at the level of the last one. `season` rests on the same weeks of earlier years (Farrington et al. 1996, Journal
 * of the Royal Statistical Society A 159; Noufaily et al. 2013, Statistics in Medicine 32), here by a kernel over all years, as
 * counties have two or three of them and not five, on a year that is moved along with Spring Festival (`phaseOf`).
 *
 * Each set of factors is ratios of observed to expected counts, drawn as `priorStrength` has it (Marshall 1991): those of a kind
 * to those of all kinds, and these to 1. A kind with few cases gets the county's rhythm and a county with few an even one. The
 * factors are fitted in turn, six rounds. A kind without cases is expected to have none. Days in `gaps` have neither cases nor an
 * expectation.
 */
export function learnRhythm(events: Events, calendar: DayCalendar, { kinds, from, to, gaps = [] }: RecordDays): Rhythm {
  const counts = countsOf(events, { kinds, from, to, gaps })
  const { days } = counts
  const recorded = sumOf(counts.there)
  const season = recorded < YEAR_DAYS ? 'none' : recorded < 2 * YEAR_DAYS ? 'one-year' : 'years'
  const level = factorsOf(counts, yearsBack(days), (d) => yearBack(days, d))
  const week = factorsOf(counts, CLASSES, (d) => classOf(calendar, from + d))
  const festival = factorsOf(counts, 2, (d) => nearFestival(calendar, from + d))
  const year = factorsOf(counts, PHASES, (d) => phaseOf(calendar, from + d))
  const all = [level, week, festival, year]
  const smoothing = { smooth: aroundTheYear(SEASON_SD_DAYS), parts: SOLAR_TERMS }
  for (let round = 0; round < ROUNDS; round++) {
    fitPlain(counts, level, productOf(counts, all, level))
    fitShrunk(counts, week, productOf(counts, all, week))
    fitShrunk(counts, festival, productOf(counts, all, festival))
    if (season !== 'none') fitShrunk(counts, year, productOf(counts, all, year), smoothing)
  }
  fitPlain(counts, level, productOf(counts, all, level))
  const last = Float64Array.from({ length: kinds }, (_, k) => level.values[k * level.groups]!)
  return { kinds, days: recorded, season, level: last, week: week.values, festival: festival.values, year: year.values }
}

/** Cases by kind that the county should have on the days of a span, told from its past alone. */
export function countyExpected(rhythm: Rhythm, calendar: DayCalendar, { from, to }: Span): Float64Array {
  const sums = new Float64Array(rhythm.kinds)
  for (let day = from; day <= to; day++) {
    const [one, near, phase] = [classOf(calendar, day), nearFestival(calendar, day), phaseOf(calendar, day)]
    for (let k = 0; k < rhythm.kinds; k++) {
      const factor = rhythm.week[k * CLASSES + one]! * rhythm.festival[k * 2 + near]! * rhythm.year[k * PHASES + phase]!
      sums[k] = sums[k]! + rhythm.level[k]! * factor
    }
  }
  return sums
}

function countsOf({ day, kind }: Events, { kinds, from, to, gaps }: Required<RecordDays>): Counts {
  const days = Math.max(0, to - from + 1)
  const cases = new Float64Array(kinds * days)
  const there = new Float64Array(days).fill(1)
  for (const gap of gaps) there.fill(0, Math.max(0, gap.from - from), Math.max(0, gap.to - from + 1))
  for (let e = 0; e < day.length; e++) {
    const at = day[e]! - from
    if (at >= 0 && at < days && there[at]) cases[kind[e]! * days + at] = cases[kind[e]! * days + at]! + 1
  }
  return { kinds, days, cases, there }
}

/** Years of a record, a short oldest one counted to the next; at least 1. */
function yearsBack(days: number): number {
  return Math.max(1, Math.floor(days / YEAR_DAYS) + (days % YEAR_DAYS >= LEAST_YEAR_DAYS ? 1 : 0))
}

/** 0 in the last year of a record. */
function yearBack(days: number, day: number): number {
  return Math.min(Math.floor((days - 1 - day) / YEAR_DAYS), yearsBack(days) - 1)
}

/** 0 … 6 Sunday to Saturday, 7 a weekday off, 8 a Saturday or Sunday that is worked. */
function classOf(calendar: DayCalendar, day: number): number {
  const off = calendar.off[day - calendar.first]!
  return off === 0 ? calendar.weekday[day - calendar.first]! : 6 + off
}

function nearFestival(calendar: DayCalendar, day: number): number {
  return Math.abs(calendar.fromFestival[day - calendar.first]!) <= NEAR_FESTIVAL_DAYS ? 1 : 0
}
