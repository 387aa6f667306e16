import { until, useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { ROLES, type Right, type Role } from '../../server/contract/roles.ts'
import type { Session } from '../../server/contract/session.ts'
import { ApiError, onAnswer } from '../api/client.ts'
import { sessionApi } from '../api/session.ts'

/**
 * Why the page may not go on as it is: somebody has to sign in again or to do a duty, or this browser went on as another
 * account or in another post. The page stays as it was below a lock, so that nothing typed is lost.
 */
export type Lock = 'ended' | 'other'

/** Who is at this page, in which post, and what that lets them do. */
export const useSession = defineStore('session', () => {
  const session = shallowRef<Session | null>(null)
  /** why nothing is known of the session yet */
  const error = shallowRef<ApiError | null>(null)
  const lock = ref<Lock | null>(null)
  /** what the server said last, while the page still shows the session before it */
  const beneath = shallowRef<Session | null>(null)
  /** when the server last heard of this browser, in every tab of it: that is what keeps a session alive */
  const askedAt = useLocalStorage('fengtu.askedAt', 0)
  let checking: Promise<void> | null = null

  const present = computed(() => (session.value ? isPresent(session.value) : false))
  /** somebody is here, and nothing has to be done before anything else */
  const ready = computed(() => present.value && session.value?.duty === null)
  const rights = computed<readonly Right[]>(() => (ready.value ? session.value!.rights : []))

  const sees = computed(() => {
    const role = ready.value ? session.value?.post?.role : undefined
    return role === undefined ? null : ROLES.row(role).sees
  })
  /** is told aggregates only, by the rule of small counts, and asks for nothing else */
  const onlyAggregates = computed(() => sees.value === 'none')
  /** reads every case of its area, and not those of its organisation alone */
  const readsArea = computed(() => sees.value === 'area')
  /** reads the cases of its organisation alone: of all others it is told how they stand today, and not on a day in the past */
  const readsOwn = computed(() => sees.value === 'own')

  function may(right: Right): boolean {
    return rights.value.includes(right)
  }

  onAnswer(({ refused }) => {
    askedAt.value = Date.now()
    // a refusal may be about what was asked, or say that the session is not what this page takes it for
    return refused && (refused.status === 401 || refused.status === 403) && ready.value ? returned() : null
  })

  /** Whether the page was locked, and its person is back: it waits for them. */
  async function returned(): Promise<boolean> {
    if (!lock.value) await check()
    if (!lock.value) return false
    await until(lock).toBeNull()
    return true
  }

  /** Asks who is here, once, for somebody who opened the page; false when the server did not say. */
  async function load(): Promise<boolean> {
    if (!session.value) await check({ here: true })
    return session.value !== null
  }

  /** Asks again who is here; `here`: somebody is at the page, which keeps the session alive. */
  function check({ here } = { here: false }): Promise<void> {
    checking ??= (here ? sessionApi.here() : sessionApi.read()).then(compare, fail).finally(() => (checking = null))
    return checking
  }

  function fail(cause: unknown) {
    if (!(cause instanceof ApiError)) throw cause
    error.value = cause
  }

  /** The server's word on a session that this page may hold another opinion of. */
  function compare(answer: Session) {
    error.value = null
    beneath.value = answer
    const change = session.value && ready.value ? changeOf(session.value, answer) : null
    lock.value = change
    if (!change) session.value = answer
  }

  /** What the person on this page did: the session is theirs, whatever it was before. */
  function take(answer: Session) {
    beneath.value = answer
    lock.value = null
    session.value = answer
  }

  /** Below the lock the page waits for the same person in the same post; anybody else begins afresh. */
  async function resume(answer: Session): Promise<void> {
    const before = session.value
    if (!lock.value || !before) return take(answer)
    beneath.value = answer
    const again = !answer.duty && answer.account?.login === before.account?.login && answer.posts.find(({ id }) => id === before.post?.id)
    compare(again && again.id !== answer.post?.id ? await sessionApi.takePost(again.id) : answer)
  }

  /** Nothing was heard of the person for too long: the page is locked, whether or not the server can be reached. */
  async function expire() {
    await check()
    if (error.value && ready.value) lock.value = 'ended'
  }

  /** Ends the session; below a lock the page stays. What a page holds of the county is for its caller to forget. */
  async function leave() {
    const answer = await sessionApi.signOut()
    if (lock.value) beneath.value = answer
    else take(answer)
  }

  return {
    session, error, lock, beneath, askedAt, present, ready, rights, onlyAggregates, readsArea, readsOwn, may, load, check, expire, leave,
    signIn: async (login: string, password: string) => resume(await sessionApi.signIn(login, password)),
    asDevice: async (token: string) => resume(await sessionApi.asDevice(token)),
    enterDemo: async (role: Role) => resume(await sessionApi.enterDemo(role)),
    takePost: async (post: string) => take(await sessionApi.takePost(post)),
    changePassword: async (current: string, next: string) => resume(await sessionApi.changePassword(current, next)),
    giveCode: async (code: string) => resume(await sessionApi.giveCode(code)),
    dropFactor: async (password: string) => take(await sessionApi.dropFactor(password)),
  }
})

/** A screen wall has a post and no account. */
function isPresent({ account, post }: Session): boolean {
  return account !== null || post !== null
}

function changeOf(before: Session, after: Session): Lock | null {
  if (!isPresent(after) || after.duty) return 'ended'
  const same = before.account?.login === after.account?.login && before.post?.id === after.post?.id
  return same ? null : 'other'
}
