import { z } from '@hono/zod-openapi'
import { DOMAINS } from '../contract/domains.ts'
import { LEVELS } from '../contract/levels.ts'
import { ORGANISATION_TYPES } from '../contract/organisations.ts'
import { areaCode, day, namedPlaceSchema, rateSchema, say } from './schemas.ts'
import { term } from './terms.ts'

/** Schemas of `contract/organisations.ts`, `checklists.ts`, `routing.ts` (what it proposes), `coverage.ts` and `punctuality.ts`. */

const count = z.number().int().min(0)
const level = z.enum(LEVELS)
export const organisationType = term(ORGANISATION_TYPES)
export const domain = term(DOMAINS)
const headCount = z.number().int().min(0).max(100_000).nullable()
const staffing = z.strictObject({ total: headCount, fullTime: headCount, law: headCount, bachelor: headCount })
const star = z.number().int().min(1).max(5).nullable()
const lng = z.number().min(-180).max(180).nullable()
const lat = z.number().min(-90).max(90).nullable()

export const organisationSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    type: organisationType,
    area: areaCode,
    areaName: z.string(),
    level,
    domain: domain.nullable(),
    star,
    staffing: staffing.openapi('Staffing', { description: 'Head counts; the others are parts of the total' }),
    lng: z.number().nullable(),
    lat: z.number().nullable(),
    source: z.enum(['pack', 'person']),
    closed: z.boolean(),
    closedOn: day.nullable(),
    mine: z.boolean().openapi({ description: 'May the asker change it?' }),
  })
  .openapi('Organisation')

export const organisationListSchema = z.strictObject({ organisations: z.array(organisationSchema) }).openapi('OrganisationList')

const item = z.strictObject({ code: z.string(), label: say })
export const organisationDetailSchema = organisationSchema
  .extend({
    checklist: z
      .strictObject({ label: say, items: z.array(item.extend({ has: z.boolean().nullable() })), complete: z.boolean() })
      .nullable()
      .openapi({ description: 'Of a centre whose level has a list' }),
  })
  .openapi('OrganisationDetail')

export const newOrganisationSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(200).openapi({ description: 'Of the organisation or its brand, never of a person', example: '老李说理工作室' }),
    type: organisationType,
    area: areaCode,
    domain: domain.nullable().optional(),
    star: star.optional(),
    staffing: staffing.partial().optional(),
    lng: lng.optional(),
    lat: lat.optional(),
  })
  .openapi('NewOrganisation')

export const organisationChangeSchema = newOrganisationSchema
  .partial()
  .extend({
    closed: z.boolean().optional(),
    facilities: z.record(z.string().min(1).max(40), z.boolean().nullable()).optional().openapi({ description: 'Items of the checklist by code; null takes an answer back' }),
  })
  .openapi('OrganisationChange')

const suggestion = z
  .strictObject({
    organisation: z.strictObject({ id: z.string(), name: z.string(), type: organisationType, area: areaCode, areaName: z.string() }),
    reason: say,
  })
  .openapi('Suggestion')
export const suggestionsSchema = z.strictObject({ handle: z.array(suggestion), call: z.array(suggestion) }).openapi('Suggestions')

const levelCoverage = z.strictObject({ level, label: say, covered: rateSchema, missing: z.array(namedPlaceSchema) }).openapi('LevelCoverage')
const staffPart = z.strictObject({ count, of: count }).openapi('StaffPart')
/** Head counts of some organisations, whatever area they are of. */
export const staffSchema = z.strictObject({ organisations: count, told: count, total: count, fullTime: staffPart, law: staffPart, bachelor: staffPart })
export const coverageSchema = z
  .strictObject({
    committees: z.array(levelCoverage),
    centres: z.array(levelCoverage),
    checklists: z.array(
      z
        .strictObject({
          level,
          label: say,
          complete: rateSchema,
          items: z.array(item.extend({ has: count, lacks: count, unknown: count })),
          open: z.array(z.strictObject({ id: z.string(), name: z.string(), lacks: count, unknown: count })),
        })
        .openapi('ChecklistCoverage'),
    ),
    staff: z.array(staffSchema.extend({ area: areaCode.nullable(), name: z.string() }).openapi('StaffCounts')),
    types: z.array(z.strictObject({ type: organisationType, count })),
    trades: z.array(z.strictObject({ domain, count })),
  })
  .openapi('Coverage')

const calls = {
  sent: count.openapi({ description: 'Withdrawn ones too' }),
  withdrawn: count,
  reportedInTime: count,
  reportedLate: count,
  absent: count.openapi({ description: 'Past the due day without anybody having reported in' }),
  resultInTime: count,
  resultLate: count,
  open: count.openapi({ description: 'Neither withdrawn nor with a result' }),
  overdue: count.openapi({ description: 'Of the open ones, past the due day' }),
}
export const punctualitySchema = z
  .strictObject({
    asOf: day,
    total: z.strictObject(calls).openapi('CallCounts'),
    departments: z.array(
      z
        .strictObject({
          organisation: z
            .strictObject({ id: z.string(), name: z.string(), type: organisationType, area: areaCode, areaName: z.string(), closed: z.boolean() })
            .nullable()
            .openapi({ description: 'null: all those together that serve an area which the post does not see' }),
          ...calls,
        })
        .openapi('DepartmentCalls'),
    ),
  })
  .openapi('Punctuality')
