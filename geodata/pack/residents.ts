import type { Area } from '../place/area.ts'
import { LEVEL_LABELS, LEVELS } from '../place/level.ts'
import { finding } from './findings.ts'
import type { Finding } from './format.ts'

/** One finding for all areas without residents, for the page shows no rates there; null when none is to be missed. */
export function withoutResidents(areas: readonly Area[], file: string): Finding | null {
  const live = areas.filter(({ validTo }) => validTo === undefined)
  if (live.every(({ population }) => population === undefined)) return finding('warning', 'population_missing', file, NOWHERE)
  const gaps = LEVELS.flatMap((level) => {
    const mates = live.filter((area) => area.level === level)
    const bare = mates.filter(({ population }) => population === undefined).length
    return bare > 0 && bare < mates.length ? [{ level, bare }] : []
  })
  if (gaps.length === 0) return null
  const list = (language: 'zh' | 'en') => gaps.map(({ level, bare }) => `${LEVEL_LABELS[level][language]} ${bare}`)
  return finding('warning', 'population_missing', file, {
    zh: `部分区域没有常住人口（${list('zh').join('、')} 个），那里不显示每万人件数；请补全 fields.population 所指的那一列`,
    en: `Some areas have no residents (${list('en').join(', ')}) and show no cases per 10,000 residents: fill the column that fields.population names`,
  })
}

const NOWHERE = {
  zh: '没有任何区域写明常住人口，页面不显示每万人件数；请在 source.json 图层或 tables 的 fields.population 里指明人口列',
  en: 'No area has residents, so the page shows no cases per 10,000 residents: name their column as fields.population of a layer or of "tables" in source.json',
}
