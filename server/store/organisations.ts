import type { AreaCode, Day } from '../../geodata/place/area.ts'
import type { Domain } from '../contract/domains.ts'
import { ACTIVE, UNENDED } from '../contract/moves.ts'
import type { Organisation, OrganisationType, Staffing } from '../contract/organisations.ts'
import type { Scope } from '../contract/scope.ts'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'
import type { Transaction } from './transaction.ts'

/** An organisation as it is kept: without what the county's tree says of its area. */
export interface StoredOrganisation {
  id: string
  name: string
  type: OrganisationType
  /** as it was in force when it was written */
  area: AreaCode
  domain: Domain | null
  star: number | null
  staffing: Staffing
  lng: number | null
  lat: number | null
  source: Organisation['source']
  closedOn: Day | null
}

/** 16 columns a row; PostgreSQL takes 65,535 parameters. */
const AT_ONCE = 4_000

/** All of the county, closed ones too, by name. */
export async function organisationRows({ query }: Pick<Database, 'query'>, { county }: Scope): Promise<StoredOrganisation[]> {
  const rows = await query.selectFrom('organisation').selectAll().where('county', '=', county).orderBy('name').orderBy('id').execute()
  return rows.map(fromRow)
}

export async function organisationRow(
  { query }: Pick<Database, 'query'>,
  { county }: Scope,
  id: string,
): Promise<StoredOrganisation | null> {
  const row = await query.selectFrom('organisation').selectAll().where('county', '=', county).where('id', '=', id).executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function hasOrganisations({ query }: Pick<Database, 'query'>, { county }: Scope): Promise<boolean> {
  const row = await query.selectFrom('organisation').select('id').where('county', '=', county).limit(1).executeTakeFirst()
  return row !== undefined
}

/** What an organisation still has to do: cases that it handles or that were escalated to it, calls without a result. */
export async function heldBy({ client }: Transaction, { county }: Scope, id: string): Promise<{ cases: number; calls: number }> {
  const { rows } = await client.query<{ cases: number; calls: number }>(
    `SELECT
       (SELECT count(*) FROM dispute_life l JOIN dispute d ON d.county = l.county AND d.id = l.id
        WHERE l.county = $1 AND d.state = ANY($3) AND (l.holder = $2 OR (l.escalated_to = $2 AND d.state = 'escalated'))) AS cases,
       (SELECT count(*) FROM whistle w JOIN dispute d ON d.county = w.county AND d.id = w.case_id
        WHERE w.county = $1 AND w.department = $2 AND w.result_on IS NULL AND w.withdrawn_on IS NULL AND d.state = ANY($4)) AS calls`,
    [county, id, ACTIVE, UNENDED],
  )
  return rows[0]!
}

/** Writes new ones, and takes the place of those that have the id already. */
export async function putOrganisations(
  { query }: Transaction,
  { county }: Scope,
  list: readonly StoredOrganisation[],
  revision: number,
): Promise<void> {
  for (let start = 0; start < list.length; start += AT_ONCE) {
    const rows = list.slice(start, start + AT_ONCE).map((one) => ({ county, ...toRow(one), revision }))
    await query
      .insertInto('organisation')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['county', 'id']).doUpdateSet(({ ref }) => ({
          name: ref('excluded.name'),
          type: ref('excluded.type'),
          area: ref('excluded.area'),
          domain: ref('excluded.domain'),
          star: ref('excluded.star'),
          staff: ref('excluded.staff'),
          staff_full_time: ref('excluded.staff_full_time'),
          staff_law: ref('excluded.staff_law'),
          staff_bachelor: ref('excluded.staff_bachelor'),
          lng: ref('excluded.lng'),
          lat: ref('excluded.lat'),
          closed_on: ref('excluded.closed_on'),
          revision: ref('excluded.revision'),
        })),
      )
      .execute()
  }
}

type Row = Omit<Tables['organisation'], 'county' | 'revision'>

function toRow({ staffing, closedOn, ...rest }: StoredOrganisation): Row {
  return {
    ...rest,
    staff: staffing.total,
    staff_full_time: staffing.fullTime,
    staff_law: staffing.law,
    staff_bachelor: staffing.bachelor,
    closed_on: closedOn,
  }
}

function fromRow(row: Row): StoredOrganisation {
  return {
    id: row.id,
    name: row.name,
    type: row.type as OrganisationType,
    area: row.area,
    domain: row.domain as Domain | null,
    star: row.star,
    staffing: { total: row.staff, fullTime: row.staff_full_time, law: row.staff_law, bachelor: row.staff_bachelor },
    lng: row.lng,
    lat: row.lat,
    source: row.source as Organisation['source'],
    closedOn: row.closed_on,
  }
}
