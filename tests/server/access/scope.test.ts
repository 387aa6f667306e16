import { describe, expect, test } from 'vitest'
import type { Area, AreaCode, Day } from '../../../geodata/place/area.ts'
import { areaTree } from '../../../geodata/place/tree.ts'
import { caseScope, figuresScope, isAbove, rootIn, settingsScope, wholeCounty, type Holder, type Territory } from '../../../server/access/scope.ts'
import type { Role } from '../../../server/contract/roles.ts'
import fc from '../../property.ts'
import { AREAS, COUNTY } from '../services/county.ts'

const here: Territory = { county: COUNTY, tree: areaTree(AREAS), today: '2024-07-01' as Day }
const holder = (role: Role, area: string | null, organisation: string | null = null, organisationCounty: string | null = organisation && COUNTY): Holder => ({
  by: { account: 'a', login: 'x', role, organisation, address: null },
  area: area as AreaCode | null,
  organisationCounty: organisationCounty as AreaCode | null,
})
const root = (area: string) => rootIn(area as AreaCode, here)

describe('what an area lets see of a county', () => {
  test.each([
    ['990000000000', COUNTY, 'a province above'],
    ['990100000000', COUNTY, 'a prefecture above'],
    [COUNTY, COUNTY, 'the county'],
    ['990101001000', '990101001000', 'a town'],
    ['990101001201', '990101001201', 'a village'],
    ['99010100120101', '99010100120101', 'a grid'],
    ['990101001203', '990101001202', 'a village that was merged means its successor'],
    ['990102000000', null, 'another county'],
    ['980000000000', null, 'another province'],
    ['990110000000', null, 'a county whose digits begin alike once its zeros are dropped'],
    ['990101003000', null, 'a town that is not there'],
    ['990101', null, 'digits of a code'],
    ['', null, 'nothing'],
  ] as [string, string | null, string][])('%s → %s, %s', (area, expected, _what) => expect(root(area)).toBe(expected))

  test('a village that ended without a successor lets nobody see its town', () => {
    const gone = AREAS.map((area): Area => (area.code === '990101001203' ? { ...area, successor: undefined } : area))
    expect(rootIn('990101001203' as AreaCode, { ...here, tree: areaTree(gone) })).toBeNull()
  })

  test('an area above sees whatever begins with its digits, and no other code', () => {
    const level = fc.constantFrom(2, 4, 6, 9)
    const code = fc.tuple(fc.integer({ min: 11, max: 65 }), fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 10, maxLength: 10 })).map(([province, rest]) => `${province}${rest.join('')}`)
    fc.assert(
      fc.property(code, code, level, (one, other, kept) => {
        const area = one.slice(0, kept).padEnd(12, '0')
        // segments without a name of their own make it a wider area, or none
        const segments = [[2, 4], [4, 6], [6, 9]].filter(([, end]) => end! <= kept)
        fc.pre(segments.every(([start, end]) => /[1-9]/.test(area.slice(start, end))) && /[1-9]/.test(other.slice(9)) && /[1-9]/.test(other.slice(6, 9)) && other !== area)
        expect(isAbove(area, other)).toBe(other.slice(0, kept) === area.slice(0, kept))
      }),
      { seed: 7, numRuns: 2_000 },
    )
  })
})

describe('what a post makes of it', () => {
  test('figures for its part, in its own name', () => {
    expect(figuresScope(holder('supervisor', '990101001000'), here)).toMatchObject({ county: COUNTY, root: '990101001000', by: { login: 'x', role: 'supervisor' } })
    expect(figuresScope(holder('system_admin', null), here)).toBeNull()
  })

  test('cases by its role: of the area, of the organisation alone, or none', () => {
    expect(caseScope(holder('clerk', '990101001000'), here)?.cases.within).toBe('area')
    expect(caseScope(holder('mediator', COUNTY, 'o1'), here)).toMatchObject({ cases: { within: 'own' }, by: { organisation: 'o1' } })
    expect(caseScope(holder('mediator', COUNTY), here)).toBeNull()
    expect(caseScope(holder('wall', COUNTY), here)).toBeNull()
    expect(caseScope(holder('clerk', '990102000000'), here)).toBeNull()
  })

  test('an organisation is one of its county: its id means nothing in another', () => {
    expect(caseScope(holder('mediator', '990100000000', 'o1', '990102000000'), here)).toBeNull()
    expect(caseScope(holder('leader', '990100000000', 'o1', '990102000000'), here)?.by.organisation).toBeNull()
  })

  test('the county as a whole for posts that have all of it', () => {
    expect(wholeCounty(holder('clerk', COUNTY), here)?.root).toBe(COUNTY)
    expect(wholeCounty(holder('clerk', '990100000000'), here)?.root).toBe(COUNTY)
    expect(wholeCounty(holder('clerk', '990101001000'), here)).toBeNull()
    expect(wholeCounty(holder('mediator', COUNTY, 'o1'), here)).toBeNull()
  })

  test('settings of any county, without its cases', () => {
    const scope = settingsScope(holder('system_admin', null), here)
    expect(scope).toMatchObject({ county: COUNTY, root: COUNTY })
    expect(scope).not.toHaveProperty('cases')
  })
})
