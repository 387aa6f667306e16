import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Session } from '../../../server/contract/session.ts'
import { request } from '../../../web/api/client.ts'
import { useSession } from '../../../web/stores/session.ts'
import { NOBODY, somePost, someSession } from './people.ts'
import { problem, useServer, type Call } from './server.ts'

const CLERK = someSession('clerk01', [somePost('clerk'), somePost('mediator')])
let here: Session = CLERK
let other: (call: Call) => unknown = () => ({})

function serve() {
  return useServer((call) => (call.path.startsWith('/api/session') && call.method === 'GET' ? here : other(call)))
}
const bodyOf = (call: Call | undefined) => JSON.parse(String(call?.body)) as unknown

beforeEach(() => {
  here = CLERK
  other = () => ({})
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('rights are those of the post, and none while a duty is open', async () => {
  serve()
  const session = useSession()
  expect(await session.load()).toBe(true)
  expect([session.ready, session.may('import'), session.may('audit')]).toEqual([true, true, false])
  here = { ...CLERK, duty: 'password', rights: ['figures'] }
  session.session = here
  expect([session.present, session.ready, session.may('figures')]).toEqual([true, false, false])
})

test('a screen wall is somebody without an account', async () => {
  here = { ...NOBODY, post: somePost('wall'), posts: [somePost('wall')], rights: ['figures'] }
  serve()
  const session = useSession()
  await session.load()
  expect([session.ready, session.may('figures')]).toEqual([true, true])
})

test('a silent server is told, and asked again', async () => {
  const calls = useServer(() => new TypeError('fetch failed'))
  const session = useSession()
  expect(await session.load()).toBe(false)
  expect(session.error?.kind).toBe('offline')
  await session.load()
  expect(calls).toHaveLength(2)
})

describe('a refusal', () => {
  test.each([401, 403])('%i makes the page ask who is here, once for several', async (status) => {
    other = () => problem(status, 'no')
    const calls = serve()
    const session = useSession()
    await session.load()
    await Promise.all([request('/a'), request('/b')].map((asked) => asked.catch(() => {})))
    await vi.waitFor(() => expect(calls.filter(({ path }) => path === '/api/session')).toHaveLength(1))
    await Promise.resolve()
    expect(calls).toHaveLength(4)
    expect(session.lock).toBeNull()
  })

  test('of another kind says nothing of the session', async () => {
    other = () => problem(409, 'changed meanwhile')
    const calls = serve()
    const session = useSession()
    await session.load()
    await request('/a').catch(() => {})
    await Promise.resolve()
    expect([calls.map(({ path }) => path), session.lock]).toEqual([['/api/session?here=true', '/api/a'], null])
  })

  test('after the session ended locks the page and keeps who it belongs to', async () => {
    serve()
    const session = useSession()
    await session.load()
    other = () => problem(401, 'ended')
    here = { ...NOBODY, ended: 'idle' }
    await request('/a', { method: 'POST' }).catch(() => {})
    await vi.waitFor(() => expect(session.lock).toBe('ended'))
    expect([session.session?.account?.login, session.beneath?.ended, session.ready]).toEqual(['clerk01', 'idle', true])
  })

  test('of what was only read waits below the lock, and is asked again for the person who came back', async () => {
    const calls = serve()
    const session = useSession()
    await session.load()
    other = () => problem(401, 'ended')
    here = { ...NOBODY, ended: 'idle' }
    const read = request('/a')
    await vi.waitFor(() => expect(session.lock).toBe('ended'))
    other = ({ path }) => (path === '/api/a' ? { said: 'now' } : CLERK)
    await session.signIn('clerk01', 'secret')
    expect(await read).toEqual({ said: 'now' })
    expect(calls.filter(({ path }) => path === '/api/a')).toHaveLength(2)
  })

  test('by a post that lost a right is followed without a lock', async () => {
    serve()
    const session = useSession()
    await session.load()
    other = () => problem(403, 'not allowed')
    here = { ...CLERK, rights: ['figures'] }
    await request('/a').catch(() => {})
    await vi.waitFor(() => expect(session.may('import')).toBe(false))
    expect(session.lock).toBeNull()
  })
})

describe('below the lock', () => {
  async function locked() {
    const calls = serve()
    const session = useSession()
    await session.load()
    session.session = { ...CLERK, post: CLERK.posts[1]! }
    here = { ...NOBODY, ended: 'idle' }
    await session.check()
    expect(session.lock).toBe('ended')
    return { session, calls }
  }

  test('the same person goes on in the same post, though a sign-in begins in the first', async () => {
    const { session, calls } = await locked()
    other = (call) => (call.path === '/api/session/post' ? { ...CLERK, post: CLERK.posts[1]! } : CLERK)
    await session.signIn('clerk01', 'secret')
    expect(bodyOf(calls.find(({ path }) => path === '/api/session/post'))).toEqual({ post: 'mediator' })
    expect([session.lock, session.session?.post?.id]).toEqual([null, 'mediator'])
  })

  test('somebody else does not see the page', async () => {
    const { session } = await locked()
    other = () => someSession('leader01', [somePost('leader')])
    await session.signIn('leader01', 'secret')
    expect([session.lock, session.session?.account?.login, session.beneath?.account?.login]).toEqual(['other', 'clerk01', 'leader01'])
  })

  test('nor the same person before a duty is done', async () => {
    const { session } = await locked()
    other = () => ({ ...CLERK, duty: 'second_factor', rights: [] })
    await session.signIn('clerk01', 'secret')
    expect([session.lock, session.beneath?.duty]).toEqual(['ended', 'second_factor'])
    other = (call) => (call.path.endsWith('/post') ? { ...CLERK, post: CLERK.posts[1]! } : CLERK)
    await session.giveCode('123456')
    expect([session.lock, session.session?.post?.id]).toEqual([null, 'mediator'])
  })

  test('a wrong password changes nothing', async () => {
    const { session } = await locked()
    other = () => problem(401, 'wrong')
    await expect(session.signIn('clerk01', 'x')).rejects.toThrow('wrong')
    expect(session.lock).toBe('ended')
  })
})

test('another tab that took another post locks this page', async () => {
  serve()
  const session = useSession()
  await session.load()
  here = { ...CLERK, post: CLERK.posts[1]! }
  await session.check()
  expect(session.lock).toBe('other')
})

test('a page that was left alone is locked even where the server is silent', async () => {
  let up = true
  useServer(() => (up ? CLERK : new TypeError('fetch failed')))
  const session = useSession()
  await session.load()
  up = false
  await session.expire()
  expect(session.lock).toBe('ended')
})

test('asking who is here in doubt is no sign of anybody; opening the page and every other answer is', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_000 })
  serve()
  const session = useSession()
  session.askedAt = 0
  await session.check()
  expect(session.askedAt).toBe(0)
  await session.check({ here: true })
  expect(session.askedAt).toBe(1_000)
  vi.setSystemTime(2_000)
  await request('/a')
  expect(session.askedAt).toBe(2_000)
})

test('leaving forgets who was here', async () => {
  const calls = serve()
  const session = useSession()
  await session.load()
  other = () => NOBODY
  await session.leave()
  expect(calls.some(({ method, path }) => method === 'DELETE' && path === '/api/session')).toBe(true)
  expect([session.present, session.lock]).toEqual([false, null])
})
