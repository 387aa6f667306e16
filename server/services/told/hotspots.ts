import { onlyAggregates } from '../../access/scope.ts'
import { HOT_CLASSES, TOLD_METHODS, type HotRow, type Hotspots } from '../../contract/hotspots.ts'
import type { Scope } from '../../contract/scope.ts'
import { isSmall } from '../../cube/small/tree.ts'
import type { HotspotsAsk } from '../hotspots/hotspots.ts'
import { hotTally, refusalTold } from '../hotspots/say/findings.ts'
import { HOTSPOTS, notTold } from './menu.ts'

/**
 * What those are told of hot-spots who see aggregates only: the class of each area, for the usual window. Every number is
 * worked out from exact counts, and two windows set against each other would tell a single case.
 */

/** Throws `AppError` 403 for a question that has more to it than a method and a level. */
export function toldAsk({ filter, seed, step, method }: HotspotsAsk): void {
  const [narrowed] = Object.keys(filter)
  const field = narrowed ?? (seed === undefined ? (step === undefined ? (TOLD_METHODS.includes(method) ? null : 'method') : 'step') : 'seed')
  if (field !== null) throw notTold(field, HOTSPOTS)
}

/** Throws `AppError` 403 for them: lists, cards, densities and files are made of numbers. */
export function refuseTold(scope: Scope): void {
  if (onlyAggregates(scope)) throw notTold('county', HOTSPOTS)
}

/** What is told is named one by one: a figure that an answer gains one day must not come out by itself. */
export function toldHotspots(found: Omit<Hotspots, 'version'>): Omit<Hotspots, 'version'> {
  const { revision, packVersion, steps, sufficiency: { enough, refusal, areas }, parameters, method } = found
  const rows = found.rows.map(withoutNumbers)
  const tally = new Map(HOT_CLASSES.codes.map((code) => [code, rows.filter((row) => row.class === code).length]))
  const say = refusal && refusalTold(refusal, { level: parameters.level, areas })
  const finding = say ?? (method === 'gistar' ? hotTally(parameters, tally) : found.finding)
  return {
    revision,
    packVersion,
    method,
    parameters,
    sufficiency: { enough, refusal, areas, cases: null, detectable: null, say },
    steps,
    rows,
    clusters: [],
    global: null,
    finding,
  }
}

function withoutNumbers({ id, name, nameEn, index, count, class: found }: HotRow): HotRow {
  // a small count of a place by itself would be told by what it takes to stand out
  const told = found === 'itself' && count !== null && isSmall(count) ? 'none' : found
  return { id, name, nameEn, index, named: false, count: null, expected: null, value: null, z: null, p: null, pFdr: null, class: told }
}
