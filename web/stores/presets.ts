import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { SettingKey, Settings, SettingsAnswer } from '../../server/contract/settings.ts'
import { ApiError } from '../api/client.ts'
import { presetsApi } from '../api/presets.ts'
import { useCounty } from './county.ts'

/** What the county decides about its cases, and what somebody is typing in its stead. */
export const usePresets = defineStore('presets', () => {
  const county = useCounty()
  const answer = shallowRef<SettingsAnswer | null>(null)
  const error = shallowRef<ApiError | null>(null)
  /** the same settings under somebody's hands */
  const draft = ref<Settings | null>(null)
  const saving = ref(false)
  const refusal = shallowRef<ApiError | null>(null)
  /** somebody else changed settings since these were read */
  const overtaken = computed(() => refusal.value?.status === 409 && !known.value)
  /** holidays of a year were to be loaded that has some: it has to be said that they are replaced */
  const known = computed(() => refusal.value?.problem?.code === 'holidays_known')

  watch(() => county.info?.code, () => {
    answer.value = null
    draft.value = null
    error.value = null
    refusal.value = null
  }, { flush: 'sync' })

  /** What somebody was typing is found again by whoever comes back. */
  function begin() {
    if (!draft.value) return load()
    refusal.value = null
    return undefined
  }

  async function load() {
    const code = county.info?.code
    if (!code) return
    error.value = null
    refusal.value = null
    try {
      const found = await presetsApi.read(code)
      if (county.info?.code === code) take(found)
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (county.info?.code === code) error.value = cause
    }
  }

  /** What is being typed in other parts stays. */
  function take(found: SettingsAnswer, done?: SettingKey) {
    const typed = draft.value
    const stays = typed && answer.value ? (Object.keys(typed) as SettingKey[]).filter((key) => key !== done && changed(key)) : []
    const next = copy(found.settings)
    for (const key of stays) Object.assign(next, { [key]: typed![key] })
    answer.value = found
    draft.value = next
  }

  function changed(key: SettingKey): boolean {
    return draft.value !== null && answer.value !== null && JSON.stringify(draft.value[key]) !== JSON.stringify(answer.value.settings[key])
  }

  function discard(key: SettingKey) {
    refusal.value = null
    if (draft.value && answer.value) Object.assign(draft.value, { [key]: copy(answer.value.settings[key]) })
  }

  async function act(key: SettingKey, change: (code: string, version: number) => Promise<SettingsAnswer>): Promise<boolean> {
    if (!county.info || !answer.value || saving.value) return false
    const { code } = county.info
    saving.value = true
    refusal.value = null
    try {
      const found = await change(code, answer.value.version)
      if (county.info?.code !== code) return false
      take(found, key)
      await county.refresh()
      return true
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (county.info?.code === code) refusal.value = cause
      return false
    } finally {
      saving.value = false
    }
  }

  /** Takes what the server has, and drops everything that was typed. */
  function restart() {
    draft.value = null
    return load()
  }

  return {
    begin, restart,
    answer, error, draft, saving, refusal, overtaken, known, load, changed, discard,
    save: (key: SettingKey) => act(key, (code, version) => presetsApi.change(code, version, { [key]: draft.value![key] })),
    /** takes a part back to the standard */
    reset: (key: SettingKey) => act(key, (code, version) => presetsApi.change(code, version, { [key]: null })),
    loadHolidays: (text: string, replace = false) => act('holidays', (code, version) => presetsApi.holidays(code, version, text, replace)),
  }
})

function copy<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value
}
