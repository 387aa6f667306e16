import type { AreaCode } from '../../geodata/place/area.ts'
import type { Actor, AuditScope, CaseReach, CountyScope } from '../contract/scope.ts'

/** The program's own work: installing, migrating, the demo county. */
export const PROGRAM: Actor = { account: null, login: 'fengtu', role: null, organisation: null, address: null }

/** Whoever holds the machine and works at its command line. */
export const COMMAND_LINE: Actor = { ...PROGRAM, login: 'cli' }

/** The whole of one county, for the program and its command line, which whoever holds the machine may use. */
export function countyScope(county: AreaCode, by: Actor = PROGRAM): CountyScope {
  return { county, root: county, by, cases: { within: 'area' } as CaseReach, whole: {} as CountyScope['whole'] } as CountyScope
}

/** The audit log, for those whose right was checked, and for the command line. */
export function auditScope(by: Actor): AuditScope {
  return { by } as AuditScope
}
