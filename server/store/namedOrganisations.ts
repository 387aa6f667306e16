import type { AreaCode, Day } from '../../geodata/place/area.ts'
import type { OrganisationType } from '../contract/organisations.ts'
import type { Scope } from '../contract/scope.ts'
import { runner, type On } from './caseState.ts'

export interface NamedOrganisation {
  id: string
  name: string
  type: OrganisationType
  area: AreaCode
  closedOn: Day | null
}

/** What organisations of these ids are called; one that is not there is left out. */
export async function namedOrganisations(on: On, { county }: Scope, ids: Iterable<string>): Promise<Map<string, NamedOrganisation>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const { rows } = await runner(on).query<NamedOrganisation>(
    'SELECT id, name, type, area, closed_on AS "closedOn" FROM organisation WHERE county = $1 AND id = ANY($2)',
    [county, wanted],
  )
  return new Map(rows.map((row) => [row.id, row]))
}
