import type { Area, AreaCode } from '../../geodata/place/area.ts'
import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'
import { takeUpRevision } from './removal.ts'
import type { Transaction } from './transaction.ts'

/** 15 columns a row; PostgreSQL takes 65,535 parameters. */
const AREAS_AT_ONCE = 4_000

export async function packFile({ query }: Pick<Database, 'query'>, scope: Scope, version: string, path: string): Promise<Uint8Array | null> {
  const row = await query
    .selectFrom('pack_file')
    .select('bytes')
    .where('county', '=', scope.county)
    .where('version', '=', version)
    .where('path', '=', path)
    .executeTakeFirst()
  return row?.bytes ?? null
}

/** Makes the county's row, or takes it over with the new version; the files of other versions go. */
export async function putPack(
  tx: Transaction,
  scope: Scope,
  pack: { name: string; version: string; files: Map<string, Uint8Array>; areas: Area[]; at: Date },
): Promise<void> {
  const { county } = scope
  const since = await takeUpRevision(tx, scope)
  const row = { name: pack.name, pack_version: pack.version, installed_at: pack.at }
  await tx.query
    .insertInto('county')
    .values({ county, ...row, revision: since, alias_revision: 0, next_case_id: 1, since_revision: since })
    .onConflict((conflict) => conflict.column('county').doUpdateSet(row))
    .execute()
  await tx.query.deleteFrom('pack_file').where('county', '=', county).execute()
  for (const [path, bytes] of pack.files) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    await tx.query.insertInto('pack_file').values({ county, version: pack.version, path, bytes: buffer }).execute()
  }
  await tx.query.deleteFrom('area').where('county', '=', county).execute()
  for (let start = 0; start < pack.areas.length; start += AREAS_AT_ONCE) {
    const some = pack.areas.slice(start, start + AREAS_AT_ONCE)
    await tx.query.insertInto('area').values(some.map((area, k) => areaRow(county, area, start + k))).execute()
  }
}

/** The areas of the installed version in the order of the pack: as far as codes, names, levels and successors go. */
export async function areasInstalled({ query }: Transaction, { county }: Scope): Promise<Area[]> {
  const rows = await query
    .selectFrom('area')
    .select(['code', 'name', 'level', 'parent', 'placement', 'valid_from', 'valid_to', 'successor'])
    .where('county', '=', county)
    .orderBy('position')
    .execute()
  return rows.map(({ valid_from: from, valid_to: to, successor, ...area }) => ({
    ...(area as Pick<Area, 'code' | 'name' | 'level' | 'parent' | 'placement'>),
    ...(from !== null && { validFrom: from }),
    ...(to !== null && { validTo: to }),
    ...(successor !== null && { successor }),
  }))
}

function areaRow(county: AreaCode, area: Area, position: number) {
  const [west, south, east, north] = area.bbox ?? [null, null, null, null]
  return {
    county,
    code: area.code,
    position,
    name: area.name,
    level: area.level,
    parent: area.parent,
    placement: area.placement,
    population: area.population ?? null,
    valid_from: area.validFrom ?? null,
    valid_to: area.validTo ?? null,
    successor: area.successor ?? null,
    west,
    south,
    east,
    north,
  }
}

/** Codes that cases carry, or carried before an import that can be undone, with the number of cases today. */
export async function usedCodes(tx: Transaction, { county }: Scope): Promise<{ code: AreaCode; cases: number }[]> {
  const { rows } = await tx.client.query<{ code: AreaCode; cases: number }>(
    `SELECT area AS code, sum(cases)::bigint AS cases FROM (
       SELECT area, count(*) AS cases FROM dispute WHERE county = $1 AND area IS NOT NULL GROUP BY area
       UNION ALL
       SELECT DISTINCT area, 0 FROM dispute_before WHERE county = $1 AND area IS NOT NULL
     ) used GROUP BY area ORDER BY area`,
    [county],
  )
  return rows
}

/**
 * Cases of a code that is no more: to its successor, or to the queue with the words that it was called by. So go the
 * cases as they stood before imports, or an undo would bring the code back.
 */
export async function moveCases(
  tx: Transaction,
  { county }: Scope,
  from: AreaCode,
  to: { area: AreaCode } | { words: string },
  revision: number,
): Promise<void> {
  const { client } = tx
  const aliases = tx.query.updateTable('alias').where('county', '=', county).where('area', '=', from)
  if ('area' in to) {
    const code = [county, from, to.area]
    await client.query('UPDATE dispute SET area = $3, revision = $4 WHERE county = $1 AND area = $2', [...code, revision])
    await client.query('UPDATE dispute_before SET area = $3 WHERE county = $1 AND area = $2', code)
    await aliases.set({ area: to.area }).execute()
    return
  }
  const lost = `area = NULL, located_by = 'unknown', town = NULL, place_words = $3, candidates = NULL`
  const words = [county, from, to.words]
  await client.query(`UPDATE dispute SET ${lost}, revision = $4 WHERE county = $1 AND area = $2`, [...words, revision])
  await client.query(`UPDATE dispute_before SET ${lost} WHERE county = $1 AND area = $2`, words)
  await tx.query.deleteFrom('alias').where('county', '=', county).where('area', '=', from).execute()
}
