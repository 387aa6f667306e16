import { expect, test } from 'vitest'
import { COARSE, Haste, NO_NAMES } from '../../web/map/haste.ts'

const after = (haste: Haste, pictures: number[]) => pictures.map((ms) => (haste.took(ms), haste.leaves))

test('pictures that come in time leave nothing out, nor does a single slow one', () => {
  expect(after(new Haste(), [20, 33, 300, 33, 300, 16])).toEqual([0, 0, 0, 0, 0, 0])
})

test('slow ones in a row leave out names, then dots, and never more', () => {
  expect(after(new Haste(), [300, 300, 200, 200, 90, 90, 90])).toEqual([0, NO_NAMES, NO_NAMES, COARSE, COARSE, COARSE, COARSE])
})

test('pictures that are quick enough without names keep their dots', () => {
  expect(after(new Haste(), [300, 300, 60, 60, 60])).toEqual([0, NO_NAMES, NO_NAMES, NO_NAMES, NO_NAMES])
})

test('the next stroke begins one step below, and a machine that has grown quick ends with everything', () => {
  const haste = new Haste()
  after(haste, [300, 300, 300, 300])
  const begun = [0, 1, 2].map(() => {
    haste.rest()
    return after(haste, [20, 20])[0]
  })
  expect(begun).toEqual([NO_NAMES, 0, 0])
})
