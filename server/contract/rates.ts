import type { Rate } from './answers.ts'
import type { Say } from './error.ts'

export const RESOLUTION_RULE: Say = {
  zh: '化解率 = 已化解件数 ÷ 筛选范围内受理的全部件数（按发生日期统计；已化解指已办结、已回访、已归档，以当前状态为准，注明了某天的以那天为准）',
  en: 'Resolution rate = resolved cases ÷ all cases accepted within the filter (by day of occurrence; resolved means closed, followed up or archived, as the cases stand now, or stood on the day that is named)',
}

export const PER_TEN_THOUSAND_RULE: Say = {
  zh: '万人件数 = 所选时段内的件数 ÷ 该区域常住人口 × 10000，不折算为年；人口取区域自身数，没有时取下级之和（下级须全部有数），仍没有则不计算',
  en: 'Cases per 10,000 residents = cases in the chosen period ÷ residents of the area × 10,000, not annualised; residents are the area\'s own number, else the sum of its parts when every part has one, else there is no rate',
}

export function rate(numerator: number, denominator: number, rule: Say, factor = 1): Rate {
  return { numerator, denominator, value: denominator > 0 ? (numerator / denominator) * factor : null, rule }
}
