import type { AreaCode, Day } from '../../../geodata/place/area.ts'
import {
  HELD_RULE, levelOf, MEETING_BOUNDS, type MeetingCalendar, type MeetingCalendarRow, type MeetingKind, type MeetingPeriod, type MeetingSum, type Rhythm,
} from '../../contract/meetings.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { rate } from '../../contract/rates.ts'
import { owedBy, type Owed } from '../../ledger/meetings/calendar.ts'
import { lastPeriods, periodsBetween } from '../../ledger/meetings/periods.ts'
import { firstMeeting, meetingDays } from '../../store/meetings.ts'
import { namedPlace } from '../areas.ts'
import type { Context } from '../context.ts'
import { presetsOf } from '../presets.ts'
import { meetingDesk, type MeetingDesk } from './desk.ts'
import { bad } from './refusals.ts'

export interface CalendarAsked {
  kind: MeetingKind
  /** of this area and below */
  area?: AreaCode
  from?: Day
  to?: Day
}

/** Periods that are shown where nobody says how many: about a quarter of a year, a year, two years. */
const USUAL: Record<Rhythm, number> = { week: 13, halfmonth: 12, month: 12, quarter: 8 }

/** Areas × periods of a kind of meeting. Throws `AppError` 400 for days the wrong way round or too many periods. */
export async function meetingCalendar(ctx: Context, scope: CaseScope, asked: CalendarAsked): Promise<MeetingCalendar> {
  const desk = await meetingDesk(ctx, scope)
  const { kind } = asked
  const rules = (await presetsOf(ctx, scope)).meetings
  const rhythm = rules.rhythms[kind]
  const codes = desk.codesBelow(asked.area ?? null)
  const periods = rhythm === null ? [] : periodsAsked(rhythm, asked, desk.today)
  const since = rules.since ?? (await firstMeeting(ctx.db, scope))
  const held = periods.length === 0 ? [] : await meetingDays(ctx.db, scope, { codes: null, kind, from: periods[0]!.from, to: periods.at(-1)!.to })
  const rows = rowsOf(desk, { kind, codes, periods, held, since })
  const sums = periods.map((_, k) => sumOf(rows.map(({ owed }) => owed[k]!)))
  const total = sumOf(rows.flatMap(({ owed }) => owed))
  return {
    kind, rhythm, asOf: desk.today, since,
    periods: periods.map((period) => ({ ...period, running: period.from <= desk.today && desk.today <= period.to })),
    rows: rows.map(({ row }) => row),
    sums,
    total: rate(total.held, total.owed, HELD_RULE),
  }
}

function periodsAsked(rhythm: Rhythm, { from, to }: CalendarAsked, today: Day): MeetingPeriod[] {
  const last = to === undefined || to > today ? today : to
  if (from !== undefined && from > last) throw bad('from', { zh: '开始日期晚于结束日期或今天，请核对', en: 'The first day lies after the last one or after today: check them' }, 'bad_parameter')
  const periods = from === undefined ? lastPeriods(rhythm, last, USUAL[rhythm]) : periodsBetween(rhythm, from, last)
  if (periods.length <= MEETING_BOUNDS.periods) return periods
  throw bad('from', { zh: `时段太长：最多看 ${MEETING_BOUNDS.periods} 期，请缩短`, en: `Too long: ${MEETING_BOUNDS.periods} periods at most can be shown, shorten it` }, 'bad_parameter')
}

interface Ground {
  kind: MeetingKind
  codes: readonly AreaCode[] | null
  periods: readonly MeetingPeriod[]
  /** the latest first */
  held: readonly { id: string; area: AreaCode; heldOn: Day }[]
  since: Day | null
}

/** An area that ended has a row as long as it held or owed something in one of the periods. */
function rowsOf(desk: MeetingDesk, { kind, codes, periods, held, since }: Ground): { row: MeetingCalendarRow; owed: Owed[] }[] {
  const { pack: { tree }, today, reads } = desk
  const asked = codes && new Set(codes)
  const byArea = new Map<AreaCode, Ground['held'][number][]>()
  for (const one of held) byArea.set(one.area, [...(byArea.get(one.area) ?? []), one])
  return tree.areas.flatMap((area, index) => {
    if (area.level !== levelOf(kind) || (asked && !asked.has(area.code))) return []
    const meetings = byArea.get(area.code) ?? []
    const owed = owedBy({ validFrom: area.validFrom, validTo: area.validTo, heldOn: meetings.map(({ heldOn }) => heldOn) }, periods, { since, today })
    if (!tree.isLive(index, today) && owed.every(({ state }) => state === 'none')) return []
    const town = tree.ancestorAt(index, 'town')
    const cells = owed.map(({ state, held: n }, k) => {
      const { from, to } = periods[k]!
      return { state, held: n, meetings: reads ? meetings.flatMap(({ id, heldOn }) => (from <= heldOn && heldOn <= to ? [id] : [])) : [] }
    })
    return [{ row: { area: namedPlace(tree, index), town: town < 0 ? null : tree.areas[town]!.code, cells, ...sumOf(owed) }, owed }]
  })
}

function sumOf(owed: readonly Owed[]): MeetingSum {
  const counted = owed.filter((one) => one.counted)
  return { held: counted.filter(({ held }) => held > 0).length, owed: counted.length }
}
