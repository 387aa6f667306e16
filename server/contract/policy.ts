import type { Say } from '../../geodata/place/say.ts'
import type { Role } from './roles.ts'

/** How a second factor (a one-time code by RFC 6238) stands to a role. */
export const SECOND_FACTOR = ['off', 'optional', 'required'] as const
export type SecondFactorRule = (typeof SECOND_FACTOR)[number]

/** Roles of people: a screen wall signs in with its token alone. */
export type PersonRole = Exclude<Role, 'wall'>

/** The security policy of the installation. What an account must be, and how long a session lasts. */
export interface Policy {
  minLength: number
  classes: number
  history: number
  maxAgeDays: number
  lockFailures: number
  lockMinutes: number
  idleMinutes: number
  absoluteHours: number
  linkHours: number
  auditDays: number
  oneSession: boolean
  notice: boolean
  secondFactor: Record<PersonRole, SecondFactorRule>
}

/** Body of `PUT /api/policy`: all of it, with the version that it was made from. */
export type PolicyChange = Policy & { version: number }

/** `GET /api/policy` and the answer of `PUT /api/policy`; 409 `policy_changed`, with `current`, for an old version. */
export interface PolicyAnswer {
  /** raised by each change */
  version: number
  policy: Policy
  /** null while the preset stands */
  changed: { at: string; login: string } | null
}

export interface PolicyNumber {
  readonly code: NumberCode
  readonly min: number
  readonly max: number
  readonly preset: number
  readonly unit: Say
  readonly label: Say
  readonly what?: Say
}
type NumberCode = { [Key in keyof Policy]: Policy[Key] extends number ? Key : never }[keyof Policy]

const UNITS = {
  characters: { zh: '个字符', en: 'characters' },
  classes: { zh: '类', en: 'classes' },
  passwords: { zh: '个', en: 'passwords' },
  days: { zh: '天', en: 'days' },
  times: { zh: '次', en: 'times' },
  minutes: { zh: '分钟', en: 'minutes' },
  hours: { zh: '小时', en: 'hours' },
} as const satisfies Record<string, Say>

/** Numbers of the policy with their bounds; the presets are those for 等保 level 2 (GB/T 22239-2019, 7.1.4.1). */
export const POLICY_NUMBERS: readonly PolicyNumber[] = [
  { code: 'minLength', min: 8, max: 64, preset: 10, unit: UNITS.characters, label: { zh: '口令最短长度', en: 'Shortest password' } },
  {
    code: 'classes',
    min: 2,
    max: 4,
    preset: 3,
    unit: UNITS.classes,
    label: { zh: '字符种类', en: 'Kinds of characters' },
    what: { zh: '大写字母、小写字母、数字、其他，至少几类', en: 'Of capital letters, small letters, digits and others' },
  },
  {
    code: 'history',
    min: 0,
    max: 24,
    preset: 5,
    unit: UNITS.passwords,
    label: { zh: '不得与最近几个口令相同', en: 'Earlier passwords that may not come back' },
  },
  {
    code: 'maxAgeDays',
    min: 0,
    max: 365,
    preset: 90,
    unit: UNITS.days,
    label: { zh: '口令有效期', en: 'Longest age of a password' },
    what: { zh: '0 表示不过期', en: '0 = it never expires' },
  },
  { code: 'lockFailures', min: 3, max: 20, preset: 5, unit: UNITS.times, label: { zh: '连续失败几次后锁定', en: 'Failures until an account is locked' } },
  { code: 'lockMinutes', min: 5, max: 1_440, preset: 15, unit: UNITS.minutes, label: { zh: '锁定时长', en: 'Length of a lock' } },
  { code: 'idleMinutes', min: 5, max: 120, preset: 15, unit: UNITS.minutes, label: { zh: '闲置多久后退出', en: 'A session ends when idle for' } },
  { code: 'absoluteHours', min: 1, max: 24, preset: 12, unit: UNITS.hours, label: { zh: '一次登录最长', en: 'Longest session' } },
  { code: 'linkHours', min: 1, max: 168, preset: 72, unit: UNITS.hours, label: { zh: '一次性链接有效期', en: 'A one-time link is good for' } },
  {
    code: 'auditDays',
    min: 180,
    max: 3_650,
    preset: 365,
    unit: UNITS.days,
    label: { zh: '审计日志保存', en: 'The audit log is kept for' },
    what: { zh: '不少于 180 天', en: 'At least 180 days' },
  },
]

/** Switches of the policy. */
export const POLICY_SWITCHES = [
  {
    code: 'oneSession',
    preset: true,
    label: { zh: '同一账号只能在一处登录', en: 'One session for each account' },
    what: { zh: '后登录的结束先登录的', en: 'A new sign-in ends the earlier session' },
  },
  {
    code: 'notice',
    preset: true,
    label: { zh: '登录后提示上次登录', en: 'Tell of the last sign-in' },
    what: { zh: '时间、地址，及其间失败次数', en: 'Time, address, and failures since' },
  },
] as const

/** What GB/T 22239-2019 asks of level 2, where it names a number; else what is usual for it. */
export const POLICY_PRESET: Policy = {
  ...(Object.fromEntries(POLICY_NUMBERS.map(({ code, preset }) => [code, preset])) as Record<NumberCode, number>),
  oneSession: true,
  notice: true,
  secondFactor: {
    leader: 'optional',
    clerk: 'optional',
    mediator: 'optional',
    supervisor: 'optional',
    worker: 'optional',
    system_admin: 'optional',
    security_admin: 'optional',
    audit_admin: 'optional',
  },
}

/**
 * A password is first set by its holder, through a one-time link, and a post opens only when the security administrator
 * has let the account in. The first three administrators, whose passwords one person may set, change them at the first
 * sign-in, as the standard asks for.
 */
export const FIRST_PASSWORD: Say = {
  zh: '口令由本人通过一次性链接首次设定，安全管理员放行后岗位才能用；首批三名管理员首次登录须改口令',
  en: 'The holder sets the first password by a one-time link, and posts open when the security administrator has let the account in; the first three administrators change theirs at the first sign-in',
}

export interface PasswordFault {
  code: 'short' | 'classes' | 'login'
  say: Say
}

/** What is wrong with a new password as such; null for none. Whether it was used before is for the server to see. */
export function passwordFault(password: string, rule: Pick<Policy, 'minLength' | 'classes'>, login: string): PasswordFault | null {
  const { minLength, classes } = rule
  if ([...password].length < minLength) {
    return { code: 'short', say: { zh: `口令至少 ${minLength} 个字符`, en: `A password has at least ${minLength} characters` } }
  }
  if (classesOf(password) < classes) {
    return {
      code: 'classes',
      say: {
        zh: `口令须含大写字母、小写字母、数字、其他字符中的至少 ${classes} 类`,
        en: `A password has at least ${classes} of these: capital letters, small letters, digits, other characters`,
      },
    }
  }
  if (login !== '' && password.toLowerCase().includes(login.toLowerCase())) {
    return { code: 'login', say: { zh: '口令不能包含登录名', en: 'A password may not hold the sign-in name' } }
  }
  return null
}

/** Kinds of characters in a password, 0 to 4: capitals, small letters, digits, everything else. */
export function classesOf(password: string): number {
  const letters = [...password]
  const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u]
  const other = letters.some((letter) => !kinds.some((kind) => kind.test(letter)))
  return kinds.filter((kind) => letters.some((letter) => kind.test(letter))).length + (other ? 1 : 0)
}
