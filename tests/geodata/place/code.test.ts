import { describe, expect, it } from 'vitest'
import { areaOfStatisticsCode, cleanCode, gbLevel, gridParentCode, isGridCode, isQuasi, parseGbCode } from '../../../geodata/place/code.ts'
import fc from '../../property.ts'

describe('parseGbCode', () => {
  it.each([
    ['620722101208', '620722101208', 'village', '620722101000'],
    ['620722101', '620722101000', 'town', '620722000000'],
    ['620722', '620722000000', 'county', '620700000000'],
    ['6207', '620700000000', 'prefecture', '620000000000'],
    ['62', '620000000000', 'province', null],
    [" '620722101208", '620722101208', 'village', '620722101000'],
    ['６２０７２２１０１２０８', '620722101208', 'village', '620722101000'],
    ['620722101208.0', '620722101208', 'village', '620722101000'],
  ])('%s', (text, code, level, parent) => expect(parseGbCode(text)).toMatchObject({ code, level, parent }))

  it.each(['', '0', '020722101208', '62072210120', '6.20722E+11', '620722000208', 'E05005251', '6207221012081'])(
    'refuses %s',
    (text) => expect(parseGbCode(text)).toBeNull(),
  )

  it('knows quasi-towns and quasi-villages', () => {
    expect(parseGbCode('140423402')?.quasi).toBe(true)
    expect(parseGbCode('140423402001')?.quasi).toBe(false)
    expect(isQuasi('140423102498')).toBe(true)
    expect(isQuasi('140423102000')).toBe(false)
  })

  it('reads back its own codes, parents up to the province', () => {
    fc.assert(
      fc.property(fc.integer({ min: 110000000000, max: 829999999999 }), (number) => {
        const parsed = parseGbCode(String(number))
        expect(parsed?.level ?? null).toBe(gbLevel(String(number)))
        const depth = ['province', 'prefecture', 'county', 'town', 'village']
        for (let at = parsed; at?.parent; at = parseGbCode(at.parent)) {
          expect(depth.indexOf(parseGbCode(at.parent)?.level ?? 'province')).toBeLessThan(depth.indexOf(at.level))
        }
      }),
      { seed: 1 },
    )
  })
})

it('the 17 digits of the statistics bureau hold the 12', () => {
  expect(areaOfStatisticsCode('62072210120801300')).toBeNull()
  expect(areaOfStatisticsCode('62072210120801220')).toBe('620722101208')
  expect(areaOfStatisticsCode('620722101208')).toBeNull()
})

it('grid codes name the village before them', () => {
  expect(gridParentCode('620722101208001')).toBe('620722101208')
  expect(gridParentCode('62072210120801')).toBe('620722101208')
  expect(gridParentCode('01020362072210120801'.padEnd(20, '0'))).toBe('620722101208')
  expect(gridParentCode('620722101208')).toBeNull()
  expect(gridParentCode('62072210000801')).toBe('620722100008')
  expect(['62072210120801', '620722101208001', '62072210120800112', '62072210120800112345'].map(isGridCode)).toEqual([true, true, true, true])
  expect(['620722101208', '6207221012080011', 'x'].map(isGridCode)).toEqual([false, false, false])
})

it('cleanCode keeps what a foreign scheme writes', () => {
  expect(cleanCode(' e05005251 ')).toBe('E05005251')
})
