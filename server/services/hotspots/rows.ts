import type { HotRow } from '../../contract/hotspots.ts'
import type { HotClass } from '../../contract/hotTerms.ts'
import type { Say } from '../../contract/error.ts'
import type { AreaTree } from '../../../geodata/place/tree.ts'
import type { Setting } from './setting.ts'

/** Digits that a number keeps: more than means anything, and fewer than a machine may differ in. */
const DIGITS = 12

/** A number of an answer; null for none. */
export function finite(number: number): number | null {
  return Number.isFinite(number) ? Number(number.toPrecision(DIGITS)) : null
}

/** The rows of an answer: every area of the ground, with the numbers of a method. */
export function rowsOf(
  { question: { pack: { tree } }, ground: { areas } }: Setting,
  { observed, expected }: { observed: Float64Array; expected: Float64Array },
  numbersOf: (area: number) => { value: number; z: number; p: number; pFdr: number; class: HotRow['class']; steps?: HotClass[]; named?: boolean; around?: HotClass },
): HotRow[] {
  return areas.map((index, area) => {
    const { value, z, p, pFdr, class: found, steps, named = false, around } = numbersOf(area)
    const { zh, en } = nameOf(tree, index)
    return {
      id: tree.areas[index]!.code,
      name: zh,
      nameEn: en,
      index,
      named,
      count: observed[area]!,
      expected: finite(expected[area]!),
      value: finite(value),
      z: finite(z),
      p: finite(p),
      pFdr: finite(pFdr),
      class: found,
      ...(steps && { steps }),
      ...(around && { around }),
    }
  })
}

export function nameOf(tree: AreaTree, index: number): Say {
  const { name, nameEn = name } = tree.areas[index]!
  return { zh: name, en: nameEn }
}

/** 99, 95, 90 hot, negative cold, 0 neither. */
export function hotClass(level: number): HotClass {
  if (level === 0) return 'none'
  return `${level > 0 ? 'hot' : 'cold'}${Math.abs(level)}` as Exclude<HotClass, 'itself' | 'none'>
}

/** The level at which an adjusted p-value is called, with the sign of what it is of. */
export function levelAt(adjusted: number, sign: number): number {
  return (adjusted <= 0.01 ? 99 : adjusted <= 0.05 ? 95 : adjusted <= 0.1 ? 90 : 0) * Math.sign(sign)
}
