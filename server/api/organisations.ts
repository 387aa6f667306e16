import { createRoute, z } from '@hono/zod-openapi'
import type { AreaCode } from '../contract/answers.ts'
import { CATEGORIES } from '../contract/categories.ts'
import { parseFilter } from '../contract/filter.ts'
import { LONGEST_ID } from '../contract/organisations.ts'
import type { Context } from '../services/context.ts'
import { coverage } from '../services/coverage.ts'
import { addOrganisation, changeOrganisation, listOrganisations, organisationDetail } from '../services/organisations.ts'
import { punctuality } from '../services/punctuality.ts'
import { suggestions } from '../services/suggestions.ts'
import { may, router } from './env.ts'
import {
  coverageSchema, domain, newOrganisationSchema, organisationChangeSchema, organisationDetailSchema, organisationListSchema, organisationType, punctualitySchema,
  suggestionsSchema,
} from './organisationSchemas.ts'
import { countyParam, json, PROBLEMS, text, WRITE_PROBLEMS } from './parameters.ts'
import { term } from './terms.ts'

const tags = ['组织机构 Organisations']
const params = z.object(countyParam)
const oneParams = z.object({ ...countyParam, id: z.string().min(1).max(LONGEST_ID).openapi({ description: '机构编号 / id' }) })
const body = <S extends z.ZodType>(schema: S) => ({ required: true, content: { 'application/json': { schema } } })

const listRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/organisations',
  tags,
  summary: '组织机构 / organisations',
  description: 'Those below the area of the post, and those of the areas above it; open ones unless `closed=all`.',
  request: {
    params,
    query: z.strictObject({
      type: organisationType.optional().openapi({ description: '类型 / type' }),
      domain: domain.optional().openapi({ description: '行业 / trade' }),
      area: text('区划代码（含下级）/ of this area and below', '990101001000'),
      q: text('名称中的文字 / part of the name'),
      closed: z.literal('all').optional().openapi({ description: '含已停用的 / closed ones too' }),
    }),
  },
  responses: { ...json(organisationListSchema, '组织机构 / organisations'), ...PROBLEMS },
})

const coverageRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/organisations/coverage',
  tags,
  summary: '机构覆盖、阵地达标、人员数 / coverage, facilities and head counts',
  request: { params, query: z.strictObject({}) },
  responses: { ...json(coverageSchema, '覆盖情况 / coverage'), ...PROBLEMS },
})

const punctualityRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/organisations/punctuality',
  tags,
  summary: '部门报到、反馈是否及时 / how departments follow calls',
  description:
    'Calls made in the period about cases of what the post sees, by department and never by person. Departments that serve an area which the post does not see stand in one line without a name; calls about sensitive cases count from the town up.',
  request: {
    params,
    query: z.strictObject({
      from: text('吹哨日期起（含）/ first day of calls; absent = from the first on', '2024-01-01'),
      to: text('吹哨日期止（含）/ last day of calls; absent = up to today', '2024-03-31'),
      area: text('案件所在区划（含下级）/ of cases of this area and below', '990101001000'),
    }),
  },
  responses: { ...json(punctualitySchema, '报到及时情况 / punctuality'), ...PROBLEMS },
})

const suggestRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/organisations/suggestions',
  tags,
  summary: '按分流表推荐承办和吹哨单位 / who may handle a case, and whom to call',
  request: {
    params,
    query: z.strictObject({
      category: term(CATEGORIES).openapi({ description: '纠纷类型 / category' }),
      area: text('案件所在区划 / area of the case; absent = unknown', '990101001201'),
    }),
  },
  responses: { ...json(suggestionsSchema, '推荐 / suggestions'), ...PROBLEMS },
})

const detailRoute = createRoute({
  method: 'get',
  middleware: may('figures'),
  path: '/{county}/organisations/{id}',
  tags,
  summary: '一个组织机构 / one organisation',
  request: { params: oneParams, query: z.strictObject({}) },
  responses: { ...json(organisationDetailSchema, '组织机构 / organisation'), ...PROBLEMS },
})

const addRoute = createRoute({
  method: 'post',
  middleware: may('organisations'),
  path: '/{county}/organisations',
  tags,
  summary: '新增组织机构 / add an organisation',
  request: { params, body: body(newOrganisationSchema) },
  responses: { ...json(organisationDetailSchema, '已新增 / added'), ...WRITE_PROBLEMS },
})

const changeRoute = createRoute({
  method: 'patch',
  middleware: may('organisations'),
  path: '/{county}/organisations/{id}',
  tags,
  summary: '修改、停用组织机构，填报阵地清单 / change or close an organisation, answer its checklist',
  request: { params: oneParams, body: body(organisationChangeSchema) },
  responses: { ...json(organisationDetailSchema, '已修改 / changed'), ...WRITE_PROBLEMS },
})

export function organisationRoutes(ctx: Context) {
  return router()
    .openapi(listRoute, async (call) => {
      const { area, ...query } = call.req.valid('query')
      return call.json(await listOrganisations(ctx, call.var.scope, { ...query, area: area as AreaCode | undefined }), 200)
    })
    .openapi(coverageRoute, async (call) => call.json(await coverage(ctx, call.var.scope), 200))
    .openapi(punctualityRoute, async (call) => call.json(await punctuality(ctx, call.var.scope, parseFilter(call.req.valid('query'))), 200))
    .openapi(suggestRoute, async (call) => {
      const { category, area = null } = call.req.valid('query')
      return call.json(await suggestions(ctx, call.var.scope, { category, area: area as AreaCode | null }), 200)
    })
    .openapi(detailRoute, async (call) => call.json(await organisationDetail(ctx, call.var.scope, call.req.valid('param').id), 200))
    .openapi(addRoute, async (call) => call.json(await addOrganisation(ctx, call.var.scope, call.req.valid('json')), 200))
    .openapi(changeRoute, async (call) => {
      const { id } = call.req.valid('param')
      return call.json(await changeOrganisation(ctx, call.var.scope, id, call.req.valid('json')), 200)
    })
}
