import { afterEach, expect, test, vi } from 'vitest'
import type { AreaCode, Day } from '../../../server/contract/answers.ts'
import { anyStanding } from '../../../server/contract/filter.ts'
import { usePlaceCard, type PlaceQuestion } from '../../../web/stores/placeCard.ts'
import { problem, useServer } from './server.ts'

afterEach(() => vi.unstubAllGlobals())

const ask = (area: string, more: Partial<PlaceQuestion> = {}): PlaceQuestion => ({ county: '990101000000', area: area as AreaCode, filter: {}, revision: 7, today: '2026-06-15' as Day, ...more })
const settle = () => new Promise((done) => setTimeout(done, 5))

test('a late answer to another place never covers the one that was asked for last', async () => {
  const waiting = new Map<string, (answer: unknown) => void>()
  useServer(({ path }) => new Promise((done) => waiting.set(path, done)))
  const { card } = usePlaceCard()
  card.show(ask('990101100201'))
  card.show(ask('990101100202'))
  const [first, second] = [...waiting.values()]
  second!({ packVersion: '1', place: { code: '990101100202' } })
  await settle()
  first!({ packVersion: '1', place: { code: '990101100201' } })
  await settle()
  expect([card.fresh, card.answer!.place.code, card.answered!.area]).toEqual([true, '990101100202', '990101100202'])
})

test('the period and the kinds go along, and another of them is another question', async () => {
  const calls = useServer(() => ({ packVersion: '1' }))
  const { card } = usePlaceCard()
  for (const next of [ask('990101100201', { filter: { from: '2026-01-01' as Day } }), ask('990101100201', { filter: { from: '2026-01-01' as Day } }), ask('990101100201', { filter: { category: ['05'] } }), ask('990101100201', { filter: { category: ['05'] }, revision: 8 }), ask('990101100201', { filter: { category: ['05'] }, revision: 8, today: '2026-06-16' as Day })]) {
    card.show(next)
    await settle()
  }
  expect(calls.map(({ path }) => path)).toEqual([
    '/api/counties/990101000000/areas/990101100201/card?from=2026-01-01',
    '/api/counties/990101000000/areas/990101100201/card?category=05',
    '/api/counties/990101000000/areas/990101100201/card?category=05',
    '/api/counties/990101000000/areas/990101100201/card?category=05',
  ])
})

test('what was to be expected there is asked of cases however they stand today: the server takes no such condition', () => {
  const rest = { from: '2026-01-01' as Day, category: ['05' as const], phase: ['open' as const] }
  expect(anyStanding({ ...rest, due: ['overdue'], age: ['over90'], mark: ['relapsed'] })).toEqual(rest)
})

test('a place that is not there is told, and the card that was open stays until it is left', async () => {
  const said: unknown[] = [{ packVersion: '1', place: { code: '990101100201' } }, problem(404, 'unknown_area')]
  useServer(() => said.shift())
  const { card } = usePlaceCard()
  card.show(ask('990101100201'))
  await settle()
  card.show(ask('990101999999'))
  await settle()
  expect([card.state, card.error!.status, card.answered!.area]).toEqual(['failed', 404, '990101100201'])
  card.leave()
  expect([card.state, card.answer]).toEqual(['idle', null])
})
