import { defineStore } from 'pinia'
import { againQuery, type Again, type AgainAsk, type Relapses } from '../../server/contract/again.ts'
import type { Counts, Day } from '../../server/contract/answers.ts'
import { orderText, type Order } from '../../server/contract/caseTable.ts'
import type { CasePage, CaseTally, LedgerRow } from '../../server/contract/cases.ts'
import type { TierColour } from '../../server/contract/colours.ts'
import { dayNumber, dayOfNumber } from '../../server/contract/day.ts'
import { filterQuery, type Filter } from '../../server/contract/filter.ts'
import type { Outcome } from '../../server/contract/outcome.ts'
import type { Punctuality } from '../../server/contract/punctuality.ts'
import { boardCasesApi } from '../api/boardCases.ts'
import { api, spoken, type Ask } from '../api/client.ts'
import { ledgerApi } from '../api/ledger.ts'
import { organisationsApi } from '../api/organisations.ts'
import { useCube } from './cube.ts'
import type { HeldCube } from './heldCube.ts'
import { slowAnswer, type SlowAnswer } from './slowAnswer.ts'

/** A question of the board about the cases of the one filter. */
export interface BoardQuestion {
  county: string
  filter: Filter
  revision: number
  /** what is overdue, due soon and long under way is so on a day */
  today: Day
}

/** Which rows of a list of cases are on show; `cases` is false for a post that reads none. */
interface Listing {
  cases: boolean
  /** null: the first page */
  cursor: string | null
}

export interface RedQuestion extends BoardQuestion, Listing {
  /** the gravest tier of the county */
  tier: TierColour
}
export interface RedAnswer {
  /** null for a post that reads no case */
  page: CasePage | null
  tally: CaseTally | null
  /** the one that stands still longest, on whatever page */
  longest: LedgerRow | null
  counts: Counts
  /** of the same kinds, before the first day of the period */
  before: number
}

export interface TimeQuestion extends BoardQuestion, Listing {}
export interface TimeAnswer {
  /** by deadline, by age, without what the filter itself says of it */
  due: Counts
  age: Counts
  /** by town: pending cases, and those of more than 90 days */
  pending: Counts
  old: Counts
  /** by deadline, of those that occurred before the first day of the period; null where it has none */
  before: Counts | null
  page: CasePage | null
}

export interface AgainQuestion extends BoardQuestion {
  how: AgainAsk
  cases: boolean
}
export interface AgainAnswer {
  places: Again
  relapses: Relapses | null
}

/** Open and handling. */
const PENDING = ['open', 'handling'] as const
/** Cases of a page beside the map. */
const ROWS = 20
const STILL: Order = { by: 'still', descending: false }
const DUE: Order = { by: 'dueOn', descending: false }

/** The pending cases of a filter. */
export function pendingOf(filter: Filter): Filter {
  return { ...filter, phase: [...PENDING] }
}

/** What a filter chooses and has no weight where its pending cases are looked at, and of them those of one tier. */
export function overruled({ phase = [], colour = [] }: Filter, tier: TierColour | null): ('phase' | 'colour')[] {
  const others = (chosen: readonly string[], meant: readonly string[]) => chosen.length > 0 && (chosen.length !== meant.length || !meant.every((one) => chosen.includes(one)))
  return [...(others(phase, PENDING) ? ['phase' as const] : []), ...(tier && others(colour, [tier]) ? ['colour' as const] : [])]
}

/** The same before the first day of the filter; null where it has none. */
export function beforeOf({ from, to: _to, ...rest }: Filter): Filter | null {
  return from ? { ...rest, to: dayOfNumber(dayNumber(from) - 1) } : null
}

/** Whole days since a case came to its present step, or where nothing tells that, since it occurred. */
export function stillDays({ daysInState, occurredOn }: Pick<LedgerRow, 'daysInState' | 'occurredOn'>, today: Day): number {
  return daysInState ?? dayNumber(today) - dayNumber(occurredOn)
}

/** Counts a filter by one dimension: here where the browser holds the cases of that revision, else by the server. */
function counting({ county, revision }: BoardQuestion, held: HeldCube | null, ask: Ask) {
  const here = held?.county === county && held.head.revision === revision ? held : null
  return (by: 'due' | 'age' | 'town', filter: Filter): Counts | Promise<Counts> => here?.countsBy(by, filter, spoken()) ?? api.counts(county, by, filter, ask)
}

async function askRed(question: RedQuestion, held: HeldCube | null, ask: Ask): Promise<RedAnswer> {
  const { county, filter, tier, cases, cursor } = question
  const count = counting(question, held, ask)
  const red = pendingOf({ ...filter, colour: [tier] })
  const before = beforeOf(red)
  const query = { ...filterQuery(red), sort: orderText(STILL) }
  const [counts, earlier, page, first, tally] = await Promise.all([
    count('town', red),
    before && count('town', before),
    cases ? ledgerApi.cases(county, { ...query, limit: String(ROWS), ...(cursor && { cursor }) }, ask) : null,
    cases && cursor ? ledgerApi.cases(county, { ...query, limit: '1' }, ask) : null,
    cases ? boardCasesApi.tally(county, filterQuery(red), ask) : null,
  ])
  return { page, tally, longest: (first ?? page)?.rows[0] ?? null, counts, before: typeof earlier?.total === 'number' ? earlier.total : 0 }
}

async function askTime(question: TimeQuestion, held: HeldCube | null, ask: Ask): Promise<TimeAnswer> {
  const { county, filter, cases, cursor } = question
  const count = counting(question, held, ask)
  const pending = pendingOf(filter)
  const { due: _due, ...anyDue } = pending
  const { age: _age, ...anyAge } = pending
  const { due: _d, age: _a, ...free } = pending
  const earlier = beforeOf(free)
  const [due, age, towns, old, before, page] = await Promise.all([
    count('due', anyDue),
    count('age', anyAge),
    count('town', free),
    count('town', { ...free, age: ['over90'] }),
    earlier && count('due', earlier),
    cases ? ledgerApi.cases(county, { ...filterQuery(pending), sort: orderText(DUE), limit: String(ROWS), ...(cursor && { cursor }) }, ask) : null,
  ])
  return { due, age, pending: towns, old, before, page }
}

async function askAgain({ county, filter, how, cases }: AgainQuestion, ask: Ask): Promise<AgainAnswer> {
  const [places, relapses] = await Promise.all([
    boardCasesApi.again(county, filter, how, ask),
    cases ? boardCasesApi.relapses(county, filter, ask) : null,
  ])
  return { places, relapses }
}

const addressOf = ({ county, filter, today }: BoardQuestion, ...more: unknown[]): string => JSON.stringify([county, filterQuery(filter), today, ...more])

/** What the board answers about single cases and what became of them: one question of each at a time, the last answer stays meanwhile. */
export const useBoardCases = defineStore('boardCases', () => {
  const cube = useCube()
  const red: SlowAnswer<RedQuestion, RedAnswer> = slowAnswer({ ask: (of, ask) => askRed(of, cube.current, ask), addressOf: (of) => addressOf(of, of.tier, of.cases, of.cursor) })
  const time: SlowAnswer<TimeQuestion, TimeAnswer> = slowAnswer({ ask: (of, ask) => askTime(of, cube.current, ask), addressOf: (of) => addressOf(of, of.cases, of.cursor) })
  const again: SlowAnswer<AgainQuestion, AgainAnswer> = slowAnswer({ ask: askAgain, addressOf: (of) => addressOf(of, againQuery(of.how), of.cases) })
  const outcome: SlowAnswer<BoardQuestion, Outcome> = slowAnswer({ ask: ({ county, filter }, ask) => boardCasesApi.outcome(county, filter, ask), addressOf })
  const calls: SlowAnswer<BoardQuestion, Punctuality> = slowAnswer({
    ask: ({ county, filter: { area, from, to } }, ask) =>
      organisationsApi.punctuality(county, { ...(area && { area }), ...(from && { from }), ...(to && { to }) }, ask),
    addressOf: ({ county, filter: { area, from, to }, today }) => JSON.stringify([county, area, from, to, today]),
  })
  return { red, time, again, outcome, calls }
})
