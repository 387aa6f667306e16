import { createRoute, z } from '@hono/zod-openapi'
import type { AreaCode } from '../contract/answers.ts'
import { addAccount, changeAccount, dropPost, grantPost, listAccounts, renewLink } from '../services/accounts.ts'
import type { Context } from '../services/context.ts'
import { postOrganisations, postPlaces } from '../services/postPlaces.ts'
import {
  accountChangeSchema, accountLinkSchema, accountListSchema, accountSchema, newAccountSchema, newPostSchema, postOrganisationsSchema,
  postPlacesSchema,
} from './accountSchemas.ts'
import { may, router } from './env.ts'
import { body, json, PLAIN_PROBLEMS } from './parameters.ts'

const tags = ['账号 Accounts']
const params = z.object({ id: z.string().min(1).max(64) })

const listRoute = createRoute({
  method: 'get',
  middleware: may(['accounts', 'policy']),
  path: '/',
  tags,
  summary: '账号 / accounts',
  request: { query: z.strictObject({}) },
  responses: { ...json(accountListSchema, '账号 / accounts'), ...PLAIN_PROBLEMS },
})

const addRoute = createRoute({
  method: 'post',
  middleware: may('accounts'),
  path: '/',
  tags,
  summary: '建立账号 / make an account',
  description: 'Without a post, with a one-time link by which its holder sets the first password. The link is shown once. 409 `demo_accounts` in the demo.',
  request: { body: body(newAccountSchema) },
  responses: { ...json(accountLinkSchema, '账号与链接 / account and link'), ...PLAIN_PROBLEMS },
})

const changeRoute = createRoute({
  method: 'patch',
  middleware: may(['accounts', 'policy']),
  path: '/{id}',
  tags,
  summary: '修改账号 / change an account',
  description: 'System administrator: name, identity, closed. Security administrator: locked (false lets a locked or held account in), secondFactor (false takes a lost one away).',
  request: { params, body: body(accountChangeSchema) },
  responses: { ...json(accountSchema, '账号 / account'), ...PLAIN_PROBLEMS },
})

const linkRoute = createRoute({
  method: 'post',
  middleware: may('accounts'),
  path: '/{id}/link',
  tags,
  summary: '新的一次性链接 / a new one-time link',
  description: 'For a password that was forgotten. An account with posts is held after its use, until a security administrator lets it in; 409 `last_security_admin` for the only one of these who can sign in.',
  request: { params },
  responses: { ...json(accountLinkSchema, '账号与链接 / account and link'), ...PLAIN_PROBLEMS },
})

const giveRoute = createRoute({
  method: 'post',
  middleware: may('policy'),
  path: '/{id}/posts',
  tags,
  summary: '授予岗位 / give a post',
  description: 'The first one is `held` where password or identity came by a system administrator’s means: PATCH with `locked: false` lets the account in.',
  request: { params, body: body(newPostSchema) },
  responses: { ...json(accountSchema, '账号 / account'), ...PLAIN_PROBLEMS },
})

const withdrawRoute = createRoute({
  method: 'delete',
  middleware: may('policy'),
  path: '/{id}/posts/{post}',
  tags,
  summary: '收回岗位 / withdraw a post',
  request: { params: params.extend({ post: z.string().min(1).max(64) }) },
  responses: { ...json(accountSchema, '账号 / account'), ...PLAIN_PROBLEMS },
})

const placesRoute = createRoute({
  method: 'get',
  middleware: may('policy'),
  path: '/places',
  tags,
  summary: '岗位可用的辖区 / areas for a post',
  description: 'For the security administrator, who sees no county: names and codes alone.',
  request: { query: z.strictObject({ q: z.string().trim().min(1).max(60).openapi({ description: '名称、拼音或代码 / name, pinyin or code', example: 'lhz' }) }) },
  responses: { ...json(postPlacesSchema, '辖区 / areas'), ...PLAIN_PROBLEMS },
})

const organisationsRoute = createRoute({
  method: 'get',
  middleware: may('policy'),
  path: '/organisations',
  tags,
  summary: '岗位可属的组织 / organisations for a post',
  request: { query: z.strictObject({ of: z.string().min(1).max(20).openapi({ description: '区县代码 / code of the county', example: '990101000000' }) }) },
  responses: { ...json(postOrganisationsSchema, '组织 / organisations'), ...PLAIN_PROBLEMS },
})

export function accountRoutes(ctx: Context) {
  return router()
    .openapi(listRoute, async (call) => call.json(await listAccounts(ctx), 200))
    .openapi(placesRoute, async (call) => call.json(await postPlaces(ctx, call.req.valid('query').q), 200))
    .openapi(organisationsRoute, async (call) => call.json(await postOrganisations(ctx, call.req.valid('query').of as AreaCode), 200))
    .openapi(addRoute, async (call) => call.json(await addAccount(ctx, call.var.asker.by, call.req.valid('json')), 200))
    .openapi(changeRoute, async (call) => call.json(await changeAccount(ctx, call.var.asker, call.req.valid('param').id, call.req.valid('json')), 200))
    .openapi(linkRoute, async (call) => call.json(await renewLink(ctx, call.var.asker.by, call.req.valid('param').id), 200))
    .openapi(giveRoute, async (call) => call.json(await grantPost(ctx, call.var.asker.by, call.req.valid('param').id, call.req.valid('json')), 200))
    .openapi(withdrawRoute, async (call) => {
      const { id, post } = call.req.valid('param')
      return call.json(await dropPost(ctx, call.var.asker.by, id, post), 200)
    })
}
