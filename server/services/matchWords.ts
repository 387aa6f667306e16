import type { Category } from '../contract/categories.ts'
import type { Day } from '../contract/day.ts'
import type { Scope } from '../contract/scope.ts'
import { DAYS_APART, sameCase, TELLING_LENGTH, type CaseLike } from '../ledger/match.ts'
import { passingRows, type Again, type ToldCase } from '../ledger/passing.ts'
import { pairsWithStored, toldRows, type PairSide, type ToldRow } from '../store/matchWords.ts'
import { addMatches, type Match } from '../store/staging.ts'
import type { Transaction } from '../store/transaction.ts'

/**
 * Finds the rows that tell of a stored case in like words. What a stored case called its people is gone, so a row that
 * names some is the same case only on the same day, and each case is told of by one such row.
 */
export async function matchStoredWords(tx: Transaction, scope: Scope): Promise<void> {
  let settled = -1
  const taken = new Set<number>()
  for await (const pairs of pairsWithStored(tx, scope, { leastWords: TELLING_LENGTH, daysApart: DAYS_APART })) {
    const matches: Match[] = []
    for (const pair of pairs) {
      const { seq, known, named, row, stored } = pair
      if (seq === settled || (named && (taken.has(known) || row.occurred_on !== stored.occurred_on))) continue
      if (!sameCase(caseLike(row), caseLike(stored))) continue
      settled = seq
      if (named) taken.add(known)
      matches.push({ seq, rep: null, known })
    }
    await addMatches(tx, matches)
  }
}

/** Finds the rows that tell of an earlier row's case in like words. */
export async function matchWordsInFile(tx: Transaction): Promise<void> {
  const rows = passingRows()
  const found = (again: Again[]): Match[] => again.map(({ seq, first }) => ({ seq, rep: first, known: null }))
  for await (const some of toldRows(tx)) {
    await addMatches(tx, some.flatMap((row) => found(rows.take(toldCase(row)))))
  }
  await addMatches(tx, found(rows.end()))
}

function toldCase(row: ToldRow): ToldCase {
  const { seq, open, place, category } = row
  return { seq, group: `${place} ${category}`, open, like: { ...caseLike(row), parties: row.parties } }
}

/** Sides are compared within one place only, whatever its code on either side. */
function caseLike(side: PairSide): CaseLike {
  const { lng, lat } = side
  return {
    originalNo: side.original_no,
    numberLost: side.number_lost,
    occurredOn: side.occurred_on as Day,
    closedOn: side.closed_on as Day | null,
    category: side.category as Category,
    area: null,
    placeWords: 'here',
    people: side.people,
    amountFen: side.amount_fen,
    summary: side.summary,
    point: lng === null || lat === null ? null : { lng, lat, originalX: lng, originalY: lat, crs: '' },
  }
}
