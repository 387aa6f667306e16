import { onlyAggregates } from '../../access/scope.ts'
import type { HotRow, Hotspots } from '../../contract/hotspots.ts'
import { HOT_CLASSES, LISA_CLASSES, TOLD_METHODS, type HotMethod } from '../../contract/hotTerms.ts'
import type { Scope } from '../../contract/scope.ts'
import { isSmall } from '../../cube/small/tree.ts'
import type { HotspotsAsk } from '../hotspots/hotspots.ts'
import { hotTally, lisaTally, refusalTold } from '../hotspots/say/findings.ts'
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
  const rows = found.rows.map((row) => withoutNumbers(method, row))
  const say = refusal && refusalTold(refusal, { level: parameters.level, areas })
  const finding = say ?? (method === 'gistar' ? hotTally(parameters, tallyOf(HOT_CLASSES.codes, rows)) : method === 'lisa' ? lisaTally(parameters, tallyOf(LISA_CLASSES.codes, rows)) : found.finding)
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

function tallyOf<Code extends string>(codes: readonly Code[], rows: readonly HotRow[]): Map<Code, number> {
  return new Map(codes.map((code) => [code, rows.filter((row) => row.class === code).length]))
}

/**
 * A place of one case or two has the class of its neighbourhood, whatever it is named for, and none of LISA's: both of those hang on its
 * own count, which would be told by them.
 */
function withoutNumbers(method: HotMethod, { id, name, nameEn, index, count, class: found, around }: HotRow): HotRow {
  const small = count !== null && isSmall(count)
  const told = !small ? found : method === 'lisa' ? 'none' : (around ?? found)
  return { id, name, nameEn, index, named: false, count: null, expected: null, value: null, z: null, p: null, pFdr: null, class: told }
}
