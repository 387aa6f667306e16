import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AreaCode } from '../../../server/contract/answers.ts'
import type { UnlocatedGroup } from '../../../server/contract/imports.ts'
import { ApiError } from '../../../web/api/client.ts'
import { useCounty } from '../../../web/stores/county.ts'
import { useQueue } from '../../../web/stores/queue.ts'
import { problem, useServer, type Call } from './server.ts'

const AREA = { code: '990101100201' as AreaCode, name: '柳河村' }
let waiting: UnlocatedGroup[] = []
let settle: (call: Call) => unknown = () => ({ cases: 0 })

function serve() {
  return useServer((call) => {
    if (call.path.endsWith('/unlocated')) return { groups: waiting }
    return call.path.endsWith('/settle') ? settle(call) : {}
  })
}

beforeEach(() => {
  waiting = [['太峪', 5], ['东周', 3], ['新庄', 1]].map(([words, cases]) => ({ words, cases, candidates: [] }) as UnlocatedGroup)
  settle = async ({ body }) => {
    const { words } = JSON.parse(await (body as Blob).text()) as { words: string }
    const cases = waiting.find((group) => group.words === words)?.cases ?? 5
    waiting = waiting.filter((group) => group.words !== words)
    return { cases, revision: 2 }
  }
})
afterEach(() => vi.unstubAllGlobals())

describe('the queue of unknown places', () => {
  test('a series goes on by itself: the next group takes the row of the settled one', async () => {
    const calls = serve()
    const queue = useQueue()
    await queue.begin()
    expect([queue.chosen, queue.waiting]).toEqual(['太峪', 9])
    queue.step(1)
    expect(await queue.settle(AREA, true)).toBe(3)
    const sent = calls.find(({ path }) => path.endsWith('/settle'))
    expect((sent!.body as Blob).type).toBe('application/json')
    expect(JSON.parse(await (sent!.body as Blob).text())).toEqual({ words: '东周', area: AREA.code, learn: true })
    expect([queue.chosen, queue.waiting, queue.done]).toEqual(['新庄', 6, 3])
    await queue.settle(AREA, false)
    await queue.settle(AREA, false)
    expect([queue.group, queue.waiting, queue.done]).toEqual([null, 0, 9])
  })

  test('stepping stops at both ends', async () => {
    serve()
    const queue = useQueue()
    await queue.begin()
    queue.step(-1)
    expect(queue.chosen).toBe('太峪')
    queue.step(1)
    queue.step(1)
    queue.step(1)
    expect(queue.chosen).toBe('新庄')
  })

  test('a slip is put right: the settled group comes back, is settled again and counts once', async () => {
    serve()
    const queue = useQueue()
    await queue.begin()
    await queue.settle(AREA, true)
    queue.reopen('太峪')
    expect(queue.group?.words).toBe('太峪')
    await queue.settle({ ...AREA, name: '太峪口村' }, true)
    expect(queue.settled.map(({ group, place }) => [group.words, place])).toEqual([['太峪', '太峪口村']])
    expect([queue.done, queue.group?.words]).toEqual([5, '东周'])
  })

  test('a refusal keeps the group on the desk', async () => {
    serve()
    settle = () => problem(400, '没有这个代码')
    const queue = useQueue()
    await queue.begin()
    const outcome = await queue.settle(AREA, true)
    expect(outcome).toBeInstanceOf(ApiError)
    expect((outcome as ApiError).message).toBe('没有这个代码')
    expect([queue.chosen, queue.waiting, queue.settling]).toEqual(['太峪', 9, false])
  })

  test('what a colleague settled meanwhile leaves the list', async () => {
    serve()
    settle = () => {
      waiting = waiting.slice(1)
      return problem(404, '可能刚刚已被归位')
    }
    const queue = useQueue()
    await queue.begin()
    await queue.settle(AREA, true)
    expect([queue.chosen, queue.waiting]).toEqual(['东周', 4])
  })
})

test('the words of one county are never settled in another', async () => {
  const calls = serve()
  const queue = useQueue()
  const county = useCounty()
  await queue.begin()
  county.info = { ...county.info!, code: '990202000000' as AreaCode }
  expect([queue.groups, queue.group, queue.settled]).toEqual([null, null, []])
  expect(await queue.settle(AREA, true)).toBeNull()
  expect(calls.filter(({ path }) => path.endsWith('/settle'))).toEqual([])
})

test('a late list of another county is left out', async () => {
  let late: (said: unknown) => void = () => {}
  useServer(({ path }) => (path.includes('990101000000') ? new Promise((resolve) => (late = resolve)) : { groups: [waiting[2]] }))
  const queue = useQueue()
  const county = useCounty()
  const first = queue.begin()
  county.info = { ...county.info!, code: '990202000000' as AreaCode }
  await queue.begin()
  late({ groups: waiting })
  await first
  expect(queue.groups?.map(({ words }) => words)).toEqual(['新庄'])
})
