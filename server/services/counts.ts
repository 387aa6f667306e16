import { isLevel, type Level } from '../../geodata/place/level.ts'
import { LEVELS } from '../../geodata/place/level.ts'
import type { CountRow, Counts } from '../contract/answers.ts'
import { AppError } from '../contract/error.ts'
import { STANDINGS, type DatedFilter } from '../contract/filter.ts'
import type { Language } from '../contract/error.ts'
import type { Scope } from '../contract/scope.ts'
import { AGES, DUES, MARKS } from '../contract/standing.ts'
import { onlyAggregates } from '../access/scope.ts'
import { levelRows, termRows, type Answer } from '../cube/answers.ts'
import type { Step } from '../cube/calendar.ts'
import { countByLevel, countByMark, countByStanding, countByTerm, type Tallies } from '../cube/counts.ts'
import { DIMENSIONS, type Dimension } from '../cube/facets.ts'
import { countByDay, tallySteps } from '../cube/time.ts'
import type { Context } from './context.ts'
import { presetsOf } from './presets.ts'
import { ask, countedAsOf, notTooFine, type Question } from './question.ts'
import { populations } from './rates.ts'
import { toldLevel, toldMonthRows, toldTerms } from './told/answers.ts'
import { MONTHS_ONLY, notTold, TODAY_ONLY } from './told/menu.ts'

const STEPS: readonly Step[] = ['day', 'week', 'month']
/** Everything that cases can be counted by. */
export const COUNTABLE = [...LEVELS, ...(Object.keys(DIMENSIONS) as Dimension[]), ...STANDINGS, ...STEPS] as const
export type Countable = Level | Kind | Step
type Standing = (typeof STANDINGS)[number]
type Kind = Dimension | Standing

export function parseCountable(text: string): Countable {
  if ((COUNTABLE as readonly string[]).includes(text)) return text as Countable
  const can = COUNTABLE.join(', ')
  throw new AppError('bad_parameter', {
    status: 400,
    field: 'by',
    say: { zh: `不能按“${text}”统计，可用的值：${can}`, en: `Cannot count by "${text}"; use one of: ${can}` },
  })
}

const isStanding = (by: string): by is Standing => (STANDINGS as readonly string[]).includes(by)
export const isStep = (by: string): by is Step => (STEPS as readonly string[]).includes(by)

/**
 * Counts by one dimension. By level: every live area of the level within the filter's area, in the pack's order,
 * zeros included. By a vocabulary: its terms in order, zeros included; of colours, those that the county uses. By time: the days, weeks or months with
 * a case. `total` = sum of rows + unlocated + coarser, but for marks, of which a case may have several; the last two can
 * differ from 0 by level only.
 */
export async function countCases(
  ctx: Context,
  scope: Scope,
  options: { by: Countable; filter: DatedFilter; language: Language },
): Promise<Counts> {
  const { by, filter, language } = options
  if (isLevel(by)) notTooFine(scope, by, 'by')
  const question = await ask(ctx, scope, filter)
  const { revision, pack } = question
  const of = { revision, packVersion: pack.manifest.version, by }
  const counted = (onlyAggregates(scope) ? toldRows : countedRows)(question, by, language)
  if (by === 'colour') return { ...of, ...counted, rows: await tierRows(ctx, scope, counted.rows, language) }
  return { ...of, ...counted }
}

function countedRows(question: Question, by: Countable, language: Language): Answer {
  if (isLevel(by)) return countedLevel(question, by)
  return isStep(by) ? { ...stepRows(question, by), unlocated: 0, coarser: 0 } : termRows(talliesOf(question, by), KINDS[by].rows, language)
}

/** What those are told who see aggregates only. */
function toldRows(question: Question, by: Countable, language: Language): Answer {
  if (isLevel(by)) return toldLevel(question, by)
  if (by === 'month') return toldMonthRows(question)
  if (isStanding(by)) throw notTold('by', TODAY_ONLY)
  if (isStep(by)) throw notTold('by', MONTHS_ONLY)
  return toldTerms(question, by, language)
}

function countedLevel(question: Question, level: Level): Answer {
  const { query, places, pack: { tree }, root, today } = question
  const residents = populations(tree, today)
  return levelRows(countByLevel(countedAsOf(question).cube, query, places, LEVELS.indexOf(level)), level, {
    root,
    end: tree.end[root]!,
    area: (index) => tree.areas[index]!,
    isLive: (index) => tree.isLive(index, today),
    residents: (index) => residents[index]!,
  })
}

const KINDS = { ...DIMENSIONS, due: DUES, age: AGES, mark: MARKS } as const

function talliesOf(question: Question, by: Kind): Tallies {
  const { query } = question
  const { cube, asOf } = countedAsOf(question)
  if (by === 'mark') return countByMark(cube, query)
  return isStanding(by) ? countByStanding(cube, query, by, asOf) : countByTerm(cube, query, by)
}

/** The county's tiers by its own names, and other colours only where cases have them. */
async function tierRows(ctx: Context, scope: Scope, rows: CountRow[], language: Language): Promise<CountRow[]> {
  const tiers = new Map<string, string>((await presetsOf(ctx, scope)).tiers.map(({ colour, label }) => [colour, label[language]]))
  const offered = rows.filter(({ key, count }) => key === 'none' || tiers.has(key) || count !== 0)
  return offered.map((row) => ({ ...row, name: tiers.get(row.key) ?? row.name }))
}

function stepRows(question: Question, step: Step) {
  const totals = countByDay(countedAsOf(question).cube, question.query)
  const steps = totals.extent ? tallySteps(totals, step, totals.extent) : []
  const rows = steps
    .filter(({ count }) => count > 0)
    .map(({ key, count, resolved }): CountRow => ({ key, name: key, count, resolved }))
  return { total: totals.total, rows }
}
