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
  { client }: Transaction,
  { county }: Scope,
  words: string,
  { area, village }: Target,
  revision: number,
): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE dispute SET area = CASE WHEN sensitive THEN $4 ELSE $3 END, located_by = 'person', town = NULL, revision = $5
     WHERE county = $1 AND place_words = $2
       AND (area IS NULL OR located_by = 'person' AND area <> CASE WHEN sensitive THEN $4 ELSE $3 END)`,
    [county, words, area, village, revision],
  )
  return rowCount ?? 0
}

/**
 * Gives the cases of these words, which wait or which an alias located, the place that a new pack or a new alias knows
 * by that name, and those that would stand so again after an undo.
 */
export async function locateQueued(
  { client }: Transaction,
  { county }: Scope,
  { words, area, village, by, revision }: Target & { words: string; by: 'name' | 'alias'; revision: number },
): Promise<number> {
  const target = 'CASE WHEN sensitive THEN $5 ELSE $3 END'
  const found = `area = ${target}, located_by = $4, town = NULL, candidates = NULL`
  const these = `WHERE county = $1 AND place_words = $2 AND (area IS NULL OR located_by = 'alias' AND area <> ${target})`
  const values = [county, words, area, by, village]
  await client.query(`UPDATE dispute_before SET ${found} ${these}`, values)
  const { rowCount } = await client.query(`UPDATE dispute SET ${found}, revision = $6 ${these}`, [...values, revision])
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
