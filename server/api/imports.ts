import { createRoute, z } from '@hono/zod-openapi'
import { listBatches, undoBatch } from '../services/batches.ts'
import type { Context } from '../services/context.ts'
import type { ImportAnswer } from '../contract/imports.ts'
import { importLedger, previewLedger } from '../services/importLedger.ts'
import type { ImportOptions } from '../services/importOptions.ts'
import { LISTED_REJECTS } from '../services/readIntoStaging.ts'
import { may, router } from './env.ts'
import { batchListSchema, importResultSchema, previewSchema, undoneSchema } from './importSchemas.ts'
import { countyParam, json, WRITE_PROBLEMS } from './parameters.ts'

const tags = ['台账导入 Imports']
const params = z.object(countyParam)

/** Described only: the body is read as a stream, see upload.ts. */
const body = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object' as const,
        required: ['file'],
        properties: {
          file: { type: 'string' as const, format: 'binary', description: '台账，不超过 200 MB / ledger, at most 200 MB' },
          options: { type: 'string' as const, description: 'JSON: { sheet?, mapping?, crs?, category?, defaultYear? }' },
        },
      },
    },
  },
}

const previewRoute = createRoute({
  method: 'post',
  middleware: may('import'),
  path: '/{county}/imports/preview',
  tags,
  summary: '预览 / preview',
  description: 'What an import would do. Stores nothing.',
  request: { params, body },
  responses: { ...json(previewSchema, '预览 / preview'), ...WRITE_PROBLEMS },
})

const importRoute = createRoute({
  method: 'post',
  middleware: may('import'),
  path: '/{county}/imports',
  tags,
  summary: '导入 / import',
  description: 'All of the file in one transaction, or nothing of it. The file itself is not kept.',
  request: { params, body },
  responses: { ...json(importResultSchema, '结果 / result'), ...WRITE_PROBLEMS },
})

const listRoute = createRoute({
  method: 'get',
  middleware: may('import'),
  path: '/{county}/imports',
  tags,
  summary: '导入批次 / batches',
  request: { params, query: z.strictObject({}) },
  responses: { ...json(batchListSchema, '批次 / batches'), ...WRITE_PROBLEMS },
})

const undoRoute = createRoute({
  method: 'delete',
  middleware: may('import'),
  path: '/{county}/imports/{batch}',
  tags,
  summary: '撤销一个批次 / undo a batch',
  request: { params: z.object({ ...countyParam, batch: z.string().min(1).max(64) }) },
  responses: { ...json(undoneSchema, '已撤销 / undone'), ...WRITE_PROBLEMS },
})

/** The rows that are listed as refused carry their masked cells, so that the page can give them back as a file. */
async function importWithRejects(...[ctx, scope, file, options]: Parameters<typeof importLedger>): Promise<ImportAnswer> {
  const cells: string[][] = []
  const headersOf = new Map<string, string[]>()
  const onReject: ImportOptions['rejects'] = (line, headers) => {
    if (cells.length === LISTED_REJECTS) return
    cells.push(line.cells)
    headersOf.set(line.sheet, headers)
  }
  const result = await importLedger(ctx, scope, file, { ...options, rejects: onReject })
  const rejects = result.rejects.map((reject, at) => ({ ...reject, cells: cells[at] ?? [] }))
  return { ...result, rejectHeaders: Object.fromEntries(headersOf), rejects }
}

export function importRoutes(ctx: Context) {
  return router()
    .openapi(previewRoute, async (call) => {
      const { raw } = call.req
      const preview = await call.var.desk.uploads(raw, ({ file, options }) =>
        previewLedger(ctx, call.var.scope, file, { ...options, signal: raw.signal }),
      )
      return call.json(preview, 200)
    })
    .openapi(importRoute, async (call) => {
      const { raw } = call.req
      const result = await call.var.desk.uploads(raw, ({ file, options }) =>
        importWithRejects(ctx, call.var.scope, file, { ...options, signal: raw.signal }),
      )
      return call.json(result, 200)
    })
    .openapi(listRoute, async (call) => call.json({ batches: await listBatches(ctx, call.var.scope) }, 200))
    .openapi(undoRoute, async (call) => {
      const { batch } = call.req.valid('param')
      return call.json(await undoBatch(ctx, call.var.scope, batch), 200)
    })
}
