import type { AreaCode } from '../../geodata/place/area.ts'
import type { Database } from './database.ts'

export interface OrganisationName {
  county: AreaCode
  id: string
  name: string
  area: AreaCode
}

/** Organisations that are open, of one county or of all: to whom posts may belong. */
export async function organisationNames({ pool }: Database, county: AreaCode | null): Promise<OrganisationName[]> {
  const { rows } = await pool.query<OrganisationName>(
    `SELECT county, id, name, area FROM organisation WHERE closed_on IS NULL AND ($1::text IS NULL OR county = $1) ORDER BY county, name`,
    [county],
  )
  return rows
}

/** Those that posts belong to, closed ones too. */
export async function organisationsOf({ pool }: Database, posts: readonly { organisation_county: AreaCode | null; organisation: string | null }[]): Promise<OrganisationName[]> {
  const held = posts.filter(({ organisation }) => organisation !== null)
  if (held.length === 0) return []
  const { rows } = await pool.query<OrganisationName>(
    `SELECT county, id, name, area FROM organisation WHERE (county, id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    [held.map(({ organisation_county }) => organisation_county), held.map(({ organisation }) => organisation)],
  )
  return rows
}
