import type { Scope } from '../contract/scope.ts'
import type { CaseFacts } from './caseColumns.ts'
import { cursor, quoted } from './cursor.ts'
import { OPEN } from './matchContent.ts'
import type { Transaction } from './transaction.ts'

const SIDE_COLUMNS = [
  'original_no', 'number_lost', 'occurred_on', 'closed_on', 'category', 'people', 'amount_fen', 'summary', 'lng', 'lat',
] as const
export type PairSide = Pick<CaseFacts, (typeof SIDE_COLUMNS)[number]>

/** A row whose words say enough to know a case by, beside a stored case of its village that it may tell of. */
export interface Pair {
  seq: number
  known: number
  /** the row names somebody: no text can tell two such cases apart once the names are masked */
  named: boolean
  row: PairSide
  stored: PairSide
}

export interface WordsRule {
  /** characters of a text below which it is no evidence */
  leastWords: number
  /** days that two reports of one case may lie apart */
  daysApart: number
}

/** Cases of one place and kind that one row is compared with, the nearest days first. */
const CANDIDATES = 40

const SIDE = (row: string, to = ''): string => SIDE_COLUMNS.map((name) => `${row}.${name} AS ${to}${name}`).join(', ')

/**
 * Pairs worth comparing, in order of `seq`: same kind, same village or words for it, few days apart, not both with a
 * number, and of enough words.
 */
export async function* pairsWithStored(tx: Transaction, scope: Scope, rule: WordsRule): AsyncGenerator<Pair[]> {
  await tx.client.query('CREATE INDEX ON twin (known)')
  for await (const rows of cursor<PairRow>(tx.client, pairsStored(quoted(scope.county), rule))) yield rows.map(pairOf)
}

/** the nearest day first, so that a carried-over case meets itself */
const NEAREST = 'abs(c.occurred_on - i.occurred_on)'

const pairsStored = (county: string, { leastWords, daysApart }: WordsRule): string => {
  const near = `c.category = i.category AND c.occurred_on BETWEEN i.occurred_on - ${daysApart} AND i.occurred_on + ${daysApart}
      AND (i.original_no IS NULL OR c.original_no IS NULL) AND char_length(c.summary) >= ${leastWords}
      AND (i.parties IS NULL OR NOT EXISTS (SELECT 1 FROM twin WHERE twin.known = c.id))
      ORDER BY ${NEAREST}, c.id LIMIT ${CANDIDATES}`
  return `
  SELECT i.seq, c.id AS known, i.parties IS NOT NULL AS named, ${SIDE('i', 'row_')}, ${SIDE('c', 'stored_')}
  FROM incoming i
  LEFT JOIN spot ON spot.place = i.area
  CROSS JOIN LATERAL (
    (SELECT c.* FROM spot part JOIN dispute c ON c.area = part.place
      WHERE part.village = spot.village AND c.county = ${county} AND ${near})
    UNION
    (SELECT c.* FROM dispute c WHERE c.county = ${county} AND c.place_words = i.place_words AND ${near})
  ) c
  WHERE i.told AND ${OPEN}
  ORDER BY i.seq, ${NEAREST}, c.id`
}

type PairRow = { seq: number; known: number; named: boolean } & Record<string, unknown>

function pairOf(pair: PairRow): Pair {
  const side = (from: 'row_' | 'stored_'): PairSide =>
    Object.fromEntries(SIDE_COLUMNS.map((name) => [name, pair[`${from}${name}`]])) as unknown as PairSide
  return { seq: pair.seq, known: pair.known, named: pair.named, row: side('row_'), stored: side('stored_') }
}

/** A row of the file whose words say enough to know a case by. */
export interface ToldRow extends PairSide {
  seq: number
  /** area, or `?` and the words that found none */
  place: string
  /** nothing was found yet to say that it is no new case */
  open: boolean
  /** salted hashes of who it speaks of */
  parties: string | null
}

/** Such rows that repeat no earlier one, by place, kind, day and number in the file: what may be one case lies together. */
export async function* toldRows({ client }: Transaction): AsyncGenerator<ToldRow[]> {
  yield* cursor<ToldRow>(client, `
    SELECT i.seq, coalesce(i.area, '?' || i.place_words) AS place, twin.seq IS NULL AS open, i.parties, ${SIDE('i')}
    FROM incoming i LEFT JOIN twin ON twin.seq = i.seq
    WHERE i.told AND twin.rep IS NULL AND coalesce(i.area, i.place_words) IS NOT NULL
    ORDER BY place, i.category, i.occurred_on, i.seq`)
}
