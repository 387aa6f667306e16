import { describe, expect, it } from 'vitest'
import { readCode } from '../../../geodata/pack/areas/codes.ts'
import { readDay, readLevel, readPopulation } from '../../../geodata/pack/areas/values.ts'
import fc from '../../property.ts'

describe('codes as offices have them', () => {
  it.each([
    ['140423102000', 'town', '140423102000', []],
    [140423102000, 'town', '140423102000', ['code_number']],
    ['140423102', 'town', '140423102000', ['code_padded']],
    ['140423', 'county', '140423000000', ['code_padded']],
    [140423, 'county', '140423000000', ['code_number', 'code_padded']],
    ['140423102000.0', 'town', '140423102000', []],
    ['1.40423102E+11', 'town', '140423102000', ['code_scientific']],
    ['1.40423102201E+11', 'village', '140423102201', ['code_scientific']],
    [' １４０４２３１０２２０１', 'village', '140423102201', []],
    ['14042310220111111', undefined, '140423102201', ['code_statistics']],
    ['140423102201001', 'grid', '140423102201001', []],
  ] as const)('%s (%s) is %s', (value, level, code, repairs) => {
    expect(readCode(value, level, 'gb')).toEqual({ code, repairs })
  })

  it.each([
    ['1.40423E+11', 'village', 'code_lost'],
    ['1.40423102E+11', 'village', 'code_lost'],
    [2 ** 60, 'grid', 'code_lost'],
    ['', 'town', 'code_missing'],
    [null, 'town', 'code_missing'],
    ['14042', 'town', 'code_malformed'],
    ['王桥镇', 'town', 'code_malformed'],
  ] as const)('%s (%s) is refused: %s', (value, level, fault) => {
    expect(readCode(value, level, 'gb')).toEqual({ fault })
  })

  it('takes foreign codes as they are', () => {
    expect(readCode('E05001643', 'village', 'free')).toEqual({ code: 'E05001643', repairs: [] })
    expect(readCode(17, 'town', 'free')).toEqual({ code: '17', repairs: ['code_number'] })
  })

  it('never invents digits: scientific notation either comes back whole or is lost', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 899 }), fc.integer({ min: 1, max: 499 }), fc.integer({ min: 4, max: 11 }), (town, village, digits) => {
        const code = `140423${String(town).padStart(3, '0')}${String(village).padStart(3, '0')}`
        const reading = readCode(Number(code).toExponential(digits), 'village', 'gb')
        expect(reading).toEqual(digits === 11 ? { code, repairs: ['code_scientific'] } : { fault: 'code_lost' })
      }),
      { seed: 1 },
    )
  })
})

describe('values', () => {
  it('reads residents', () => {
    expect(['12,345', '１２３４５', '12345人', '1.2万', 6278, '', '—', '约3000', '12.5', -3].map(readPopulation)).toEqual([12345, 12345, 12345, 12000, 6278, undefined, undefined, null, null, null])
  })

  it('reads days that exist', () => {
    expect(['2021-05-01', '20210501', '2021年5月1日', '2021/5/1', '2021-02-30', '去年', ''].map(readDay)).toEqual(['2021-05-01', '2021-05-01', '2021-05-01', '2021-05-01', null, null, undefined])
  })

  it('reads levels in both languages', () => {
    expect(['village', '村', '嘎查', '苏木', '旗', '网格', '片区'].map(readLevel)).toEqual(['village', 'village', 'village', 'town', 'county', 'grid', null])
  })
})
