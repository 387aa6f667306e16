import type { AreaCode } from '../../geodata/place/area.ts'
import type { SecondFactorRule } from './policy.ts'
import type { Right, Role } from './roles.ts'
import { vocabulary, type CodeOf } from './vocabulary.ts'

/** A role in a place: what an account, or a screen wall, may do where. */
export interface Post {
  id: string
  role: Role
  /** root of what it sees: the code of a county, a prefecture above several, or an area inside one; null for administrators */
  area: AreaCode | null
  /** with what lies above it, such as `枫溪县 / 柳河镇` */
  areaName: string | null
  areaNameEn: string | null
  organisation: { id: string; name: string } | null
}

/** What has to be done before anything else: a password to change, a second factor to set up or to give. */
export type Duty = 'password' | 'second_factor_setup' | 'second_factor'

/** Why a session is no more. */
export const SESSION_ENDS = vocabulary([
  { code: 'idle', label: { zh: '长时间没有操作，已自动退出，请重新登录', en: 'Nothing was done for a while, so you were signed out: sign in again' } },
  { code: 'absolute', label: { zh: '登录已达最长时限，请重新登录', en: 'The session reached its longest time: sign in again' } },
  { code: 'elsewhere', label: { zh: '该账号已在别处登录，这里已退出', en: 'The account signed in elsewhere, so you were signed out here' } },
  { code: 'closed', label: { zh: '账号或岗位已被停用，请联系系统管理员', en: 'The account or its post was closed: ask the system administrator' } },
  { code: 'changed', label: { zh: '口令、第二因素或岗位已变更，请重新登录', en: 'The password, second factor or posts were changed: sign in again' } },
  { code: 'demo', label: { zh: '已装有真实的县或账号，示例入口已关闭', en: 'A real county or account is there now: the entry to the demo is closed' } },
])
export type SessionEnd = CodeOf<typeof SESSION_ENDS>

/** `GET /api/session`: who is asking. Never 401, so that a page can ask before anybody signed in. */
export interface Session {
  /** null: nobody is signed in */
  account: { login: string; name: string } | null
  /** why the session that this browser had is no more; null when there was none, or it was left by signing out */
  ended: SessionEnd | null
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
  /** does the account have a second factor, and may it have one in the post that is taken? */
  secondFactor: { on: boolean; rule: SecondFactorRule } | null
}

/** `POST /api/session`; `code` is the one-time code of an account that has a second factor, at once or as a duty later. */
export interface SignIn {
  login: string
  password: string
  code?: string
}

/** `POST /api/session/password`. */
export interface PasswordChange {
  current: string
  next: string
}

/** Answer of `POST /api/session/second-factor/setup`, shown once: the address for an app that makes codes, and its secret. */
export interface SecondFactorSetup {
  uri: string
  secret: string
}
