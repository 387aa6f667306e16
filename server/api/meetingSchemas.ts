import { z } from '@hono/zod-openapi'
import { ACTION_STATES, MEETING_BOUNDS, MEETING_KINDS, RHYTHMS } from '../contract/meetings.ts'
import { LONGEST_ID } from '../contract/organisations.ts'
import { realDay } from './caseSchemas.ts'
import { areaCode, day, namedPlaceSchema, rateSchema } from './schemas.ts'
import { term, version } from './terms.ts'

/** Schemas of `contract/meetings.ts`. */

const B = MEETING_BOUNDS
const count = z.number().int().min(0)
const words = (longest: number) => z.string().trim().min(1).max(longest)
export const meetingKind = term(MEETING_KINDS)
export const actionState = term(ACTION_STATES)
const caseId = z.number().int().min(1)
const code = areaCode

const newAction = {
  text: words(B.decision).openapi({ description: 'What is to be done; masked', example: '对东周村山林土地纠纷开展集中排查' }),
  owner: words(LONGEST_ID).openapi({ description: 'Id of the organisation that carries it out, never a person' }),
  dueOn: realDay,
  place: code.nullable().optional(),
}
export const newActionSchema = z.strictObject(newAction).openapi('NewActionItem')

export const actionChangeSchema = newActionSchema
  .partial()
  .extend({
    version,
    status: actionState.optional(),
    doneOn: realDay.optional().openapi({ description: 'Day on which it was done or dropped; absent = today' }),
    result: z.string().max(B.result).nullable().optional().openapi({ description: 'What came of it; an item that is dropped needs a reason. Masked' }),
  })
  .openapi('ActionItemChange')

const meeting = {
  kind: meetingKind,
  area: code.openapi({ description: 'Whose meeting it is; of the level of its kind' }),
  heldOn: realDay.openapi({ description: 'Not in the future' }),
  title: words(B.title).openapi({ description: 'Masked. Below the towns no text of a meeting speaks of family violence, minors or suicide: 400', example: '柳河镇三月上半月研判会' }),
  minutes: z.string().max(B.minutes).nullable().optional().openapi({ description: 'Masked: names, numbers and addresses go' }),
  solved: z.number().int().min(0).max(B.solved).nullable().optional().openapi({ description: '解决疑难件数 / hard cases that were solved' }),
  cases: z.array(caseId).max(B.cases).optional().openapi({ description: 'Numbers of the cases that were talked about' }),
}
export const newMeetingSchema = z.strictObject({ ...meeting, actions: z.array(newActionSchema).max(B.actions).optional() }).openapi('NewMeeting')
export const meetingChangeSchema = z.strictObject(meeting).partial().extend({ version }).openapi('MeetingChange', { description: 'What is left out stays; decisions are changed one by one' })

export const actionItemSchema = z
  .strictObject({
    id: z.string(),
    text: z.string(),
    owner: z.strictObject({ id: z.string(), name: z.string(), area: code.nullable().openapi({ description: 'null: it serves an area that the post does not see' }) }),
    dueOn: day,
    place: namedPlaceSchema.nullable(),
    status: actionState,
    doneOn: day.nullable(),
    result: z.string().nullable(),
    daysOverdue: count.openapi({ description: 'Days past the due day of an open item; 0 = not overdue' }),
    version,
    mine: z.boolean().openapi({ description: 'May the asker change it?' }),
    meeting: z.strictObject({ id: z.string(), title: z.string().nullable().openapi({ description: 'null for a post that reads no meetings' }), kind: meetingKind, heldOn: day, seen: z.boolean() }),
  })
  .openapi('ActionItem')

const row = {
  id: z.string(),
  kind: meetingKind,
  area: namedPlaceSchema,
  heldOn: day,
  title: z.string(),
  solved: count.nullable(),
  open: count.openapi({ description: 'Action items that nobody finished' }),
}
export const meetingListSchema = z
  .strictObject({ asOf: day, total: count, meetings: z.array(z.strictObject({ ...row, cases: count, actions: count }).openapi('MeetingRow')) })
  .openapi('MeetingList')

const mark = z.strictObject({ login: z.string().openapi({ description: 'Sign-in name, which is that of a post' }), at: z.string() })
export const meetingDetailSchema = z
  .strictObject({
    ...row,
    minutes: z.string().nullable(),
    cases: z.array(z.strictObject({ id: caseId, code: z.string() })).openapi({ description: 'Those that the post sees; of a meeting below the towns no sensitive one whose exact place is not for it' }),
    otherCases: count.openapi({ description: 'Cases that are not named to the post' }),
    actions: z.array(actionItemSchema),
    version,
    entered: mark,
    changed: mark,
    asOf: day,
    mine: z.boolean(),
    deletable: z.boolean(),
  })
  .openapi('Meeting')

const list = { asOf: day, total: count, overdue: count, items: z.array(actionItemSchema) }
export const actionListSchema = z.strictObject(list).openapi('ActionItemList')

const period = { from: day, to: day, year: z.number().int(), no: z.number().int().min(1).openapi({ description: 'Number in its year: ISO week, half month, month, quarter' }) }
export const nextMeetingSchema = z
  .strictObject({
    ...list,
    area: namedPlaceSchema,
    owed: z.array(z.strictObject({ kind: meetingKind, rhythm: term(RHYTHMS), period: z.strictObject(period), held: z.boolean() })),
  })
  .openapi('NextMeeting')

const sum = { held: count, owed: count }
const cell = z
  .strictObject({
    state: z.enum(['held', 'missing', 'running', 'none']).openapi({ description: '`running`: there is time still; `none`: not owed' }),
    meetings: z.array(z.string()).openapi({ description: 'Ids, the latest first; empty for a post that reads no minutes' }),
    held: count,
  })
  .openapi('MeetingCell')
export const meetingCalendarSchema = z
  .strictObject({
    kind: meetingKind,
    rhythm: term(RHYTHMS).nullable().openapi({ description: 'null: the county owes no meeting of this kind' }),
    asOf: day,
    since: day.nullable().openapi({ description: 'The first day that counts; null while nothing was entered' }),
    periods: z.array(z.strictObject({ ...period, running: z.boolean() })),
    rows: z.array(z.strictObject({ area: namedPlaceSchema, town: code.nullable(), cells: z.array(cell), ...sum }).openapi('MeetingCalendarRow')),
    sums: z.array(z.strictObject(sum)).openapi({ description: 'By period; the running one counts nothing' }),
    total: rateSchema,
  })
  .openapi('MeetingCalendar')
