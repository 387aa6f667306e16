import type { AreaTree } from '../../geodata/place/tree.ts'
import type { StaffCounts, StaffPart } from '../contract/coverage.ts'
import type { OrganisationType } from '../contract/organisations.ts'
import type { StoredOrganisation } from '../store/organisations.ts'

/** An open organisation with today's index of its area. */
export interface Sited {
  organisation: StoredOrganisation
  index: number
}

/** Whose staff are mediators. */
const MEDIATION: readonly OrganisationType[] = ['committee', 'sector_committee', 'room']

/** Head counts of all that is seen, then of each town; `top` is the root of what is seen. */
export function staffCounts({ tree, areasAt, sited }: { tree: AreaTree; areasAt(level: 'town'): number[]; sited: readonly Sited[] }, top: number): StaffCounts[] {
  const mediation = mediators(sited)
  const whole = { area: null, name: tree.areas[top]!.name, ...sums(mediation) }
  const towns = areasAt('town').map((town) => {
    const { code, name } = tree.areas[town]!
    return { area: code, name, ...sums(mediation.filter(({ index }) => index >= town && index < tree.end[town]!)) }
  })
  return [whole, ...towns]
}

/** Head counts of the mediation organisations among these. */
export function staffOf(sited: readonly Sited[]): Omit<StaffCounts, 'area' | 'name'> {
  return sums(mediators(sited))
}

function mediators(sited: readonly Sited[]): Sited[] {
  return sited.filter(({ organisation }) => MEDIATION.includes(organisation.type))
}

function sums(sited: readonly Sited[]): Omit<StaffCounts, 'area' | 'name'> {
  const staff = sited.flatMap(({ organisation: { staffing } }) => (staffing.total === null ? [] : [{ ...staffing, total: staffing.total }]))
  const part = (key: 'fullTime' | 'law' | 'bachelor'): StaffPart => {
    const saying = staff.filter((one) => one[key] !== null)
    return { count: add(saying.map((one) => one[key] ?? 0)), of: add(saying.map(({ total }) => total)) }
  }
  return {
    organisations: sited.length,
    told: staff.length,
    total: add(staff.map(({ total }) => total)),
    fullTime: part('fullTime'),
    law: part('law'),
    bachelor: part('bachelor'),
  }
}

const add = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0)
