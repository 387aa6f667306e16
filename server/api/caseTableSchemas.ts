import { z } from '@hono/zod-openapi'
import { COLUMNS, LONGEST_VIEW_NAME, MOST_ASSIGNED, VIEW_PAGES } from '../contract/caseTable.ts'
import { LONGEST_ID } from '../contract/organisations.ts'
import { caseRowSchema, realDay } from './caseSchemas.ts'
import { areaCode } from './schemas.ts'

/** Schemas of `contract/caseTable.ts`. */

const count = z.number().int().min(0)
const cursor = z.string().nullable().openapi({ description: 'Opaque; null at the end' })

const ledgerRowSchema = caseRowSchema
  .extend({
    version: count.openapi({ description: 'What a change names that is made from here' }),
    supervised: z.boolean().openapi({ description: 'A supervision of it is open: neither answered nor lifted' }),
  })
  .openapi('LedgerRow')

export const casePageSchema = z
  .strictObject({
    revision: count,
    total: count.openapi({ description: 'Cases that the filter lets through, on all pages' }),
    rows: z.array(ledgerRowSchema),
    next: cursor,
    previous: cursor,
  })
  .openapi('CasePage')

const named = z.strictObject({ id: z.string(), name: z.string() })
export const caseTallySchema = z
  .strictObject({
    revision: count,
    total: count,
    overdue: count,
    holders: z.array(z.strictObject({ holder: named, count, overdue: count })),
    unnamed: count.openapi({ description: 'Sensitive cases held by an organisation whose name would tell their village' }),
    unassigned: count.openapi({ description: 'Given to nobody yet' }),
    towns: z.array(z.strictObject({ town: z.strictObject({ code: areaCode, name: z.string(), nameEn: z.string() }).nullable(), count, overdue: count })),
  })
  .openapi('CaseTally')

export const viewPage = z.enum(VIEW_PAGES).default('ledger').openapi({ description: 'Of the ledger, or of the board' })
const view = {
  name: z.string().min(1).max(2 * LONGEST_VIEW_NAME),
  query: z.string().max(2_000).openapi({ description: 'URL form of filter and order, or of the board’s view, without `?`', example: 'colour=red&sort=-dueOn' }),
  columns: z.array(z.enum(COLUMNS.codes)).max(COLUMNS.codes.length).default([]).openapi({ description: 'Of a view of the ledger, which has one at least; the board has none' }),
  shared: z.boolean().openapi({ description: 'Others of the county may use it too' }),
}
export const newViewSchema = z.strictObject({ page: viewPage, ...view }).openapi('NewView')
export const savedViewSchema = z.strictObject({ page: z.enum(VIEW_PAGES), ...view, columns: z.array(z.enum(COLUMNS.codes)), id: z.string(), own: z.boolean() }).openapi('SavedView')
export const savedViewsSchema = z.strictObject({ views: z.array(savedViewSchema) }).openapi('SavedViews')

export const assignmentSchema = z
  .strictObject({
    cases: z
      .array(z.strictObject({ id: z.number().int().min(1), version: count }))
      .min(1)
      .max(MOST_ASSIGNED)
      .openapi({ description: 'By number, each with the version that it had in the list' }),
    holder: z.string().min(1).max(LONGEST_ID),
    dueOn: realDay.optional(),
  })
  .openapi('Assignment')
export const assignedSchema = z.strictObject({ assigned: count, revision: count }).openapi('Assigned')
