import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from '../services/context.ts'
import { loadHolidays } from '../services/holidays.ts'
import { changeSettings, readSettings } from '../services/settings.ts'
import { may, router } from './env.ts'
import { countyParam, json, PROBLEMS, WRITE_PROBLEMS } from './parameters.ts'
import { holidayFileSchema, settingsAnswerSchema, settingsChangeSchema } from './presetSchemas.ts'

const tags = ['设置 Settings']
const params = z.object(countyParam)

const readRoute = createRoute({
  method: 'get',
  middleware: may(['figures', 'settings']),
  path: '/{county}/presets',
  tags,
  summary: '本县的设置 / what the county decided',
  description: 'Tiers, terms, holidays, routing, checklists, subsidy rates: the standard where the county decided nothing; `decided` tells which parts it did.',
  request: { params, query: z.strictObject({}) },
  responses: { ...json(settingsAnswerSchema, '设置 / settings'), ...PROBLEMS },
})

const changeRoute = createRoute({
  method: 'put',
  middleware: may('settings'),
  path: '/{county}/presets',
  tags,
  summary: '修改设置 / change settings',
  request: { params, body: { required: true, content: { 'application/json': { schema: settingsChangeSchema } } } },
  responses: { ...json(settingsAnswerSchema, '修改后的设置 / settings after the change'), ...WRITE_PROBLEMS },
})

const holidayRoute = createRoute({
  method: 'put',
  middleware: may('settings'),
  path: '/{county}/presets/holidays',
  tags,
  summary: '载入一年的节假日和调休 / load the holidays of a year',
  request: { params, body: { required: true, content: { 'application/json': { schema: holidayFileSchema } } } },
  responses: { ...json(settingsAnswerSchema, '修改后的设置 / settings after the change'), ...WRITE_PROBLEMS },
})

export function presetRoutes(ctx: Context) {
  return router()
    .openapi(readRoute, async (call) => call.json(await readSettings(ctx, call.var.scope), 200))
    .openapi(changeRoute, async (call) => call.json(await changeSettings(ctx, call.var.scope, call.req.valid('json')), 200))
    .openapi(holidayRoute, async (call) => call.json(await loadHolidays(ctx, call.var.scope, call.req.valid('json')), 200))
}
