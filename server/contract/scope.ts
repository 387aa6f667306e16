import type { AreaCode } from '../../geodata/place/area.ts'
import type { Brand } from '../../geodata/place/brand.ts'
import type { Role } from './roles.ts'

/** Who acts: an account in one of its posts, a device, or the program itself. Goes into events and the audit log. */
export interface Actor {
  /** id of the account; null for the program, the command line and a sign-in that failed */
  account: string | null
  /** name that is signed in with; `fengtu` for the program, `cli` for the command line */
  login: string
  role: Role | null
  /** id of the organisation that the post belongs to */
  organisation: string | null
  /** IP address; null on the machine's own command line */
  address: string | null
}

/**
 * What the asker may see: a county (the key of the database) and the root of the part of its tree.
 * Made by `server/access` only; every function of store and services that reads county data demands one.
 */
export type Scope = {
  readonly county: AreaCode
  /** area whose subtree may be seen; the county's root for a whole county */
  readonly root: AreaCode
  readonly by: Actor
} & Brand<'Scope'>

/** A scope in which single cases may be read: without it no function gives one. */
export type CaseScope = Scope & { readonly cases: CaseReach }

export type CaseReach = {
  /** `area`: every case below the root and those of the organisation; `own`: those of the organisation alone */
  readonly within: 'area' | 'own'
} & Brand<'CaseReach'>

/** The whole county by somebody who may change it: imports, undoing, settling places. */
export type CountyScope = CaseScope & { readonly whole: Brand<'WholeCounty'> }

/** Somebody who may read the audit log, which is of the whole installation. */
export type AuditScope = { readonly by: Actor } & Brand<'AuditScope'>
