import { describe, expect, test } from 'vitest'
import type { AreaCode } from '../../../../server/contract/answers.ts'
import { DOMAINS } from '../../../../server/contract/domains.ts'
import { ORGANISATION_TYPES, type Organisation } from '../../../../server/contract/organisations.ts'
import { changeOf, draftOf, faultsOf, formOf, STAFF_KEYS } from '../../../../web/panels/organisations/form.ts'
import fc from '../../../property.ts'

const count = fc.option(fc.nat(40), { nil: null })
const organisations: fc.Arbitrary<Organisation> = fc.record({
  name: fc.constantFrom('柳河镇人民调解委员会', '老李说理工作室'),
  type: fc.constantFrom(...ORGANISATION_TYPES.codes),
  domain: fc.constantFrom(...DOMAINS.codes),
  star: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
  total: fc.nat(40),
  parts: fc.tuple(count, count, count),
  point: fc.option(fc.constant([112.35, 36.72] as const), { nil: null }),
}).map(({ name, type, domain, star, total, parts, point }) => {
  const [fullTime, law, bachelor] = parts.map((part) => (part === null ? null : Math.min(part, total))) as [number | null, number | null, number | null]
  return {
    id: 'o1', name, type, area: '990101101000' as AreaCode, areaName: '柳河镇', level: 'town', domain, star,
    staffing: { bachelor, law, fullTime, total }, lng: point?.[0] ?? null, lat: point?.[1] ?? null,
    source: 'pack', closed: false, closedOn: null, mine: true,
  }
})

describe('the form of an organisation', () => {
  test('says what is there, and changes nothing when nothing was typed', () => {
    fc.assert(fc.property(organisations, (one) => {
      expect(faultsOf(formOf(one))).toEqual([])
      expect(changeOf(one, formOf(one))).toEqual({})
    }), { seed: 1 })
  })

  test('names only what was changed', () => {
    fc.assert(fc.property(organisations, (one) => {
      expect(changeOf(one, { ...formOf(one), name: ' 新名称 ' })).toEqual({ name: '新名称' })
      const more = String(one.staffing.total! + 1)
      const form = formOf(one)
      expect(changeOf(one, { ...form, staff: { ...form.staff, total: more } })).toEqual({ staffing: { ...one.staffing, total: one.staffing.total! + 1 } })
    }), { seed: 1 })
  })

  test('a unit keeps its trade, and a type without one gives it up', () => {
    const [one] = fc.sample(organisations, { seed: 1, numRuns: 1 })
    const unit = { ...one!, type: 'unit' as const, domain: 'medical' as const }
    expect(changeOf(unit, { ...formOf(unit), name: '县医院' })).toEqual({ name: '县医院' })
    expect(changeOf(unit, { ...formOf(unit), domain: 'property' })).toEqual({ domain: 'property' })
    expect(changeOf(unit, { ...formOf(unit), type: 'police' })).toEqual({ type: 'police', domain: null })
  })

  test('an empty field is not known, and a type without a trade takes it off', () => {
    const form = { ...formOf(null, { type: 'sector_committee', area: { code: '1' as AreaCode, name: '柳河镇' } }), name: '医调委', domain: 'medical' as const }
    expect(draftOf(form)).toEqual({
      name: '医调委', type: 'sector_committee', area: '1', domain: 'medical', star: null,
      staffing: { total: null, fullTime: null, law: null, bachelor: null }, lng: null, lat: null,
    })
    expect(draftOf({ ...form, type: 'centre' }).domain).toBeNull()
  })

  test('names every field that cannot be sent', () => {
    expect(faultsOf(formOf(null))).toEqual(['name', 'area'])
    const whole = { ...formOf(null, { type: 'sector_committee', area: { code: '1' as AreaCode, name: 'x' } }), name: 'x', domain: 'medical' as const }
    expect(faultsOf(whole)).toEqual([])
    expect(faultsOf({ ...whole, domain: '' })).toEqual(['domain'])
    expect(faultsOf({ ...whole, staff: { total: '3', fullTime: '4', law: 'x', bachelor: '' } })).toEqual(['fullTime', 'law'])
    expect(faultsOf({ ...whole, staff: { total: '', fullTime: '1', law: '', bachelor: '' } })).toEqual(['fullTime'])
    expect(faultsOf({ ...whole, lng: '112.3', lat: '' })).toEqual(['lat'])
    expect(faultsOf({ ...whole, lng: '1e9', lat: '36' })).toEqual(['lng'])
    expect(STAFF_KEYS).toHaveLength(4)
  })
})
