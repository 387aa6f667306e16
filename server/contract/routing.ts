import type { AreaCode } from '../../geodata/place/area.ts'
import type { Level } from '../../geodata/place/level.ts'
import type { Say } from '../../geodata/place/say.ts'
import type { Category } from './categories.ts'
import { DOMAINS, type Domain } from './domains.ts'
import { ORGANISATION_TYPES, type OrganisationType } from './organisations.ts'

/** Where a kind of dispute goes: a certain organisation, or the nearest of a type on the way up from the place. */
export type RouteTarget =
  | { kind: 'organisation'; id: string }
  /** `level`: of its area; null = the nearest on the way up, whatever the level. `domain` null = of any trade */
  | { kind: 'type'; type: OrganisationType; domain: Domain | null; level: Level | null }

/** One row of the routing table. */
export interface RouteRule {
  /** null = any */
  category: Category | null
  /** level of the area that the case lies in; null = any */
  level: Level | null
  /** who may be asked to handle it, best first */
  handle: RouteTarget[]
  /** departments that a centre may call to it (吹哨), best first */
  call: RouteTarget[]
}

/** An organisation that the table proposes for a case. */
export interface Suggestion {
  organisation: { id: string; name: string; type: OrganisationType; area: AreaCode; areaName: string }
  /** in words, such as “医疗卫生行业性专业性调委会” */
  reason: Say
}

export interface Suggestions {
  handle: Suggestion[]
  call: Suggestion[]
}

const at = (type: OrganisationType, level: Level | null): RouteTarget => ({ kind: 'type', type, domain: null, level })
const trade = (type: OrganisationType, domain: Domain): RouteTarget => ({ kind: 'type', type, domain, level: null })

/** Kinds that a village settles first; the others are for those who know the trade. */
const NEIGHBOURLY: readonly Category[] = ['01', '03', '04', '05', '08']

/** Departments that are called besides the one of the kind's own trade. */
const CALLED: Partial<Record<Category, readonly Domain[]>> = {
  '01': ['civil'],
  '03': ['land', 'construction'],
  '05': ['water', 'farming'],
  '08': ['land', 'farming', 'forest'],
  '09': ['land', 'construction'],
  '11': ['construction'],
}

function ruleOf(category: Category): RouteRule[] {
  const domains = DOMAINS.rows.filter((row) => (row.categories as readonly Category[]).includes(category)).map(({ code }) => code)
  const called = [...new Set([...domains, ...(CALLED[category] ?? [])])]
  if (called.length === 0) return []
  const committees = domains.map((domain) => trade('sector_committee', domain))
  const handle = NEIGHBOURLY.includes(category) ? [at('committee', 'village'), ...committees] : committees
  return [{ category, level: null, handle, call: called.map((domain) => trade('department', domain)) }]
}

const KINDS: readonly Category[] = ['01', '03', '04', '05', '07', '08', '09', '10', '11', '12', '13', '14', '15', '16', '17']

/** The usual ways: the village's committee or the committee of the trade, then up; who is called by trade, then the police and justice office. */
export const STANDARD_ROUTING: RouteRule[] = [
  { category: '12', level: null, handle: [], call: [trade('police', 'traffic'), at('police', 'town')] },
  ...KINDS.flatMap(ruleOf),
  {
    category: null,
    level: null,
    handle: [at('committee', 'village'), at('room', 'village'), at('committee', 'town'), at('justice', 'town'), at('centre', 'town'), at('centre', 'county')],
    call: [at('justice', 'town'), at('police', 'town')],
  },
]

/** Types that a case can be given to, and those that can be called to one. */
export const HANDLING = ORGANISATION_TYPES.rows.filter(({ handles }) => handles).map(({ code }) => code)
export const CALLABLE = ORGANISATION_TYPES.rows.filter(({ called }) => called).map(({ code }) => code)
