import { AppError, type Say } from '../contract/error.ts'
import { maskOrganisation } from '../ledger/organisationName.ts'
import type { Places } from '../ledger/persons/name.ts'
import type { StoredOrganisation } from '../store/organisations.ts'

export const LONGEST_NAME = 60
/** A point may lie a little outside: a court stands across the border at times. Degrees. */
const BOX_MARGIN = 0.05

interface Ground {
  places: Places
  bbox: readonly [number, number, number, number]
}

/** Throws `AppError` for what a person has to put right; `others` are those of the county as they stand. */
export function checkOrganisation(one: StoredOrganisation, others: readonly StoredOrganisation[], { places, bbox }: Ground): void {
  if (one.name.length < 2 || one.name.length > LONGEST_NAME) throw wrong('organisation_name', 'name', NAME)
  if (maskOrganisation(one.name, places) !== one.name) throw wrong('organisation_name_person', 'name', PERSON)
  if (one.type === 'sector_committee' && one.domain === null) throw wrong('organisation_domain', 'domain', DOMAIN)
  if (!staffFits(one)) throw wrong('organisation_staffing', 'staffing', STAFFING)
  if (!pointFits(one, bbox)) throw wrong('organisation_point', 'lng', POINT)
  const twin = others.find((other) => other.id !== one.id && other.closedOn === null && other.name === one.name && other.area === one.area)
  if (twin && one.closedOn === null) throw new AppError('organisation_twice', { status: 409, field: 'name', say: TWICE })
}

function staffFits({ staffing: { total, ...parts } }: StoredOrganisation): boolean {
  return Object.values(parts).every((part) => part === null || (total !== null && part <= total))
}

function pointFits({ lng, lat }: StoredOrganisation, [west, south, east, north]: Ground['bbox']): boolean {
  if (lng === null || lat === null) return lng === lat
  return lng >= west - BOX_MARGIN && lng <= east + BOX_MARGIN && lat >= south - BOX_MARGIN && lat <= north + BOX_MARGIN
}

function wrong(code: string, field: string, say: Say): AppError {
  return new AppError(code, { status: 400, field, say })
}

const NAME = { zh: `名称须为 2 到 ${LONGEST_NAME} 个字`, en: `A name has 2 to ${LONGEST_NAME} characters` }
const PERSON = {
  zh: '名称里不能有人的姓名、电话；个人调解室请写品牌名，如“老李说理工作室”',
  en: 'The name must not hold a person’s name or a telephone number; a named room goes by its brand, such as 老李说理工作室',
}
const DOMAIN = { zh: '行业性专业性调委会须选行业', en: 'A sector committee needs its trade' }
const STAFFING = {
  zh: '专职、法律专业、本科以上人数都不能超过总人数；没有总人数时不能单填',
  en: 'Full-time staff, those of a legal training and those with a degree are parts of the total: none can exceed it or stand without it',
}
const POINT = { zh: '经纬度须同时填写，并在本县范围内（WGS-84）', en: 'Give both longitude and latitude (WGS-84), inside the county' }
const TWICE = { zh: '这个区域已有同名的组织机构', en: 'An organisation of this name is in this area already' }
