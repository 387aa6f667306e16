import type { AreaCode } from '../../../geodata/place/area.ts'
import type { ColumnType, Generated } from 'kysely'
import type { Role } from '../../contract/roles.ts'
import type { SessionEnd } from '../../contract/session.ts'

type Instant = ColumnType<Date, Date, Date>
type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>

/** Posts of two sides never meet in one account. */
export type Side = 'work' | 'system' | 'security' | 'audit'
/** How somebody came in. */
export type Entry = 'password' | 'identity' | 'demo'

/** Tables of 0007 and 0012. */
export interface AccountTables {
  account: {
    id: string
    login: string
    name: string
    side: Side | null
    password: string | null
    password_at: MaybeInstant
    identity: string | null
    failures: Generated<number>
    failures_told: Generated<number>
    locked_until: MaybeInstant
    signed_in_at: MaybeInstant
    signed_in_from: string | null
    second_factor: string | null
    second_factor_new: string | null
    second_factor_step: number | null
    held: Generated<boolean>
    demo: Generated<boolean>
    by_admin: Generated<boolean>
    password_due: Generated<boolean>
    made_at: Instant
    closed_at: MaybeInstant
  }
  former_password: { account: string; until: Instant; password: string }
  post: {
    id: string
    account: string
    side: Side
    role: Role
    area: AreaCode | null
    organisation_county: AreaCode | null
    organisation: string | null
    given_at: Instant
  }
  session: {
    token: string
    account: string
    post: string | null
    how: Entry
    factor_given: boolean
    address: string | null
    started_at: Instant
    active_at: Instant
    last_at: MaybeInstant
    last_from: string | null
    last_failures: Generated<number>
    /** `left`: signed out */
    ended: SessionEnd | 'left' | null
    ended_at: MaybeInstant
  }
  link: { token: string; account: string | null; at_machine: boolean; made_at: Instant; expires_at: Instant }
  device: {
    id: string
    token: string
    name: string
    area: AreaCode
    came_from: string | null
    made_at: Instant
    seen_at: MaybeInstant
    closed_at: MaybeInstant
    demo: Generated<boolean>
  }
  installation: { one: number; id: string }
  security_policy: { one: number; policy: string | null; changed_at: MaybeInstant; changed_by: string | null; version: Generated<number> }
}
