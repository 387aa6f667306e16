import { ROLES, type Role } from '../../../server/contract/roles.ts'
import type { Post, Session } from '../../../server/contract/session.ts'
import type { AreaCode } from '../../../server/contract/answers.ts'

/** Nobody at the page of an installation that has accounts. */
export const NOBODY: Session = {
  account: null,
  ended: null,
  post: null,
  posts: [],
  rights: [],
  duty: null,
  lastSignIn: null,
  idleMinutes: null,
  demo: [],
  empty: false,
  provider: null,
  password: { minLength: 10, classes: 3 },
  secondFactor: null,
}

export function somePost(role: Role, id: string = role): Post {
  const area = ROLES.row(role).side === 'work' ? ('990101000000' as AreaCode) : null
  return { id, role, area, areaName: area && '枫溪县', areaNameEn: area && 'Fengxi County', organisation: null }
}

/** Somebody in the first of these posts. */
export function someSession(login: string, posts: Post[], more: Partial<Session> = {}): Session {
  const post = more.post ?? posts[0] ?? null
  const rights = post && !more.duty ? [...ROLES.row(post.role).rights] : []
  return { ...NOBODY, account: { login, name: login }, post, posts, rights, idleMinutes: 15, ...more }
}
