import { createRoute, z } from '@hono/zod-openapi'
import { MEETING_BOUNDS } from '../contract/meetings.ts'
import { LONGEST_ID } from '../contract/organisations.ts'
import type { Context } from '../services/context.ts'
import { addAction, changeAction, listActions, nextMeeting } from '../services/meetings/actions.ts'
import { meetingCalendar } from '../services/meetings/calendar.ts'
import { listMeetings, meetingDetail } from '../services/meetings/read.ts'
import { changeMeeting, deleteMeeting, enterMeeting } from '../services/meetings/write.ts'
import { realDay } from './caseSchemas.ts'
import { may, router } from './env.ts'
import {
  actionChangeSchema, actionItemSchema, actionListSchema, actionState, meetingCalendarSchema, meetingChangeSchema, meetingDetailSchema, meetingKind, meetingListSchema, newActionSchema,
  newMeetingSchema, nextMeetingSchema,
} from './meetingSchemas.ts'
import { body, countyParam, json, PROBLEMS, WRITE_PROBLEMS } from './parameters.ts'
import { areaCode } from './schemas.ts'

const tags = ['会议 Meetings']
const params = z.object(countyParam)
const oneParams = z.object({ ...countyParam, id: z.string().min(1).max(64).openapi({ description: '会议编号 / id of the meeting' }) })
const actionParams = z.object({ ...countyParam, id: z.string().min(1).max(64).openapi({ description: '议定事项编号 / id of the action item' }) })
/** Centre clerks and leaders. */
const KEEPERS = ['direct', 'supervise'] as const

const kind = meetingKind.optional().openapi({ description: '会议种类 / kind of meeting' })
const area = areaCode.optional().openapi({ description: '区划代码（含下级）/ of this area and below; absent = all that the post sees', example: '990101001000' })
const from = realDay.optional().openapi({ description: '开会日期起（含）/ first day' })
const to = realDay.optional().openapi({ description: '开会日期止（含）/ last day' })
const page = {
  limit: z.coerce.number().int().min(1).max(MEETING_BOUNDS.page).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
}

const listRoute = createRoute({
  method: 'get',
  middleware: may('cases'),
  path: '/{county}/meetings',
  tags,
  summary: '会议 / meetings',
  description: 'Those of the area of the post and below, the latest first. A mediator organisation, which sees its own cases alone, reads no minutes: 403.',
  request: { params, query: z.strictObject({ kind, area, from, to, ...page }) },
  responses: { ...json(meetingListSchema, '会议 / meetings'), ...PROBLEMS },
})

const calendarRoute = createRoute({
  method: 'get',
  middleware: may('cases'),
  path: '/{county}/meetings/calendar',
  tags,
  summary: '例会日历：应开、已开、缺会 / the calendar that each level owes',
  description: 'Areas × periods. A period that is running counts neither as held nor as owed; an area owes the periods through all of which it was in force. At most 60 periods; without `from`, the last 13 weeks, 12 half months, 12 months or 8 quarters.',
  request: { params, query: z.strictObject({ kind: meetingKind, area, from, to }) },
  responses: { ...json(meetingCalendarSchema, '例会日历 / calendar'), ...PROBLEMS },
})

const nextRoute = createRoute({
  method: 'get',
  middleware: may('cases'),
  path: '/{county}/meetings/next',
  tags,
  summary: '下次会议要过的事项 / what the next meeting finds on its table',
  description: 'Open action items of the area’s own meetings, the most pressing first, and what the area owes in the running period.',
  request: { params, query: z.strictObject({ area: areaCode.optional().openapi({ description: '开会的区划 / area of the meeting; absent = that of the post' }), kind }) },
  responses: { ...json(nextMeetingSchema, '下次会议 / next meeting'), ...PROBLEMS },
})

const actionsRoute = createRoute({
  method: 'get',
  middleware: may('cases'),
  path: '/{county}/meetings/actions',
  tags,
  summary: '议定事项 / action items',
  description: 'Of the meetings that the post reads, and those given to organisations of its area; to a mediator organisation its own. Open ones by their due day.',
  request: {
    params,
    query: z.strictObject({
      status: z.enum([...actionState.options, 'all']).default('open'),
      area,
      owner: z.string().min(1).max(LONGEST_ID).optional().openapi({ description: '责任单位编号 / id of the organisation' }),
      ...page,
    }),
  },
  responses: { ...json(actionListSchema, '议定事项 / action items'), ...PROBLEMS },
})

const detailRoute = createRoute({
  method: 'get',
  middleware: may('cases'),
  path: '/{county}/meetings/{id}',
  tags,
  summary: '一次会议 / one meeting',
  request: { params: oneParams, query: z.strictObject({}) },
  responses: { ...json(meetingDetailSchema, '会议 / the meeting'), ...PROBLEMS },
})

const enterRoute = createRoute({
  method: 'post',
  middleware: may(KEEPERS),
  path: '/{county}/meetings',
  tags,
  summary: '登记会议 / enter a meeting',
  description: 'With its decisions, all or nothing. Texts are masked; an organisation is responsible for a decision, never a person.',
  request: { params, body: body(newMeetingSchema) },
  responses: { ...json(meetingDetailSchema, '会议 / the meeting'), ...WRITE_PROBLEMS },
})

const changeRoute = createRoute({
  method: 'patch',
  middleware: may(KEEPERS),
  path: '/{county}/meetings/{id}',
  tags,
  summary: '修改会议 / change a meeting',
  description: 'Where somebody changed it since `version`: 409 with `current`, the meeting as it stands.',
  request: { params: oneParams, body: body(meetingChangeSchema) },
  responses: { ...json(meetingDetailSchema, '会议 / the meeting'), ...WRITE_PROBLEMS },
})

const deleteRoute = createRoute({
  method: 'delete',
  middleware: may(KEEPERS),
  path: '/{county}/meetings/{id}',
  tags,
  summary: '删除误登记的会议 / delete a meeting entered by mistake',
  description: 'By the account that entered it, as long as none of its action items is finished. A line in the audit log stays.',
  request: { params: oneParams },
  responses: { 204: { description: '已删除 / deleted' }, ...WRITE_PROBLEMS },
})

const addActionRoute = createRoute({
  method: 'post',
  middleware: may(KEEPERS),
  path: '/{county}/meetings/{id}/actions',
  tags,
  summary: '补记议定事项 / add an action item',
  request: { params: oneParams, body: body(newActionSchema) },
  responses: { ...json(meetingDetailSchema, '会议 / the meeting'), ...WRITE_PROBLEMS },
})

const changeActionRoute = createRoute({
  method: 'patch',
  middleware: may(KEEPERS),
  path: '/{county}/meetings/actions/{id}',
  tags,
  summary: '修改、办结议定事项 / change, tick off or drop an action item',
  request: { params: actionParams, body: body(actionChangeSchema) },
  responses: { ...json(actionItemSchema, '议定事项 / action item'), ...WRITE_PROBLEMS },
})

export function meetingRoutes(ctx: Context) {
  return router()
    .openapi(listRoute, async (call) => call.json(await listMeetings(ctx, call.var.scope, call.req.valid('query')), 200))
    .openapi(calendarRoute, async (call) => call.json(await meetingCalendar(ctx, call.var.scope, call.req.valid('query')), 200))
    .openapi(nextRoute, async (call) => call.json(await nextMeeting(ctx, call.var.scope, call.req.valid('query')), 200))
    .openapi(actionsRoute, async (call) => call.json(await listActions(ctx, call.var.scope, call.req.valid('query')), 200))
    .openapi(changeActionRoute, async (call) => call.json(await changeAction(ctx, call.var.scope, call.req.valid('param').id, call.req.valid('json')), 200))
    .openapi(detailRoute, async (call) => call.json(await meetingDetail(ctx, call.var.scope, call.req.valid('param').id), 200))
    .openapi(enterRoute, async (call) => call.json(await enterMeeting(ctx, call.var.scope, call.req.valid('json')), 200))
    .openapi(changeRoute, async (call) => call.json(await changeMeeting(ctx, call.var.scope, call.req.valid('param').id, call.req.valid('json')), 200))
    .openapi(deleteRoute, async (call) => {
      await deleteMeeting(ctx, call.var.scope, call.req.valid('param').id)
      return call.body(null, 204)
    })
    .openapi(addActionRoute, async (call) => call.json(await addAction(ctx, call.var.scope, call.req.valid('param').id, call.req.valid('json')), 200))
}
