import { expect, test } from 'vitest'
import { ROLES } from '../../../../server/contract/roles.ts'
import { asksOf } from '../../../../server/contract/accounts.ts'
import { rolesFor } from '../../../../web/panels/admin/roles.ts'

test('an account without a post may get any but that of a screen wall', () => {
  expect(rolesFor([])).toEqual(ROLES.codes.filter((code) => code !== 'wall'))
})

test('posts of two sides never meet, and one side of the work may have several', () => {
  expect(rolesFor([{ role: 'clerk' }])).toEqual(['leader', 'clerk', 'mediator', 'supervisor', 'worker'])
  for (const role of ['system_admin', 'security_admin', 'audit_admin'] as const) expect(rolesFor([{ role }])).toEqual([])
})

test('what a role needs beside it', () => {
  expect(asksOf('audit_admin')).toEqual({ area: false, organisation: 'none' })
  expect(asksOf('mediator')).toEqual({ area: true, organisation: 'needed' })
  expect(asksOf('clerk')).toEqual({ area: true, organisation: 'possible' })
  expect(asksOf('worker')).toEqual({ area: true, organisation: 'none' })
})
