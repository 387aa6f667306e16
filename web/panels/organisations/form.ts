import type { AreaCode } from '../../../server/contract/answers.ts'
import type { Domain } from '../../../server/contract/domains.ts'
import type { NewOrganisation, Organisation, OrganisationChange, OrganisationType, Staffing } from '../../../server/contract/organisations.ts'

export type StaffKey = keyof Staffing
export const STAFF_KEYS = ['total', 'fullTime', 'law', 'bachelor'] as const satisfies readonly StaffKey[]

/** What stands in the fields of the form; a number that is not known is an empty field. */
export interface OrganisationForm {
  name: string
  type: OrganisationType
  area: { code: AreaCode; name: string } | null
  domain: Domain | ''
  star: string
  staff: Record<StaffKey, string>
  lng: string
  lat: string
}

/** Types that have a trade. */
const TRADED: readonly OrganisationType[] = ['sector_committee', 'department', 'unit']

export function hasTrade(type: OrganisationType): boolean {
  return TRADED.includes(type)
}

const text = (value: number | null): string => (value === null ? '' : String(value))

/** What is known of a new one before anything is typed. */
export interface Begun {
  type: OrganisationType
  area: OrganisationForm['area']
}

export function formOf(one: Organisation | null, begun: Begun | null = null): OrganisationForm {
  const staffing: Staffing = one?.staffing ?? { total: null, fullTime: null, law: null, bachelor: null }
  return {
    name: one?.name ?? '',
    type: one?.type ?? begun?.type ?? 'committee',
    area: one ? { code: one.area, name: one.areaName } : (begun?.area ?? null),
    domain: one?.domain ?? '',
    star: text(one?.star ?? null),
    staff: Object.fromEntries(STAFF_KEYS.map((key) => [key, text(staffing[key])])) as Record<StaffKey, string>,
    lng: text(one?.lng ?? null),
    lat: text(one?.lat ?? null),
  }
}

/** A field that cannot be sent as it is. */
export type Fault = 'name' | 'area' | 'domain' | 'lng' | 'lat' | StaffKey

export function faultsOf(form: OrganisationForm): Fault[] {
  const faults: Fault[] = []
  if (!form.name.trim()) faults.push('name')
  if (!form.area) faults.push('area')
  if (form.type === 'sector_committee' && !form.domain) faults.push('domain')
  const total = whole(form.staff.total)
  for (const key of STAFF_KEYS) {
    const count = whole(form.staff[key])
    if (count === undefined || (key !== 'total' && count !== null && (total === null || total === undefined || count > total))) faults.push(key)
  }
  const [lng, lat] = [decimal(form.lng), decimal(form.lat)]
  if (lng === undefined || (lng === null && lat !== null)) faults.push('lng')
  if (lat === undefined || (lat === null && lng !== null)) faults.push('lat')
  return faults
}

/** The whole of a form without faults. */
export function draftOf(form: OrganisationForm): NewOrganisation {
  return {
    name: form.name.trim(),
    type: form.type,
    area: form.area!.code,
    domain: hasTrade(form.type) && form.domain ? form.domain : null,
    star: form.star ? Number(form.star) : null,
    staffing: Object.fromEntries(STAFF_KEYS.map((key) => [key, whole(form.staff[key]) ?? null])) as unknown as Staffing,
    lng: decimal(form.lng) ?? null,
    lat: decimal(form.lat) ?? null,
  }
}

/** What a form changes of an organisation; what it leaves as it was is not named. */
export function changeOf(one: Organisation, form: OrganisationForm): OrganisationChange {
  const { staffing, ...rest } = draftOf(form)
  // a pack may tell a trade of a type whose form does not ask for it: that goes with the type only
  if (!hasTrade(form.type) && form.type === one.type) delete rest.domain
  const before = one as unknown as Record<string, unknown>
  const changed = Object.fromEntries(Object.entries(rest).filter(([key, value]) => value !== before[key]))
  const same = STAFF_KEYS.every((key) => one.staffing[key] === staffing?.[key])
  return same ? changed : { ...changed, staffing: staffing! }
}

/** null for an empty field, undefined for what is no number of people */
function whole(words: string): number | null | undefined {
  if (words.trim() === '') return null
  return /^\d{1,5}$/.test(words.trim()) ? Number(words) : undefined
}

function decimal(words: string): number | null | undefined {
  if (words.trim() === '') return null
  const value = Number(words)
  return Number.isFinite(value) && Math.abs(value) <= 180 ? value : undefined
}
