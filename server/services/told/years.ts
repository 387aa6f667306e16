import { LEVELS } from '../../../geodata/place/level.ts'
import { dayNumber } from '../../contract/day.ts'
import { toldYear, type ToldYear } from '../../cube/small/year.ts'
import type { CountyCube } from '../cubes.ts'
import type { Question } from '../question.ts'

/** The narrowest level that those are told who see aggregates only. */
export const NARROWEST = LEVELS.indexOf('village')

interface Kept {
  /** what the years were counted from, and as of when */
  of: string
  years: Map<number, ToldYear>
}

const kept = new WeakMap<CountyCube['cube'], Kept>()

/** What is told of a year, worked out once for each revision and day. */
export function yearOf({ cube, places, revision, today }: Question, year: number): ToldYear {
  const of = `${revision} ${today}`
  let entry = kept.get(cube)
  if (entry?.of !== of) kept.set(cube, (entry = { of, years: new Map() }))
  let told = entry.years.get(year)
  if (!told) entry.years.set(year, (told = toldYear(cube, places, { year, narrowest: NARROWEST, asOf: dayNumber(today) })))
  return told
}
