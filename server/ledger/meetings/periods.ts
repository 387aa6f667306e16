import { dayNumber, dayOfNumber, type Day } from '../../contract/day.ts'
import type { MeetingPeriod, Rhythm } from '../../contract/meetings.ts'

const WEEK = 7
const SECOND_HALF = 16

/** The period of a rhythm that a day lies in. */
export function periodOf(rhythm: Rhythm, day: Day): MeetingPeriod {
  return rhythm === 'week' ? weekOf(day) : partOfYear(rhythm, day)
}

/** Every period that has a day from `from` to `to`, in order; empty where `to` lies before `from`. */
export function periodsBetween(rhythm: Rhythm, from: Day, to: Day): MeetingPeriod[] {
  const found: MeetingPeriod[] = []
  for (let day = from; day <= to; ) {
    const period = periodOf(rhythm, day)
    found.push(period)
    day = dayOfNumber(dayNumber(period.to) + 1)
  }
  return found
}

/** The last `count` periods, that of the day the last. */
export function lastPeriods(rhythm: Rhythm, day: Day, count: number): MeetingPeriod[] {
  const found = [periodOf(rhythm, day)]
  while (found.length < count) found.unshift(periodOf(rhythm, dayOfNumber(dayNumber(found[0]!.from) - 1)))
  return found
}

/** ISO 8601: the week belongs to the year of its Thursday. */
function weekOf(day: Day): MeetingPeriod {
  const number = dayNumber(day)
  // 1970-01-01 was a Thursday
  const monday = number - ((((number + 3) % WEEK) + WEEK) % WEEK)
  const year = Number(dayOfNumber(monday + 3).slice(0, 4))
  const yearBegan = dayNumber(`${year}-01-01` as Day)
  return { from: dayOfNumber(monday), to: dayOfNumber(monday + 6), year, no: Math.floor((monday + 3 - yearBegan) / WEEK) + 1 }
}

function partOfYear(rhythm: Exclude<Rhythm, 'week'>, day: Day): MeetingPeriod {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  if (rhythm === 'halfmonth') {
    const second = date >= SECOND_HALF
    return {
      from: dayIn(year, month, second ? SECOND_HALF : 1),
      to: second ? endOf(year, month) : dayIn(year, month, SECOND_HALF - 1),
      year,
      no: (month - 1) * 2 + (second ? 2 : 1),
    }
  }
  const months = rhythm === 'quarter' ? 3 : 1
  const no = Math.ceil(month / months)
  return { from: dayIn(year, (no - 1) * months + 1, 1), to: endOf(year, no * months), year, no }
}

function dayIn(year: number, month: number, date: number): Day {
  return new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10) as Day
}

/** Day 0 of the next month is the last of this one. */
const endOf = (year: number, month: number): Day => dayIn(year, month + 1, 0)
