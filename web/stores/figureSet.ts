import type { Counts, Level, Series, Summary } from '../../server/contract/answers.ts'
import type { DatedFilter } from '../../server/contract/filter.ts'

export interface FiguresAsk {
  county: string
  filter: DatedFilter
  level: Level
  step: Series['step']
}

/** All numbers of one view. They come from one revision, so map, table and headline cannot disagree. */
export interface Figures {
  ask: FiguresAsk
  revision: number
  /** the pack that the areas' indices belong to */
  packVersion: string
  summary: Summary
  areas: Counts
  /** without the filter's own categories, so that the others can still be chosen */
  categories: Counts
  series: Series
  /** when they were read, milliseconds */
  at: number
  /** in the browser, of what was read then: they say nothing of the server */
  counted?: boolean
}
