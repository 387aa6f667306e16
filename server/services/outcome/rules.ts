import type { Say } from '../../contract/error.ts'

export const PERIOD_RULE: Say = {
  zh: '期内办结比 = 办结日期在本期之内的件数（不论何时受理）÷ 本期受理的件数（按发生日期）；办结了以前受理的，可以超过 100%',
  en: 'Closed ÷ accepted = cases whose closing day lies in the period, whenever they occurred ÷ cases that occurred in it; more than 100% where older cases were closed',
}

export const SUCCESS_RULE: Say = {
  zh: '调解成功率 = 达成协议的件数 ÷（达成协议 + 终止调解）的件数；还在办的、移交的、不予受理的、办结而没有记协议的，都不在其中',
  en: 'Success rate = agreed cases ÷ (agreed + terminated) cases; none of those that are pending, transferred, declined, or closed without an agreement on record',
}

export function withinRule(days: number): Say {
  return {
    zh: `${days} 日内化解率 = 发生之日起 ${days} 日内办结的 ÷ 至今已满 ${days} 日的全部件；办结而没有办结日期的不在其中`,
    en: `Resolved within ${days} days = closed within ${days} days of the day of occurrence ÷ all cases that occurred at least ${days} days ago; none of those closed without a closing day`,
  }
}
