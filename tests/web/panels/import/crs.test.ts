import { expect, test } from 'vitest'
import { crsName, fromWgs84, parseCrs } from '../../../../geodata/crs/systems.ts'
import { crsChoices } from '../../../../web/panels/import/crs.ts'
import fc from '../../../property.ts'

test('every choice is a system that the importer reads', () => {
  for (const { value } of crsChoices([112.7, 36.3, 113.3, 36.8])) expect(parseCrs(value), value).not.toBeNull()
})

test.each([
  ['潼关', [110.15, 34.4, 110.4, 34.7], 4546],
  ['襄垣', [112.7, 36.3, 113.3, 36.8], 4547],
  ['民乐', [100.3, 38, 101.2, 38.8], 4543],
] as const)('%s is offered its own zone', (_, bbox, epsg) => {
  expect(crsChoices(bbox).map(({ value }) => value)).toContain(`EPSG:${epsg}`)
})

test('in one of the zones offered a county lies near the false easting, with and without zone number', () => {
  fc.assert(
    fc.property(fc.double({ min: 74, max: 134, noNaN: true }), fc.double({ min: 20, max: 50, noNaN: true }), (lng, lat) => {
      const eastings = crsChoices([lng - 0.3, lat, lng + 0.3, lat]).flatMap(({ value }) => {
        const crs = parseCrs(value)
        return crs && value.startsWith('EPSG') ? [fromWgs84(crs)(lng, lat)[0]] : []
      })
      // 1.5° are at most 157 km; a zone number stands in the millions
      expect(eastings.some((x) => Math.abs(x - 500_000) < 170_000)).toBe(true)
      expect(eastings.some((x) => x > 1e6 && Math.abs((x % 1e6) - 500_000) < 170_000)).toBe(true)
    }),
    { seed: 1, numRuns: 50 },
  )
})

test('names are the ones that notes and results use', () => {
  expect(crsName(parseCrs('BD09')!)).toMatch(/BD/)
})
