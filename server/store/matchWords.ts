import type { Scope } from '../contract/scope.ts'
import type { CaseFacts } from './caseColumns.ts'
import { cursor, quoted } from './cursor.ts'
import { OPEN } from './matchContent.ts'
import type { Transaction } from './transaction.ts'

/** A row that may tell of the same case as an earlier row or a stored case, to be judged by its words. */
export interface Pair {
  seq: number
  rep: number | null
  known: number | null
  a: PairSide
  b: PairSide
}

const SIDE_COLUMNS = [
  'original_no', 'number_lost', 'occurred_on', 'closed_on', 'category', 'area', 'place_words', 'people', 'amount_fen',
  'summary', 'lng', 'lat',
] as const
export type PairSide = Pick<CaseFacts, (typeof SIDE_COLUMNS)[number]>

/** Days that the same case may differ by in two ledgers. */
const DAYS_APART = 3
/** candidates that are looked at for one row */
const CANDIDATES = 40

/**
 * Pairs worth comparing, in order of `seq`: same kind, same place, few days apart, not both with a number, and of
 * `leastWords` characters at least.
 */
export async function* pairsByWords(
  tx: Transaction,
  scope: Scope,
  among: 'stored' | 'file',
  leastWords: number,
): AsyncGenerator<Pair[]> {
  if (among === 'file') await tx.client.query(WORD_INDEXES)
  const sql = among === 'file' ? PAIRS_IN_FILE : pairsStored(quoted(scope.county), leastWords)
  for await (const rows of cursor<PairRow>(tx.client, sql)) yield rows.map(pairOf)
}

const WORD_INDEXES = `
  CREATE INDEX ON incoming (area, category, occurred_on) WHERE told;
  CREATE INDEX ON incoming (place_words, category, occurred_on) WHERE told`

const SIDE = (row: string, to: string): string =>
  SIDE_COLUMNS.map((name) => `${row}.${name} AS ${to}_${name}`).join(', ')

const NEAR = `c.category = i.category AND c.occurred_on BETWEEN i.occurred_on - ${DAYS_APART} AND i.occurred_on + ${DAYS_APART}
  AND (i.original_no IS NULL OR c.original_no IS NULL)`

/** the nearest day first, so that a carried-over case meets itself */
const NEAREST = 'abs(c.occurred_on - i.occurred_on)'

const PAIRS_IN_FILE = `
  SELECT i.seq, c.seq AS rep, NULL::bigint AS known, ${SIDE('i', 'a')}, ${SIDE('c', 'b')}
  FROM incoming i
  CROSS JOIN LATERAL (
    SELECT c.* FROM incoming c
    WHERE ${NEAR} AND c.told AND (c.area = i.area OR c.place_words = i.place_words) AND c.seq < i.seq
      AND NOT EXISTS (SELECT 1 FROM twin up WHERE up.seq = c.seq AND up.rep IS NOT NULL)
    ORDER BY ${NEAREST}, c.seq LIMIT ${CANDIDATES}
  ) c
  WHERE i.told AND ${OPEN}
  ORDER BY i.seq, ${NEAREST}, c.seq`

const pairsStored = (county: string, leastWords: number): string => `
  SELECT i.seq, NULL::integer AS rep, c.id AS known, ${SIDE('i', 'a')}, ${SIDE('c', 'b')}
  FROM incoming i
  CROSS JOIN LATERAL (
    (SELECT c.* FROM dispute c WHERE c.county = ${county} AND c.area = i.area AND ${NEAR}
      AND char_length(c.summary) >= ${leastWords} ORDER BY ${NEAREST}, c.id LIMIT ${CANDIDATES})
    UNION ALL
    (SELECT c.* FROM dispute c WHERE c.county = ${county} AND c.place_words = i.place_words
      AND (c.area IS NULL OR c.located_by = 'person') AND ${NEAR}
      AND char_length(c.summary) >= ${leastWords} ORDER BY ${NEAREST}, c.id LIMIT ${CANDIDATES})
  ) c
  WHERE i.told AND ${OPEN}
  ORDER BY i.seq, ${NEAREST}, c.id`

type PairRow = { seq: number; rep: number | null; known: number | null } & Record<string, unknown>

function pairOf(row: PairRow): Pair {
  const side = (from: 'a' | 'b'): PairSide =>
    Object.fromEntries(SIDE_COLUMNS.map((name) => [name, row[`${from}_${name}`]])) as unknown as PairSide
  return { seq: row.seq, rep: row.rep, known: row.known, a: side('a'), b: side('b') }
}
