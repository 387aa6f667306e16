import { expect, test } from 'vitest'
import { englishName } from '../../../geodata/place/romanise.ts'

test.each([
  ['柳河镇', 'Liuhe Town'],
  ['王家坡村', 'Wangjiapo Village'],
  ['云岭乡', 'Yunling Township'],
  ['南关社区', 'Nanguan Community'],
  ['枫溪经济开发区', 'Fengxi Economic Development Zone'],
  ['南关社区第一网格', 'Nanguan Community Grid 1'],
  ['王家坡村第十二网格', 'Wangjiapo Village Grid 12'],
  ['王家坡村3组', 'Wangjiapo Village Group 3'],
  ['3组', 'Group 3'],
  // one syllable is no name: it keeps its kind
  ['王村', 'Wangcun Village'],
  ['沙县', 'Shaxian County'],
  ['兴安村', "Xing'an Village"],
  ['绿水村', 'Lüshui Village'],
  ['重庆路街道', 'Chongqinglu Subdistrict'],
  ['社区', 'Shequ'],
  ['A区', 'Aqu'],
])('%s is %s', (name, english) => {
  expect(englishName(name)).toBe(english)
})
