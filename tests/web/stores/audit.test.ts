import { afterEach, expect, test, vi } from 'vitest'
import { useAudit } from '../../../web/stores/audit.ts'
import { problem, useServer, type Call } from './server.ts'

afterEach(() => vi.unstubAllGlobals())

const line = (seq: number) => ({ seq })
const page = (seqs: number[], next: string | null) => ({ lines: seqs.map(line), next, kept: { first: 1, last: 9 } })
const seqs = (audit: ReturnType<typeof useAudit>) => audit.lines?.map(({ seq }) => seq)

test('older lines follow until there are none', async () => {
  const calls = useServer(({ path }) => (path.includes('cursor=a') ? page([7, 6], null) : page([9, 8], 'a')))
  const audit = useAudit()
  await audit.show({ login: 'clerk01' })
  await audit.older()
  expect(seqs(audit)).toEqual([9, 8, 7, 6])
  expect(calls[1]!.path).toBe('/api/audit?login=clerk01&cursor=a')
  await audit.older()
  expect(calls).toHaveLength(2)
})

test('a new search begins with its own newest line, however late the older page of the one before comes', async () => {
  let late: (said: unknown) => void = () => {}
  useServer(({ path }: Call) => {
    if (path.includes('cursor=a')) return new Promise((resolve) => (late = resolve))
    return path.includes('action=exported') ? page([5], null) : page([9, 8], 'a')
  })
  const audit = useAudit()
  await audit.show({})
  const older = audit.older()
  await audit.show({ action: 'exported' })
  late(page([7, 6], null))
  await older
  expect([seqs(audit), audit.next, audit.loading]).toEqual([[5], null, false])
})

test('a refusal is told, and the same page can be asked for again', async () => {
  let refuse = false
  useServer(() => (refuse ? problem(400, 'bad day') : page([9], 'a')))
  const audit = useAudit()
  await audit.show({})
  refuse = true
  await audit.older()
  expect([audit.error?.message, seqs(audit), audit.next]).toEqual(['bad day', [9], 'a'])
  refuse = false
  await audit.older()
  expect([audit.error, seqs(audit)]).toEqual([null, [9, 9]])
})
