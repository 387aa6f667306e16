import { expect, test } from 'vitest'
import { placeAbove } from '../../../web/panels/placeAbove.ts'

test.each([
  ['枫溪县', ''],
  ['枫溪县 / 柳河镇', '枫溪县'],
  ['枫溪县 / 柳河镇 / 新庄村', '柳河镇'],
  ['Fengxi County / Liuhe Town / Liuhe Village / Grid 1', 'Liuhe Town / Liuhe Village'],
])('%s lies in "%s"', (path, above) => {
  expect(placeAbove(path)).toBe(above)
})
