import { onlyAggregates } from '../../access/scope.ts'
import type { Level } from '../../contract/answers.ts'
import { dayNumber } from '../../contract/day.ts'
import { AppError } from '../../contract/error.ts'
import type { Filter } from '../../contract/filter.ts'
import type { Scope } from '../../contract/scope.ts'
import type { TownRow, Towns } from '../../contract/towns.ts'
import { lawsuitCases } from '../../store/lawsuits.ts'
import type { Context } from '../context.ts'
import { onceARevision } from '../onceARevision.ts'
import { ask, levelBelow } from '../question.ts'
import { notTold, RANKS } from '../told/menu.ts'
import { comparisonOf, daysOf, spansOf } from './comparisons.ts'
import { dispersionIn } from './dispersion.ts'
import { groupsOf } from './groups.ts'
import { tally as tallyOf } from './tally.ts'
import { townMatrix } from './townCells.ts'
import { perfectTowns, silentTowns } from './townNotices.ts'
import { townTally } from './townTally.ts'

/**
 * The figures of the case ledger side by side: of each area of a level within the filter's area, by default of the widest one below it
 * that has two areas or more. Throws `AppError` 400 where there is none.
 */
export async function townsOf(ctx: Context, scope: Scope, { by: asked, filter }: { by?: Level; filter: Filter }): Promise<Towns> {
  if (onlyAggregates(scope)) throw notTold('by', RANKS)
  const lawsuits = await lawsuitsOf(ctx, scope)
  const question = await ask(ctx, scope, filter)
  const by = asked ?? levelBelow(question)
  if (by === null) throw undivided()
  const { revision, pack, today } = question
  const groups = groupsOf(question, by)
  const spans = spansOf(question)
  const dispersion = dispersionIn(question, groups, spans)
  const residents = Float64Array.from(groups.rows, ({ residents: people }) => people || NaN)
  const tally = townTally(question, groups, { lawsuits, asOf: dayNumber(today) })
  const { period } = spans.before
  const earlier = period && tallyOf(question, groups, period)
  const before = period && earlier && spans.now ? { count: earlier.count, now: spans.now, earlier: period } : null
  const { columns, cells } = townMatrix({ tally, residents, dispersion, before })
  const notices = [silentTowns({ question, groups, spans, residents }), perfectTowns(tally, question, spans)]
  return {
    revision,
    packVersion: pack.manifest.version,
    by,
    asOf: today,
    days: spans.now && daysOf(spans.now),
    before: comparisonOf(spans.before, earlier?.total ?? 0),
    total: tally.total,
    unlocated: tally.unlocated,
    coarser: tally.coarser,
    columns,
    rows: groups.rows.map(({ key, name, nameEn, index, residents: people }, at): TownRow => ({
      key,
      name,
      nameEn,
      index: index!,
      residents: people,
      count: tally.count[at]!,
      cells: cells.map((column) => column[at] ?? null),
      notices: notices.map((of) => of[at] ?? null).filter((notice) => notice !== null),
    })),
  }
}

/** Of the county as it stands. */
const lawsuitsOf = onceARevision(async (ctx, scope): Promise<ReadonlySet<number>> => new Set(await lawsuitCases(ctx.db, scope)))

function undivided(): AppError {
  return new AppError('nothing_below', {
    status: 400,
    field: 'area',
    say: {
      zh: '所选范围没有两个以上的下级区域，没有可比的：请选更大的范围',
      en: 'The chosen area has no two parts, so there is nothing to compare: choose a wider one',
    },
  })
}
