import type { WorkdayRules } from '../contract/patrolRules.ts'
import type { Instalment } from './instalments.ts'
import { periodOf, weekdayOf, type Span } from './time.ts'

/** The workdays (Wednesdays) between two days, both included. */
export function workdaysIn({ weekday }: Pick<WorkdayRules, 'weekday'>, { from, to }: Span): number[] {
  const first = from + ((weekday - weekdayOf(from) + 7) % 7)
  return Array.from({ length: Math.max(0, Math.floor((to - first) / 7) + 1) }, (_, k) => first + 7 * k)
}

/**
 * What each department owes a place, by month. A month that begins or ends with the place or the record owes as many times as its share of the month's
 * workdays, rounded down; nothing is carried on, as departments plan by the month.
 */
export function workdayInstalments(rules: WorkdayRules, span: Span): Instalment[] {
  const all: Instalment[] = []
  for (let month = periodOf('month', span.from); month.from <= span.to; month = periodOf('month', month.to + 1)) {
    const part = { from: Math.max(span.from, month.from), to: Math.min(span.to, month.to) }
    const [has, whole] = [workdaysIn(rules, part).length, workdaysIn(rules, month).length]
    const due = Math.floor((rules.times * has) / whole)
    if (due > 0) all.push({ ...part, due, part: null, minutes: rules.minutes, interval: (month.to - month.from + 1) / rules.times })
  }
  return all
}
