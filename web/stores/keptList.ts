import { ref, shallowRef, watch } from 'vue'
import { ApiError } from '../api/client.ts'
import { useCounty } from './county.ts'

/** A list of what people keep in the county on show: forgotten with the county, and read again after each change. */
export function keptList<Entry>(read: (county: string) => Promise<readonly Entry[]>) {
  const county = useCounty()
  const entries = shallowRef<readonly Entry[] | null>(null)
  /** they could not be read */
  const error = shallowRef<ApiError | null>(null)
  /** one could not be kept or taken away */
  const refusal = shallowRef<ApiError | null>(null)
  const saving = ref(false)

  watch(() => county.info?.code, () => {
    entries.value = null
    error.value = null
    refusal.value = null
  }, { flush: 'sync' })

  async function load() {
    const code = county.info?.code
    if (!code) return
    error.value = null
    refusal.value = null
    try {
      const found = await read(code)
      if (county.info?.code === code) entries.value = found
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (county.info?.code === code) error.value = cause
    }
  }

  /** Does it, and reads what there is now; null when the server refused, or is still at the change before. */
  async function act<Answer>(change: (county: string) => Promise<Answer>): Promise<{ answer: Answer } | null> {
    const code = county.info?.code
    if (!code || saving.value) return null
    saving.value = true
    refusal.value = null
    try {
      const answer = await change(code)
      await load()
      return { answer }
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      refusal.value = cause
      return null
    } finally {
      saving.value = false
    }
  }

  return { entries, error, refusal, saving, load, act }
}
