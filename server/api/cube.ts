import { createRoute, z } from '@hono/zod-openapi'
import type { Context as Call } from 'hono'
import { accepts } from 'hono/accepts'
import type { Context } from '../services/context.ts'
import { cubeFile, ENCODINGS, refuseRows, type Encoding } from '../services/cubeFile.ts'
import { may, router } from './env.ts'
import { countyParam, PROBLEMS } from './parameters.ts'

const ARROW = 'application/vnd.apache.arrow.stream'

const cubeRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/cube',
  tags: ['统计 Figures'],
  summary: '统计数据列 / the columns that counts are made of',
  description:
    'An Arrow IPC stream: one row a case of what the post counts, in order of day, without ids, names and texts. `day` days since 1970-01-01; `area` index in the pack, −1 unknown, −2−i waiting in area i; `facet` ((category × colours + colour) × states + state) × channels + channel, positions in the lists under `terms` in the schema’s metadata; `dueAfter`, `closedAfter` days after `day`, −32768 for none; `marks` bits in the order of the last of those lists; `people`; `amountFen`. Under `fengtu` stand revision, mark, packVersion and, after `since`, the days whose rows replace those held before. Each row is a case where it lies, so it is neither for a screen wall nor for a mediator organisation, which reads its own cases alone: those count by the other endpoints. The whole leaves a line in the audit log, what changed since does not.',
  request: {
    params: z.object(countyParam),
    query: z.strictObject({
      since: z.coerce.number().int().min(0).optional().openapi({ description: '已有的数据版本 / revision that is held' }),
      mark: z.string().min(1).max(40).optional().openapi({ description: '随已有数据给出的标记 / mark that came with it' }),
    }),
  },
  responses: { 200: { description: '数据列 / the columns', content: { [ARROW]: { schema: z.string().openapi({ format: 'binary' }) } } }, ...PROBLEMS },
})

export function cubeRoutes(ctx: Context) {
  return router().openapi(cubeRoute, async (call) => {
    const { since, mark } = call.req.valid('query')
    refuseRows(call.var.scope)
    if (call.get('held')) return call.body(null, 200)
    const encoding = encodingOf(call)
    const held = since === undefined || mark === undefined ? null : { revision: since, mark }
    const bytes = await cubeFile(ctx, call.var.scope, { held, encoding })
    return call.body(bytes, 200, { 'content-type': ARROW, 'content-length': String(bytes.length), ...(encoding !== 'identity' && { 'content-encoding': encoding }) })
  })
}

/** The best that the asker takes; browsers take Brotli from an address with https alone. */
function encodingOf(call: Call): Encoding {
  const match: Parameters<typeof accepts>[1]['match'] = (taken) => ENCODINGS.find((one) => taken.some(({ type, q }) => type === one && q > 0)) ?? 'identity'
  return accepts(call, { header: 'Accept-Encoding', supports: [...ENCODINGS], default: 'identity', match }) as Encoding
}
