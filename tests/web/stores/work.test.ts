import { afterEach, expect, test, vi } from 'vitest'
import { WORK_LISTS, type WorkList } from '../../../server/contract/cases.ts'
import { useCounty } from '../../../web/stores/county.ts'
import { useWork } from '../../../web/stores/work.ts'
import { useServer } from './server.ts'

afterEach(() => vi.unstubAllGlobals())

const work = (totals: Partial<Record<WorkList, number>>) => ({
  asOf: '2024-07-01',
  totals: Object.fromEntries(WORK_LISTS.codes.map((list) => [list, totals[list] ?? 0])),
  lists: Object.fromEntries(WORK_LISTS.codes.map((list) => [list, []])),
})

test('opens at the most pressing list that holds anything, and stays where somebody went', async () => {
  let now = work({ toTriage: 2, soon: 1 })
  useServer(() => now)
  const desk = useWork()
  await desk.load()
  expect([desk.list, desk.total]).toEqual(['soon', 3])
  now = work({ overdue: 1, toTriage: 2 })
  await desk.load()
  expect(desk.list).toBe('overdue')
  desk.choose('toTriage')
  now = work({ overdue: 4 })
  await desk.load()
  expect(desk.list).toBe('toTriage')
})

test('with nothing to do it opens at the first list', async () => {
  useServer(() => work({}))
  const desk = useWork()
  await desk.load()
  expect([desk.list, desk.total]).toEqual([WORK_LISTS.codes[0], 0])
})

test('an answer that fails leaves the lists that stood', async () => {
  let up = true
  useServer(() => (up ? work({ soon: 1 }) : new TypeError('fetch failed')))
  const desk = useWork()
  await desk.load()
  up = false
  await desk.load()
  expect([desk.total, desk.error!.kind]).toEqual([1, 'offline'])
})

test('the work of one county is none in another, however late it comes', async () => {
  let late: (said: unknown) => void = () => {}
  useServer(({ path }) => (path.includes('990101') ? new Promise((resolve) => (late = resolve)) : work({ soon: 2 })))
  const desk = useWork()
  const county = useCounty()
  const first = desk.load()
  county.info = { ...county.info!, code: '990202000000' as never }
  await desk.load()
  late(work({ overdue: 9 }))
  await first
  expect([desk.list, desk.total]).toEqual(['soon', 2])
})
