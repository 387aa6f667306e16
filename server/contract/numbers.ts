import type { Level } from '../../geodata/place/level.ts'
import type { Say } from '../../geodata/place/say.ts'

/** Every digit, grouped: `12,345`. For tables, sentences, and what stands behind a short figure. */
export function exact(value: number, digits = 0): string {
  const [whole = '', rest] = Math.abs(value).toFixed(digits).split('.')
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${value < 0 ? '−' : ''}${thousands}${rest ? `.${rest}` : ''}`
}

/** An expected number of cases as far as it means anything: 4.1, 23, below 0.1. */
export function expectedSaid(expected: number): Say {
  if (expected < 0.1) return { zh: '不到 0.1 件', en: 'less than 0.1' }
  const text = exact(expected, expected < 9.95 ? 1 : 0)
  return { zh: `约 ${text} 件`, en: `about ${text}` }
}

/** Noun for some areas of a level, after a number. */
const NOUNS: Record<Level, { zh: string; one: string; many: string }> = {
  province: { zh: '个省', one: 'province', many: 'provinces' },
  prefecture: { zh: '个市', one: 'prefecture', many: 'prefectures' },
  county: { zh: '个县', one: 'county', many: 'counties' },
  town: { zh: '个乡镇', one: 'town', many: 'towns' },
  village: { zh: '个村', one: 'village', many: 'villages' },
  grid: { zh: '个网格', one: 'grid cell', many: 'grid cells' },
  group: { zh: '个组', one: 'group', many: 'groups' },
}

/** 「5 个村」, “5 villages”. */
export function areasSaid(count: number, level: Level): Say {
  const { zh, one, many } = NOUNS[level]
  return { zh: `${exact(count)} ${zh}`, en: `${exact(count)} ${count === 1 ? one : many}` }
}
