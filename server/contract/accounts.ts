import type { AreaCode } from '../../geodata/place/area.ts'
import { ROLES, type Role } from './roles.ts'
import type { Post } from './session.ts'

/** Longest name of a post, in characters. */
export const NAME_LENGTH = 40

/** Fewest and most characters of a sign-in name. */
export const LOGIN_LENGTH = { min: 3, max: 32 } as const

/** A sign-in name: small letters, digits, dot, hyphen, underscore, or Chinese characters; it begins with a letter or digit. */
export const LOGIN = /^[a-z0-9\p{Script=Han}][a-z0-9\p{Script=Han}._-]{2,31}$/u

/** An account as administrators see it: a sign-in name and the name of a post, never of a person. */
export interface Account {
  id: string
  login: string
  name: string
  posts: Post[]
  /** has a password or an identity: can sign in */
  ready: boolean
  /** ISO 8601; null while it is open */
  closedAt: string | null
  lockedUntil: string | null
  /**
   * it has posts, and its password or identity came by a system administrator's means, or it was opened again, since a
   * security administrator last let it in: nobody comes in until one does (`locked: false`), so that neither of the two
   * gets into an account alone
   */
  held: boolean
  lastSignInAt: string | null
  secondFactor: boolean
  /** the unused one-time link; its address was shown once and is not kept */
  link: { expiresAt: string } | null
  /** user name (preferred_username) at the identity provider, or `sub:` with the subject; null = signs in by password alone */
  identity: string | null
}

/** `GET /api/accounts`: to the system and the security administrator. */
export interface AccountList {
  accounts: Account[]
}

/** `POST /api/accounts`, by the system administrator. */
export interface NewAccount {
  login: string
  name: string
  identity?: string
}

/** Answer to making an account, and to `POST /api/accounts/{id}/link`: the only time that the address is shown. */
export interface AccountLink {
  account: Account
  /** path of the page, `/link#TOKEN` */
  path: string
  expiresAt: string
}

/**
 * `PATCH /api/accounts/{id}`, answered with the account. The system administrator changes `name`, `identity` and `closed`; the
 * security administrator lets a locked or held account in (`locked: false`) and takes away a lost second factor (`secondFactor: false`).
 */
export interface AccountChange {
  name?: string
  identity?: string | null
  closed?: boolean
  locked?: false
  secondFactor?: false
}

/** `POST /api/accounts/{id}/posts`, by the security administrator; answered with the account. */
export interface NewPost {
  role: Exclude<Role, 'wall'>
  /** demanded for every role but the administrators', who have none */
  area?: AreaCode
  /** as `asksOf` has it; it lies in the area, or answers for it from above */
  organisation?: { county: AreaCode; id: string }
}

/** What a post of a role has beside the role. */
export function asksOf(role: NewPost['role']): { area: boolean; organisation: 'needed' | 'possible' | 'none' } {
  if (ROLES.row(role).side !== 'work') return { area: false, organisation: 'none' }
  if (role === 'mediator') return { area: true, organisation: 'needed' }
  return { area: true, organisation: role === 'clerk' || role === 'leader' ? 'possible' : 'none' }
}

/** `GET /api/accounts/places?q=`: areas that a post may have, for the security administrator, who sees no county. */
export interface PostPlaces {
  places: {
    code: AreaCode
    name: string
    /** from the county down, or the counties that a code above them covers */
    path: string
    /** county of the organisations that a post here may belong to; null above a county */
    county: AreaCode | null
  }[]
}

/** `GET /api/accounts/organisations?of=`: organisations that a post may belong to. */
export interface PostOrganisations {
  organisations: { county: AreaCode; id: string; name: string }[]
}

/** A screen wall's token, in the hands of the security administrator: it lets somebody see, so it is granted. */
export interface Device {
  id: string
  name: string
  area: AreaCode
  areaName: string | null
  areaNameEn: string | null
  /** IP address, or network as 10.1.2.0/24, that it may come from; null = any */
  from: string | null
  madeAt: string
  lastSeenAt: string | null
}

/** `GET /api/devices`. `DELETE /api/devices/{id}` closes one. */
export interface DeviceList {
  devices: Device[]
}

/** `POST /api/devices`. */
export interface NewDevice {
  name: string
  area: AreaCode
  from?: string
}

/** Answer to `POST /api/devices`: the only time that the token is shown. It is sent as `Authorization: Bearer TOKEN`. */
export interface DeviceMade {
  device: Device
  token: string
}

/** The three that the first link makes, in the order of the form. */
export const FIRST_ADMINS = ['system_admin', 'security_admin', 'audit_admin'] as const
export type FirstAdmin = (typeof FIRST_ADMINS)[number]

/** `POST /api/links` with `{token}`; 404 `link_unknown` for one that is used, replaced, too old, or none. */
export type LinkPurpose = { expiresAt: string; password: { minLength: number; classes: number } } & (
  | { kind: 'first_admins' }
  | { kind: 'password'; login: string; name: string }
)

/** `POST /api/links/password` with the token; the answer names the sign-in names that are ready now. */
export interface PasswordByLink {
  password: string
}

/** `POST /api/links/admins` with the token: all three or none. */
export interface AdminsByLink {
  admins: Record<FirstAdmin, { login: string; name: string; password: string }>
}

export interface LinkUsed {
  logins: string[]
  /** the account has posts: a security administrator has to let it in first */
  held: boolean
}
