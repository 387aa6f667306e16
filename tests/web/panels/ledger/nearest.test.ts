import { expect, test } from 'vitest'
import type { AreaCode } from '../../../../server/contract/answers.ts'
import type { Organisation } from '../../../../server/contract/organisations.ts'
import { nearest } from '../../../../web/panels/ledger/nearest.ts'
import fc from '../../../property.ts'

const code = (text: string) => text as AreaCode
const parents = new Map([['county', null], ['t1', code('county')], ['t2', code('county')], ['v11', code('t1')], ['v12', code('t1')], ['v21', code('t2')]])
const at = (name: string, area: string) => ({ id: name, name, area }) as unknown as Organisation
const all = [at('县中心', 'county'), at('安委', 'county'), at('一镇', 't1'), at('二镇', 't2'), at('甲村', 'v11'), at('乙村', 'v12'), at('丙村', 'v21')]
const order = (...areas: (string | null)[]) => nearest(all, areas as AreaCode[], parents).map(({ name }) => name)

test('of one village its own committee comes first, then its town, then the county', () => {
  expect(order('v11').slice(0, 4)).toEqual(['甲村', '一镇', '安委', '县中心'])
})

test('of two villages of a town whoever serves both comes before whoever serves one', () => {
  expect(order('v11', 'v12').slice(0, 5)).toEqual(['一镇', '安委', '县中心', '甲村', '乙村'])
})

test('across towns the county comes first, and then who serves the most cases', () => {
  expect(order('v11', 'v12', 'v21').slice(0, 4)).toEqual(['安委', '县中心', '一镇', '丙村'])
})

test('where no place is known they stand by name, and none is ever lost', () => {
  expect(order(null)).toEqual(all.map(({ name }) => name).sort((a, b) => a.localeCompare(b, 'zh')))
  fc.assert(fc.property(fc.array(fc.constantFrom('v11', 'v12', 'v21', 't1', 'gone', null)), (areas) => {
    expect(order(...areas).sort()).toEqual(all.map(({ name }) => name).sort())
  }), { seed: 22 })
})
