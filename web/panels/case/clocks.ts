import { CLOCKS, type CaseDetail, type Clock } from '../../../server/contract/cases.ts'
import { dayNumber, type Day } from '../../../server/contract/day.ts'
import { daysText } from '../../i18n/format.ts'
import type { Words } from './say.ts'

/** The most pressing first: what runs by its due day, then what was stopped, the last one first. */
export function byPressure(clocks: readonly Clock[]): Clock[] {
  const runs = clocks.filter(({ stopped }) => stopped === null).sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
  const stands = clocks.filter(({ stopped }) => stopped !== null).sort((a, b) => (a.stopped! < b.stopped! ? 1 : -1))
  return [...runs, ...stands]
}

/** What a clock says: how much is left, or by how much it is over. */
export function clockSays({ code, state, left, working }: Pick<Clock, 'code' | 'state' | 'left' | 'working'>, { t, language }: Pick<Words, 't' | 'language'>): string {
  if (state === 'met') return t('case.inTime')
  if (state === 'missed') return t('case.late')
  if (state === 'lapsed') return t(code === 'report' ? 'case.neverReported' : 'case.lapsed')
  if (left === 0) return t('case.dueToday')
  return t(left < 0 ? 'case.over' : 'case.left', { time: daysText(Math.abs(left), working, language) })
}

/** Name of a clock: with the department that was called, or the day after the close at which somebody looks again, where there can be several. */
export function clockName({ code, of, start, due, working }: Clock, { whistles }: Pick<CaseDetail, 'whistles'>, { t, say }: Words): string {
  const clock = say(CLOCKS.row(code).label)
  if (code === 'follow_up' && !working) return t('case.clockFollowUp', { clock, n: dayNumber(due) - dayNumber(start) })
  const called = code === 'whistle' ? whistles.find(({ id }) => id === of) : undefined
  return called ? t('case.clockOf', { clock, of: called.department.name }) : clock
}

export interface ClockBar {
  /** shares of the bar, from 0 to 1: time that passed within the limit, time beyond it, and where the due day is */
  passed: number
  over: number
  due: number
}

/**
 * A clock as a length: the bar is as long as its limit, or as the time that passed where that is more. Days count from
 * the first to the last, so that the bar is full on the due day, also of what is due at once.
 */
export function clockBar({ start, due, stopped }: Pick<Clock, 'start' | 'due' | 'stopped'>, today: Day): ClockBar {
  const until = Math.max(0, dayNumber(stopped ?? today) - dayNumber(start) + 1)
  const limit = Math.max(0, dayNumber(due) - dayNumber(start) + 1)
  const whole = Math.max(limit, until, 1)
  return { passed: Math.min(until, limit) / whole, over: Math.max(0, until - limit) / whole, due: limit / whole }
}
