import type { Figures, Summary } from '../../server/contract/answers.ts'
import { countText, isTold, type Count } from '../../server/contract/withheld.ts'
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

/** Figures of how cases stand, and not only of what came in. */
export const STANDS: ReadonlySet<HeadlineKey> = new Set<HeadlineKey>(['resolution', 'overdue', 'median'])

type Differ = (now: Figures, then: Figures) => Change | null
interface Rule {
  quantity(figures: Figures): Quantity
  change: Differ
}

/** The one line of figures that a meeting starts with, in its order. Where both comparisons are one, only the year's is told. */
export function headline(summary: Summary, span: Span, language: Language, words: { days: string }): HeadlineFigure[] {
  const { yearBefore } = summary
  const before = comparedOnce(span, summary.asOf) ? null : summary.before
  return (Object.entries(rulesOf(language, words)) as [HeadlineKey, Rule][]).map(([key, rule]) => ({
    key,
    quantity: rule.quantity(summary),
    before: before && rule.change(summary, before),
    yearBefore: yearBefore && rule.change(summary, yearBefore),
    was: { before: before && text(rule.quantity(before)), yearBefore: yearBefore && text(rule.quantity(yearBefore)) },
  }))
}

/** The figures of one side of a comparison, in the same order. */
export function quantities(figures: Figures, language: Language, words: { days: string }): { key: HeadlineKey; quantity: Quantity }[] {
  return (Object.entries(rulesOf(language, words)) as [HeadlineKey, Rule][]).map(([key, rule]) => ({ key, quantity: rule.quantity(figures) }))
}

function rulesOf(language: Language, words: { days: string }): Record<HeadlineKey, Rule> {
  const of = (pick: (figures: Figures) => Count | null): Differ => (now, then) => differ(pick(now), pick(then), (a, b) => countChange(a, b, language))
  const number = (count: Count): Quantity => (isTold(count) ? cases(count, language) : { value: countText(count), unit: '' })
  return {
    cases: { quantity: ({ count }) => number(count), change: of(({ count }) => count) },
    resolution: {
      quantity: ({ resolutionRate }) => (typeof resolutionRate?.value === 'number' ? { value: percent(resolutionRate.value).slice(0, -1), unit: '%' } : none),
      change: ({ resolutionRate: now }, { resolutionRate: then }) => differ(now?.value, then?.value, (a, b) => pointsChange(a, b, language)),
    },
    overdue: { quantity: ({ overdue }) => number(overdue), change: of(({ overdue }) => overdue) },
    people: { quantity: ({ people }) => (people === null ? none : persons(people, language)), change: of(({ people }) => people) },
    amount: { quantity: ({ amountFen }) => (amountFen === null ? none : money(amountFen, language)), change: (now, then) => differ(now.amountFen, then.amountFen, (a, b) => change(a, b, language)) },
    median: {
      quantity: ({ medianDays }) => (medianDays === null ? none : { value: exact(medianDays, Number.isInteger(medianDays) ? 0 : 1), unit: words.days }),
      change: ({ medianDays: now }, { medianDays: then }) => differ(now, then, (a, b) => daysChange(a, b, language)),
    },
  }
}

/** Nothing is said of a change where one of the two is not known or not told. */
function differ(now: Count | null | undefined, then: Count | null | undefined, say: (now: number, then: number) => Change): Change | null {
  return typeof now === 'number' && typeof then === 'number' ? say(now, then) : null
}

const none: Quantity = { value: '—', unit: '' }

function text({ value, unit }: Quantity): string {
  return unit === '%' ? `${value}%` : `${value} ${unit}`.trim()
}
