import type { Say } from './say.ts'

/** Levels of the area tree, from the widest to the narrowest. A pack uses some of them, in this order. */
export const LEVELS = ['province', 'prefecture', 'county', 'town', 'village', 'grid', 'group'] as const
export type Level = (typeof LEVELS)[number]

/** What a level is called where a pack does not say otherwise (旗 for county, 嘎查 for village …). */
export const LEVEL_LABELS: Record<Level, Say> = {
  province: { zh: '省', en: 'Province' },
  prefecture: { zh: '市', en: 'Prefecture' },
  county: { zh: '县', en: 'County' },
  town: { zh: '乡镇', en: 'Town' },
  village: { zh: '村社区', en: 'Village' },
  grid: { zh: '网格', en: 'Grid cell' },
  group: { zh: '村民小组', en: 'Group' },
}

export function isLevel(text: string): text is Level {
  return (LEVELS as readonly string[]).includes(text)
}

/** Negative when `a` is wider than `b`. */
export function compareLevels(a: Level, b: Level): number {
  return LEVELS.indexOf(a) - LEVELS.indexOf(b)
}
