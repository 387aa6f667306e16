import { z } from '@hono/zod-openapi'
import { AGAIN_BOUNDS, SAMENESS } from '../contract/again.ts'
import { CATEGORIES } from '../contract/categories.ts'
import { COLOURS } from '../contract/colours.ts'
import { LEVELS } from '../contract/levels.ts'
import { PARTS, STAGES, WARNINGS } from '../contract/outcome.ts'
import { caseRowSchema } from './caseSchemas.ts'
import { areaCode, day, namedPlaceSchema, rateSchema, say } from './schemas.ts'

/** Schemas of `contract/outcome.ts` and `contract/again.ts`. */

const count = z.number().int().min(0)

export const outcomeSchema = z
  .strictObject({
    revision: count,
    asOf: day,
    cohort: rateSchema,
    within: z.array(z.strictObject({ days: count, rate: rateSchema })),
    undated: count.openapi({ description: 'Resolved cases without a closing day' }),
    period: rateSchema,
    success: rateSchema,
    stages: z.array(
      z.strictObject({
        stage: z.enum(STAGES.codes),
        rate: rateSchema,
        parts: z.array(z.strictObject({ code: z.enum(PARTS.codes), count })).openapi({ description: 'They add up to the denominator' }),
      }),
    ),
    warnings: z.array(z.strictObject({ code: z.enum(WARNINGS.codes), say })).openapi({ description: 'What there is to say against taking the rates as they stand' }),
  })
  .openapi('Outcome')

const tier = z.enum(COLOURS.codes)
const againPlaceSchema = z
  .strictObject({
    place: namedPlaceSchema,
    index: count,
    level: z.enum(LEVELS),
    category: z.enum(CATEGORIES.codes).nullable(),
    count,
    first: day,
    last: day,
    pending: count,
    around: count.nullable().openapi({ description: 'Cases of the kind in the adjoining places in the same days; null without borders' }),
    expected: z.number().min(0),
    chance: z.number().min(0).max(1).openapi({ description: 'Orders the places; corrected for nothing' }),
    graver: z.strictObject({ from: tier, to: tier }).nullable(),
    more: z.strictObject({ from: count, to: count }).nullable(),
  })
  .openapi('AgainPlace')

export const againSchema = z
  .strictObject({
    revision: count,
    packVersion: z.string(),
    asOf: day,
    ask: z.strictObject({
      least: count.min(AGAIN_BOUNDS.least[0]).max(AGAIN_BOUNDS.least[1]),
      days: count.min(AGAIN_BOUNDS.days[0]).max(AGAIN_BOUNDS.days[1]),
      same: z.enum(SAMENESS.codes),
    }),
    rule: say,
    places: z.array(againPlaceSchema),
    total: count,
    relapses: z.strictObject({
      count,
      rule: say,
      towns: z.array(z.strictObject({ town: z.strictObject({ code: areaCode, name: z.string(), nameEn: z.string() }).nullable(), count })),
    }),
  })
  .openapi('Again')

export const relapsesSchema = z
  .strictObject({
    revision: count,
    total: count,
    rows: z.array(
      z
        .strictObject({
          case: caseRowSchema,
          times: count,
          closedOn: day.nullable(),
          reopenedOn: day.nullable(),
          days: z.number().int().nullable().openapi({ description: 'From the close to the reopening; null where nothing tells it' }),
        })
        .openapi('Relapse'),
    ),
  })
  .openapi('Relapses')
