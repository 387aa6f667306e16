import { createRoute, z } from '@hono/zod-openapi'
import { LONGEST_BOARD_QUERY } from '../contract/boardView.ts'
import { DECK_BOUNDS } from '../contract/decks.ts'
import type { Context } from '../services/context.ts'
import { changeDeck, deleteDeck, listDecks, saveDeck } from '../services/decks.ts'
import { may, router } from './env.ts'
import { countyParam, json, PROBLEMS, WRITE_PROBLEMS } from './parameters.ts'
import { version } from './terms.ts'

const tags = ['会议演示 Decks']
const params = z.object(countyParam)
const oneParams = z.object({ ...countyParam, id: z.string().min(1).max(64) })
const B = DECK_BOUNDS

const slideSchema = z
  .strictObject({
    query: z.string().max(LONGEST_BOARD_QUERY).openapi({ description: 'URL form of a view of the board, without `?`', example: 'colour=red&period=last90&topic=red' }),
    title: z.string().max(2 * B.title).nullable().openapi({ description: 'null: the board’s own words' }),
    note: z.string().max(B.note).nullable().openapi({ description: 'For whoever presents; masked. null: none, or not for this post' }),
  })
  .openapi('Slide')
const deck = {
  name: z.string().min(1).max(2 * B.name),
  slides: z.array(slideSchema).max(B.slides),
  shared: z.boolean().openapi({ description: 'Others of the county may present it too' }),
}
const newDeckSchema = z.strictObject(deck).openapi('NewDeck')
const deckChangeSchema = z.strictObject({ ...deck, version }).openapi('DeckChange')
const deckSchema = z
  .strictObject({ ...deck, id: z.string(), version, own: z.boolean(), elsewhere: z.number().int().min(0).openapi({ description: 'Slides of places that the asker does not see, left out' }) })
  .openapi('Deck')
export const decksSchema = z.strictObject({ decks: z.array(deckSchema) }).openapi('Decks')

const body = <Schema extends z.ZodType>(schema: Schema) => ({ required: true, content: { 'application/json': { schema } } })

const listRoute = createRoute({
  method: 'get',
  middleware: may('cases', { kept: false }),
  path: '/{county}/decks',
  tags,
  summary: '会议演示 / decks',
  description: 'One’s own by name, then those that others of the county share, with the slides that look at what the asker sees; a slide without `area` looks at all that its maker saw. Notes of others are for posts that direct or supervise; a mediator organisation has its own decks alone.',
  request: { params, query: z.strictObject({}) },
  responses: { ...json(decksSchema, '演示 / decks'), ...PROBLEMS },
})

const saveRoute = createRoute({
  method: 'post',
  middleware: may('cases'),
  path: '/{county}/decks',
  tags,
  summary: '保存演示 / save a deck',
  description: 'Names and titles that point at a person are refused, notes are masked; words of a shared deck that tell of family violence, minors or suicide are refused; what the board does not understand of a view is left out.',
  request: { params, body: body(newDeckSchema) },
  responses: { ...json(deckSchema, '演示 / the deck'), ...WRITE_PROBLEMS },
})

const changeRoute = createRoute({
  method: 'put',
  middleware: may('cases'),
  path: '/{county}/decks/{id}',
  tags,
  summary: '修改演示 / change a deck',
  description: 'One’s own; 409 where it was changed since `version`.',
  request: { params: oneParams, body: body(deckChangeSchema) },
  responses: { ...json(deckSchema, '演示 / the deck'), ...WRITE_PROBLEMS },
})

const deleteRoute = createRoute({
  method: 'delete',
  middleware: may('cases'),
  path: '/{county}/decks/{id}',
  tags,
  summary: '删除演示 / delete a deck',
  request: { params: oneParams },
  responses: { 204: { description: '已删除 / deleted' }, ...WRITE_PROBLEMS },
})

export function deckRoutes(ctx: Context) {
  return router()
    .openapi(listRoute, async (call) => call.json(await listDecks(ctx, call.var.scope), 200))
    .openapi(saveRoute, async (call) => call.json(await saveDeck(ctx, call.var.scope, call.req.valid('json')), 200))
    .openapi(changeRoute, async (call) => call.json(await changeDeck(ctx, call.var.scope, call.req.valid('param').id, call.req.valid('json')), 200))
    .openapi(deleteRoute, async (call) => {
      await deleteDeck(ctx, call.var.scope, call.req.valid('param').id)
      return call.body(null, 204)
    })
}
