import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Account } from '../../../server/contract/accounts.ts'
import { accountsLike, useAccounts } from '../../../web/stores/accounts.ts'
import { somePost } from './people.ts'
import { problem, useServer } from './server.ts'

function account(login: string, more: Partial<Account> = {}): Account {
  return {
    id: login, login, name: login, posts: [somePost('clerk')], ready: true, closedAt: null, lockedUntil: null, held: false, lastSignInAt: null, secondFactor: false, link: null, identity: null, ...more,
  }
}

const ALL = [
  account('clerk01', { name: '柳河镇综治中心值班' }),
  account('new01', { ready: false }),
  account('locked01', { lockedUntil: '2026-03-05T10:15:00Z' }),
  account('held01', { held: true }),
  account('closed01', { closedAt: '2026-02-01T00:00:00Z', ready: false, posts: [] }),
  account('idle01', { posts: [] }),
  account('medi01', { posts: [{ ...somePost('mediator'), areaName: '太坪镇', organisation: { id: 'o', name: '太坪镇调委会' } }] }),
]
const logins = (words: string, state: Parameters<typeof accountsLike>[2] = 'all') => accountsLike(ALL, words, state).map(({ login }) => login)

describe('looking for an account', () => {
  test('by sign-in name, name, place or organisation; several words must all be there', () => {
    expect(logins('CLERK')).toEqual(['clerk01'])
    expect(logins('柳河')).toEqual(['clerk01'])
    expect(logins('太坪 调委会')).toEqual(['medi01'])
    expect(logins('太坪 柳河')).toEqual([])
    expect(logins('  ')).toHaveLength(ALL.length)
  })
  test('by state; a closed one is closed and nothing else', () => {
    expect(logins('', 'waiting')).toEqual(['new01'])
    expect(logins('', 'locked')).toEqual(['locked01', 'held01'])
    expect(logins('', 'closed')).toEqual(['closed01'])
    expect(logins('', 'postless')).toEqual(['idle01'])
  })
})

describe('the list', () => {
  let answer: () => unknown = () => ({ accounts: ALL })
  beforeEach(() => {
    answer = () => ({ accounts: ALL })
    useServer(() => answer())
  })
  afterEach(() => vi.unstubAllGlobals())

  test('takes what the server says of one account, and puts a new one first', async () => {
    const accounts = useAccounts()
    await accounts.load()
    accounts.chosenId = 'locked01'
    accounts.put({ ...ALL[2]!, lockedUntil: null })
    expect(accounts.chosen?.lockedUntil).toBeNull()
    accounts.put(account('fresh'))
    expect(accounts.list?.map(({ login }) => login).slice(0, 2)).toEqual(['fresh', 'clerk01'])
    expect(accounts.list).toHaveLength(ALL.length + 1)
  })

  test('a list that was asked for before a change does not undo it', async () => {
    const accounts = useAccounts()
    await accounts.load()
    let late: (said: unknown) => void = () => {}
    answer = () => new Promise((resolve) => (late = resolve))
    const slow = accounts.load()
    await vi.waitFor(() => expect(late).not.toBe(undefined))
    accounts.put({ ...ALL[0]!, name: 'changed' })
    late({ accounts: ALL })
    await slow
    expect(accounts.list![0]!.name).toBe('changed')
  })

  test('a refusal is told and what was read stays', async () => {
    const accounts = useAccounts()
    await accounts.load()
    answer = () => problem(503, 'busy')
    await accounts.load()
    expect([accounts.error?.message, accounts.list?.length]).toEqual(['busy', ALL.length])
  })
})
