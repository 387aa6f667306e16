import type { DatedFilter } from '../../../server/contract/filter.ts'
import type { Mark } from '../../../server/contract/standing.ts'
import { STATES } from '../../../server/contract/states.ts'
import { areaTree } from '../../../geodata/place/tree.ts'
import type { Area, Day } from '../../../geodata/place/area.ts'
import type { Context } from '../../../server/services/context.ts'

/** The same questions in SQL, with nothing in common with the cube but the table. */

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`
const listed = (values: readonly string[]) => values.map(quote).join(', ')

/** `CASE` from a state to its phase. */
export const PHASE = `CASE ${STATES.rows.map(({ code, phase }) => `WHEN d.state = '${code}' THEN '${phase}'`).join(' ')} END`

/** The same on a day: closed later, a case was in hand. */
export const phaseOn = (then: Day | undefined) => (then ? `CASE WHEN ${PHASE} NOT IN ('open', 'handling') AND d.closed_on > '${then}' THEN 'handling' ELSE ${PHASE} END` : PHASE)

const pendingOn = (then: Day | undefined) => `${phaseOn(then)} IN ('open', 'handling')`
/** `CASE` from a case to its deadline and its age on a day. */
export const dueOn = (today: Day, then?: Day) => `CASE WHEN NOT ${pendingOn(then)} THEN 'settled' WHEN d.due_on IS NULL THEN 'open'
  WHEN d.due_on < '${today}' THEN 'overdue' WHEN d.due_on <= date '${today}' + 7 THEN 'soon' ELSE 'later' END`
export const ageOn = (today: Day, then?: Day) => `CASE WHEN NOT ${pendingOn(then)} THEN 'settled' WHEN date '${today}' - d.occurred_on > 90 THEN 'over90'
  WHEN date '${today}' - d.occurred_on > 60 THEN 'over60' WHEN date '${today}' - d.occurred_on > 30 THEN 'over30' ELSE 'upto30' END`
/** What it takes to have a mark. */
export const HAS: Record<Mark, string> = {
  agreed: `(d.agreement IS NOT NULL OR d.state IN ('agreed', 'performing', 'confirming'))`,
  performed: `EXISTS (SELECT 1 FROM dispute_life f WHERE f.county = d.county AND f.id = d.id AND f.performance = 'full')`,
  confirmed: 'd.judicially_confirmed',
  followed: `(d.followed_up OR d.state = 'followed_up')`,
  relapsed: `(d.state = 'reopened' OR EXISTS (SELECT 1 FROM dispute_life f WHERE f.county = d.county AND f.id = d.id AND f.reopened > 0))`,
}

/** Rows of `area` that stand for today's areas: code → the live one, and that one's town or what lies above, as a VALUES list. */
function todayValues(areas: Area[], today: Day): string {
  const tree = areaTree(areas)
  const wide = (at: number): number => (['village', 'grid'].includes(areas[at]!.level) ? wide(tree.parent[at]!) : at)
  return areas.map(({ code }) => `(${quote(code)}, ${tree.current(code, today)}, ${wide(tree.current(code, today))})`).join(', ')
}

function whereOf(filter: DatedFilter, areas: Area[], today: Day): string {
  const { asOf } = filter
  const on = asOf ?? today
  const tree = areaTree(areas)
  const parts = [`d.state <> 'merged'`]
  if (filter.from) parts.push(`d.occurred_on >= ${quote(filter.from)}`)
  if (filter.to) parts.push(`d.occurred_on <= ${quote(filter.to)}`)
  if (filter.category?.length) parts.push(`d.category IN (${listed(filter.category)})`)
  if (filter.colour?.length) parts.push(`d.colour IN (${listed(filter.colour)})`)
  if (filter.channel?.length) parts.push(`d.channel IN (${listed(filter.channel)})`)
  if (asOf) parts.push(`d.occurred_on <= ${quote(asOf)}`)
  if (filter.phase?.length) parts.push(`${phaseOn(asOf)} IN (${listed(filter.phase)})`)
  if (filter.due?.length) parts.push(`${dueOn(on, asOf)} IN (${listed(filter.due)})`)
  if (filter.age?.length) parts.push(`${ageOn(on, asOf)} IN (${listed(filter.age)})`)
  if (filter.mark?.length) parts.push(`(${filter.mark.map((mark) => HAS[mark]).join(' OR ')})`)
  const root = filter.area ? tree.indexOf(filter.area) : 0
  if (root > 0) parts.push(`t.at >= ${root} AND t.at < ${tree.end[root]}`)
  return parts.join(' AND ')
}

export async function ask<T extends object>(
  { db }: Context,
  select: string,
  options: { filter: DatedFilter; areas: Area[]; today: Day; tail?: string; join?: string },
): Promise<T[]> {
  const { filter, areas, today, tail = '', join = '' } = options
  const sql = `WITH ground (code, own, town) AS (VALUES ${todayValues(areas, today)}),
    t (code, sensitive, at) AS (SELECT code, false, own FROM ground UNION ALL SELECT code, true, town FROM ground)
    SELECT ${select} FROM dispute d LEFT JOIN t ON t.code = coalesce(d.area, d.town) AND t.sensitive = d.sensitive ${join} WHERE ${whereOf(filter, areas, today)} ${tail}`
  return (await db.pool.query<T>(sql)).rows
}
