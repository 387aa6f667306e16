import type { AreaCode } from '../../geodata/place/area.ts'
import type { Category } from '../contract/categories.ts'
import type { Day } from '../contract/day.ts'
import type { Scope } from '../contract/scope.ts'
import { DAYS_APART, sameCase, TELLING_LENGTH, type CaseLike } from '../ledger/match.ts'
import { passingRows, type Again, type ToldCase } from '../ledger/passing.ts'
import { pairsWithStored, toldRows, type Pair, type PairSide, type ToldRow } from '../store/matchWords.ts'
import { addMatches, type Match } from '../store/staging.ts'
import type { Transaction } from '../store/transaction.ts'

/** Finds the rows that tell of a stored case in like words. */
export async function matchStoredWords(tx: Transaction, scope: Scope): Promise<void> {
  let settled = -1
  for await (const pairs of pairsWithStored(tx, scope, { leastWords: TELLING_LENGTH, daysApart: DAYS_APART })) {
    const matches: Match[] = []
    for (const pair of pairs) {
      if (pair.seq === settled || !sameCase(...compared(pair))) continue
      settled = pair.seq
      matches.push({ seq: pair.seq, rep: null, known: pair.known })
    }
    await addMatches(tx, matches)
  }
}

/** The two sides for comparison. The same words are the same place, though a person settled it on one side only. */
function compared({ row, stored }: Pair): [CaseLike, CaseLike] {
  const words = row.place_words !== null && row.place_words === stored.place_words
  return [caseLike(row, words), caseLike(stored, words)]
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
  return { seq, group: `${place} ${category}`, open, like: caseLike(row, false) }
}

function caseLike(side: PairSide, byWords: boolean): CaseLike {
  const { lng, lat } = side
  return {
    originalNo: side.original_no,
    numberLost: side.number_lost,
    occurredOn: side.occurred_on as Day,
    closedOn: side.closed_on as Day | null,
    category: side.category as Category,
    area: byWords ? null : (side.area as AreaCode | null),
    placeWords: side.place_words,
    people: side.people,
    amountFen: side.amount_fen,
    summary: side.summary,
    point: lng === null || lat === null ? null : { lng, lat, originalX: lng, originalY: lat, crs: '' },
  }
}
