import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Account } from '../../server/contract/accounts.ts'
import { accountsApi } from '../api/accounts.ts'
import { ApiError } from '../api/client.ts'

/** Which accounts are wanted. */
export const ACCOUNT_STATES = ['all', 'waiting', 'locked', 'closed', 'postless'] as const
export type AccountState = (typeof ACCOUNT_STATES)[number]

/** The accounts of this installation, for those who keep them. */
export const useAccounts = defineStore('accounts', () => {
  const list = shallowRef<readonly Account[] | null>(null)
  const error = shallowRef<ApiError | null>(null)
  const words = ref('')
  const state = ref<AccountState>('all')
  const chosenId = ref<string | null>(null)
  let turn = 0

  const shown = computed(() => accountsLike(list.value ?? [], words.value, state.value))
  const chosen = computed(() => list.value?.find(({ id }) => id === chosenId.value) ?? null)

  async function load() {
    const mine = ++turn
    error.value = null
    try {
      const { accounts } = await accountsApi.list()
      if (mine === turn) list.value = accounts
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (mine === turn) error.value = cause
    }
  }

  /** Takes the server's word on an account: one that was changed, or a new one. */
  function put(account: Account) {
    turn++
    const accounts = list.value ?? []
    list.value = accounts.some(({ id }) => id === account.id) ? accounts.map((one) => (one.id === account.id ? account : one)) : [account, ...accounts]
  }

  return { list, error, words, state, chosenId, chosen, shown, load, put }
})

/** In the order of the list. Words may stand in the sign-in name, the name or any of the posts' places and organisations. */
export function accountsLike(accounts: readonly Account[], words: string, state: AccountState): Account[] {
  const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean)
  return accounts.filter((account) => {
    const { login, name, posts, identity } = account
    const text = [login, name, identity, ...posts.flatMap(({ areaName, areaNameEn, area, organisation }) => [areaName, areaNameEn, area, organisation?.name])].join(' ').toLowerCase()
    return isIn(account, state) && wanted.every((word) => text.includes(word))
  })
}

function isIn({ closedAt, lockedUntil, held, ready, posts }: Account, state: AccountState): boolean {
  if (state === 'all') return true
  if (state === 'closed') return closedAt !== null
  if (closedAt !== null) return false
  return { waiting: !ready, locked: lockedUntil !== null || held, postless: posts.length === 0 }[state]
}
