import { createRoute, z } from '@hono/zod-openapi'
import { AppError } from '../contract/error.ts'
import { ATTACHMENT_BYTES, attachFile, detachFile, listFiles, readFileOf } from '../services/caseLife/attach.ts'
import type { Context } from '../services/context.ts'
import { attachmentSchema, caseDetailSchema } from './caseSchemas.ts'
import { may, router } from './env.ts'
import { countyParam, json, PROBLEMS, WRITE_PROBLEMS } from './parameters.ts'
import { getOnly } from './refusals.ts'

const tags = ['案件 Cases']
const id = z.coerce.number().int().min(1).openapi({ description: '案件编号 / number of the case', example: 4512 })
const attachment = z.string().min(1).max(10)

const body = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object' as const,
        required: ['file'],
        properties: {
          file: { type: 'string' as const, format: 'binary', description: 'PDF、DOCX、XLSX、JPEG、PNG，不超过 20 MB / at most 20 MB' },
        },
      },
    },
  },
}

const addRoute = createRoute({
  method: 'post',
  middleware: may(['handle', 'enter']),
  path: '/{county}/cases/{id}/attachments',
  tags,
  summary: '添加附件 / add a file',
  description: 'Told by its content. Place, time and camera are taken out of photos; its name is masked.',
  request: { params: z.object({ ...countyParam, id }), body },
  responses: { ...json(caseDetailSchema, '案件 / the case'), ...WRITE_PROBLEMS },
})

const listRoute = createRoute({
  method: 'get',
  middleware: may('cases', { kept: false }),
  path: '/{county}/cases/{id}/attachments',
  tags,
  summary: '附件 / files of a case',
  request: { params: z.object({ ...countyParam, id }), query: z.strictObject({}) },
  responses: { ...json(z.strictObject({ attachments: z.array(attachmentSchema) }), '附件 / files'), ...PROBLEMS },
})

const readRoute = createRoute({
  method: 'get',
  middleware: may('cases', { kept: false }),
  path: '/{county}/cases/{id}/attachments/{attachment}',
  tags,
  summary: '下载附件 / one file',
  request: { params: z.object({ ...countyParam, id, attachment }), query: z.strictObject({}) },
  responses: { 200: { description: '文件 / the file', content: { 'application/octet-stream': { schema: z.string() } } }, ...PROBLEMS },
})

const removeRoute = createRoute({
  method: 'delete',
  middleware: may(['handle', 'enter']),
  path: '/{county}/cases/{id}/attachments/{attachment}',
  tags,
  summary: '删除附件 / take a file away',
  description: 'The number of a file is never used again in its case.',
  request: {
    params: z.object({ ...countyParam, id, attachment }),
    query: z.strictObject({ version: z.coerce.number().int().min(0).optional().openapi({ description: '打开时的版本 / version of the case that it was seen in' }) }),
  },
  responses: { ...json(caseDetailSchema, '案件 / the case'), ...WRITE_PROBLEMS },
})

export function attachmentRoutes(ctx: Context) {
  return router()
    .openapi(addRoute, async (call) => {
      const { id: one } = call.req.valid('param')
      const { uploads } = call.var.desk
      const attached = await uploads(call.req.raw, ({ file }) => attachFile(ctx, call.var.scope, one, { version: null, ...file }), { bytes: ATTACHMENT_BYTES, tooLarge })
      return call.json(attached, 200)
    })
    .openapi(listRoute, async (call) => call.json({ attachments: await listFiles(ctx, call.var.scope, call.req.valid('param').id) }, 200))
    .openapi(readRoute, async (call) => {
      if (call.req.method === 'HEAD') throw getOnly()
      const { id: one, attachment: no } = call.req.valid('param')
      const { name, type, content } = await readFileOf(ctx, call.var.scope, one, no)
      return call.body(content as Uint8Array<ArrayBuffer>, 200, {
        'content-type': type,
        // never opened in the place of a page of this system
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      })
    })
    .openapi(removeRoute, async (call) => {
      const { id: one, attachment: no } = call.req.valid('param')
      return call.json(await detachFile(ctx, call.var.scope, one, { version: call.req.valid('query').version ?? null, attachment: no }), 200)
    })
}

function tooLarge(mb: number): AppError {
  return new AppError('upload_too_large', {
    status: 413,
    field: 'file',
    say: { zh: `附件超过 ${mb} MB，请压缩或拆分后上传`, en: `The file is larger than ${mb} MB: compress it or send it in parts` },
  })
}
