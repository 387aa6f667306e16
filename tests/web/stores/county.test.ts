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

test('of two counties asked for before the list is there, the last one is opened', async () => {
  const lists: ((said: unknown) => void)[] = []
  useServer(({ path }) => (path === '/api/counties' ? new Promise((resolve) => lists.push(resolve)) : entry(path.split('/').at(-1)!)), { counties: true })
  const county = useCounty()
  county.info = null
  const first = county.open('1')
  const second = county.open('2')
  await vi.waitFor(() => expect(lists).toHaveLength(2))
  lists[1]!({ counties: [entry('1'), entry('2')] })
  await second
  lists[0]!({ counties: [entry('1'), entry('2')] })
  await first
  expect(county.info!.code).toBe('2')
  await county.refresh()
  expect(county.info!.code).toBe('2')
})

test('a county that could not be opened is opened as soon as the server answers again', async () => {
  let up = false
  useServer(({ path }) => {
    if (path === '/api/counties') return up ? { counties: [entry('1'), entry('2')] } : new TypeError('fetch failed')
    return up ? entry(path.split('/').at(-1)!) : new TypeError('fetch failed')
  }, { counties: true })
  const county = useCounty()
  county.info = null
  await county.open('2')
  expect(county.offline).toBe(true)
  up = true
  await county.refresh()
  expect([county.info!.code, county.error, county.offline]).toEqual(['2', null, false])
  up = false
  await county.open('1')
  expect([county.info!.code, county.offline]).toEqual(['2', true])
  up = true
  await county.refresh()
  expect([county.info!.code, county.offline]).toEqual(['1', false])
})

test('an older answer about the county does not follow a newer one', async () => {
  const answers: ((said: unknown) => void)[] = []
  useServer(() => new Promise((resolve) => answers.push(resolve)), { counties: true })
  const county = useCounty()
  const code = county.info!.code
  const [first, second] = [county.refresh(), county.refresh()]
  await vi.waitFor(() => expect(answers).toHaveLength(2))
  answers[1]!({ ...entry(code), packVersion: '2' })
  await second
  answers[0]!({ ...entry(code), packVersion: '1' })
  await first
  expect(county.info!.packVersion).toBe('2')
})
