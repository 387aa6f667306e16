import { createRoute, z } from '@hono/zod-openapi'
import type { AreaCode } from '../contract/answers.ts'
import { parseFilter } from '../contract/filter.ts'
import type { Context } from '../services/context.ts'
import { placeCard } from '../services/placeCard/placeCard.ts'
import { may, router } from './env.ts'
import { countyParam, filterShape, json, PROBLEMS } from './parameters.ts'
import { placeCardSchema } from './placeCardSchemas.ts'

const { area: _place, ...shape } = filterShape

const cardRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/areas/{area}/card',
  tags: ['区划 Areas'],
  summary: '地点卡 / everything about one place',
  description:
    'Cases of the filter, organisations, badges, facilities and gaps, neighbours and parts, all of one revision. Sensitive cases count in their town and in nothing narrower; what lies beyond the asker’s area is not told. What was to be expected comes from /hotspots/places/{area}, which takes longer. Not for those who see aggregates only.',
  request: {
    params: z.object({ ...countyParam, area: z.string().min(1).max(20).openapi({ example: '990101001001' }) }),
    query: z.strictObject(shape),
  },
  responses: { ...json(placeCardSchema, '地点卡 / the card'), ...PROBLEMS },
})

export function placeCardRoutes(ctx: Context) {
  return router().openapi(cardRoute, async (call) => {
    const asked = { area: call.req.valid('param').area as AreaCode, filter: parseFilter(call.req.valid('query')) }
    const card = await placeCard(ctx, call.var.scope, asked)
    call.set('revision', card.revision)
    return call.json(card, 200)
  })
}
