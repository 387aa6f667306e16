import { useSessionStorage } from '@vueuse/core'
import { computed, type Ref } from 'vue'
import { useSession } from './session.ts'

/** What is typed and not sent yet stays in the tab, so that a reload or a sign-in in between loses nothing. It is not masked yet. */
const KEY = 'fengtu.drafts'

/** Drafts of the person at the page, by a name each; those of another one are neither shown nor kept. */
export function useDrafts<Draft>(kind: string): Ref<Readonly<Record<string, Draft>>> {
  const session = useSession()
  const kept = useSessionStorage<Record<string, Draft>>(`${KEY}.${kind}`, {})
  const login = computed(() => `${session.session?.account?.login ?? ''} `)
  return computed({
    get: () => Object.fromEntries(Object.entries(kept.value).flatMap(([name, draft]) => (name.startsWith(login.value) ? [[name.slice(login.value.length), draft]] : []))),
    set: (drafts) => {
      kept.value = Object.fromEntries(Object.entries(drafts).map(([name, draft]) => [login.value + name, draft]))
    },
  })
}

/** Whoever leaves takes along what was not sent. */
export function forgetDrafts() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEY)) sessionStorage.removeItem(key)
}
