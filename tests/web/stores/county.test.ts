import { afterEach, expect, test, vi } from 'vitest'
import { useCounty } from '../../../web/stores/county.ts'
import { useServer } from './server.ts'

afterEach(() => vi.unstubAllGlobals())

const entry = (code: string) => ({ code, name: code, fictional: false, packVersion: '1' })

test('the county asked for last is shown, however late the answer about another one comes', async () => {
  let answerFirst = () => {}
  useServer(async ({ path }) => {
    if (path === '/api/counties') return { counties: [entry('1'), entry('2')] }
    const code = path.split('/').at(-1)!
    if (code === '1') await new Promise<void>((resolve) => (answerFirst = resolve))
    return entry(code)
  }, { counties: true })
  const county = useCounty()
  const first = county.open('1')
  await vi.waitFor(() => expect(county.asked).toBe(true))
  await county.open('2')
  expect(county.info!.code).toBe('2')
  answerFirst()
  await first
  expect(county.info!.code).toBe('2')
})
