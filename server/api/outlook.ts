import { createRoute, z } from '@hono/zod-openapi'
import { CATEGORIES } from '../contract/categories.ts'
import { LEVELS } from '../contract/levels.ts'
import { parseFilter } from '../contract/filter.ts'
import { TIMES } from '../contract/outlook.ts'
import type { Context } from '../services/context.ts'
import { outlookOf } from '../services/outlook.ts'
import { may, router } from './env.ts'
import { countyParam, json, kindsShape, PROBLEMS, text } from './parameters.ts'
import { languageOf } from './problem.ts'
import { areaCode, day } from './schemas.ts'

const count = z.number().int().min(0)
const row = z
  .strictObject({
    key: z.string(),
    name: z.string(),
    index: count.optional().openapi({ description: 'Index of the area in the pack' }),
    count: count.openapi({ description: 'Cases in that month, of all years together' }),
    lastYear: count,
    usual: z.number().openapi({ description: 'Cases of an ordinary month on record' }),
    stands: z.boolean().openapi({ description: 'More than chance: false-discovery rate 10 %, counts that vary twice as much as independent cases' }),
  })
  .openapi('OutlookRow')

export const outlookSchema = z
  .strictObject({
    revision: count,
    packVersion: z.string(),
    asOf: day,
    month: day,
    times: z.array(z.strictObject({ code: z.enum(TIMES.codes), from: day, to: day })),
    years: z.array(z.strictObject({ year: z.number().int(), count })),
    months: count.openapi({ description: 'Whole months on record, of five years at most' }),
    level: z.enum(LEVELS).nullable(),
    categories: z.array(row).openapi({ description: `Of ${CATEGORIES.codes.length} categories those that stand out first, then those with most cases` }),
    places: z.array(row),
    area: areaCode,
  })
  .openapi('Outlook')

const { from: _from, to: _to, ...shape } = kindsShape

const outlookRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/outlook',
  tags: ['统计 Figures'],
  summary: '下月展望 / what the same month brought in earlier years',
  description: 'By category and by place, beside an ordinary month of the same record, with the times of the calendar that lie in it. Whole months on record alone are compared: none before the record begins, and none that days are missing in. Not for a screen wall.',
  request: { params: z.object(countyParam), query: z.strictObject({ month: text('月份，缺省为下个月 / the month; next month where none is given', '2026-12'), ...shape }) },
  responses: { ...json(outlookSchema, '展望 / the outlook'), ...PROBLEMS },
})

export function outlookRoutes(ctx: Context) {
  return router().openapi(outlookRoute, async (call) => {
    const { month, ...rest } = call.req.valid('query')
    const asked = { filter: parseFilter(rest), language: languageOf(call), ...(month !== undefined && { month }) }
    return call.json(await outlookOf(ctx, call.var.scope, asked), 200)
  })
}
