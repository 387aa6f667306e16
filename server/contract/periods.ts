/** Periods that a meeting asks for, and that move on with the days. All end today; `all` is open at both ends. */
export const PERIODS = ['thisMonth', 'lastMonth', 'last30', 'last90', 'last12m', 'thisYear', 'lastYear', 'all'] as const
export type PeriodName = (typeof PERIODS)[number]
