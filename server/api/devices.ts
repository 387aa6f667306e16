import { createRoute, z } from '@hono/zod-openapi'
import { dropDevice } from '../access/devices.ts'
import type { Context } from '../services/context.ts'
import { addDevice, listDevices } from '../services/devices.ts'
import { deviceListSchema, deviceMadeSchema, newDeviceSchema } from './accountSchemas.ts'
import { may, router } from './env.ts'
import { body, json, PLAIN_PROBLEMS } from './parameters.ts'

const tags = ['大屏设备 Devices']

const listRoute = createRoute({
  method: 'get',
  middleware: may('policy'),
  path: '/',
  tags,
  summary: '大屏设备 / screen walls',
  request: { query: z.strictObject({}) },
  responses: { ...json(deviceListSchema, '设备 / devices'), ...PLAIN_PROBLEMS },
})

const addRoute = createRoute({
  method: 'post',
  middleware: may('policy'),
  path: '/',
  tags,
  summary: '登记一台大屏 / register a screen wall',
  description: 'The token is shown once. It is sent as `Authorization: Bearer TOKEN`, reads figures down to villages and nothing else.',
  request: { body: body(newDeviceSchema) },
  responses: { ...json(deviceMadeSchema, '设备与令牌 / device and token'), ...PLAIN_PROBLEMS },
})

const dropRoute = createRoute({
  method: 'delete',
  middleware: may('policy'),
  path: '/{id}',
  tags,
  summary: '停用 / close',
  request: { params: z.object({ id: z.string().min(1).max(64) }) },
  responses: { ...json(deviceListSchema, '其余设备 / the other devices'), ...PLAIN_PROBLEMS },
})

export function deviceRoutes(ctx: Context) {
  return router()
    .openapi(listRoute, async (call) => call.json(await listDevices(ctx), 200))
    .openapi(addRoute, async (call) => call.json(await addDevice(ctx, call.var.asker.by, call.req.valid('json')), 200))
    .openapi(dropRoute, async (call) => {
      await dropDevice(ctx.db, call.var.asker.by, call.req.valid('param').id, new Date(ctx.now()))
      return call.json(await listDevices(ctx), 200)
    })
}
