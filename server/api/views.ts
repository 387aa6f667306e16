import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from '../services/context.ts'
import { deleteView, listViews, saveView } from '../services/savedViews.ts'
import { newViewSchema, savedViewSchema, savedViewsSchema, viewPage } from './caseTableSchemas.ts'
import { may, router } from './env.ts'
import { countyParam, json, PROBLEMS, WRITE_PROBLEMS } from './parameters.ts'

const tags = ['案件台账 Ledger']
const params = z.object(countyParam)

const listRoute = createRoute({
  method: 'get',
  middleware: may('cases', { kept: false }),
  path: '/{county}/views',
  tags,
  summary: '保存的视图 / saved views',
  description: 'Of the ledger or of the board: one’s own by name, then those that others of the county share and that look at what the asker sees.',
  request: { params, query: z.strictObject({ page: viewPage }) },
  responses: { ...json(savedViewsSchema, '视图 / views'), ...PROBLEMS },
})

const saveRoute = createRoute({
  method: 'post',
  middleware: may('cases'),
  path: '/{county}/views',
  tags,
  summary: '保存视图 / save a view',
  description: 'Takes the place of one’s own view of the same name on that page. Names and searches that point at a person are refused; what the page does not understand is left out.',
  request: { params, body: { required: true, content: { 'application/json': { schema: newViewSchema } } } },
  responses: { ...json(savedViewSchema, '视图 / the view'), ...WRITE_PROBLEMS },
})

const deleteRoute = createRoute({
  method: 'delete',
  middleware: may('cases'),
  path: '/{county}/views/{id}',
  tags,
  summary: '删除视图 / delete a view',
  request: { params: z.object({ ...countyParam, id: z.string().min(1).max(64) }) },
  responses: { 204: { description: '已删除 / deleted' }, ...WRITE_PROBLEMS },
})

export function viewRoutes(ctx: Context) {
  return router()
    .openapi(listRoute, async (call) => call.json(await listViews(ctx, call.var.scope, call.req.valid('query').page), 200))
    .openapi(saveRoute, async (call) => call.json(await saveView(ctx, call.var.scope, call.req.valid('json')), 200))
    .openapi(deleteRoute, async (call) => {
      await deleteView(ctx, call.var.scope, call.req.valid('param').id)
      return call.body(null, 204)
    })
}
