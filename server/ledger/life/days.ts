import { dayNumber, dayOfNumber, type Day } from '../../contract/day.ts'
import { bad } from './refusals.ts'

/** A day on which something happened: not in the future, and not before what it follows. */
export function past(field: string, day: Day, { today, notBefore }: { today: Day; notBefore: Day | null }): Day {
  if (day > today) throw bad(field, { zh: '日期在今天之后，请核对', en: 'The day lies in the future: check it' })
  if (notBefore !== null && day < notBefore) {
    throw bad(field, { zh: `日期早于 ${notBefore}，请核对`, en: `The day lies before ${notBefore}: check it` })
  }
  return day
}

const LATEST = '2100-12-31' as Day

/** A day until which something is to be done. */
export function ahead(field: string, day: Day, from: Day): Day {
  if (day > LATEST) throw bad(field, { zh: '时限太远，请核对年份', en: 'The limit lies too far off: check the year' })
  if (day < from) throw bad(field, { zh: `时限不能早于 ${from}`, en: `The limit cannot lie before ${from}` })
  return day
}

/** Cases are handled within weeks or months: what is due later than in a year has a wrong year. */
const LONGEST_DAYS = 366

/** A day until which a case is to be handled. */
export function handledBy(day: Day, today: Day): Day {
  const latest = dayOfNumber(dayNumber(today) + LONGEST_DAYS)
  if (day > latest) throw bad('dueOn', { zh: `办理时限最晚到 ${latest}，请核对年份`, en: `The limit can be ${latest} at the latest: check the year` })
  return ahead('dueOn', day, today)
}

/** What somebody tells of at the doorstep is not older; older ones come with their ledgers. */
const YEARS_BACK = 10

/** The earliest day on which a case that is entered today can have occurred. */
export function earliestEntry(today: Day): Day {
  return `${Number(today.slice(0, 4)) - YEARS_BACK}-01-01` as Day
}
