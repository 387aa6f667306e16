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

/** Cases without a place by the words they came with, most cases first. */
export async function queueRows(on: { client: ClientBase } | { pool: Pool }, scope: Scope): Promise<QueueRow[]> {
  const { rows } = await ('client' in on ? on.client : on.pool).query<{ words: string | null; cases: number; candidates: AreaCode[] | null }>(
    `SELECT place_words AS words, count(*) AS cases, (array_agg(candidates) FILTER (WHERE candidates IS NOT NULL))[1] AS candidates
     FROM dispute WHERE county = $1 AND area IS NULL
     GROUP BY place_words ORDER BY count(*) DESC, place_words`,
    [scope.county],
  )
  return rows.map(({ words, cases, candidates }) => ({ words, cases, candidates: candidates ?? [] }))
}

/** Gives the cases of these words their place: those that wait, and those that a person placed before. */
export async function placeCases(
  tx: Transaction,
  scope: Scope,
  words: string,
  area: AreaCode,
  revision: number,
): Promise<number> {
  const result = await tx.query
    .updateTable('dispute')
    .set({ area, located_by: 'person', revision })
    .where('county', '=', scope.county)
    .where('place_words', '=', words)
    .where((eb) =>
      eb.or([eb('area', 'is', null), eb.and([eb('located_by', '=', 'person'), eb('area', '<>', area)])]),
    )
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/**
 * Gives the waiting cases of these words the place that a new pack or a new alias knows by that name, and those that
 * would wait again after an undo.
 */
export async function locateQueued(
  { client }: Transaction,
  { county }: Scope,
  { words, area, by, revision }: { words: string; area: AreaCode; by: 'name' | 'alias'; revision: number },
): Promise<number> {
  const found = 'area = $3, located_by = $4, candidates = NULL'
  const these = 'WHERE county = $1 AND place_words = $2 AND area IS NULL'
  const values = [county, words, area, by]
  await client.query(`UPDATE dispute_before SET ${found} ${these}`, values)
  const { rowCount } = await client.query(`UPDATE dispute SET ${found}, revision = $5 ${these}`, [...values, revision])
  return rowCount ?? 0
}
