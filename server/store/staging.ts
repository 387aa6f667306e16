import type pg from 'pg'
import type { AreaCode } from '../../geodata/place/area.ts'
import type { Scope } from '../contract/scope.ts'
import { CASE_COLUMNS, type CaseFacts } from './caseColumns.ts'
import { caseFields, copyInto, field } from './copyIn.ts'
import type { Transaction } from './transaction.ts'

/**
 * An import on its way in. Rows wait in the temporary table `incoming`, numbered in the order of the file; `twin`
 * names every row that is not a new case: the earlier row it repeats (`rep`) or the stored case (`known`). `plain`
 * rows add nothing for certain; the others are compared field by field. Nothing of it outlives the transaction, and
 * memory stays flat because the database keeps what was read.
 */
export async function createStaging({ client }: Transaction): Promise<void> {
  const columns = Object.entries(CASE_COLUMNS).map(([name, type]) => `${name} ${type}`)
  await client.query(`
    SET LOCAL work_mem = '64MB';
    CREATE TEMP TABLE incoming (
      seq integer NOT NULL, related_no text, content_key bigint NOT NULL, ${columns.join(', ')}
    ) ON COMMIT DROP;
    CREATE TEMP TABLE twin (seq integer PRIMARY KEY, rep integer, known bigint, plain boolean NOT NULL) ON COMMIT DROP;
    CREATE TEMP TABLE folded (rep integer, known bigint, ${columns.join(', ')}) ON COMMIT DROP`)
}

export interface StagedRow {
  seq: number
  relatedNo: string | null
  /** signed 64-bit integer in decimal */
  contentKey: string
  facts: CaseFacts
}

/** Writes rows as they come from the file. `seq` counts them from 1. */
export function stagingWriter({ client }: Transaction) {
  const copy = copyInto(client, 'incoming', ['seq', 'related_no', 'content_key', ...Object.keys(CASE_COLUMNS)])
  return {
    add: ({ seq, relatedNo, contentKey, facts }: StagedRow): boolean =>
      copy.add(`${seq}\t${field(relatedNo)}\t${contentKey}\t${caseFields(facts)}\n`),
    flush: () => copy.flush(),
    abandon: (error: Error) => copy.abandon(error),
    async end(): Promise<void> {
      await copy.end()
      await client.query('ANALYZE incoming')
    },
  }
}

/** Which kinds of rows the file had, so that needless comparisons are left out. */
export interface StagedKinds {
  rows: number
  numbered: boolean
  related: boolean
  worded: boolean
  /** some row has words but no number, so that words alone can tell it */
  wordedOnly: boolean
}

/** Numbers of this length are a source's own (2024010262072200001); shorter ones may be a list's 1, 2, 3. */
const UNIQUE_NUMBER_LENGTH = 8

/** A short number means the same case only where day, or kind and place, agree. */
function sameNumber(a: string, b: string): string {
  return `(char_length(${a}.original_no) >= ${UNIQUE_NUMBER_LENGTH} OR ${a}.occurred_on = ${b}.occurred_on
    OR (${a}.category = ${b}.category AND abs(${a}.occurred_on - ${b}.occurred_on) <= 31
        AND (${a}.area = ${b}.area OR ${a}.place_words = ${b}.place_words)))`
}

/**
 * Finds the rows that repeat one another or a stored case by content, number and reference; words come after.
 * `heirs` gives today's code of areas that cases still carry but that are in force no more.
 */
export async function matchExactly(
  tx: Transaction,
  scope: Scope,
  kinds: StagedKinds,
  stored: { any: boolean; heirs: Map<AreaCode, AreaCode> },
): Promise<void> {
  const { client } = tx
  const county = [scope.county]
  if (stored.any) {
    const heirs = [...stored.heirs]
    await client.query(SAME_CONTENT_STORED, [scope.county, heirs.map(([code]) => code), heirs.map(([, today]) => today)])
  }
  if (kinds.numbered || kinds.worded) await client.query(SAME_CONTENT_IN_FILE)
  if (kinds.numbered) {
    await client.query(SAME_NUMBER_IN_FILE)
    if (stored.any) await client.query(SAME_NUMBER_STORED, county)
  }
  if (kinds.related) {
    await resolveTwins(tx)
    await client.query(RELATED_IN_FILE)
    if (stored.any) await client.query(RELATED_STORED, county)
  }
  await client.query('ANALYZE twin')
}

const OPEN = 'NOT EXISTS (SELECT 1 FROM twin WHERE twin.seq = i.seq)'

/** Nothing but how often it comes tells such a row from another: the second one is the second case. */
const COUNTED = 'original_no IS NULL AND (summary IS NULL OR number_lost)'

/** What a row and a case that say the same can still differ in. */
const PROGRESS = [
  'due_on', 'closed_on', 'colour', 'state', 'unit', 'agreement', 'judicially_confirmed', 'followed_up',
]

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
        ELSE coalesce(heir.today, c.area, '?' || c.place_words, '') END AS place
      FROM dispute c
      LEFT JOIN unnest($2::text[], $3::text[]) AS heir (code, today) ON heir.code = c.area
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

const SAME_NUMBER_IN_FILE = `
  INSERT INTO twin (seq, rep, plain)
  SELECT i.seq, first.seq, false
  FROM (
    SELECT DISTINCT ON (original_no) * FROM incoming WHERE original_no IS NOT NULL ORDER BY original_no, seq
  ) first
  JOIN incoming i ON i.original_no = first.original_no AND i.seq > first.seq
  WHERE ${sameNumber('first', 'i')} AND ${OPEN}`

const SAME_NUMBER_STORED = `
  INSERT INTO twin (seq, known, plain)
  SELECT DISTINCT ON (i.seq) i.seq, d.id, false
  FROM incoming i JOIN dispute d ON d.county = $1 AND d.original_no = i.original_no
  WHERE i.original_no IS NOT NULL AND ${sameNumber('i', 'd')} AND ${OPEN}
  ORDER BY i.seq, d.id`

/**
 * A row that names another as the case it repeats. Of two rows that name each other the first is the case. A target
 * that is itself a repeat gives its first row, so no chain can close to a circle.
 */
const RELATED_IN_FILE = `
  INSERT INTO twin (seq, rep, plain)
  SELECT DISTINCT ON (i.seq) i.seq, head.seq, true
  FROM incoming i
  JOIN incoming other ON other.original_no = i.related_no
  LEFT JOIN twin up ON up.seq = other.seq
  JOIN incoming head ON head.seq = coalesce(up.rep, other.seq)
  WHERE head.seq <> i.seq AND (head.related_no IS NULL OR head.seq < i.seq) AND ${OPEN}
  ORDER BY i.seq, head.seq`

const RELATED_STORED = `
  INSERT INTO twin (seq, known, plain)
  SELECT DISTINCT ON (i.seq) i.seq, d.id, true
  FROM incoming i JOIN dispute d ON d.county = $1 AND d.original_no = i.related_no
  WHERE ${OPEN}
  ORDER BY i.seq, d.id`

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

/** Pairs worth comparing, in order of `seq`: same kind, same place, few days apart, not both with a number. */
export async function* pairsByWords(tx: Transaction, scope: Scope, among: 'stored' | 'file'): AsyncGenerator<Pair[]> {
  if (among === 'file') await tx.client.query(WORD_INDEXES)
  const sql = among === 'file' ? PAIRS_IN_FILE : PAIRS_STORED.replaceAll('$1', quoted(scope.county))
  for await (const rows of cursor<PairRow>(tx.client, sql)) yield rows.map(pairOf)
}

const WORD_INDEXES = `
  CREATE INDEX ON incoming (area, category, occurred_on) WHERE summary IS NOT NULL;
  CREATE INDEX ON incoming (place_words, category, occurred_on) WHERE summary IS NOT NULL`

const SIDE = (row: string, to: string): string =>
  SIDE_COLUMNS.map((name) => `${row}.${name} AS ${to}_${name}`).join(', ')

const NEAR = `c.category = i.category AND c.occurred_on BETWEEN i.occurred_on - ${DAYS_APART} AND i.occurred_on + ${DAYS_APART}
  AND c.summary IS NOT NULL AND (i.original_no IS NULL OR c.original_no IS NULL)`

/** the nearest day first, so that a carried-over case meets itself */
const NEAREST = 'abs(c.occurred_on - i.occurred_on)'

const PAIRS_IN_FILE = `
  SELECT i.seq, c.seq AS rep, NULL::bigint AS known, ${SIDE('i', 'a')}, ${SIDE('c', 'b')}
  FROM incoming i
  CROSS JOIN LATERAL (
    SELECT c.* FROM incoming c
    WHERE ${NEAR} AND (c.area = i.area OR c.place_words = i.place_words) AND c.seq < i.seq
      AND NOT EXISTS (SELECT 1 FROM twin up WHERE up.seq = c.seq AND up.rep IS NOT NULL)
    ORDER BY ${NEAREST}, c.seq LIMIT ${CANDIDATES}
  ) c
  WHERE i.summary IS NOT NULL AND ${OPEN}
  ORDER BY i.seq, ${NEAREST}, c.seq`

const PAIRS_STORED = `
  SELECT i.seq, NULL::integer AS rep, c.id AS known, ${SIDE('i', 'a')}, ${SIDE('c', 'b')}
  FROM incoming i
  CROSS JOIN LATERAL (
    (SELECT c.* FROM dispute c WHERE c.county = $1 AND c.area = i.area AND ${NEAR} ORDER BY ${NEAREST}, c.id LIMIT ${CANDIDATES})
    UNION ALL
    (SELECT c.* FROM dispute c WHERE c.county = $1 AND c.place_words = i.place_words
      AND (c.area IS NULL OR c.located_by = 'person') AND ${NEAR} ORDER BY ${NEAREST}, c.id LIMIT ${CANDIDATES})
  ) c
  WHERE i.summary IS NOT NULL AND ${OPEN}
  ORDER BY i.seq, ${NEAREST}, c.id`

type PairRow = { seq: number; rep: number | null; known: number | null } & Record<string, unknown>

function pairOf(row: PairRow): Pair {
  const side = (from: 'a' | 'b'): PairSide =>
    Object.fromEntries(SIDE_COLUMNS.map((name) => [name, row[`${from}_${name}`]])) as unknown as PairSide
  return { seq: row.seq, rep: row.rep, known: row.known, a: side('a'), b: side('b') }
}

export interface Match {
  seq: number
  rep: number | null
  known: number | null
}

export async function addMatches({ client }: Transaction, matches: Match[]): Promise<void> {
  if (matches.length === 0) return
  await client.query(
    `INSERT INTO twin (seq, rep, known, plain)
     SELECT seq, rep, known, false FROM unnest($1::integer[], $2::integer[], $3::bigint[]) AS m (seq, rep, known)`,
    [matches.map((m) => m.seq), matches.map((m) => m.rep), matches.map((m) => m.known)],
  )
}

/** Follows repeats of repeats to the first row, and first rows to the stored case. */
export async function resolveTwins({ client }: Transaction): Promise<void> {
  for (;;) {
    const { rowCount } = await client.query(
      'UPDATE twin t SET rep = up.rep FROM twin up WHERE t.rep = up.seq AND up.rep IS NOT NULL AND up.rep <> t.rep',
    )
    if (!rowCount) break
  }
  await client.query(
    'UPDATE twin t SET known = up.known FROM twin up WHERE t.rep = up.seq AND t.known IS NULL AND up.known IS NOT NULL',
  )
}

/** A row that may bring its case up to date, with the case as it stands before the file (or as its first row says). */
export interface Repeat {
  /** stored case, or null for one that this file brings */
  known: number | null
  /** first row of the case in this file; null for a row that goes straight to the stored case */
  rep: number | null
  seq: number
  base: CaseFacts
  row: CaseFacts
}

/** Repeats grouped by case, in the order of the file within each. */
export async function* repeats({ client }: Transaction, scope: Scope): AsyncGenerator<Repeat[]> {
  const side = (row: string, to: string): string =>
    Object.keys(CASE_COLUMNS).map((name) => `${row}.${name} AS ${to}_${name}`).join(', ')
  const stored = `SELECT t.known, t.rep, t.seq, ${side('d', 'base')}, ${side('i', 'row')}
    FROM twin t JOIN incoming i ON i.seq = t.seq
    JOIN dispute d ON d.county = ${quoted(scope.county)} AND d.id = t.known
    WHERE NOT t.plain ORDER BY t.known, t.seq`
  const fresh = `SELECT t.known, t.rep, t.seq, ${side('r', 'base')}, ${side('i', 'row')}
    FROM twin t JOIN incoming i ON i.seq = t.seq JOIN incoming r ON r.seq = t.rep
    WHERE NOT t.plain AND t.known IS NULL ORDER BY t.rep, t.seq`
  for (const sql of [stored, fresh]) {
    for await (const rows of cursor<Record<string, unknown>>(client, sql)) yield rows.map(repeatOf)
  }
}

function repeatOf(row: Record<string, unknown>): Repeat {
  const side = (from: string): CaseFacts =>
    Object.fromEntries(Object.keys(CASE_COLUMNS).map((name) => [name, row[`${from}_${name}`]])) as unknown as CaseFacts
  return { known: row.known as number | null, rep: row.rep as number | null, seq: row.seq as number, base: side('base'), row: side('row') }
}

/** A case as it stands after all its rows. */
export interface Folded {
  rep: number | null
  known: number | null
  facts: CaseFacts
}

export async function addFolded({ client }: Transaction, cases: Folded[]): Promise<void> {
  if (cases.length === 0) return
  const copy = copyInto(client, 'folded', ['rep', 'known', ...Object.keys(CASE_COLUMNS)])
  for (const { rep, known, facts } of cases) {
    if (copy.add(`${field(rep)}\t${field(known)}\t${caseFields(facts)}\n`)) await copy.flush()
  }
  await copy.end()
}

/** Of the first rows, those that make no new case: the first row that changes a known case updates it. */
export async function firstOutcomes(
  { client }: Transaction,
  upTo: number,
): Promise<Map<number, 'updated' | 'duplicates'>> {
  const { rows } = await client.query<{ seq: number; updates: boolean }>(
    `SELECT seq, coalesce(NOT plain AND seq = (
       SELECT min(other.seq) FROM twin other WHERE other.known = twin.known AND NOT other.plain
     ) AND known IN (SELECT known FROM folded WHERE known IS NOT NULL), false) AS updates
     FROM twin WHERE seq <= $1`,
    [upTo],
  )
  return new Map(rows.map(({ seq, updates }) => [seq, updates ? 'updated' : 'duplicates']))
}

const CURSOR_ROWS = 2_000

/** Reads a query piece by piece inside the transaction; other queries may run between the pieces. */
async function* cursor<Row extends object>(client: pg.PoolClient, sql: string): AsyncGenerator<Row[]> {
  await client.query(`DECLARE piece NO SCROLL CURSOR FOR ${sql}`)
  for (;;) {
    const { rows } = await client.query<Row>(`FETCH ${CURSOR_ROWS} FROM piece`)
    if (rows.length > 0) yield rows
    if (rows.length < CURSOR_ROWS) break
  }
  await client.query('CLOSE piece')
}

function quoted(county: AreaCode): string {
  return `'${county.replaceAll("'", "''")}'`
}

