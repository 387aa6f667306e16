import type { AreaCode } from '../../geodata/place/area.ts'
import type { Scope } from '../contract/scope.ts'
import { CASE_COLUMNS, type CaseFacts } from './caseColumns.ts'
import { caseFields, copyInto, field } from './copyIn.ts'
import { cursor, quoted } from './cursor.ts'
import type { Transaction } from './transaction.ts'

/**
 * An import on its way in. Rows wait in the temporary table `incoming`, numbered in the order of the file; `twin`
 * names every row that is not a new case: the earlier row it repeats (`rep`) or the stored case (`known`). `plain`
 * rows add nothing for certain; the others are compared field by field. `spot` says of every code that a stored
 * case may have which area it is today and in which town. Nothing of it outlives the transaction,
 * and memory stays flat because the database keeps what was read.
 */
export async function createStaging({ client }: Transaction): Promise<void> {
  const columns = Object.entries(CASE_COLUMNS).map(([name, type]) => `${name} ${type}`)
  await client.query(`
    SET LOCAL work_mem = '64MB';
    CREATE TEMP TABLE incoming (
      seq integer NOT NULL, related_no text, content_key bigint NOT NULL, told boolean NOT NULL, in_town text, parties text,
      ${columns.join(', ')}
    ) ON COMMIT DROP;
    CREATE TEMP TABLE spot (place text PRIMARY KEY, today text, town text, village text) ON COMMIT DROP;
    CREATE TEMP TABLE twin (seq integer PRIMARY KEY, rep integer, known bigint, plain boolean NOT NULL) ON COMMIT DROP;
    CREATE TEMP TABLE folded (rep integer, known bigint, ${columns.join(', ')}) ON COMMIT DROP`)
}

export interface StagedRow {
  seq: number
  relatedNo: string | null
  /** signed 64-bit integer in decimal */
  contentKey: string
  /** its words say enough to know the case by */
  told: boolean
  /** code of the town that the row lies in, as far as it tells */
  inTown: AreaCode | null
  /** salted hashes of who it speaks of, null where it names nobody */
  parties: string | null
  facts: CaseFacts
}

/** Writes rows as they come from the file. `seq` counts them from 1. */
export function stagingWriter({ client }: Transaction) {
  const copy = copyInto(client, 'incoming', ['seq', 'related_no', 'content_key', 'told', 'in_town', 'parties', ...Object.keys(CASE_COLUMNS)])
  return {
    add: ({ seq, relatedNo, contentKey, told, inTown, parties, facts }: StagedRow): boolean =>
      copy.add(`${seq}\t${field(relatedNo)}\t${contentKey}\t${field(told)}\t${field(inTown)}\t${field(parties)}\t${caseFields(facts)}\n`),
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
  /** some row's exact place would point at a family */
  sensitive: boolean
  /** some row has no area */
  placeless: boolean
  /** some row's words say enough to know a case by */
  told: boolean
  /** such a row without a number, so that words alone can tell it */
  toldOnly: boolean
}

/** A place that stored cases may have. */
export interface Spot {
  place: AreaCode
  today: AreaCode | null
  town: AreaCode | null
  /** today's village that it lies in or is; a larger area stands for itself */
  village: AreaCode | null
}

export async function addSpots({ client }: Transaction, spots: Spot[]): Promise<void> {
  await client.query('INSERT INTO spot SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])', [
    spots.map(({ place }) => place),
    spots.map(({ today }) => today),
    spots.map(({ town }) => town),
    spots.map(({ village }) => village),
  ])
  await client.query('CREATE INDEX ON spot (village); ANALYZE spot')
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
  /** a person works on the stored case in Fengtu */
  worked: boolean
  /** and said that it is no sensitive case */
  lifted: boolean
  base: CaseFacts
  row: CaseFacts
}

/** Repeats grouped by case, in the order of the file within each. */
export async function* repeats({ client }: Transaction, scope: Scope): AsyncGenerator<Repeat[]> {
  const side = (row: string, to: string): string =>
    Object.keys(CASE_COLUMNS).map((name) => `${row}.${name} AS ${to}_${name}`).join(', ')
  const stored = `SELECT t.known, t.rep, t.seq, l.id IS NOT NULL AS worked,
      l.id IS NOT NULL AND EXISTS (SELECT 1 FROM dispute_event e WHERE e.county = d.county AND e.id = d.id AND e.changes @> '[{"field": "sensitive", "after": false}]') AS lifted,
      ${side('d', 'base')}, ${side('i', 'row')}
    FROM twin t JOIN incoming i ON i.seq = t.seq
    JOIN dispute d ON d.county = ${quoted(scope.county)} AND d.id = t.known
    LEFT JOIN dispute_life l ON l.county = d.county AND l.id = d.id
    WHERE NOT t.plain ORDER BY t.known, t.seq`
  const fresh = `SELECT t.known, t.rep, t.seq, false AS worked, false AS lifted, ${side('r', 'base')}, ${side('i', 'row')}
    FROM twin t JOIN incoming i ON i.seq = t.seq JOIN incoming r ON r.seq = t.rep
    WHERE NOT t.plain AND t.known IS NULL ORDER BY t.rep, t.seq`
  for (const sql of [stored, fresh]) {
    for await (const rows of cursor<Record<string, unknown>>(client, sql)) yield rows.map(repeatOf)
  }
}

function repeatOf(row: Record<string, unknown>): Repeat {
  const side = (from: string): CaseFacts =>
    Object.fromEntries(Object.keys(CASE_COLUMNS).map((name) => [name, row[`${from}_${name}`]])) as unknown as CaseFacts
  return { known: row.known as number | null, rep: row.rep as number | null, seq: row.seq as number, worked: row.worked as boolean, lifted: row.lifted as boolean, base: side('base'), row: side('row') }
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
