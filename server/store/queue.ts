import type { ClientBase, Pool } from 'pg'
import type { AreaCode } from '../../geodata/place/area.ts'
import type { Scope } from '../contract/scope.ts'
import type { Transaction } from './transaction.ts'

export interface QueueRow {
  /** normalised words; null for cases that came without any */
  words: string | null
  cases: number
  candidates: AreaCode[]
}

/** Cases without a place by the words they came with, most cases first; those that were merged into others are left out. */
export async function queueRows(on: { client: ClientBase } | { pool: Pool }, scope: Scope): Promise<QueueRow[]> {
  const { rows } = await ('client' in on ? on.client : on.pool).query<{ words: string | null; cases: number; candidates: AreaCode[] | null }>(
    `SELECT place_words AS words, count(*) AS cases, (array_agg(candidates) FILTER (WHERE candidates IS NOT NULL))[1] AS candidates
     FROM dispute WHERE county = $1 AND area IS NULL AND state <> 'merged'
     GROUP BY place_words ORDER BY count(*) DESC, place_words`,
    [scope.county],
  )
  return rows.map(({ words, cases, candidates }) => ({ words, cases, candidates: candidates ?? [] }))
}

/** Words of cases that an alias located. */
export async function aliasedWords({ client }: Transaction, { county }: Scope): Promise<string[]> {
  const { rows } = await client.query<{ words: string }>(
    `SELECT DISTINCT place_words AS words FROM dispute
     WHERE county = $1 AND place_words IS NOT NULL AND located_by = 'alias' ORDER BY place_words`,
    [county],
  )
  return rows.map(({ words }) => words)
}

/** An area and the village that it lies in, which a sensitive case gets instead. */
export interface Target {
  area: AreaCode
  village: AreaCode
}

/** Gives the cases of these words their place: those that wait, and those that a person placed before. */
export async function placeCases(
  tx: Transaction,
  scope: Scope,
  words: string,
  { area, village }: Target,
  { revision, at }: { revision: number; at: Date },
): Promise<number> {
  const target = 'CASE WHEN d.sensitive THEN $4 ELSE $3 END'
  const these = `d.place_words = $2 AND (d.area IS NULL OR d.located_by = 'person' AND d.area <> ${target})`
  const values = [scope.county, words, area, village]
  await noteSettled(tx, scope, { these, target: `${target}::text`, by: `'person'::text`, values, revision, at })
  const { rowCount } = await tx.client.query(
    `UPDATE dispute d SET area = ${target}, located_by = 'person', town = NULL, revision = $5 WHERE d.county = $1 AND ${these}`,
    [...values, revision],
  )
  return rowCount ?? 0
}

/**
 * Writes into the log of the cases that people work on where they lie from now on; called before they are placed.
 * `these` is the condition on `dispute d`, with `values` as its parameters; `target` and `by` are SQL on them.
 */
async function noteSettled(
  { client }: Transaction,
  { by: actor }: Scope,
  of: { these: string; target: string; by: string; values: unknown[]; revision: number; at: Date },
): Promise<void> {
  const { these, target, by, values, revision, at } = of
  const from = values.length
  const change = (field: string, before: string, after: string) => `jsonb_build_object('field', '${field}', 'before', ${before}, 'after', ${after})`
  // the log keeps no village of a sensitive case
  const told = (place: string) => `CASE WHEN NOT sensitive THEN ${place} END`
  await client.query(
    `WITH settled AS (
       UPDATE dispute_life l SET last_seq = l.last_seq + 1 FROM dispute d
       WHERE l.county = $1 AND d.county = $1 AND l.id = d.id AND ${these}
       RETURNING d.id, l.last_seq, d.state, ${target} AS target, d.area, d.located_by, d.town, d.sensitive
     )
     INSERT INTO dispute_event (county, id, seq, revision, at, kind, from_state, to_state, organisation, account, login, changes)
     SELECT $1, id, last_seq, $${from + 1}, $${from + 2}, 'settled', state, state, $${from + 3}, $${from + 4}, $${from + 5},
       jsonb_build_array(${change('area', told('area'), told('target'))}, ${change('locatedBy', 'located_by', by)}, ${change('town', 'town', 'NULL')})
     FROM settled`,
    [...values, revision, at, actor.organisation, actor.account, actor.login],
  )
}

/**
 * Gives the cases of these words, which wait or which an alias located, the place that a new pack or a new alias knows
 * by that name, and those that would stand so again after an undo.
 */
export async function locateQueued(
  tx: Transaction,
  scope: Scope,
  { words, area, village, by, revision, at }: Target & { words: string; by: 'name' | 'alias'; revision: number; at: Date },
): Promise<number> {
  const target = 'CASE WHEN d.sensitive THEN $5 ELSE $3 END'
  const found = `area = ${target}, located_by = $4, town = NULL, candidates = NULL`
  const these = `d.place_words = $2 AND (d.area IS NULL OR d.located_by = 'alias' AND d.area <> ${target})`
  const values = [scope.county, words, area, by, village]
  await noteSettled(tx, scope, { these, target: `${target}::text`, by: '$4::text', values, revision, at })
  await tx.client.query(`UPDATE dispute_before d SET ${found} WHERE d.county = $1 AND ${these}`, values)
  const { rowCount } = await tx.client.query(`UPDATE dispute d SET ${found}, revision = $6 WHERE d.county = $1 AND ${these}`, [...values, revision])
  return rowCount ?? 0
}

/** Tells the waiting cases of these words, and those that would wait again after an undo, which town they are in. */
export async function tellTown(
  { client }: Transaction,
  { county }: Scope,
  { words, town, revision }: { words: string; town: AreaCode | null; revision: number },
): Promise<void> {
  const these = 'WHERE county = $1 AND place_words = $2 AND area IS NULL AND town IS DISTINCT FROM $3'
  const values = [county, words, town]
  await client.query(`UPDATE dispute_before SET town = $3 ${these}`, values)
  await client.query(`UPDATE dispute SET town = $3, revision = $4 ${these}`, [...values, revision])
}
