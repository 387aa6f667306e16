import type { AreaCode } from '../../geodata/place/area.ts'
import { LEVEL_LABELS, type Level } from '../../geodata/place/level.ts'
import type { Say } from '../../geodata/place/say.ts'
import type { Category } from '../contract/categories.ts'
import { DOMAINS, type Domain } from '../contract/domains.ts'
import { ORGANISATION_TYPES, type OrganisationType } from '../contract/organisations.ts'
import { CALLABLE, HANDLING, type RouteRule, type RouteTarget } from '../contract/routing.ts'

/** An area on the way up from the place of a case. */
export interface Rung {
  code: AreaCode
  level: Level
}

/** An organisation that is open, as far as routing goes. `area` is today's. */
export interface Routed {
  id: string
  type: OrganisationType
  domain: Domain | null
  area: AreaCode
}

export interface Proposed<One> {
  organisation: One
  reason: Say
}

/**
 * Organisations for a case by the routing table, best first and each once. `way` leads from the area of the case up to
 * the county. The particular rules go before the general: category and level, category, level, any.
 */
export function suggest<One extends Routed>(
  rules: readonly RouteRule[],
  use: 'handle' | 'call',
  { category, way }: { category: Category; way: readonly Rung[] },
  organisations: readonly One[],
): Proposed<One>[] {
  const level = way[0]?.level ?? null
  const fitting = rules.filter((rule) => (rule.category ?? category) === category && (rule.level ?? level) === level)
  fitting.sort((a, b) => weight(b) - weight(a))
  const types: readonly OrganisationType[] = use === 'handle' ? HANDLING : CALLABLE
  const able = organisations.filter(({ type }) => types.includes(type))
  const found = new Map<string, Proposed<One>>()
  for (const target of fitting.flatMap((rule) => rule[use])) {
    for (const organisation of aimed(target, way, able)) {
      if (!found.has(organisation.id)) found.set(organisation.id, { organisation, reason: reasonOf(target, organisation) })
    }
  }
  return [...found.values()]
}

const weight = ({ category, level }: RouteRule): number => (category === null ? 0 : 2) + (level === null ? 0 : 1)

/** Those that a target means: at the nearest area on the way up that has any. */
function aimed<One extends Routed>(target: RouteTarget, way: readonly Rung[], organisations: readonly One[]): One[] {
  if (target.kind === 'organisation') return organisations.filter(({ id }) => id === target.id)
  const { type, domain, level } = target
  const fit = organisations.filter((one) => one.type === type && (domain === null || one.domain === domain))
  for (const rung of way) {
    if (level !== null && rung.level !== level) continue
    const here = fit.filter(({ area }) => area === rung.code)
    if (here.length > 0) return here
  }
  return []
}

function reasonOf(target: RouteTarget, { type }: Routed): Say {
  if (target.kind === 'organisation') return { zh: '分流表指定', en: 'named in the routing table' }
  const what = ORGANISATION_TYPES.row(type).label
  const of = target.domain === null ? (target.level === null ? null : LEVEL_LABELS[target.level]) : DOMAINS.row(target.domain).label
  return of === null ? what : { zh: `${of.zh}${what.zh}`, en: `${what.en}: ${of.en}` }
}
