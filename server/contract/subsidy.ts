import type { Day } from '../../geodata/place/area.ts'
import type { TierColour } from './colours.ts'

/** What a case pays (以案定补). What is null asks for nothing; the first rate of a table that fits counts. */
export interface SubsidyRate {
  agreement: 'written' | 'oral' | null
  /** tier at the close; empty = any */
  colours: TierColour[]
  /** at least so many people */
  leastPeople: number | null
  /** at least so many fen at stake */
  leastAmountFen: number | null
  /** true: confirmed by a court */
  confirmed: boolean | null
  /** 1/100 yuan */
  fen: number
}

/** Rates for cases that were closed in these days, both included. Whom it is paid to is not kept. */
export interface SubsidyTable {
  from: Day
  /** null = until further notice */
  until: Day | null
  rates: SubsidyRate[]
}

/** What of a case its subsidy hangs on. */
export interface SubsidyCase {
  agreement: 'written' | 'oral' | null
  colour: string
  people: number | null
  amountFen: number | null
  confirmed: boolean
}

const ANY = { agreement: null, colours: [], leastPeople: null, leastAmountFen: null, confirmed: null } as const

/**
 * An example to start from, in force nowhere until a county takes it over: what a case pays is decided by each county's
 * finance office. (民勤 paid 112 yuan a case on average.)
 */
export const SUBSIDY_EXAMPLE: SubsidyRate[] = [
  { ...ANY, colours: ['red'], agreement: 'written', fen: 50_000 },
  { ...ANY, colours: ['yellow'], agreement: 'written', fen: 20_000 },
  { ...ANY, colours: [], agreement: 'written', confirmed: true, fen: 15_000 },
  { ...ANY, colours: [], agreement: 'written', fen: 10_000 },
  { ...ANY, colours: [], agreement: 'oral', fen: 5_000 },
]
