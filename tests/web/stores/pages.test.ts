import { describe, expect, test } from 'vitest'
import { ROLES } from '../../../server/contract/roles.ts'
import { homeOf, mayOpen, PAGES, pagesOf } from '../../../web/stores/pages.ts'

const namesFor = (role: (typeof ROLES.codes)[number], part = false) => pagesOf(ROLES.row(role).rights, part).map(({ name }) => name)

describe('what a post finds in the navigation', () => {
  test('a leader looks, a clerk also brings ledgers in', () => {
    expect(namesFor('leader')).not.toContain('import')
    expect(namesFor('clerk')).toEqual(expect.arrayContaining(['map', 'import', 'places']))
  })
  test('a clerk of a part of the county brings in nothing for all of it', () => {
    expect(namesFor('clerk', true)).toContain('map')
    expect(namesFor('clerk', true)).not.toContain('import')
    expect(namesFor('clerk', true)).not.toContain('places')
  })
  test('each administrator has what is theirs and no map', () => {
    expect(namesFor('system_admin')).toEqual(['accounts', 'presets'])
    expect(namesFor('security_admin')).toEqual(['accounts', 'policy'])
    expect(namesFor('audit_admin')).toEqual(['audit'])
  })
  test('the settings are in the navigation of who keeps them; who works by them gets there by a link', () => {
    const presets = PAGES.find(({ name }) => name === 'presets')!
    expect([namesFor('clerk').includes('presets'), mayOpen(presets, ROLES.row('clerk').rights, false)]).toEqual([false, true])
    expect(mayOpen(presets, ROLES.row('wall').rights, false)).toBe(false)
  })
  test('a screen wall has the map alone', () => {
    expect(namesFor('wall')).toEqual(['map'])
  })
})

test('everybody begins on a page that they may open', () => {
  for (const { code, rights } of ROLES.rows) {
    const home = homeOf(rights)
    const page = PAGES.find(({ name }) => name === home)
    expect(page && mayOpen(page, rights, true), code).toBe(true)
  }
  expect(homeOf([])).toBe('account')
})

test('a page that asks for nothing is open to every post', () => {
  expect(mayOpen({ needs: [] }, [], true)).toBe(true)
})
