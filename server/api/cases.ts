import { createRoute, z } from '@hono/zod-openapi'
import { ASKS, CHECKS, MOVES, moveOf, type MoveAsks, type MoveCode } from '../contract/moves.ts'
import { LONGEST_ID } from '../contract/organisations.ts'
import { STATES } from '../contract/states.ts'
import { CATEGORIES } from '../contract/categories.ts'
import { correctCase } from '../services/caseLife/correct.ts'
import { caseDetail } from '../services/caseLife/detail.ts'
import { enterCase } from '../services/caseLife/enter.ts'
import { likeCases } from '../services/caseLife/likeness.ts'
import { moveCase } from '../services/caseLife/move.ts'
import { joinCase, leaveCase } from '../services/caseLife/participants.ts'
import type { Context } from '../services/context.ts'
import { caseDetailSchema, correctionSchema, joinSchema, likenessSchema, moveSchema, newCaseSchema, realDay } from './caseSchemas.ts'
import { may, router } from './env.ts'
import { countyParam, json, PROBLEMS, WRITE_PROBLEMS } from './parameters.ts'
import { areaCode } from './schemas.ts'

const tags = ['案件 Cases']
const idParam = z.coerce.number().int().min(1).openapi({ description: '案件编号 / number of the case', example: 4512 })
const caseParams = z.object({ ...countyParam, id: idParam })
const body = <S extends z.ZodType>(schema: S) => ({ required: true, content: { 'application/json': { schema } } })
const detail = { ...json(caseDetailSchema, '案件 / the case'), ...WRITE_PROBLEMS }
/** Who may change a case is decided by its table of moves; without one of these rights nobody may. */
const WORKERS = ['handle', 'direct', 'supervise'] as const

const likenessRoute = createRoute({
  method: 'get',
  middleware: may('enter', { kept: false }),
  path: '/{county}/cases/likeness',
  tags,
  summary: '疑似重复 / cases that may be the same',
  description: '500 米、14 天以内；没有坐标的看同村 / within 500 m and 14 days; without a point, in the same village.',
  request: {
    params: z.object(countyParam),
    query: z.strictObject({
      area: areaCode,
      lng: z.coerce.number().min(-180).max(180).optional(),
      lat: z.coerce.number().min(-90).max(90).optional(),
      day: realDay,
      category: z.enum(CATEGORIES.codes).optional(),
    }),
  },
  responses: { ...json(likenessSchema, '案件 / cases'), ...PROBLEMS },
})

const enterRoute = createRoute({
  method: 'post',
  middleware: may('enter'),
  path: '/{county}/cases',
  tags,
  summary: '登记案件 / enter a case',
  description: 'Free text is masked: names, numbers and addresses go. A case of family violence, minors or the like is kept to its village, without a point.',
  request: { params: z.object(countyParam), body: body(newCaseSchema) },
  responses: detail,
})

const detailRoute = createRoute({
  method: 'get',
  middleware: may('cases', { kept: false }),
  path: '/{county}/cases/{id}',
  tags,
  summary: '一件案件 / one case',
  description: 'Facts, clocks, events, and the next steps that the asker can make. `asOf` shows it as it stood at the end of a past day, kept back by what is known of it today. Who reads a sensitive case is a line in the audit log, for the same version once in a quarter of an hour.',
  request: { params: caseParams, query: z.strictObject({ asOf: realDay.optional().openapi({ description: '截至哪一天 / as of this day' }) }) },
  responses: { ...json(caseDetailSchema, '案件 / the case'), ...PROBLEMS },
})

const moveRoute = createRoute({
  method: 'post',
  middleware: may(WORKERS),
  path: '/{county}/cases/{id}/moves/{move}',
  tags,
  summary: '流转 / make a move',
  description: describeMoves(),
  request: {
    params: z.object({ ...countyParam, id: idParam, move: z.enum(MOVES.codes) }),
    body: body(moveSchema),
  },
  responses: { ...detail, 204: { description: '已办理；案件已转出，当前岗位不再看到它 / made; the case was handed on and is out of sight of this post' } },
})

const correctRoute = createRoute({
  method: 'patch',
  middleware: may(['handle', 'enter']),
  path: '/{county}/cases/{id}',
  tags,
  summary: '更正 / correct what was entered wrong',
  description: '`sensitive: false`：承办单位认定不是敏感案件；`clear: true`：综治中心清除时间线上以前的文字，未了结的吹哨、督办除外；二者都要写 `note` / whoever handles a case says that it is no sensitive one; a centre blanks the earlier texts of its timeline, but for calls and supervisions that wait for an answer; both ask for `note`.',
  request: { params: caseParams, body: body(correctionSchema) },
  responses: detail,
})

const joinRoute = createRoute({
  method: 'post',
  middleware: may('handle'),
  path: '/{county}/cases/{id}/participants',
  tags,
  summary: '加入参与单位（1+4+N）/ bring an organisation in',
  request: { params: caseParams, body: body(joinSchema) },
  responses: detail,
})

const leaveRoute = createRoute({
  method: 'delete',
  middleware: may('handle'),
  path: '/{county}/cases/{id}/participants/{organisation}',
  tags,
  summary: '退出参与单位 / take an organisation out',
  request: {
    params: z.object({ ...countyParam, id: idParam, organisation: z.string().min(1).max(LONGEST_ID) }),
    query: z.strictObject({ version: z.coerce.number().int().min(0) }),
  },
  responses: detail,
})

export function caseRoutes(ctx: Context) {
  return router()
    .openapi(likenessRoute, async (call) => call.json({ cases: await likeCases(ctx, call.var.scope, call.req.valid('query')) }, 200))
    .openapi(enterRoute, async (call) => call.json(await enterCase(ctx, call.var.scope, call.req.valid('json')), 200))
    .openapi(detailRoute, async (call) => {
      const { id } = call.req.valid('param')
      return call.json(await caseDetail(ctx, call.var.scope, id, call.req.valid('query')), 200)
    })
    .openapi(moveRoute, async (call) => {
      const { id, move } = call.req.valid('param')
      const asks: MoveAsks & { version: number } = call.req.valid('json')
      const made = await moveCase(ctx, call.var.scope, id, move, asks)
      return made ? call.json(made, 200) : call.body(null, 204)
    })
    .openapi(correctRoute, async (call) => {
      const { id } = call.req.valid('param')
      return call.json(await correctCase(ctx, call.var.scope, id, call.req.valid('json')), 200)
    })
    .openapi(joinRoute, async (call) => {
      const { id } = call.req.valid('param')
      return call.json(await joinCase(ctx, call.var.scope, id, call.req.valid('json')), 200)
    })
    .openapi(leaveRoute, async (call) => {
      const { id, organisation } = call.req.valid('param')
      const { version } = call.req.valid('query')
      return call.json(await leaveCase(ctx, call.var.scope, id, { version, organisation }), 200)
    })
}

/** The table of moves in words. */
function describeMoves(): string {
  const lines = MOVES.codes.map((code: MoveCode) => {
    const { label, from, to, mover, asks, may: more, checks } = moveOf(code)
    const states = from === null ? '任何在办状态' : from.map((one) => STATES.row(one).label.zh).join('、')
    const needs = [...asks.map((ask) => `${ask} ${ASKS.row(ask).label.zh}`), ...more.map((ask) => `[${ask}]`)].join('，')
    const waits = checks.map((check) => CHECKS.row(check).label.zh).join('；')
    return `\`${code}\` ${label.zh} ${label.en} · ${states} → ${to === null ? '不变' : STATES.row(to).label.zh} · ${mover}${needs && ` · ${needs}`}${waits && ` · 先决：${waits}`}`
  })
  return `409 \`case_changed\` 时 \`current\` 是案件现状 / where somebody was first, \`current\` is the case as it stands.\n\n${lines.join('\n\n')}`
}
