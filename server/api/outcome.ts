import { createRoute, z } from '@hono/zod-openapi'
import { AGAIN_BOUNDS, parseAgain, SAMENESS, USUAL_AGAIN } from '../contract/again.ts'
import { parseFilter } from '../contract/filter.ts'
import { againIn } from '../services/again/again.ts'
import { relapsedCases } from '../services/again/relapses.ts'
import type { Context } from '../services/context.ts'
import { outcomeOf } from '../services/outcome/outcome.ts'
import { may, router } from './env.ts'
import { againSchema, outcomeSchema, relapsesSchema } from './outcomeSchemas.ts'
import { countyParam, filterShape, json, PROBLEMS, text } from './parameters.ts'

const params = z.object(countyParam)
const tags = ['研判 Board']

const outcomeRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/outcome',
  tags,
  summary: '化解率真不真 / what became of the cases, and how far the rates can be relied on',
  description:
    '`cohort` is the resolution rate of the headline, `within` the same at fixed ages, `period` closings in the period by cases accepted in it. Every stage from agreement to follow-up has its own denominator, and tells what was not done apart from what nobody wrote down; marks of cases that are not of the denominator are in a warning. `warnings` are sentences. Not for a screen wall.',
  request: { params, query: z.strictObject(filterShape) },
  responses: { ...json(outcomeSchema, '结果 / outcome'), ...PROBLEMS },
})

const [LEAST, DAYS] = [AGAIN_BOUNDS.least, AGAIN_BOUNDS.days]
const againRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/again',
  tags,
  summary: '一地多件、反复 / several cases at one place, and relapses by town',
  description:
    'Places narrower than a town where cases lie close in time, the oddest first; the order is no verdict, which hot-spots give. Sensitive cases count in their town and so at none of these places. Figures alone; not for a screen wall. A mediator organisation, which reads its own cases alone, asks for three cases or more and is told neither `graver` nor `more`.',
  request: {
    params,
    query: z.strictObject({
      ...filterShape,
      least: text(`几件起算，${LEAST[0]}–${LEAST[1]}，不写为 ${USUAL_AGAIN.least} / cases that make several`, String(USUAL_AGAIN.least)),
      days: text(`几天之内，${DAYS[0]}–${DAYS[1]}，不写为 ${USUAL_AGAIN.days} / within so many days`, String(USUAL_AGAIN.days)),
      same: text(`同类或不分类 / one of: ${SAMENESS.codes.join(', ')}`, USUAL_AGAIN.same),
    }),
  },
  responses: { ...json(againSchema, '一地多件 / again'), ...PROBLEMS },
})

const relapsesRoute = createRoute({
  method: 'get',
  middleware: may('cases', { kept: false }),
  path: '/{county}/again/relapses',
  tags,
  summary: '反复的案件 / cases that were reopened',
  description:
    'Those of the post, by the day of their last reopening in the period, or by that of occurrence where a ledger alone tells of it; the latest first. Of sensitive cases there is the town and no text, but for those who handle them.',
  request: { params, query: z.strictObject(filterShape) },
  responses: { ...json(relapsesSchema, '反复 / relapses'), ...PROBLEMS },
})

export function outcomeRoutes(ctx: Context) {
  return router()
    .openapi(outcomeRoute, async (call) => call.json(await outcomeOf(ctx, call.var.scope, parseFilter(call.req.valid('query'))), 200))
    .openapi(againRoute, async (call) => {
      const { least, days, same, ...rest } = call.req.valid('query')
      return call.json(await againIn(ctx, call.var.scope, parseFilter(rest), parseAgain({ least, days, same })), 200)
    })
    .openapi(relapsesRoute, async (call) => call.json(await relapsedCases(ctx, call.var.scope, parseFilter(call.req.valid('query'))), 200))
}
