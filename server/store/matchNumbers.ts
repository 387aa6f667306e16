import type { Scope } from '../contract/scope.ts'
import { OPEN, placeOf } from './matchContent.ts'
import { resolveTwins, type StagedKinds } from './staging.ts'
import type { Transaction } from './transaction.ts'

export interface NumberRule {
  /** the county has cases */
  stored: boolean
  /** digits in a row from which a number is one of its kind, such as 2024010262072200001 */
  uniqueDigits: number
}

/** SQL: is the number by itself enough to know a case by? */
type Own = (number: string) => string

/**
 * Finds the rows that carry the number of an earlier row or a stored case, or name it as the one that they repeat.
 * Clerks number by town or village and year, so an equal number alone means little: in two towns it is two cases, and
 * else day and kind, day and place, or kind and place must agree. Only a system's own long number is the case wherever it turns up.
 */
export async function matchNumbers(tx: Transaction, scope: Scope, kinds: StagedKinds, rule: NumberRule): Promise<void> {
  const { client } = tx
  const own = (number: string): string => `${number} ~ '\\d{${rule.uniqueDigits}}'`
  if (kinds.numbered) {
    await client.query(sameNumberInFile(own))
    if (rule.stored) await client.query(sameNumberStored(own), [scope.county])
  }
  if (kinds.related) {
    await resolveTwins(tx)
    await client.query(relatedInFile(own))
    if (rule.stored) await client.query(relatedStored(own), [scope.county])
  }
}

/** A list's 1, 2, 3 begins anew every month; numbers from this length on have at least their year in them. */
const SHORT = 8
const MONTH = 31
/** Days of at most half a month apart share one of two spans. */
const span = (shift: number): string =>
  `CASE WHEN char_length(original_no) < ${SHORT} THEN (occurred_on - date '2000-01-01' + ${shift}) / ${MONTH} END`

/**
 * A row of unknown town joins those of its number and day only where these are of one town. Committees of two villages
 * number for themselves: on one day a number is the same case where kind or place agree, or where the place is unknown.
 */
const sameNumberInFile = (own: Own): string => `
  INSERT INTO twin (seq, rep, plain)
  SELECT i.seq, i.first, false
  FROM (
    SELECT seq, least(
      CASE WHEN ${own('original_no')} THEN min(seq) OVER (PARTITION BY original_no) END,
      CASE WHEN area IS NULL THEN min(seq) OVER same_day END,
      min(seq) FILTER (WHERE area IS NULL) OVER same_day,
      min(seq) OVER (PARTITION BY original_no, occurred_on, same_town, category),
      min(seq) OVER (PARTITION BY original_no, occurred_on, same_town, place),
      CASE WHEN place IS NOT NULL THEN least(
        min(seq) OVER (PARTITION BY original_no, place, category, ${span(0)}),
        min(seq) OVER (PARTITION BY original_no, place, category, ${span(MONTH >> 1)})) END
    ) AS first
    FROM (
      SELECT *, ${placeOf('incoming')} AS place,
        CASE WHEN min(in_town) OVER of_day IS DISTINCT FROM max(in_town) OVER of_day THEN coalesce(in_town, '') END AS same_town
      FROM incoming
      WHERE original_no IN (SELECT original_no FROM incoming GROUP BY original_no HAVING count(*) > 1)
      WINDOW of_day AS (PARTITION BY original_no, occurred_on)
    ) placed
    WINDOW same_day AS (PARTITION BY original_no, occurred_on, same_town)
  ) i
  WHERE i.seq > i.first AND ${OPEN}`

const sameNumberStored = (own: Own): string => `
  INSERT INTO twin (seq, known, plain)
  SELECT DISTINCT ON (seq) seq, id, false
  FROM (
    SELECT i.seq, d.id, i.category = d.category AS same_kind, i.in_town IS NOT NULL AND d.in_town IS NOT NULL OR ${own('i.original_no')}
      OR (min(i.in_town) OVER of_case IS NOT DISTINCT FROM max(i.in_town) OVER of_case
        AND min(d.in_town) OVER of_row IS NOT DISTINCT FROM max(d.in_town) OVER of_row) AS clear
    FROM (
      SELECT incoming.*, spot.village FROM incoming LEFT JOIN spot ON spot.place = incoming.area WHERE original_no IS NOT NULL
    ) i
    JOIN (
      SELECT c.id, c.original_no, c.occurred_on, c.category, c.place_words, c.area, spot.village, spot.town AS in_town
      FROM dispute c LEFT JOIN spot ON spot.place = coalesce(c.area, c.town)
      WHERE c.county = $1 AND c.original_no IN (SELECT original_no FROM incoming)
    ) d ON d.original_no = i.original_no
    CROSS JOIN LATERAL (
      SELECT i.category = d.category AS kind, coalesce(i.area IS NOT NULL AND d.area IS NOT NULL AND i.village = d.village, false)
        OR coalesce(i.place_words = d.place_words, false) AS place
    ) same
    WHERE ${OPEN} AND (${own('i.original_no')} OR (i.in_town = d.in_town) IS NOT FALSE AND (
      i.occurred_on = d.occurred_on AND (same.kind OR same.place OR i.area IS NULL OR d.area IS NULL)
      OR same.kind AND same.place AND (char_length(i.original_no) >= ${SHORT} OR abs(i.occurred_on - d.occurred_on) <= ${MONTH})))
    WINDOW of_case AS (PARTITION BY d.id), of_row AS (PARTITION BY i.seq)
  ) pair
  WHERE clear
  ORDER BY seq, same_kind DESC, id`

/**
 * A row that names another as the case it repeats. Of two rows that name each other the first is the case. A target
 * that is itself a repeat gives its first row, so no chain can close to a circle.
 */
const relatedInFile = (own: Own): string => `
  INSERT INTO twin (seq, rep, plain)
  SELECT DISTINCT ON (i.seq) i.seq, head.seq, true
  FROM incoming i
  JOIN incoming other ON other.original_no = i.related_no
    AND ((i.in_town = other.in_town) IS NOT FALSE OR ${own('i.related_no')})
  LEFT JOIN twin up ON up.seq = other.seq
  JOIN incoming head ON head.seq = coalesce(up.rep, other.seq)
  WHERE head.seq <> i.seq AND (head.related_no IS NULL OR head.seq < i.seq) AND ${OPEN}
  ORDER BY i.seq, head.seq`

const relatedStored = (own: Own): string => `
  INSERT INTO twin (seq, known, plain)
  SELECT DISTINCT ON (i.seq) i.seq, d.id, true
  FROM incoming i
  JOIN dispute d ON d.county = $1 AND d.original_no = i.related_no
  LEFT JOIN spot ON spot.place = coalesce(d.area, d.town)
  WHERE ((i.in_town = spot.town) IS NOT FALSE OR ${own('i.related_no')}) AND ${OPEN}
  ORDER BY i.seq, d.id`
