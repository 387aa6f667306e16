import type { Figures, Summary } from '../../server/contract/answers.ts'
import type { Language } from '../../geodata/place/say.ts'
import { cases, change, countChange, daysChange, exact, money, percent, persons, pointsChange, type Change, type Quantity } from '../i18n/format.ts'
import { comparedOnce, type Span } from '../stores/periods.ts'

export type HeadlineKey = 'cases' | 'resolution' | 'overdue' | 'people' | 'amount' | 'median'

export interface HeadlineFigure {
  key: HeadlineKey
  quantity: Quantity
  /** against the period before and the year before; null where there is nothing to compare, or nothing else */
  before: Change | null
  yearBefore: Change | null
  /** the figures compared with, in full, for the hint */
  was: { before: string | null; yearBefore: string | null }
}

type Differ = (now: Figures, then: Figures) => Change | null
interface Rule {
  quantity(figures: Figures): Quantity
  change: Differ
}

/** The one line of figures that a meeting starts with, in its order. Where both comparisons are one, only the year's is told. */
export function headline(summary: Summary, span: Span, language: Language, words: { days: string }): HeadlineFigure[] {
  const { yearBefore } = summary
  const before = comparedOnce(span) ? null : summary.before
  return (Object.entries(rulesOf(language, words)) as [HeadlineKey, Rule][]).map(([key, rule]) => ({
    key,
    quantity: rule.quantity(summary),
    before: before && rule.change(summary, before),
    yearBefore: yearBefore && rule.change(summary, yearBefore),
    was: { before: before && text(rule.quantity(before)), yearBefore: yearBefore && text(rule.quantity(yearBefore)) },
  }))
}

function rulesOf(language: Language, words: { days: string }): Record<HeadlineKey, Rule> {
  const of = (pick: (figures: Figures) => number): Differ => (now, then) => countChange(pick(now), pick(then), language)
  return {
    cases: { quantity: ({ count }) => cases(count, language), change: of(({ count }) => count) },
    resolution: {
      quantity: ({ resolutionRate }) => (resolutionRate.value === null ? none : { value: percent(resolutionRate.value).slice(0, -1), unit: '%' }),
      change: ({ resolutionRate: { value: now } }, { resolutionRate: { value: then } }) =>
        now === null || then === null ? null : pointsChange(now, then, language),
    },
    overdue: { quantity: ({ overdue }) => cases(overdue, language), change: of(({ overdue }) => overdue) },
    people: { quantity: ({ people }) => persons(people, language), change: of(({ people }) => people) },
    amount: { quantity: ({ amountFen }) => money(amountFen, language), change: (now, then) => change(now.amountFen, then.amountFen, language) },
    median: {
      quantity: ({ medianDays }) => (medianDays === null ? none : { value: exact(medianDays, Number.isInteger(medianDays) ? 0 : 1), unit: words.days }),
      change: ({ medianDays: now }, { medianDays: then }) => (now === null || then === null ? null : daysChange(now, then, language)),
    },
  }
}

const none: Quantity = { value: '—', unit: '' }

function text({ value, unit }: Quantity): string {
  return unit === '%' ? `${value}%` : `${value} ${unit}`.trim()
}
