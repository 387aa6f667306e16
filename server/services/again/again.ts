import { onlyAggregates, readsArea } from '../../access/scope.ts'
import { USUAL_AGAIN, type Again, type AgainAsk, type RelapseTown } from '../../contract/again.ts'
import type { Day } from '../../contract/day.ts'
import type { AppError, Say } from '../../contract/error.ts'
import { badParameter, type Filter } from '../../contract/filter.ts'
import type { Scope } from '../../contract/scope.ts'
import { countedIn } from '../../cube/places.ts'
import { select } from '../../cube/select.ts'
import { relapses, type StoredRelapse } from '../../store/relapses.ts'
import { namedPlace } from '../areas.ts'
import type { Context } from '../context.ts'
import { neighboursOf } from '../hotspots/ground.ts'
import { onceARevision } from '../onceARevision.ts'
import { ask as question, type Question } from '../question.ts'
import { notTold, RELAPSES } from '../told/menu.ts'
import { againPlaces } from './places.ts'

/**
 * What breaks out again: cases that were reopened, by town, and places of several cases. Figures alone, of the whole of
 * what the post sees. Throws `AppError` 403 for those who see aggregates only, and 400 where a post that does not read every
 * case of its area asks for places of fewer than three: of two cases, what is told of the place is told of each. Of more it is told months, no days.
 */
export async function againIn(ctx: Context, scope: Scope, filter: Filter, ask: AgainAsk): Promise<Again> {
  if (onlyAggregates(scope)) throw notTold('county', RELAPSES)
  const alone = !readsArea(scope)
  if (alone && ask.least < USUAL_AGAIN.least) throw tooFew(ask.least)
  const stored = await relapsesOf(ctx, scope)
  const neighbours = await neighboursOf(await ctx.packs.get(scope.county))
  const asked = await question(ctx, scope, filter)
  const { pack: { tree, manifest }, revision, today } = asked
  const top = tree.indexOf(scope.root)
  return {
    revision,
    packVersion: manifest.version,
    asOf: today,
    ask,
    rule: ruleOf(ask, { months: alone }),
    ...againPlaces(asked, ask, { top, neighbours, reads: !alone }),
    relapses: { ...townsOf(asked, stored.filter(inPeriod(filter))), rule: RELAPSE_RULE },
  }
}

/** The cases of a county that broke out again. */
export const relapsesOf = onceARevision((ctx, scope) => relapses(ctx.db, scope))

function tooFew(least: number): AppError {
  return badParameter('least', {
    zh: `调解组织只看本组织的案件，一地多件从 ${USUAL_AGAIN.least} 件起算：请把 least 从 ${least} 改为 ${USUAL_AGAIN.least} 以上`,
    en: `A mediator organisation reads its own cases alone and is told of places of ${USUAL_AGAIN.least} cases or more: raise "least" from ${least} to ${USUAL_AGAIN.least} or above`,
  })
}

/** Counts by the day of reopening, by that of occurrence where nothing tells it. */
export function inPeriod({ from, to }: Filter): (one: StoredRelapse) => boolean {
  return ({ reopenedOn, occurredOn }) => {
    const on: Day = reopenedOn ?? occurredOn
    return (!from || on >= from) && (!to || on <= to)
  }
}

export const RELAPSE_RULE: Say = {
  zh: '反复：办结后又重新办理的件，按重新办理的日期计入本期；台账只写“反复”而没有日期的，按发生日期；回访发现反复而还没有重新办理的不在其中',
  en: 'Relapsed: reopened after the close, in the period by the day of reopening; where the ledger says “relapsed” without a day, by the day of occurrence; none that a follow-up found so and nobody reopened yet',
}

/** `months`: places are told the months of their cases, and set against the cases of these. */
function ruleOf({ least, days, same }: AgainAsk, { months }: { months: boolean }): Say {
  const kind = same === 'category' ? { zh: '同类', en: 'of one kind ' } : { zh: '', en: '' }
  const time = months ? { zh: '所列月份里', en: 'in the months that are named' } : { zh: '同样天数里', en: 'in as many days' }
  return {
    zh: `${days} 天内同一处有 ${least} 件以上${kind.zh}案件。应约：${time.zh}落到村以下的全部${kind.zh}件数 × 该处常住人口占比（没有人口的按各处平均）；越少见越靠前，只排先后，不作判断，判断看热点。地点待定、只知道乡镇的和敏感案件都不在其中`,
    en: `${least} cases ${kind.en}or more at one place within ${days} days. Expected: all cases ${kind.en}that lie in a village or narrower, ${time.en} × the place’s share of the residents (evenly where there are none); the rarer the earlier, which orders and does not judge: hot-spots do. Cases that wait for their place, those of which the town alone is known, and sensitive ones are in none of these`,
  }
}

function townsOf({ cube, query, pack: { tree } }: Question, stored: readonly StoredRelapse[]): { count: number; towns: RelapseTown[] } {
  const reopened = new Set(stored.map(({ id }) => id))
  const rows = select(cube, { ...query, from: -Infinity, to: Infinity })
  const { id, area } = cube.columns
  const counts = new Map<number, number>()
  let count = 0
  for (const row of rows) {
    if (!reopened.has(id[row]!)) continue
    const at = countedIn(area[row]!)
    const town = at < 0 ? -1 : tree.ancestorAt(at, 'town')
    counts.set(town, (counts.get(town) ?? 0) + 1)
    count++
  }
  const towns = [...counts].map(([index, n]): RelapseTown => {
    if (index < 0) return { town: null, count: n }
    const { code, name, nameEn } = namedPlace(tree, index)
    return { town: { code, name, nameEn }, count: n }
  })
  return { count, towns: towns.sort((a, b) => b.count - a.count || (a.town?.code ?? '').localeCompare(b.town?.code ?? '')) }
}
