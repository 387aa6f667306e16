import { z } from '@hono/zod-openapi'
import { FIELDS } from '../contract/imports.ts'
import { CATEGORIES } from '../contract/categories.ts'
import { areaCode, day, namedPlaceSchema, say } from './schemas.ts'

/** Schemas of `contract/imports.ts`. */

const count = z.number().int().min(0)
const field = z.enum(FIELDS.codes as [(typeof FIELDS.codes)[number], ...(typeof FIELDS.codes)[number][]])
const category = z.enum(CATEGORIES.codes as [(typeof CATEGORIES.codes)[number], ...(typeof CATEGORIES.codes)[number][]])
const because = z.enum(['name', 'id_number', 'phone', 'address', 'person_control', 'personal_other'])
const refusedColumns = z.array(z.strictObject({ header: z.string(), because }))

const tally = {
  read: count,
  accepted: count,
  updated: count,
  duplicates: count,
  outOfScope: count,
  notCases: count,
  rejected: count,
  unlocated: count,
}
export const tallySchema = z.strictObject(tally).openapi('Tally', {
  description: 'accepted + updated + duplicates + outOfScope + notCases + rejected = read, always',
})

/** What a person may settle about a file before it is imported: the `options` part of an upload. */
export const importOptionsSchema = z
  .strictObject({
    sheet: z.string().min(1).optional().openapi({ description: 'Sheet to read; all when absent' }),
    mapping: z
      .record(z.string(), z.union([field, z.literal('ignore')]))
      .optional()
      .openapi({ description: 'Header text → field, or "ignore"', example: { 排查时间: 'occurredOn', 备注: 'ignore' } }),
    crs: z.string().min(1).optional().openapi({ description: 'Coordinate system of the file', example: 'BD09' }),
    category: category.optional().openapi({ description: 'Category of all rows, for a ledger without such a column' }),
    defaultYear: z.number().int().min(1949).max(2100).optional(),
  })
  .openapi('ImportOptions')

export const previewSchema = z
  .strictObject({
    sheets: z.array(z.string()),
    sheet: z.string(),
    columns: z.array(
      z.strictObject({
        index: count,
        header: z.string(),
        field: field.nullable(),
        refused: because.nullable(),
        unsure: z.array(field),
        unit: z.string().nullable(),
      }),
    ),
    missing: z.array(field),
    tally: tallySchema,
    rows: z.array(
      z.strictObject({
        row: count,
        outcome: z.enum(['accepted', 'updated', 'duplicates', 'outOfScope', 'notCases', 'rejected']),
        say: say.optional(),
        place: z.string().nullable(),
        occurredOn: z.string().nullable(),
        category: z.string().nullable(),
        colour: z.string().nullable(),
        state: z.string().nullable(),
        summary: z.string().nullable(),
      }),
    ),
    refusedColumns,
    notes: z.array(say),
    ready: z.boolean(),
  })
  .openapi('Preview')

export const importResultSchema = z
  .strictObject({
    ...tally,
    batch: z.string().nullable(),
    rejects: z.array(
      z.strictObject({ row: count, sheet: z.string().optional(), reason: z.string(), say, cells: z.array(z.string()).optional() }),
    ),
    rejectHeaders: z
      .record(z.string(), z.array(z.string()))
      .openapi({ description: 'Sheet → header of the columns that `cells` of its rows stand in' }),
    refusedColumns,
    notes: z.array(say),
    days: z
      .strictObject({ first: day, last: day })
      .nullable()
      .openapi({ description: 'First and last day of the cases that the file speaks of, known ones too' }),
    revision: count,
  })
  .openapi('ImportResult')

export const batchSummarySchema = z
  .strictObject({
    batch: z.string(),
    file: z.string(),
    importedAt: z.string(),
    tally: tallySchema,
    undoneAt: z.string().nullable(),
  })
  .openapi('BatchSummary')
export const undoneSchema = batchSummarySchema
  .extend({
    revision: count,
    removed: count.openapi({ description: 'Cases that went; those that another standing ledger told of as well stay' }),
    restored: count.openapi({ description: 'Cases that stand again as before the import' }),
    kept: count.openapi({ description: 'Cases that people work on since: they go on as they are' }),
  })
  .openapi('UndoneBatch')
export const batchListSchema = z.strictObject({ batches: z.array(batchSummarySchema) }).openapi('BatchList')

export const unlocatedListSchema = z
  .strictObject({
    groups: z.array(
      z
        .strictObject({
          words: z.string(),
          cases: count,
          candidates: z.array(namedPlaceSchema),
        })
        .openapi('UnlocatedGroup'),
    ),
  })
  .openapi('UnlocatedList')

export const settleSchema = z
  .strictObject({
    words: z.string().max(400).openapi({ description: 'Key of the group as the queue gave it' }),
    area: areaCode,
    learn: z.boolean().default(true).openapi({ description: 'Remember these words for later imports' }),
  })
  .openapi('Settle')

export const settledSchema = z
  .strictObject({ cases: count.openapi({ description: 'Cases that got a place' }), revision: count })
  .openapi('Settled')
