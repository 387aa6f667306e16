import { isLevel, LEVELS, type Level } from '../../geodata/place/level.ts'
import type { Cross, CrossAxis } from '../contract/answers.ts'
import { AppError, type Language } from '../contract/error.ts'
import type { DatedFilter } from '../contract/filter.ts'
import type { Scope } from '../contract/scope.ts'
import { onlyAggregates } from '../access/scope.ts'
import type { Step } from '../cube/calendar.ts'
import { crossCounts } from '../cube/cross.ts'
import { DIMENSIONS, type Dimension } from '../cube/facets.ts'
import { isStep, parseCountable, type Countable } from './counts.ts'
import type { Context } from './context.ts'
import { ask, countedAsOf, notTooFine } from './question.ts'
import { CROSSED, notTold } from './told/menu.ts'

/** Dimensions of a cross count: at most one level, one step of time and one vocabulary. */
export interface CrossBy {
  level?: Level
  step?: Step
  dimension?: Dimension
}

/** Reads `village,month,category`; throws `AppError` 400 that names `by`. */
export function parseCrossBy(text: string): CrossBy {
  const by: CrossBy = {}
  for (const part of text.split(',')) {
    const asked = parseCountable(part)
    const kind = kindOf(asked)
    if (by[kind] !== undefined) throw twoOfAKind(by[kind], part)
    Object.assign(by, { [kind]: asked })
  }
  return by
}

function kindOf(by: Countable): keyof CrossBy {
  return isLevel(by) ? 'level' : isStep(by) ? 'step' : 'dimension'
}

function twoOfAKind(first: string, second: string): AppError {
  return new AppError('bad_parameter', {
    status: 400,
    field: 'by',
    say: {
      zh: `“${first}”与“${second}”不能同时使用：区划层级、时间单位、分类各取一个，例如 village,month,category`,
      en: `"${first}" and "${second}" do not go together: give at most one level, one unit of time and one vocabulary, such as village,month,category`,
    },
  })
}

/** Counts by level × time × one vocabulary, in any combination. */
export async function crossCases(
  ctx: Context,
  scope: Scope,
  options: { by: CrossBy; filter: DatedFilter; language: Language },
): Promise<Cross> {
  const { by, filter, language } = options
  if (onlyAggregates(scope)) throw notTold('by', CROSSED)
  const { level, step, dimension } = by
  if (level) notTooFine(scope, level, 'by')
  const question = await ask(ctx, scope, filter)
  const { query, places, pack, revision } = question
  const cells = crossCounts(countedAsOf(question).cube, query, {
    level: level && { places, rank: LEVELS.indexOf(level) },
    step,
    dimension,
  })
  const axes: CrossAxis[] = []
  const positions: number[][] = []
  if (level && cells.area) {
    const indices = [...new Set(cells.area)]
    const at = new Map(indices.map((index, position) => [index, position]))
    const areas = indices.map((index) => pack.tree.areas[index]!)
    axes.push({ by: level, keys: areas.map((area) => area.code), names: areas.map((area) => area.name) })
    positions.push(Array.from(cells.area, (index) => at.get(index)!))
  }
  if (step && cells.time) {
    axes.push({ by: step, keys: cells.steps, names: cells.steps })
    positions.push(Array.from(cells.time))
  }
  if (dimension && cells.term) {
    const { rows } = DIMENSIONS[dimension]
    axes.push({ by: dimension, keys: rows.map((row) => row.code), names: rows.map((row) => row.label[language]) })
    positions.push(Array.from(cells.term))
  }
  const { total, unlocated, coarser } = cells
  return { revision, total, unlocated, coarser, axes, positions, count: Array.from(cells.count) }
}
