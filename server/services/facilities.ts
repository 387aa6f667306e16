import { facilitySchema, type Facility } from '../../geodata/pack/format.ts'
import type { AreaCode } from '../../geodata/place/area.ts'
import type { Domain } from '../contract/domains.ts'
import type { OrganisationType } from '../contract/organisations.ts'
import { maskOrganisation } from '../ledger/organisationName.ts'
import type { Places } from '../ledger/persons/name.ts'
import { domainOf } from '../ledger/values/domain.ts'
import type { StoredOrganisation } from '../store/organisations.ts'

const TYPES: Record<Facility['kind'], OrganisationType> = {
  centre: 'centre',
  mediation_committee: 'committee',
  sector_committee: 'sector_committee',
  mediation_room: 'room',
  court: 'court',
  procuratorate: 'procuratorate',
  police_station: 'police',
  justice_office: 'justice',
  legal_service: 'legal_service',
  service_point: 'service_point',
  department: 'department',
  unit: 'unit',
}

/** Where a pack keeps them. */
export const FACILITIES = 'facilities.json'

/** The facilities of that file; a pack may have none. What is not sound `fengtu pack check` tells. */
export function facilitiesOf(bytes: Uint8Array | null | undefined): Facility[] {
  const list: unknown = bytes ? JSON.parse(new TextDecoder().decode(bytes)) : []
  return (Array.isArray(list) ? list : []).flatMap((one) => facilitySchema.safeParse(one).data ?? [])
}

/** What a facility says as an organisation of the county. `masked`: its name held a person's. */
export function organisationOf(facility: Facility, places: Places): { organisation: StoredOrganisation; masked: boolean } {
  const { id, name, kind, area, point, domain, star, staff } = facility
  const type = TYPES[kind]
  const told = maskOrganisation(name, places)
  return {
    masked: told !== name,
    organisation: {
      id,
      name: told,
      type,
      area: area as AreaCode,
      domain: tradeOf(type, domain, told),
      star: star ?? null,
      staffing: { total: staff?.total ?? null, fullTime: staff?.fullTime ?? null, law: staff?.law ?? null, bachelor: staff?.bachelor ?? null },
      lng: point?.[0] ?? null,
      lat: point?.[1] ?? null,
      source: 'pack',
      closedOn: null,
    },
  }
}

/** A sector committee has a trade, if only `other`; a department where its name tells it. */
function tradeOf(type: OrganisationType, domain: string | undefined, name: string): Domain | null {
  const told = domain === undefined ? null : (domainOf(domain) ?? 'other')
  if (type === 'sector_committee') return told ?? domainOf(name) ?? 'other'
  return type === 'department' || type === 'unit' ? (told ?? domainOf(name)) : told
}
