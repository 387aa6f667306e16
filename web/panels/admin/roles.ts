import type { NewPost } from '../../../server/contract/accounts.ts'
import { ROLES } from '../../../server/contract/roles.ts'
import type { Post } from '../../../server/contract/session.ts'

export type GivenRole = NewPost['role']

const GIVEN = ROLES.rows.filter(({ code }) => code !== 'wall') as (Extract<(typeof ROLES.rows)[number], { code: GivenRole }>)[]

/** Roles that an account with these posts may still get: posts of two sides never meet, and an administrator is one once. */
export function rolesFor(posts: readonly Pick<Post, 'role'>[]): GivenRole[] {
  const [first] = posts
  const side = first && ROLES.row(first.role).side
  const had = new Set(posts.map(({ role }) => role))
  return GIVEN.filter((row) => (!side || row.side === side) && (row.side === 'work' || !had.has(row.code))).map(({ code }) => code)
}
