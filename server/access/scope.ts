import type { AreaCode, Day } from '../../geodata/place/area.ts'
import { gbLevel } from '../../geodata/place/code.ts'
import { LEVELS, type Level } from '../../geodata/place/level.ts'
import type { AreaTree } from '../../geodata/place/tree.ts'
import { ROLES, type Right } from '../contract/roles.ts'
import type { Actor, AuditScope, CaseReach, CaseScope, CountyScope, Scope } from '../contract/scope.ts'

/** The program's own work: installing, migrating, the demo county. */
export const PROGRAM: Actor = { account: null, login: 'fengtu', role: null, organisation: null, address: null }

/** Whoever holds the machine and works at its command line. */
export const COMMAND_LINE: Actor = { ...PROGRAM, login: 'cli' }

/** Who acts in which post. */
export interface Holder {
  /** `organisation` as the post has it; a scope keeps it only in the county of that organisation */
  by: Actor
  /** null for administrators and the program */
  area: AreaCode | null
  organisationCounty: AreaCode | null
}

/** An installed county, as far as it matters to who may see what. */
export interface Territory {
  county: AreaCode
  tree: AreaTree
  today: Day
}

/** The whole of one county, for the program and its command line, which whoever holds the machine may use. */
export function countyScope(county: AreaCode, by: Actor = PROGRAM): CountyScope {
  return asCounty(asCases(asScope(county, county, by), 'area'))
}

/** The audit log, for those whose right was checked, and for the command line. */
export function auditScope(by: Actor): AuditScope {
  return { by } as AuditScope
}

/** What a post may see of a county's figures; null when the county is as if it were not installed. */
export function figuresScope(holder: Holder, territory: Territory): Scope | null {
  const root = holder.area && rootIn(holder.area, territory)
  return root ? asScope(territory.county, root, actorIn(holder, territory)) : null
}

/** The settings of a county, which the system administrator keeps for all of the installation. */
export function settingsScope(holder: Holder, { county }: Territory): Scope {
  return asScope(county, county, { ...holder.by, organisation: null })
}

/** The single cases that a post may read; null where its role or its lack of an organisation gives none. */
export function caseScope(holder: Holder, territory: Territory): CaseScope | null {
  const scope = figuresScope(holder, territory)
  const sees = holder.by.role === null ? 'none' : ROLES.row(holder.by.role).sees
  if (!scope || sees === 'none') return null
  if (sees === 'own' && scope.by.organisation === null) return null
  return asCases(scope, sees)
}

/** A post that has all of the county; null for one that has a part. */
export function wholeCounty(holder: Holder, territory: Territory): CountyScope | null {
  const scope = caseScope(holder, territory)
  return scope && scope.root === territory.tree.areas[0]?.code && scope.cases.within === 'area' ? asCounty(scope) : null
}

/** A screen wall hangs where anybody looks: nothing narrower than a village is for it. */
export function tooFine({ by }: Scope, level: Level): boolean {
  return by.role === 'wall' && LEVELS.indexOf(level) > LEVELS.indexOf('village')
}

/** Sees no case of anybody: every number that it is told keeps the rule of small counts. */
export function onlyAggregates({ by }: Scope): boolean {
  return by.role !== null && ROLES.row(by.role).sees === 'none'
}

/** Reads every case of its area, and so may be told where single ones lie. */
export function readsArea({ by }: Scope): boolean {
  return by.role === null || ROLES.row(by.role).sees === 'area'
}

export function hasRight({ by }: Holder, right: Right): boolean {
  return by.role !== null && (ROLES.row(by.role).rights as readonly Right[]).includes(right)
}

/**
 * Root of what an area lets see of a county: all of it from above or at its root, the part below an area inside, null
 * for nothing. An area that ended means its successor; one that ended without any means nothing, for what lies above
 * it was never given.
 */
export function rootIn(area: AreaCode, { county, tree, today }: Territory): AreaCode | null {
  const top = tree.areas[0]?.code ?? county
  if (area === top || isAbove(area, top)) return top
  const at = tree.indexOf(area)
  if (at < 0) return null
  const now = tree.current(area, today)
  const widened = now !== at && now <= at && at < tree.end[now]!
  return now < 0 || widened ? null : (tree.areas[now]?.code ?? null)
}

/** Significant digits by level of a GB code (GB/T 2260, GB/T 10114). */
const DIGITS: Partial<Record<string, number>> = { province: 2, prefecture: 4, county: 6, town: 9 }

/** Does the area lie above a code by its digits? Only GB codes tell. */
export function isAbove(area: string, code: string): boolean {
  const digits = DIGITS[gbLevel(area) ?? '']
  return digits !== undefined && gbLevel(code) !== null && area !== code && code.startsWith(area.slice(0, digits))
}

function actorIn({ by, organisationCounty }: Holder, { county }: Territory): Actor {
  return organisationCounty === county ? by : { ...by, organisation: null }
}

// the only places in which a brand is put on
const asScope = (county: AreaCode, root: AreaCode, by: Actor): Scope => ({ county, root, by }) as Scope
const asCases = (scope: Scope, within: CaseReach['within']): CaseScope => ({ ...scope, cases: { within } as CaseReach }) as CaseScope
const asCounty = (scope: CaseScope): CountyScope => ({ ...scope, whole: {} as CountyScope['whole'] }) as CountyScope
