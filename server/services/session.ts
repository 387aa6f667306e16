import { isEmpty } from '../access/accounts.ts'
import { readPolicy } from '../access/policy.ts'
import type { Asker } from '../access/sessions.ts'
import type { AreaCode } from '../contract/answers.ts'
import { ROLES } from '../contract/roles.ts'
import type { Post, Session, SessionEnd } from '../contract/session.ts'
import type { Context } from './context.ts'
import { demoOpen } from './demoEntry.ts'
import { areaNames, namedPosts } from './postWords.ts'

/** Who asks, for the page. `here`: he sits at the machine itself. */
export async function sessionOf(
  ctx: Context,
  { asker, ended }: { asker: Asker | null; ended: SessionEnd | null },
  { here, provider }: { here: boolean; provider: string | null },
): Promise<Session> {
  const policy = asker?.policy ?? (await readPolicy(ctx.db))
  const demo = here && (await demoOpen(ctx)) ? [...ROLES.codes] : []
  const empty = demo.length === 0 && (await isEmpty(ctx.db))
  const out = { ended, demo, empty, provider, password: { minLength: policy.minLength, classes: policy.classes } }
  if (!asker) return { ...out, account: null, post: null, posts: [], rights: [], duty: null, lastSignIn: null, idleMinutes: null, secondFactor: null }
  return { ...out, ...(await personOf(ctx, asker)) }
}

type Person = Omit<Session, 'ended' | 'demo' | 'empty' | 'provider' | 'password'>

async function personOf(ctx: Context, { account, session, post, posts: held, rights, duty, factor, policy, by, area }: Asker): Promise<Person> {
  const posts = account ? await namedPosts(ctx, held) : [await wallPost(ctx, area)]
  return {
    account: { login: by.login, name: account?.name ?? by.login },
    post: account ? (posts.find(({ id }) => id === post?.id) ?? null) : posts[0]!,
    posts,
    rights: [...rights],
    duty,
    lastSignIn: policy.notice && session?.last_at ? { at: session.last_at.toISOString(), address: session.last_from, failures: session.last_failures } : null,
    idleMinutes: session ? policy.idleMinutes : null,
    secondFactor: account && session?.how !== 'demo' ? factor : null,
  }
}

/** A token has the one post for which it was given. */
async function wallPost(ctx: Context, area: AreaCode | null): Promise<Post> {
  return { id: 'wall', role: 'wall', area, ...(await areaNames(ctx, area)), organisation: null }
}
