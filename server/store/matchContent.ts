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

/** Finds the rows that say the same as a stored case or an earlier row, in the same place. */
export async function matchContent({ client }: Transaction, scope: Scope, kinds: StagedKinds, any: boolean): Promise<void> {
  if (any) await client.query(SAME_CONTENT_STORED, [scope.county])
  if (kinds.numbered || kinds.told) await client.query(SAME_CONTENT_IN_FILE)
}

/** A case that a person placed without teaching the words comes with the words again, any other with its area. */
const SAME_CONTENT_STORED = `
  INSERT INTO twin (seq, known, plain)
  SELECT i.seq, d.id, (${PROGRESS.map((name) => `i.${name}`).join(', ')})
    IS NOT DISTINCT FROM (${PROGRESS.map((name) => `d.${name}`).join(', ')})
  FROM (
    SELECT *, coalesce(area, '?' || place_words, '') AS place, CASE WHEN ${COUNTED}
      THEN row_number() OVER (PARTITION BY content_key, area, place_words ORDER BY seq) ELSE 1 END AS nth
    FROM incoming
  ) i
  JOIN (
    SELECT *, row_number() OVER (PARTITION BY content_key, place ORDER BY id) AS nth FROM (
      SELECT c.*, CASE WHEN c.located_by = 'person' AND alias.words IS NULL THEN '?' || c.place_words
        ELSE coalesce(spot.today, c.area, '?' || c.place_words, '') END AS place
      FROM dispute c
      LEFT JOIN spot ON spot.place = c.area
      LEFT JOIN alias ON alias.county = $1 AND alias.words = c.place_words
      WHERE c.county = $1 AND c.content_key IN (SELECT content_key FROM incoming)
    ) placed
  ) d USING (content_key, place, nth)`

const SAME_CONTENT_IN_FILE = `
  INSERT INTO twin (seq, rep, plain)
  SELECT i.seq, i.first, false
  FROM (
    SELECT seq, min(seq) OVER (PARTITION BY content_key, area, place_words) AS first
    FROM incoming WHERE NOT (${COUNTED})
  ) i
  WHERE i.seq > i.first AND ${OPEN}`
