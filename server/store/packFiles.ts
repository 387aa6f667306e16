import type { Area, AreaCode } from '../../geodata/place/area.ts'
import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'
import type { Transaction } from './transaction.ts'

/** 15 columns a row; PostgreSQL takes 65,535 parameters. */
const AREAS_AT_ONCE = 4_000

export async function packFile(db: Database, scope: Scope, version: string, path: string): Promise<Uint8Array | null> {
  const row = await db.query
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
  const row = { name: pack.name, pack_version: pack.version, installed_at: pack.at }
  await tx.query
    .insertInto('county')
    .values({ county, ...row, revision: 0, alias_revision: 0, next_case_id: 1 })
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

/** Codes that cases carry, with the number of cases. */
export async function usedCodes(tx: Transaction, scope: Scope): Promise<{ code: AreaCode; cases: number }[]> {
  const rows = await tx.query
    .selectFrom('dispute')
    .select(['area as code', (eb) => eb.fn.countAll<number>().as('cases')])
    .where('county', '=', scope.county)
    .where('area', 'is not', null)
    .groupBy('area')
    .execute()
  return rows as { code: AreaCode; cases: number }[]
}

/** Cases of a code that is no more: to its successor, or to the queue with the words that it was called by. */
export async function moveCases(
  tx: Transaction,
  scope: Scope,
  from: AreaCode,
  to: { area: AreaCode } | { words: string },
  revision: number,
): Promise<void> {
  const cases = tx.query.updateTable('dispute').where('county', '=', scope.county).where('area', '=', from)
  const aliases = tx.query.updateTable('alias').where('county', '=', scope.county).where('area', '=', from)
  if ('area' in to) {
    await cases.set({ area: to.area, revision }).execute()
    await aliases.set({ area: to.area }).execute()
    return
  }
  await cases
    .set({ area: null, located_by: 'unknown', place_words: to.words, candidates: null, revision })
    .execute()
  await tx.query.deleteFrom('alias').where('county', '=', scope.county).where('area', '=', from).execute()
}
