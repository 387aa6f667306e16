import type { AreaCode } from '../../geodata/place/area.ts'
import type { Database } from './database.ts'

export interface OrganisationName {
  county: AreaCode
  id: string
  name: string
}

/** Organisations that are open, of one county or of all: to whom posts may belong. */
export async function organisationNames({ pool }: Database, county: AreaCode | null): Promise<OrganisationName[]> {
  const { rows } = await pool.query<OrganisationName>(
    `SELECT county, id, name FROM organisation WHERE closed_on IS NULL AND ($1::text IS NULL OR county = $1) ORDER BY county, name`,
    [county],
  )
  return rows
}
