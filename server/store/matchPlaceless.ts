import type { Scope } from '../contract/scope.ts'
import { COUNTED, OPEN } from './matchContent.ts'
import type { StagedKinds } from './staging.ts'
import type { Transaction } from './transaction.ts'

/**
 * Finds the rows that say the same as a stored case but for a place that was missing, misspelt or not known on one of
 * the two sides, so that a place that is mended in the ledger fills the case instead of making a second one.
 */
export async function matchPlaceless({ client }: Transaction, { county }: Scope, kinds: StagedKinds): Promise<void> {
  const { rows } = await client.query<{ waits: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM dispute WHERE county = $1 AND area IS NULL) AS waits',
    [county],
  )
  const steps = rows[0]?.waits ? [NO_WORDS, PROPOSED, SAME_TOWN, NO_TOWN] : []
  if (kinds.placeless) steps.push(...(rows[0]?.waits ? [SAME_NAME] : []), FORMER)
  for (const sql of steps) await client.query(sql, [county])
}

const FREE = 'NOT EXISTS (SELECT 1 FROM twin WHERE twin.known = d.id)'

/** The nth row of a key beside the nth stored case of it. A case may have several keys, but takes one row. */
function nthByNth(
  row: { where: string; key: string },
  stored: { from: string; where: string; key: string; town?: string },
): string {
  return `
  INSERT INTO twin (seq, known, plain)
  SELECT DISTINCT ON (d.id) i.seq, d.id, false
  FROM (
    SELECT i.seq, i.in_town, content_key, ${row.key} AS key, row_number() OVER (PARTITION BY content_key, ${row.key} ORDER BY i.seq) AS nth
    FROM incoming i WHERE ${row.where} AND ${OPEN}
  ) i
  JOIN (
    SELECT d.id, spot.town AS in_town, content_key, ${stored.key} AS key, row_number() OVER (PARTITION BY content_key, ${stored.key} ORDER BY d.id) AS nth
    FROM dispute d ${stored.from} LEFT JOIN spot ON spot.place = ${stored.town ?? 'd.town'}
    WHERE d.county = $1 AND content_key IN (SELECT content_key FROM incoming) AND ${stored.where} AND ${FREE}
  ) d USING (content_key, key, nth)
  WHERE (i.in_town = d.in_town) IS NOT FALSE
  ORDER BY d.id, i.seq`
}

const NO_WORDS = nthByNth(
  { where: 'area IS NOT NULL', key: `''::text` },
  { from: '', where: 'd.area IS NULL AND d.place_words IS NULL', key: `''::text` },
)

/** A place that the queue proposes: enough even for a row that nothing but its number of times tells from others. */
const PROPOSED = nthByNth(
  { where: 'area IS NOT NULL', key: 'area' },
  { from: 'CROSS JOIN jsonb_array_elements_text(d.candidates) AS proposed (code)', where: 'd.area IS NULL', key: 'proposed.code' },
)

const SAME_TOWN = nthByNth(
  { where: `area IS NOT NULL AND NOT (${COUNTED})`, key: 'in_town' },
  { from: '', where: 'd.area IS NULL', key: 'spot.town' },
)

const NO_TOWN = nthByNth(
  { where: `area IS NOT NULL AND NOT (${COUNTED})`, key: `''::text` },
  { from: '', where: 'd.area IS NULL AND spot.town IS NULL', key: `''::text` },
)

const OF_A_VILLAGE = '(村民委员会|居民委员会|村委会|居委会|社区|村|居)$'
const bareName = (row: string): string =>
  `regexp_replace(regexp_replace(${row}.place_words, '^.* / ', ''), '${OF_A_VILLAGE}', '')`

/** 东周 and 东周村, both unknown: a pack that lost the village knows the case by the name that it had. */
const SAME_NAME = nthByNth(
  { where: 'area IS NULL AND place_words IS NOT NULL', key: bareName('i') },
  { from: '', where: 'd.area IS NULL AND d.place_words IS NOT NULL', key: bareName('d') },
)

/** A case whose place came later, told by the older ledger again: without a place there, or by the words of before. */
const FORMER = nthByNth(
  { where: 'area IS NULL', key: `coalesce(place_words, '')` },
  {
    from: `JOIN (SELECT DISTINCT id, place_words, town FROM dispute_before WHERE county = $1 AND area IS NULL) b ON b.id = d.id`,
    where: 'd.area IS NOT NULL',
    key: `coalesce(b.place_words, '')`,
    town: 'b.town',
  },
)
