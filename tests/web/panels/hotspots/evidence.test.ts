import { expect, test } from 'vitest'
import { CONFIDENCE } from '../../../../server/contract/hotTerms.ts'
import { fitZoom } from '../../../../web/stores/levels.ts'
import { about, strength } from '../../../../web/panels/hotspots/evidence.ts'
import { cameraOf } from '../../../../web/panels/hotspots/look.ts'

test('the surest statement has every mark, the weakest one', () => {
  expect(CONFIDENCE.codes.map(strength)).toEqual([3, 2, 1])
})

test('an expected number is said no more exactly than the sentences say it', () => {
  expect([0.04, 4.12, 9.94, 9.96, 1234.4].map(about)).toEqual(['<0.1', '4.1', '9.9', '10', '1,234'])
})

test('a circle is looked at with what lies around it, and a single spot not from nearer than the map can tell', () => {
  const wide = cameraOf([110, 34], 5000)
  expect([wide.lng, wide.lat]).toEqual([110, 34])
  const reach = 5000 / 111_320
  expect(wide.zoom).toBeLessThan(fitZoom([110 - reach, 34 - reach, 110 + reach, 34 + reach]))
  expect(wide.zoom).toBeGreaterThan(8)
  expect(cameraOf([110, 34], 1).zoom).toBe(cameraOf([110, 34], 100).zoom)
  expect(cameraOf([110, 34], 1).zoom).toBeLessThanOrEqual(16)
})
