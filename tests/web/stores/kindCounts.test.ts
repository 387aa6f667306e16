import { afterEach, expect, test, vi } from 'vitest'
import type { Filter } from '../../../server/contract/filter.ts'
import { useKindCounts } from '../../../web/stores/kindCounts.ts'
import { useServer } from './server.ts'

afterEach(() => vi.unstubAllGlobals())

test('counts by kind come of the filter, each without its own part', async () => {
  const calls = useServer(({ path }) => ({ by: /by=(\w+)/.exec(path)![1] }))
  const { kinds } = useKindCounts()
  kinds.show({ county: '990101000000', filter: { from: '2024-01-01', colour: ['red'], phase: ['open'] } as Filter, revision: 3 })
  await vi.waitFor(() => expect(kinds.state).toBe('done'))
  expect(calls.map(({ path }) => decodeURIComponent(path.split('/990101000000')[1]!)).sort()).toEqual([
    '/counts?by=channel&from=2024-01-01&colour=red&phase=open',
    '/counts?by=colour&from=2024-01-01&phase=open',
    '/counts?by=phase&from=2024-01-01&colour=red',
  ])
  expect(kinds.answer).toMatchObject({ colour: { by: 'colour' }, phase: { by: 'phase' }, channel: { by: 'channel' } })
})
