import { verify } from '@node-rs/argon2'
import type * as Argon2 from '@node-rs/argon2'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { engines, type TestDatabase } from '../../databases.ts'
import { browser, openOffice, PASSWORD, type Office } from './office.ts'

vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof Argon2>()
  return { ...real, verify: vi.fn<typeof real.verify>(real.verify) }
})

let database: TestDatabase
let office: Office
beforeAll(async () => {
  database = await engines[0]!.fresh()
  office = await openOffice(database)
  // the hash of nobody's password is made once
  await browser(office.app).signIn('nobody')
  const made = { right: 'clerk', shut: 'clerk', held: 'clerk', bare: 'clerk' } as const
  for (const [login, role] of Object.entries(made)) await office.person(login, { role })
  await office.ctx.db.pool.query(`UPDATE account SET closed_at = now() WHERE login = 'shut'`)
  await office.ctx.db.pool.query(`UPDATE account SET held = true WHERE login = 'held'`)
  await office.ctx.db.pool.query(`UPDATE account SET password = NULL, password_at = NULL WHERE login = 'bare'`)
})
afterAll(() => database.drop())
beforeEach(() => void vi.mocked(verify).mockClear())

test.each([
  ['nobody', PASSWORD],
  ['right', 'Wrong-2024-xx'],
  ['right', PASSWORD],
  ['shut', PASSWORD],
  ['held', PASSWORD],
  ['bare', PASSWORD],
])('one hash is worked out for %s with %s', async (login, password) => {
  await browser(office.app).signIn(login, password)
  expect(verify).toHaveBeenCalledTimes(1)
})
