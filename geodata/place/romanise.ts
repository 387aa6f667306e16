import { pinyin } from 'pinyin-pro'
import { foldDigits, smallNumber } from './normalise.ts'

/** What kind of place the end of a name says, longest first. */
const KINDS: readonly (readonly [string, string])[] = [
  ['高新技术产业开发区', 'High-tech Development Zone'],
  ['经济技术开发区', 'Economic and Technological Development Zone'],
  ['经济开发区', 'Economic Development Zone'],
  ['居民委员会', 'Community'],
  ['村民委员会', 'Village'],
  ['工业园区', 'Industrial Park'],
  ['街道办事处', 'Subdistrict'],
  ['风景名胜区', 'Scenic Area'],
  ['开发区', 'Development Zone'],
  ['民族乡', 'Ethnic Township'],
  ['自治县', 'Autonomous County'],
  ['自治州', 'Autonomous Prefecture'],
  ['居委会', 'Community'],
  ['村委会', 'Village'],
  ['园区', 'Park'],
  ['街道', 'Subdistrict'],
  ['社区', 'Community'],
  ['网格', 'Grid'],
  ['林场', 'Forest Farm'],
  ['农场', 'Farm'],
  ['牧场', 'Pasture'],
  ['苏木', 'Sumu'],
  ['嘎查', 'Gacha'],
  ['小组', 'Group'],
  ['组', 'Group'],
  ['村', 'Village'],
  ['乡', 'Township'],
  ['镇', 'Town'],
  ['旗', 'Banner'],
  ['县', 'County'],
  ['市', 'City'],
  ['省', 'Province'],
]
const NUMBER = /第?([\d〇零一二三四五六七八九十]+)$/u

/**
 * A name for readers of English: the proper part in pinyin, the kind of place in English; what it lies in comes
 * first, as in Chinese. `柳河镇` → `Liuhe Town`, `南关社区第一网格` → `Nanguan Community Grid 1`. A proper part of one
 * character keeps its kind, after GB/T 28039: `王村` → `Wangcun Village`.
 */
export function englishName(name: string): string {
  const kind = KINDS.find(([ending]) => name.endsWith(ending) && name !== ending)
  if (!kind) return romanise(name)
  const [ending, word] = kind
  const proper = name.slice(0, -ending.length)
  const digits = word === 'Grid' || word === 'Group' ? NUMBER.exec(proper) : null
  const number = digits ? smallNumber(foldDigits(digits[1]!)) : null
  if (digits && number !== null) return `${digits.index > 0 ? `${englishName(proper.slice(0, digits.index))} ` : ''}${word} ${number}`
  if ([...proper].length === 1) return `${romanise(name)} ${word}`
  return `${word === 'Grid' || word === 'Group' ? englishName(proper) : romanise(proper)} ${word}`
}

/** One word: `西安` → `Xi'an`. What is no Chinese character stays. */
function romanise(text: string): string {
  const sounds = pinyin(text, { toneType: 'none', type: 'array' })
  const word = sounds.map((sound, at) => (at > 0 && /^[aeo]/.test(sound) ? `'${sound}` : sound)).join('')
  return word.charAt(0).toUpperCase() + word.slice(1)
}
