import { seededRandom, type Random } from '../../geodata/demo/random.ts'
import type { AreaCode } from '../../geodata/place/area.ts'
import type { AreaTree } from '../../geodata/place/tree.ts'
import { dayAt, dayNumber, dayOfNumber, type Day } from '../contract/day.ts'
import { MEETING_KINDS, STANDARD_MEETINGS, type MeetingKind, type MeetingPeriod } from '../contract/meetings.ts'
import type { CountyScope } from '../contract/scope.ts'
import { lastPeriods } from '../ledger/meetings/periods.ts'
import { lockCounty, raiseRevision } from '../store/counties.ts'
import { insertActions, insertMeetings, type StoredAction, type StoredMeeting } from '../store/meetings.ts'
import { organisationRows, type StoredOrganisation } from '../store/organisations.ts'
import { transaction } from '../store/transaction.ts'
import { uuidV7 } from '../store/uuid.ts'
import type { Context } from './context.ts'
import { DECISIONS, MINUTES, titleOf } from './demoMinutes.ts'

/** Periods back from today that the demo has meetings of: a quarter of a year of weeks, a year of the others. */
const BACK: Record<MeetingKind, number> = { village_weekly: 14, town_halfmonthly: 24, county_monthly: 12, secretary_quarterly: 4 }
/** How often a meeting is held where the area keeps to it, and where it does not. */
const KEEN = 0.94
const SLACK = 0.6
const DAY_MS = 86_400_000

/** Meetings of the demo's last year: most were held, and of what they decided some is done, some open, some overdue. */
export async function meetDemo(ctx: Context, scope: CountyScope, seed: number): Promise<void> {
  const { tree } = await ctx.packs.get(scope.county)
  const today = dayAt(ctx.now())
  const random = seededRandom(seed).fork('meetings')
  const meetings = MEETING_KINDS.rows.flatMap(({ code, level }) => {
    const periods = lastPeriods(STANDARD_MEETINGS.rhythms[code]!, today, BACK[code])
    return tree.atLevel(level, today).flatMap((index) => heldBy({ tree, index, kind: code, periods, today, random }))
  })
  await transaction(ctx.db, async (tx) => {
    await lockCounty(tx, scope)
    const revision = await raiseRevision(tx, scope)
    await insertMeetings(tx, scope, meetings, revision)
    await insertActions(tx, scope, decided(ctx, meetings, (await organisationRows(tx, scope)).filter(({ closedOn, area }) => closedOn === null && tree.areas[tree.indexOf(area)]?.level !== 'village'), today))
  })
}

interface Holding {
  tree: AreaTree
  index: number
  kind: MeetingKind
  periods: readonly MeetingPeriod[]
  today: Day
  random: Random
}

function heldBy({ tree, index, kind, periods, today, random }: Holding): StoredMeeting[] {
  const { code, name } = tree.areas[index]!
  const own = random.fork(`${kind} ${code}`)
  const wont = kind === 'county_monthly' ? 0 : own.next()
  const chance = wont > 0.8 ? SLACK : KEEN
  return periods.flatMap((period) => {
    const heldOn = workday(period, own)
    if (own.next() > chance || heldOn >= today) return []
    return [meeting({ kind, area: code, heldOn, title: titleOf(kind, name, period), minutes: MINUTES[kind], solved: kind === 'village_weekly' ? null : own.integer(0, 3) })]
  })
}

/** Monday to Friday, in the middle of the period. */
function workday({ from, to }: MeetingPeriod, random: Random): Day {
  const length = dayNumber(to) - dayNumber(from) + 1
  const at = dayNumber(from) + Math.floor(length / 3) + random.integer(0, Math.max(0, Math.floor(length / 3) - 1))
  const weekday = new Date(at * DAY_MS).getUTCDay()
  return dayOfNumber(weekday === 0 ? at + 1 : weekday === 6 ? at - 1 : at)
}

function meeting(facts: Pick<StoredMeeting, 'kind' | 'area' | 'heldOn' | 'title' | 'minutes' | 'solved'>): StoredMeeting {
  const mark = { account: null, login: 'fengtu', at: new Date((dayNumber(facts.heldOn) + 1) * DAY_MS - 1) }
  return { id: uuidV7(mark.at.getTime()), ...facts, version: 1, created: mark, changed: mark }
}

/** Decisions of the latest meetings of the county, its secretary and two towns. */
function decided(ctx: Context, meetings: readonly StoredMeeting[], open: readonly StoredOrganisation[], today: Day): StoredAction[] {
  const upper = meetings.filter(({ kind }) => kind !== 'village_weekly').sort((a, b) => (a.heldOn < b.heldOn ? 1 : -1))
  const owners = (area: AreaCode, wide: boolean) => open.filter((one) => (wide && one.type === 'department') || (one.type === 'centre' && (wide || one.area === area)))
  return DECISIONS.flatMap(({ kind, back, text, result, dueDays }, k) => {
    const from = upper.filter((one) => one.kind === kind)[back]
    const able = from ? owners(from.area, kind !== 'town_halfmonthly') : []
    const owner = able[(k * 7) % Math.max(1, able.length)]
    if (!from || !owner) return []
    const dueOn = dayOfNumber(dayNumber(from.heldOn) + dueDays)
    const doneOn = result === null ? null : dueOn < today ? dueOn : today
    return [{ id: uuidV7(ctx.now()), meeting: from.id, no: k + 1, text, owner: owner.id, dueOn, place: null, status: result === null ? 'open' : 'done', doneOn, result, version: 1 }]
  })
}
