import { createRoute, z } from '@hono/zod-openapi'
import {
  COLUMNS, EXPORT_FORMATS, LONGEST_SEARCH, MOST_EXPORTED, MOST_ROWS, parseColumns, parseLedgerFilter, parseOrder, SORTS, USUAL_ROWS, type ExportFormat,
} from '../contract/caseTable.ts'
import { STATES } from '../contract/states.ts'
import { assignCases } from '../services/caseTable/assignCases.ts'
import { exportCases } from '../services/caseTable/exportCases.ts'
import { casePage } from '../services/caseTable/page.ts'
import { tallyCases } from '../services/caseTable/tallyCases.ts'
import type { Context } from '../services/context.ts'
import { assignedSchema, assignmentSchema, casePageSchema, caseTallySchema } from './caseTableSchemas.ts'
import { may, router } from './env.ts'
import { countyParam, filterShape, json, list, PROBLEMS, text, WRITE_PROBLEMS } from './parameters.ts'
import { bodyOf } from './pieces.ts'
import { languageOf } from './problem.ts'
import { getOnly } from './refusals.ts'

const tags = ['案件台账 Ledger']
const params = z.object(countyParam)

const flag = (description: string) => z.literal('1').optional().openapi({ description })
const asked = {
  ...filterShape,
  q: z.string().min(1).max(LONGEST_SEARCH).optional().openapi({ description: '案件编码、编号，或责任单位、简要情况中的词，各词都要有 / code or number, or words of unit and summary, all of them' }),
  state: list('办理状态 / exact states', STATES),
  overdue: flag('只看超期未结 / pending past the due day'),
  waiting: flag('只看地点待定 / place unknown, or known to the town only'),
  holder: text('承办单位编号 / id of the handling organisation'),
}
const ledgerShape = {
  ...asked,
  sort: text(`排序，前面加 - 为倒序 / order, with - for the last first; one of: ${SORTS.codes.join(', ')}`, '-occurredOn'),
}

const listRoute = createRoute({
  method: 'get',
  middleware: may('cases', { kept: false }),
  path: '/{county}/cases',
  tags,
  summary: '案件台账 / the ledger',
  description:
    'One page of the cases that the filter lets through and the post sees: those of its area, and those of its organisation wherever they lie. `next` and `previous` are cursors of the pages beside it, for the same filter and order; every page costs the same. Of sensitive cases there is the town and no text, but for those who handle them.',
  request: {
    params,
    query: z.strictObject({
      ...ledgerShape,
      cursor: text('相邻一页给出的 next 或 previous / `next` or `previous` of the page beside'),
      limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(USUAL_ROWS).openapi({ description: '每页行数 / rows of a page' }),
    }),
  },
  responses: { ...json(casePageSchema, '一页 / a page'), ...PROBLEMS, 422: WRITE_PROBLEMS[422] },
})

const tallyRoute = createRoute({
  method: 'get',
  middleware: may('cases', { kept: false }),
  path: '/{county}/cases/tally',
  tags,
  summary: '在办件在谁手里 / pending cases by who holds them and where they lie',
  description: 'Of the cases that the list of the same filter has, those that are open or handling.',
  request: { params, query: z.strictObject(asked) },
  responses: { ...json(caseTallySchema, '件数 / counts'), ...PROBLEMS, 422: WRITE_PROBLEMS[422] },
})

const exportRoute = createRoute({
  method: 'get',
  middleware: may('export', { kept: false }),
  path: '/{county}/cases/export',
  tags,
  summary: '导出筛选结果 / export what is filtered',
  description: `Exactly the cases of the list, ${MOST_EXPORTED} at most, in its order; written into the audit log first. XLSX and CSV have no coordinates; GeoJSON (RFC 7946, WGS-84, five decimals) has the point of every case that has one (\`placed: point\`), for the others the centre of the village, grid cell or town that they are placed to (\`placed: area\`), and \`geometry: null\` where that is not known either. Sensitive cases have their town (in GeoJSON its centre) and neither text, point nor handler, whoever asks. The file tells what was asked for: XLSX on a second sheet, GeoJSON in \`about\` beside \`features\`, all of them by their name.`,
  request: {
    params,
    query: z.strictObject({
      ...ledgerShape,
      format: z.enum(EXPORT_FORMATS.codes).openapi({ description: '格式 / format' }),
      columns: list('列，按写的次序；不写为全部 / columns in this order; absent = all', COLUMNS),
    }),
  },
  responses: {
    200: {
      description: '文件 / the file',
      content: {
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { schema: z.string().openapi({ format: 'binary' }) },
        'text/csv': { schema: z.string() },
        'application/geo+json': { schema: z.string() },
      },
    },
    ...PROBLEMS,
    422: WRITE_PROBLEMS[422],
  },
})

const assignRoute = createRoute({
  method: 'post',
  middleware: may('direct'),
  path: '/{county}/cases/assign',
  tags,
  summary: '批量派单 / assign cases',
  description: 
    'All of them or none: a case is dispatched where its state lets it be, else reassigned. A case that cannot go there is named. Cases that changed since the asker saw them are refused with 409 `cases_changed`, whose `changed` has their numbers.',
  request: { params, body: { required: true, content: { 'application/json': { schema: assignmentSchema } } } },
  responses: { ...json(assignedSchema, '已派 / assigned'), ...WRITE_PROBLEMS },
})

const TYPES: Record<ExportFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  geojson: 'application/geo+json',
}

/** Before the routes of single cases, whose `{id}` would take these addresses. */
export function caseTableRoutes(ctx: Context) {
  return router()
    .openapi(listRoute, async (call) => {
      const { sort, cursor = null, limit, ...filter } = call.req.valid('query')
      const page = await casePage(ctx, call.var.scope, { filter: parseLedgerFilter(filter), order: parseOrder(sort), cursor, limit })
      return call.json(page, 200)
    })
    .openapi(tallyRoute, async (call) => call.json(await tallyCases(ctx, call.var.scope, parseLedgerFilter(call.req.valid('query'))), 200))
    .openapi(exportRoute, async (call) => {
      // nothing would be sent, and the audit log would tell that it was
      if (call.req.method === 'HEAD') throw getOnly()
      const { sort, format, columns, ...filter } = call.req.valid('query')
      const language = languageOf(call)
      const file = await exportCases(ctx, call.var.scope, { format, filter: parseLedgerFilter(filter), order: parseOrder(sort), columns: parseColumns(columns), language })
      return call.body(bodyOf(file.pieces), 200, {
        'content-type': TYPES[format],
        'content-disposition': `attachment; filename="cases.${format}"; filename*=UTF-8''${encodeURIComponent(`${file.name}.${format}`)}`,
        'cache-control': 'no-store',
      })
    })
    .openapi(assignRoute, async (call) => call.json(await assignCases(ctx, call.var.scope, call.req.valid('json')), 200))
}
