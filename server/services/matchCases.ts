import type { AreaCode } from '../../geodata/place/area.ts'
import type { Category } from '../contract/categories.ts'
import type { Day } from '../contract/day.ts'
import type { Scope } from '../contract/scope.ts'
import { sameCase, TELLING_LENGTH, UNIQUE_DIGITS, type CaseLike } from '../ledger/match.ts'
import { matchContent } from '../store/matchContent.ts'
import { matchNumbers } from '../store/matchNumbers.ts'
import { matchPlaceless } from '../store/matchPlaceless.ts'
import { pairsByWords, type Pair, type PairSide } from '../store/matchWords.ts'
import { addFolded, addMatches, repeats, resolveTwins, type Folded, type Match, type Repeat, type StagedKinds } from '../store/staging.ts'
import type { Transaction } from '../store/transaction.ts'
import { carryOver } from './carryOver.ts'

/**
 * Finds out which staged rows are new cases and which tell of a case that is known, from the database or from an
 * earlier row, and what they add to it. `stored`: the county has cases, and their places are told (`tellSpots`).
 * Afterwards `twin` and `folded` hold the answer.
 */
export async function matchCases(tx: Transaction, scope: Scope, kinds: StagedKinds, stored: boolean): Promise<void> {
  if (kinds.rows === 0) return
  await matchContent(tx, scope, kinds, stored)
  if (stored) await matchPlaceless(tx, scope, kinds)
  await matchNumbers(tx, scope, kinds, { stored, uniqueDigits: UNIQUE_DIGITS })
  await tx.client.query('ANALYZE twin')
  if (kinds.told && stored) await matchWords(tx, scope, 'stored')
  if (kinds.toldOnly) await matchWords(tx, scope, 'file')
  await resolveTwins(tx)
  await foldRepeats(tx, scope)
}

async function matchWords(tx: Transaction, scope: Scope, among: 'stored' | 'file'): Promise<void> {
  const heads = new Map<number, number>()
  let settled = -1
  for await (const pairs of pairsByWords(tx, scope, among, TELLING_LENGTH)) {
    const matches: Match[] = []
    for (const pair of pairs) {
      if (pair.seq === settled || !sameCase(...compared(pair))) continue
      settled = pair.seq
      const rep = pair.rep === null ? null : (heads.get(pair.rep) ?? pair.rep)
      if (rep !== null) heads.set(pair.seq, rep)
      matches.push({ seq: pair.seq, rep, known: pair.known })
    }
    await addMatches(tx, matches)
  }
}

/** The two sides for comparison. The same words are the same place, though a person settled it on one side only. */
function compared({ a, b }: Pair): [CaseLike, CaseLike] {
  const words = a.place_words !== null && a.place_words === b.place_words
  return [caseLike(a, words), caseLike(b, words)]
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

async function foldRepeats(tx: Transaction, scope: Scope): Promise<void> {
  let group = null as Fold | null
  let done: Folded[] = []
  const finish = (): void => {
    if (group && group.facts !== group.base) done.push({ rep: group.rep, known: group.known, facts: group.facts })
  }
  for await (const rows of repeats(tx, scope)) {
    for (const row of rows) {
      const key = row.known === null ? `r${row.rep}` : `k${row.known}`
      if (group?.key !== key) {
        finish()
        group = { key, known: row.known, rep: row.known === null ? row.rep : null, base: row.base, facts: row.base }
      }
      group.facts = carryOver(group.facts, row.row)
    }
    await addFolded(tx, done)
    done = []
  }
  finish()
  await addFolded(tx, done)
}

interface Fold extends Pick<Repeat, 'known' | 'rep'> {
  key: string
  base: Repeat['base']
  facts: Repeat['base']
}
