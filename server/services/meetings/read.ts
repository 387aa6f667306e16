import type { AreaCode, Day } from '../../../geodata/place/area.ts'
import type { MeetingDetail, MeetingKind, MeetingList } from '../../contract/meetings.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { countMeetings, meetingRow, meetingRows } from '../../store/meetings.ts'
import type { Context } from '../context.ts'
import { meetingDesk } from './desk.ts'
import { notRead, unknownMeeting } from './refusals.ts'
import { detailOf, rowsOf } from './shown.ts'

export interface MeetingsAsked {
  kind?: MeetingKind
  /** of this area and below */
  area?: AreaCode
  from?: Day
  to?: Day
  limit: number
  offset: number
}

/** Meetings of what the scope sees, the latest first. Throws `AppError` 403 for who sees its own cases alone, 400 for an area outside. */
export async function listMeetings(ctx: Context, scope: CaseScope, { area, limit, offset, ...asked }: MeetingsAsked): Promise<MeetingList> {
  const desk = await meetingDesk(ctx, scope)
  if (!desk.reads) throw notRead()
  const query = { ...asked, codes: desk.codesBelow(area ?? null) }
  const total = await countMeetings(ctx.db, scope, query)
  const found = await meetingRows(ctx.db, scope, query, { limit, offset })
  return { asOf: desk.today, total, meetings: await rowsOf(ctx.db, desk, found) }
}

/** Throws `AppError` 404 for one that is not there or lies outside the scope, 403 for who sees its own cases alone. */
export async function meetingDetail(ctx: Context, scope: CaseScope, id: string): Promise<MeetingDetail> {
  const desk = await meetingDesk(ctx, scope)
  if (!desk.reads) throw notRead()
  const one = await meetingRow(ctx.db, scope, id)
  if (!one || !desk.inside(one.area)) throw unknownMeeting()
  return detailOf(ctx, ctx.db, desk, one)
}
