import { z } from '@hono/zod-openapi'
import { CATEGORIES } from '../contract/categories.ts'
import { COLOURS, type TierColour } from '../contract/colours.ts'
import { LEVELS } from '../contract/levels.ts'
import { MEETING_KINDS, RHYTHMS } from '../contract/meetings.ts'
import { LONGEST_ID } from '../contract/organisations.ts'
import { SETTINGS } from '../contract/settings.ts'
import { STATES } from '../contract/states.ts'
import { domain, organisationType } from './organisationSchemas.ts'
import { day } from './schemas.ts'
import { term } from './terms.ts'

/** Schemas of `contract/settings.ts`: what a county decides about its cases. */

const whole = z.number().int().min(0)
const level = z.enum(LEVELS)
const category = term(CATEGORIES)
const tierColour = z.enum(COLOURS.codes.filter((code) => code !== 'none') as [TierColour, ...TierColour[]])
const label = z.strictObject({ zh: z.string().trim().min(1).max(40), en: z.string().trim().min(1).max(80) })
const limit = z.strictObject({ count: whole.max(3650), kind: z.enum(['calendar', 'working']) }).openapi('Term')
const words = z.array(z.string().trim().min(1).max(20)).max(200)

const tierRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('people'), least: whole.min(1) }),
  z.strictObject({ kind: z.literal('amount'), leastFen: whole.min(1) }),
  z.strictObject({ kind: z.literal('repeated'), least: whole.min(2), withinDays: whole.min(1).max(3650) }),
  z.strictObject({ kind: z.literal('category'), categories: z.array(category).min(1) }),
  z.strictObject({ kind: z.literal('stalled'), days: whole.min(1).max(3650) }),
  z.strictObject({ kind: z.literal('words'), words }),
  z.strictObject({ kind: z.literal('sensitive') }),
  z.strictObject({ kind: z.literal('reopened'), least: whole.min(1) }),
  z.strictObject({ kind: z.literal('otherwise') }),
])
const tier = z
  .strictObject({
    colour: tierColour,
    label,
    report: limit.nullable(),
    handling: limit.nullable(),
    plan: z.boolean(),
    followUp: z.array(whole).max(10),
    rules: z.array(tierRule).max(30),
  })
  .openapi('Tier')

const rung = z.strictObject({ label, level, types: z.array(organisationType).min(1).nullable(), term: limit }).openapi('Rung')
const deadlines = z
  .strictObject({
    handling: limit,
    byCategory: z.partialRecord(category, limit),
    stages: z.partialRecord(term(STATES), limit),
    ladder: z.array(rung).max(20),
    confirmation: limit,
    followUp: limit,
    whistle: limit,
    supervision: limit,
    soonDays: whole.max(60),
  })
  .openapi('Deadlines')

const holidays = z.record(z.string().regex(/^\d{4}$/), z.strictObject({ rest: z.array(day).max(60), work: z.array(day).max(60) }))

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('organisation'), id: z.string().min(1).max(LONGEST_ID) }),
  z.strictObject({ kind: z.literal('type'), type: organisationType, domain: domain.nullable(), level: level.nullable() }),
])
const rule = z
  .strictObject({ category: category.nullable(), level: level.nullable(), handle: z.array(target).max(20), call: z.array(target).max(20) })
  .openapi('RouteRule')

const item = z.strictObject({ code: z.string().regex(/^[a-z0-9_]{1,40}$/), label })
const checklist = z.strictObject({ level, label, items: z.array(item).max(40) }).openapi('Checklist')

const least = whole.min(1).nullable()
const subsidyRate = z
  .strictObject({
    agreement: z.enum(['written', 'oral']).nullable(),
    colours: z.array(tierColour),
    leastPeople: least,
    leastAmountFen: least,
    confirmed: z.boolean().nullable(),
    fen: whole.min(1).max(10_000_000).openapi({ description: '1/100 yuan' }),
  })
  .openapi('SubsidyRate')
const subsidyTable = z.strictObject({ from: day, until: day.nullable(), rates: z.array(subsidyRate).min(1).max(60) }).openapi('SubsidyTable')

const meetings = z
  .strictObject({
    since: day.nullable().openapi({ description: 'The first day that counts; null: that of the first meeting which the county entered' }),
    rhythms: z.record(term(MEETING_KINDS), term(RHYTHMS).nullable()).openapi({ description: 'null: no meeting of this kind is owed' }),
  })
  .openapi('MeetingRules')

export const settingsSchema = z
  .strictObject({
    tiers: z.array(tier).max(5),
    deadlines,
    holidays,
    routing: z.array(rule).max(200),
    checklists: z.array(checklist).max(LEVELS.length),
    subsidy: z.array(subsidyTable).max(60),
    meetings,
  })
  .openapi('Settings')

const version = whole.openapi({ description: 'A change names the version that it was made from' })

export const settingsAnswerSchema = z
  .strictObject({
    version,
    settings: settingsSchema,
    decided: z.array(z.strictObject({ key: term(SETTINGS), at: z.string(), login: z.string() })),
    unknownYears: z.array(z.number().int()).openapi({ description: '时限已经算到、但还没有节假日的年份，只按周末推算 / years that terms reach into and whose holidays nobody told' }),
    builtInYears: z.array(z.number().int()).openapi({ description: '程序自带节假日的年份；本县载入的年份整年优先 / years that the program brings; one that the county loaded goes before it as a whole' }),
  })
  .openapi('SettingsAnswer')

const { shape } = settingsSchema
export const settingsChangeSchema = z
  .strictObject({
    version,
    change: z.strictObject({
      tiers: shape.tiers.nullable().optional(),
      deadlines: shape.deadlines.nullable().optional(),
      holidays: shape.holidays.nullable().optional(),
      routing: shape.routing.nullable().optional(),
      checklists: shape.checklists.nullable().optional(),
      subsidy: shape.subsidy.nullable().optional(),
      meetings: shape.meetings.nullable().optional(),
    }),
  })
  .openapi('SettingsChange', { description: 'Parts that are left out stay; null goes back to the standard' })

export const holidayFileSchema = z
  .strictObject({
    version,
    replace: z.boolean().default(false).openapi({ description: '这一年已有节假日（已载入或程序自带）时，须为 true 才整年替换，否则 409 / true replaces a year that is known, which is refused with 409 otherwise' }),
    text: z.string().min(1).max(20_000).openapi({ description: 'JSON {year, rest, work}, or lines such as `2027-01-01,休`', example: '2027-01-01,休\n2027-02-07,班' }),
  })
  .openapi('HolidayUpload')
