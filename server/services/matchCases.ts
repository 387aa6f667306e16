import type { Scope } from '../contract/scope.ts'
import { UNIQUE_DIGITS } from '../ledger/match.ts'
import { matchContent } from '../store/matchContent.ts'
import { matchNumbers } from '../store/matchNumbers.ts'
import { matchPlaceless } from '../store/matchPlaceless.ts'
import { addFolded, repeats, resolveTwins, type Folded, type Repeat, type StagedKinds } from '../store/staging.ts'
import type { Transaction } from '../store/transaction.ts'
import { carryOver, fillBlanks } from './carryOver.ts'
import { matchStoredWords, matchWordsInFile } from './matchWords.ts'

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
  if (kinds.told && stored) await matchStoredWords(tx, scope)
  if (kinds.toldOnly) await matchWordsInFile(tx)
  await resolveTwins(tx)
  await foldRepeats(tx, scope)
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
      group.facts = row.worked ? fillBlanks(group.facts, row.row, row) : carryOver(group.facts, row.row)
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
