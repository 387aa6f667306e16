import { ref, shallowRef } from 'vue'
import { ApiError } from '../api/client.ts'

/** Something that a person asks the server for: one at a time, and its refusal stays until the next try. */
export function useAttempt() {
  const busy = ref(false)
  const problem = shallowRef<ApiError | null>(null)

  /** True when it was done. */
  async function attempt(deed: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = null
    try {
      await deed()
      return true
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      problem.value = cause
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, attempt }
}
