import type { AreaCode } from '../../geodata/place/area.ts'
import type { Right, Role } from './roles.ts'

/** A role in a place: what an account, or a screen wall, may do where. */
export interface Post {
  id: string
  role: Role
  /** root of what it sees: the code of a county, a prefecture above several, or an area inside one; null for administrators */
  area: AreaCode | null
  areaName: string | null
  organisation: { id: string; name: string } | null
}

/** What has to be done before anything else: a password to change, a second factor to set up or to give. */
export type Duty = 'password' | 'second_factor_setup' | 'second_factor'

/** `GET /api/session`: who is asking. Never 401, so that a page can ask before anybody signed in. */
export interface Session {
  /** null: nobody is signed in */
  account: { login: string; name: string } | null
  post: Post | null
  /** all of the account's posts; one at a time is taken */
  posts: Post[]
  /** of the post that is taken, while no duty is open */
  rights: Right[]
  duty: Duty | null
  /** the sign-in before this one, and how often somebody failed meanwhile */
  lastSignIn: { at: string; address: string | null; failures: number } | null
  /** the session ends when nothing was asked for so many minutes; null for a screen wall */
  idleMinutes: number | null
  /** roles that a visitor may enter as by one click: demo data alone is installed and he sits at the machine */
  demo: Role[]
  /** there is no account yet: the address with the one-time link that the first start printed makes them */
  empty: boolean
  /** words for the button of the identity provider; null without one */
  provider: string | null
  /** what a password must be, for the form */
  password: { minLength: number; classes: number }
}
