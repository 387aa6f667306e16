import { z } from '@hono/zod-openapi'
import { BOUNDS } from '../contract/bounds.ts'
import { CATEGORIES } from '../contract/categories.ts'
import { CLOCK_STATES, CLOCKS, RINGS, SUBSIDY_STATUS, WORK_LISTS } from '../contract/cases.ts'
import { CHANNELS } from '../contract/channels.ts'
import { COLOURS } from '../contract/colours.ts'
import { ADVICE, ASKS, CHECKS, FOLLOW_RESULTS, MEDIATION_TYPES, MOVES, PERFORMANCES, PREVENTED } from '../contract/moves.ts'
import { LONGEST_ID } from '../contract/organisations.ts'
import { STATES } from '../contract/states.ts'
import { areaCode, day, say } from './schemas.ts'

/** Schemas of `contract/cases.ts` and of what moves are given. */

const count = z.number().int().min(0)
const colour = z.enum(COLOURS.codes)
const tier = colour.exclude(['none'])
const state = z.enum(STATES.codes)
const named = z.strictObject({ id: z.string(), name: z.string() })
const KINDS = ['entered', 'imported', 'carried', 'corrected', 'cleared', 'settled', 'attached', 'detached', 'joined', 'left'] as const

export const clockSchema = z
  .strictObject({
    code: z.enum(CLOCKS.codes),
    of: z.string().nullable(),
    start: day,
    due: day,
    stopped: day.nullable(),
    state: z.enum(CLOCK_STATES.codes),
    left: z.number().int(),
    working: z.boolean(),
    guessed: z.boolean(),
  })
  .openapi('Clock')

const row = {
  id: count,
  code: z.string(),
  originalNo: z.string().nullable(),
  occurredOn: day,
  dueOn: day.nullable(),
  closedOn: day.nullable(),
  category: z.enum(CATEGORIES.codes),
  categoryTerm: z.string().nullable(),
  colour,
  state,
  channel: z.enum(CHANNELS.codes),
  people: count.nullable(),
  amountFen: z.number().int().nullable(),
  unit: z.string().nullable(),
  holder: named.nullable(),
  area: areaCode.nullable(),
  place: z.string().nullable(),
  summary: z.string().nullable(),
  sensitive: z.boolean(),
  daysInState: z.number().int().nullable(),
  overdue: z.boolean(),
}
export const caseRowSchema = z.strictObject(row).openapi('CaseRow')

export const attachmentSchema = z
  .strictObject({ id: z.string(), name: z.string(), type: z.string(), bytes: count, addedAt: z.string(), photo: z.boolean() })
  .openapi('Attachment')

const change = z.strictObject({ field: z.string(), before: z.unknown(), after: z.unknown() })

const eventSchema = z
  .strictObject({
    seq: count,
    at: z.string(),
    kind: z.enum([...MOVES.codes, ...KINDS]),
    from: state.nullable(),
    to: state.nullable(),
    organisation: named.nullable(),
    login: z.string().nullable(),
    note: z.string().nullable(),
    changes: z.array(change),
  })
  .openapi('CaseEvent')

const whistleSchema = z
  .strictObject({
    id: z.string(),
    department: named,
    reason: z.string().nullable(),
    calledOn: day,
    due: day,
    reportedOn: day.nullable(),
    resultOn: day.nullable(),
    result: z.string().nullable(),
    withdrawnOn: day.nullable(),
  })
  .openapi('Whistle')

const supervisionSchema = z
  .strictObject({
    id: z.string(),
    reason: z.string().nullable(),
    by: z.string().nullable(),
    since: day,
    due: day,
    answeredOn: day.nullable(),
    answer: z.string().nullable(),
    liftedOn: day.nullable(),
  })
  .openapi('Supervision')

export const caseDetailSchema = z
  .strictObject({
    ...row,
    version: count.openapi({ description: 'Revision of its last change: a change names the one that it was made from' }),
    asOf: day,
    townCode: areaCode.nullable(),
    locatedBy: z.enum(['code', 'name', 'alias', 'point', 'person', 'unknown']),
    lng: z.number().nullable(),
    lat: z.number().nullable(),
    colourReason: z.string().nullable(),
    proposed: z.strictObject({ colour: tier, reasons: z.array(say) }).nullable(),
    plan: z.string().nullable(),
    leadPost: z.string().nullable(),
    agreement: z.enum(['written', 'oral']).nullable(),
    agreedOn: day.nullable(),
    performBy: day.nullable(),
    agreedFen: z.number().int().nullable(),
    performance: z.enum(PERFORMANCES.codes).nullable(),
    mediationType: z.enum(MEDIATION_TYPES.codes).nullable(),
    confirmation: z.strictObject({ appliedOn: day, decidedOn: day.nullable() }).nullable(),
    followedOn: day.nullable(),
    followResult: z.enum(FOLLOW_RESULTS.codes).nullable(),
    advice: z.enum(ADVICE.codes).nullable(),
    mergedInto: count.nullable(),
    escalatedTo: named.nullable(),
    enteredBy: named.nullable(),
    participants: z.array(z.strictObject({ organisation: named, ring: z.enum(RINGS.codes) })),
    prevented: z.array(z.strictObject({ kind: z.enum(PREVENTED.codes), people: count })),
    subsidy: z.strictObject({ fen: count, status: z.enum(SUBSIDY_STATUS.codes) }).nullable(),
    whistles: z.array(whistleSchema),
    supervisions: z.array(supervisionSchema),
    attachments: z.array(attachmentSchema),
    clocks: z.array(clockSchema),
    events: z.array(eventSchema),
    steps: z.array(
      z.strictObject({ move: z.enum(MOVES.codes), asks: z.array(z.enum(ASKS.codes)), may: z.array(z.enum(ASKS.codes)), blocked: z.array(z.enum(CHECKS.codes)) }),
    ),
    may: z.array(z.enum(['correct', 'lift', 'clear', 'participants', 'attach'])),
  })
  .openapi('CaseDetail')

const LONGEST_SUMMARY = 500
const LONGEST_TEXT = 2_000
/** Ten thousand million yuan. */

const given = { lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }
const yuan = z.number().min(0).max(BOUNDS.amountYuan)
const people = z.number().int().min(0).max(BOUNDS.people)
const text = (longest: number) => z.string().trim().min(1).max(longest)
/** Days come as text and are checked to exist. */
export const realDay = z.iso.date().openapi({ example: '2024-03-05' }) as unknown as typeof day

export const newCaseSchema = z
  .strictObject({
    occurredOn: realDay,
    area: areaCode,
    lng: given.lng.optional(),
    lat: given.lat.optional(),
    category: z.enum(CATEGORIES.codes),
    channel: z.enum(CHANNELS.codes),
    people: people.optional(),
    amountYuan: yuan.optional(),
    summary: text(LONGEST_SUMMARY),
    colour: colour.optional(),
  })
  .openapi('NewCase')

const version = count.openapi({ description: 'The version that the change was made from' })

export const correctionSchema = z
  .strictObject({
    version,
    occurredOn: realDay.optional(),
    area: areaCode.optional(),
    lng: given.lng.nullable().optional(),
    lat: given.lat.nullable().optional(),
    category: z.enum(CATEGORIES.codes).optional(),
    channel: z.enum(CHANNELS.codes).optional(),
    people: people.nullable().optional(),
    amountYuan: yuan.nullable().optional(),
    summary: text(LONGEST_SUMMARY).optional(),
    sensitive: z.literal(false).optional().openapi({ description: '不是敏感案件，须写明理由 / no sensitive case after all; asks for `note`' }),
    clear: z.literal(true).optional().openapi({ description: '清除时间线上以前的文字，须写明理由 / blanks the earlier texts of the timeline; asks for `note`' }),
    note: z.string().max(LONGEST_TEXT).optional(),
  })
  .openapi('CaseCorrection')

const organisation = z.string().min(1).max(LONGEST_ID)

export const moveSchema = z
  .strictObject({
    version,
    colour: tier.optional(),
    reason: text(LONGEST_TEXT).optional(),
    plan: text(LONGEST_TEXT).optional(),
    leadPost: text(40).optional(),
    holder: organisation.optional(),
    into: count.optional(),
    dueOn: realDay.optional(),
    mediationType: z.enum(MEDIATION_TYPES.codes).optional(),
    departments: z.array(organisation).max(20).optional(),
    limitDays: z.number().int().min(1).max(BOUNDS.limitDays).optional(),
    to: organisation.optional(),
    agreement: z.enum(['written', 'oral']).optional(),
    agreedOn: realDay.optional(),
    performBy: realDay.optional(),
    amountYuan: yuan.optional(),
    appliedOn: realDay.optional(),
    decidedOn: realDay.optional(),
    performance: z.enum(PERFORMANCES.codes).optional(),
    closedOn: realDay.optional(),
    followedOn: realDay.optional(),
    followResult: z.enum(FOLLOW_RESULTS.codes).optional(),
    advice: z.enum(ADVICE.codes).optional(),
    whistle: z.string().max(10).optional(),
    supervision: z.string().max(10).optional(),
    prevented: z.enum(PREVENTED.codes).optional(),
    people: people.optional(),
    note: text(LONGEST_TEXT).optional(),
  })
  .openapi('MoveAsks')

export const joinSchema = z.strictObject({ version, organisation, ring: z.enum(RINGS.codes) }).openapi('Participant')

export const likenessSchema = z
  .strictObject({
    cases: z.array(
      z.strictObject({
        id: count,
        code: z.string(),
        occurredOn: day,
        category: z.enum(CATEGORIES.codes),
        state,
        place: z.string(),
        metres: count.nullable(),
        days: count,
      }).openapi('Likeness'),
    ),
  })
  .openapi('LikenessList')

const workItem = z.strictObject({ case: caseRowSchema, clock: clockSchema.nullable(), of: z.string().nullable() }).openapi('WorkItem')
const eachList = <S extends z.ZodType>(schema: S) =>
  z.strictObject(Object.fromEntries(WORK_LISTS.codes.map((list) => [list, schema])) as Record<(typeof WORK_LISTS.codes)[number], S>)

export const workSchema = z.strictObject({ asOf: day, totals: eachList(count), lists: eachList(z.array(workItem)) }).openapi('MyWork')
