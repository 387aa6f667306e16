import type { Say } from '../../contract/error.ts'

/** Why a row was rejected or left out; sentences never repeat what a cell says. */
export const REASONS = {
  date_missing: {
    zh: '没有日期：请补填发生（排查）日期',
    en: 'No date: fill in the day on which it happened or was found',
  },
  date_unreadable: {
    zh: '日期无法识别：请写成 2024-03-05 的样子',
    en: 'The date cannot be read: write it like 2024-03-05',
  },
  date_no_year: {
    zh: '日期没有年份，标题里也没有：请补上年份，或在导入时指定年份（页面“年份”，命令行 --year）',
    en: 'The date has no year and no title gives one: add it, or state the year for the import (in the page, or --year on the command line)',
  },
  date_ambiguous: {
    zh: '日期里日和月分不清：请写成 2024-03-05 的样子',
    en: 'Day and month cannot be told apart: write the date like 2024-03-05',
  },
  date_no_such_day: {
    zh: '日历上没有这一天：请核对日期',
    en: 'There is no such day: check the date',
  },
  date_too_early: {
    zh: '日期在 1950 年以前：请核对日期',
    en: 'The date lies before 1950: check it',
  },
  date_future: {
    zh: '日期在今天之后：请核对日期',
    en: 'The date lies in the future: check it',
  },
  content_missing: {
    zh: '类型和情况都是空的：请补填纠纷类型或简要情况',
    en: 'Neither category nor summary is given: fill in one of them',
  },
  outside_county: {
    zh: '坐标在本县（区）范围之外，又没有地名：请核对经纬度和坐标系',
    en: 'The point lies outside the county and no place is named: check coordinates and their system',
  },
} satisfies Record<string, Say>

export const OUT_OF_SCOPE: Say = {
  zh: '不属于矛盾纠纷（咨询、求助、表扬、设施报修等），未计入',
  en: 'No dispute (enquiry, call for help, praise, repair …), not counted',
}

export type RejectReason = keyof typeof REASONS
