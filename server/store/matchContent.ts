import type { Scope } from '../contract/scope.ts'
import type { StagedKinds } from './staging.ts'
import type { Transaction } from './transaction.ts'

/** Of a staged row `i`: nothing was found to say that it is no new case. */
export const OPEN = 'NOT EXISTS (SELECT 1 FROM twin WHERE twin.seq = i.seq)'

/** Nothing but how often it comes tells such a row from another: the second one is the second case. */
export const COUNTED = 'original_no IS NULL AND (number_lost OR NOT told)'

/** What a row and a case that say the same can still differ in. */
const PROGRESS = [
  'due_on', 'closed_on', 'colour', 'state', 'unit', 'agreement', 'judicially_confirmed', 'followed_up',
]

/**
 * Finds the rows that say the same as an earlier row or a stored case, in the same place. Within the file first: what
 * is left is one row a case.
 */
export async function matchContent({ client }: Transaction, scope: Scope, kinds: StagedKinds, any: boolean): Promise<void> {
  if (kinds.numbered || kinds.told) await client.query(SAME_CONTENT_IN_FILE)
  if (!any) return
  await client.query(sameContentStored(PLACE), [scope.county])
  await client.query(sameContentStored(WORDS), [scope.county])
}

/** In SQL: the place of a row, its area or the words that found none. */
export const placeOf = (row: string): string => `coalesce(${row}.area, '?' || ${row}.place_words)`

const SAME_CONTENT_IN_FILE = `
  INSERT INTO twin (seq, rep, plain)
  SELECT i.seq, i.first, false
  FROM (
    SELECT seq, min(seq) OVER (PARTITION BY content_key, ${placeOf('incoming')}, parties) AS first
    FROM incoming WHERE NOT (${COUNTED})
  ) i
  WHERE i.seq > i.first`

/**
 * Where a row and a case lie, in terms that outlive a pack: equal coordinates are in the content and need no place; else
 * the village, whichever of its cells a pack knows; else the words.
 */
const PLACE = (row: string): string =>
  `CASE WHEN ${row}.original_x IS NOT NULL THEN '@' ELSE coalesce(spot.village, ${row}.area, '?' || ${row}.place_words, '') END`

/** The words that a place came with: a person may have settled it without teaching them, or an alias been put right. */
const WORDS = (row: string): string => `${row}.place_words`

/** The nth row of a content and place beside the nth stored case of it that no row has told of yet. */
const sameContentStored = (key: (row: string) => string): string => `
  INSERT INTO twin (seq, known, plain)
  SELECT i.seq, d.id, (${PROGRESS.map((name) => `i.${name}`).join(', ')})
    IS NOT DISTINCT FROM (${PROGRESS.map((name) => `d.${name}`).join(', ')})
  FROM (
    SELECT i.*, ${key('i')} AS key, row_number() OVER (PARTITION BY i.content_key, ${key('i')} ORDER BY i.seq) AS nth
    FROM incoming i LEFT JOIN spot ON spot.place = i.area
    WHERE ${OPEN}
  ) i
  JOIN (
    SELECT d.*, ${key('d')} AS key, row_number() OVER (PARTITION BY d.content_key, ${key('d')} ORDER BY d.id) AS nth
    FROM dispute d LEFT JOIN spot ON spot.place = d.area
    WHERE d.county = $1 AND d.content_key IN (SELECT content_key FROM incoming)
      AND NOT EXISTS (SELECT 1 FROM twin WHERE twin.known = d.id)
  ) d USING (content_key, key, nth)`
