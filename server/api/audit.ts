import { createRoute, z } from '@hono/zod-openapi'
import { AUDIT_PAGE, parseAuditFilter, parseHead } from '../contract/audit.ts'
import { dayAt } from '../contract/day.ts'
import { auditScope } from '../access/scope.ts'
import { AUDIT_FORMATS, auditFile } from '../services/auditFile.ts'
import { auditPage, exportLog, verifyLog } from '../services/auditLog.ts'
import type { Context } from '../services/context.ts'
import { audited, auditPageSchema, auditVerdictSchema } from './auditSchemas.ts'
import { may, router } from './env.ts'
import { json, text, WRITE_PROBLEMS } from './parameters.ts'
import { bodyOf } from './pieces.ts'
import { languageOf } from './problem.ts'
import { getOnly } from './refusals.ts'

const tags = ['审计日志 Audit log']
const PROBLEMS = { 400: WRITE_PROBLEMS[400], 403: WRITE_PROBLEMS[403], 503: WRITE_PROBLEMS[503] }

const filter = {
  action: audited.optional().openapi({ description: '动作 / what happened' }),
  login: text('登录名；`fengtu` 为程序，`cli` 为命令行 / sign-in name; `fengtu` is the program, `cli` the command line', 'clerk01'),
  county: text('区县代码 / code of the county', '990101000000'),
  subject: text('对象，整项相同，案件也可写编码 / what it was done to, the whole of it; a case by its code as well', '990101-2024-04512'),
  from: text('起始日（含），北京时间 / first day in Shanghai', '2024-01-01'),
  to: text('截止日（含）/ last day', '2024-03-31'),
}

const PAGE_LINES = 50

const listRoute = createRoute({
  method: 'get',
  path: '/audit',
  tags,
  summary: '查阅 / read',
  description: 'Newest first.',
  middleware: may('audit'),
  request: {
    query: z.strictObject({
      ...filter,
      cursor: text('上一页给出的 next / `next` of the page before'),
      limit: z.coerce.number().int().min(1).max(AUDIT_PAGE).default(PAGE_LINES).openapi({ description: '最多行数 / at most' }),
    }),
  },
  responses: { ...json(auditPageSchema, '一页 / a page'), ...PROBLEMS },
})
const verifyRoute = createRoute({
  method: 'get',
  path: '/audit/verify',
  tags,
  summary: '校验 / verify',
  description: 'Checks the chain of hashes over all lines that are kept. Only a head that was noted elsewhere shows that nobody wrote the whole chain anew.',
  middleware: may('audit'),
  request: { query: z.strictObject({ head: text('早先记下的链头 / a head that was noted earlier, as SEQ:HASH') }) },
  responses: { ...json(auditVerdictSchema, '结论 / verdict'), ...PROBLEMS },
})
const exportRoute = createRoute({
  method: 'get',
  path: '/audit/export',
  tags,
  summary: '导出 / export',
  description: 'Oldest first; the export itself is the last line. CSV is for people; JSONL has every line whole, one a line of text, so that the chain can be checked elsewhere.',
  middleware: may('audit'),
  request: { query: z.strictObject({ ...filter, format: z.enum(AUDIT_FORMATS).default('csv').openapi({ description: '格式 / format' }) }) },
  responses: {
    200: {
      description: '文件 / the file',
      content: { 'text/csv': { schema: z.string() }, 'application/jsonl': { schema: z.string() } },
    },
    ...PROBLEMS,
  },
})

const TYPES = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' }

/** Nothing here changes a line: pruning is for the command line. */
export function auditRoutes(ctx: Context) {
  return router()
    .openapi(listRoute, async (call) => {
      const { cursor, limit, ...asked } = call.req.valid('query')
      const page = await auditPage(ctx, auditScope(call.var.asker.by), parseAuditFilter(asked), { cursor, limit })
      return call.json(page, 200, FRESH)
    })
    .openapi(verifyRoute, async (call) => {
      const { head } = call.req.valid('query')
      return call.json(await verifyLog(ctx, auditScope(call.var.asker.by), head === undefined ? null : parseHead(head)), 200, FRESH)
    })
    .openapi(exportRoute, async (call) => {
      if (call.req.method === 'HEAD') throw getOnly()
      const { format, ...asked } = call.req.valid('query')
      const lines = await exportLog(ctx, auditScope(call.var.asker.by), parseAuditFilter(asked), format)
      return call.body(bodyOf(auditFile(lines, format, languageOf(call))), 200, {
        ...FRESH,
        'content-type': TYPES[format],
        'content-disposition': `attachment; filename="fengtu-audit-${dayAt(ctx.now())}.${format}"`,
      })
    })
}

const FRESH = { 'cache-control': 'no-store' }
