import type { Level } from '../../../geodata/place/level.ts'
import type { AreaTree } from '../../../geodata/place/tree.ts'
import { dayAt, dayNumber, dayOfNumber, type Day } from '../../contract/day.ts'
import { badParameter, filterQuery, type Filter } from '../../contract/filter.ts'
import type { Scope } from '../../contract/scope.ts'
import type { Settings } from '../../contract/settings.ts'
import type { Context } from '../context.ts'
import { presetsOf } from '../presets.ts'
import { notTooFine, questionIn, type Question } from '../question.ts'
import { groundOf, levelOf, neighboursOf, type Ground } from './ground.ts'

/** What every question about hot-spots says. */
export interface HotAsk {
  filter: Filter
  level?: Level
  seed?: number
  /** false: it needs no neighbours, and works on a pack without borders too */
  borders?: boolean
}

/** A question that was checked, with what answers it. */
export interface Setting {
  question: Question
  ground: Ground
  presets: Settings
  seed: number
  /** first and last day of the window */
  from: Day
  to: Day
  /** does the cube still stand at the question's revision? */
  isCurrent(): boolean
  /** all that an answer to this depends on, but for the cases, the window, the seed and what else is asked */
  stem: string
}

/** What is asked, whatever the cases are by now. */
export const topicOf = ({ stem, from, to }: Setting): string => `${stem} ${from} ${to}`

/** All that an answer depends on. */
export const keyOf = (setting: Setting): string => `${setting.question.revision} ${topicOf(setting)}`

export const SEED = 20_260_101
const USUAL_DAYS = 90
/** The calendar of the sun and the moon covers these. */
const FIRST_DAY = '1960-01-01' as Day
const LAST_DAY = '2099-12-31' as Day

/** Throws `AppError` 400 that names the field for what cannot be asked of this county. */
export async function settingOf(ctx: Context, scope: Scope, { filter, level, seed = SEED, borders = true }: HotAsk): Promise<Setting> {
  if (level !== undefined) notTooFine(scope, level, 'level')
  const presets = await presetsOf(ctx, scope)
  for (let pack = await ctx.packs.get(scope.county); ; ) {
    const neighbours = await neighboursOf(pack)
    const county = await ctx.cubes.get(scope)
    if (county.pack.tree === pack.tree) {
      const today = dayAt(ctx.now())
      const question = questionIn(county, scope, { filter, today })
      const ground = groundOf(question, levelOf(pack, neighbours, { asked: level, borders, today }), neighbours)
      notTooFine(scope, ground.level, 'level')
      const window = windowOf(filter, today)
      // the same cases, whoever asks for them and by which name of the area
      const { area: _, from: __, to: ___, ...kinds } = filter
      const parts = [
        scope.county, identityOf(pack.tree), identityOf(presets), today, question.root, ground.level, borders,
        JSON.stringify(filterQuery(inOrder(kinds))),
      ]
      const isCurrent = (): boolean => county.revision === question.revision
      return { question, ground, presets, seed, ...window, isCurrent, stem: parts.join(' ') }
    }
    // the pack was renewed meanwhile
    pack = county.pack
  }
}

/** The same kinds, in whichever order they were asked for. */
export function inOrder(kinds: Filter): Filter {
  return Object.fromEntries(Object.entries(kinds).map(([name, codes]) => [name, Array.isArray(codes) ? [...codes].sort() : codes])) as Filter
}

/** Open ends: until today, and the last 90 days. A window that reaches beyond today ends today: days to come have no cases yet. */
function windowOf({ from, to }: Filter, today: Day): { from: Day; to: Day } {
  for (const [field, day] of [['from', from], ['to', to]] as const) {
    if (day === undefined || (day >= FIRST_DAY && day <= LAST_DAY)) continue
    throw badParameter(field, { zh: `热点只算 ${FIRST_DAY} 到 ${LAST_DAY} 之间，请改“${day}”`, en: `Hot-spots are worked out from ${FIRST_DAY} to ${LAST_DAY}: change "${day}"` })
  }
  const end = to === undefined || to > today ? today : to
  const usual = dayOfNumber(dayNumber(end) - USUAL_DAYS + 1)
  const start = from ?? (usual < FIRST_DAY ? FIRST_DAY : usual)
  if (start > end) {
    throw badParameter('from', { zh: `开始日期晚于今天（${today}），请改早，或写明 to`, en: `The start lies after today (${today}): choose an earlier one, or give an end` })
  }
  return { from: start, to: end }
}

const identities = new WeakMap<AreaTree | Settings, number>()
let identified = 0

/** One number for each object as long as it lives: a version of the ground, a set of settings. */
function identityOf(thing: AreaTree | Settings): number {
  let identity = identities.get(thing)
  if (identity === undefined) identities.set(thing, (identity = ++identified))
  return identity
}
