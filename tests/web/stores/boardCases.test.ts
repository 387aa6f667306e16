import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Day } from '../../../server/contract/day.ts'
import { USUAL_AGAIN } from '../../../server/contract/again.ts'
import { overruled, stillDays, useBoardCases, type BoardQuestion, type RedQuestion, type TimeQuestion } from '../../../web/stores/boardCases.ts'
import { problem, useServer, type Call } from './server.ts'

const BASE: BoardQuestion = { county: '990101000000', filter: { from: '2024-01-01' as Day, to: '2024-06-30' as Day, category: ['05'] }, revision: 3, today: '2024-07-01' as Day }
const RED: RedQuestion = { ...BASE, tier: 'red', cases: true, cursor: null }
const TIME: TimeQuestion = { ...BASE, filter: { ...BASE.filter, due: ['overdue'], age: ['over90'] }, cases: true, cursor: null }
const settled = () => vi.waitFor(() => expect([useBoardCases().red, useBoardCases().time].some(({ state }) => state === 'working')).toBe(false))
const asked = (calls: Call[]) => calls.map(({ path }) => decodeURIComponent(path.split('/990101000000')[1]!)).sort()

/** Counts of one row, and a page of one case. */
function answers({ path }: Call): unknown {
  if (path.includes('/cases/tally')) return { total: 4, holders: [], towns: [] }
  if (path.includes('/cases?')) return { total: 4, rows: [{ id: path.includes('limit=1') && !path.includes('limit=20') ? 9 : 1, daysInState: 41, occurredOn: '2024-01-05' }], next: null, previous: null }
  return { total: path.includes('to=2023-12-31') ? 2 : 4, rows: [] }
}

afterEach(() => vi.unstubAllGlobals())

describe('the red board', () => {
  test('asks for the pending cases of the gravest tier by standstill, and how many lie before the period', async () => {
    const calls = useServer(answers)
    const { red } = useBoardCases()
    red.show(RED)
    await settled()
    const kinds = 'category=05&colour=red&phase=open,handling'
    expect(asked(calls)).toEqual([
      `/cases/tally?from=2024-01-01&to=2024-06-30&${kinds}`,
      `/cases?from=2024-01-01&to=2024-06-30&${kinds}&sort=still&limit=20`,
      `/counts?by=town&from=2024-01-01&to=2024-06-30&${kinds}`,
      `/counts?by=town&to=2023-12-31&${kinds}`,
    ])
    expect([red.answer?.before, red.answer?.longest?.id]).toEqual([2, 1])
  })

  test('goes on telling the longest standstill on later pages', async () => {
    const calls = useServer(answers)
    const { red } = useBoardCases()
    red.show({ ...RED, cursor: 'abc' })
    await settled()
    expect(asked(calls).filter((path) => path.startsWith('/cases?'))).toHaveLength(2)
    expect([red.answer?.page?.rows[0]?.id, red.answer?.longest?.id]).toEqual([1, 9])
  })

  test('asks for no case where the post reads none', async () => {
    const calls = useServer(answers)
    useBoardCases().red.show({ ...RED, cases: false })
    await settled()
    expect(asked(calls).every((path) => path.startsWith('/counts'))).toBe(true)
    expect(useBoardCases().red.answer).toMatchObject({ page: null, tally: null, longest: null, counts: { total: 4 } })
  })

  test('no late answer covers a newer one', async () => {
    const waiting: (() => void)[] = []
    useServer((call) => (call.path.includes('colour=red') ? new Promise((resolve) => waiting.push(() => resolve(answers(call)))) : answers(call)))
    const { red } = useBoardCases()
    red.show(RED)
    await vi.waitFor(() => expect(waiting.length).toBe(4))
    red.show({ ...RED, tier: 'orange' })
    await vi.waitFor(() => expect(red.state).toBe('done'))
    waiting.forEach((release) => release())
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect([red.state, red.answered?.tier]).toEqual(['done', 'orange'])
  })

  test('what was refused is told, and the last answer stays', async () => {
    let refuse = false
    useServer((call) => (refuse ? problem(403, '岗位没有这个权限') : answers(call)))
    const { red } = useBoardCases()
    red.show(RED)
    await settled()
    refuse = true
    red.show({ ...RED, revision: 4 })
    await vi.waitFor(() => expect(red.state).toBe('failed'))
    expect([red.error?.problem?.detail, red.answer?.counts.total]).toEqual(['岗位没有这个权限', 4])
  })
})

describe('time', () => {
  test('each strip is asked for without its own list, so that the other bins stay in sight', async () => {
    const calls = useServer(answers)
    useBoardCases().time.show(TIME)
    await settled()
    const paths = asked(calls)
    const one = (start: string) => paths.find((path) => path.startsWith(start))!
    expect([one('/counts?by=due&from').includes('due=overdue'), one('/counts?by=due&from').includes('age=over90')]).toEqual([false, true])
    expect([one('/counts?by=age').includes('age='), one('/counts?by=age').includes('due=overdue')]).toEqual([false, true])
    expect(paths.find((path) => path.startsWith('/cases?'))).toContain('phase=open,handling&due=overdue&age=over90&sort=dueOn')
    expect(paths.filter((path) => path.includes('to=2023-12-31')).map((path) => path.split('?')[0])).toEqual(['/counts'])
  })

  test('all of the time has nothing before it', async () => {
    const calls = useServer(answers)
    useBoardCases().time.show({ ...TIME, filter: {} })
    await settled()
    expect(asked(calls).some((path) => path.includes('to='))).toBe(false)
    expect(useBoardCases().time.answer?.before).toBeNull()
  })
})

test('calls are of a period and a place: another kind of case asks nothing anew', async () => {
  const calls = useServer(() => ({ total: {}, departments: [] }))
  const { calls: board } = useBoardCases()
  board.show({ ...BASE, filter: { ...BASE.filter, area: '990101001000' as never } })
  await vi.waitFor(() => expect(board.state).toBe('done'))
  board.show({ ...BASE, filter: { ...BASE.filter, area: '990101001000' as never, category: ['02'] } })
  expect(asked(calls)).toEqual(['/organisations/punctuality?area=990101001000&from=2024-01-01&to=2024-06-30'])
})

test('the next day asks anew what is overdue and what stands still, though no case came in', async () => {
  const calls = useServer(answers)
  const { red, outcome, calls: whistles } = useBoardCases()
  for (const today of ['2024-07-01', '2024-07-01', '2024-07-02'] as Day[]) {
    red.show({ ...RED, today, cases: false })
    outcome.show({ ...BASE, today })
    whistles.show({ ...BASE, today })
    await vi.waitFor(() => expect([red.state, outcome.state, whistles.state]).toEqual(['done', 'done', 'done']))
  }
  const paths = asked(calls).map((path) => path.split('?')[0])
  expect(['/counts', '/outcome', '/organisations/punctuality'].map((one) => paths.filter((path) => path === one).length)).toEqual([4, 2, 2])
})

test('places of several cases are asked for with what is not usual, relapses where cases are read', async () => {
  const calls = useServer(() => ({ rows: [] }))
  const { again } = useBoardCases()
  again.show({ ...BASE, filter: {}, how: { ...USUAL_AGAIN, same: 'any' }, cases: false })
  await vi.waitFor(() => expect(again.state).toBe('done'))
  again.show({ ...BASE, filter: {}, how: USUAL_AGAIN, cases: true })
  await vi.waitFor(() => expect(again.answered?.cases).toBe(true))
  expect(asked(calls)).toEqual(['/again', '/again/relapses', '/again?same=any'])
})

test('a chosen phase and tier have no weight where pending cases of one tier are looked at, unless they are just these', () => {
  const both: ('handling' | 'open')[] = ['handling', 'open']
  expect([overruled({}, 'red'), overruled({ phase: both, colour: ['red'] }, 'red'), overruled({ phase: ['open'], colour: ['red'] }, 'red')]).toEqual([[], [], ['phase']])
  expect([overruled({ phase: [...both, 'resolved'], colour: ['blue'] }, 'red'), overruled({ phase: [], colour: ['red', 'blue'] }, 'red'), overruled({ colour: ['blue'] }, null)]).toEqual([['phase', 'colour'], ['colour'], []])
})

test('a case that nobody worked on stands still since it occurred', () => {
  const occurredOn = '2024-05-01' as Day
  expect([stillDays({ daysInState: 3, occurredOn }, '2024-05-11' as Day), stillDays({ daysInState: null, occurredOn }, '2024-05-11' as Day)]).toEqual([3, 10])
})
