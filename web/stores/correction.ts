import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { correctionFaults, correctionOf, entryOf } from '../forms/correct.ts'
import type { Entry, EntryPlace } from '../forms/entry.ts'
import type { ApiError } from '../api/client.ts'
import { useCase } from './case.ts'
import { useCounty } from './county.ts'
import { useDrafts } from './drafts.ts'

interface Correction {
  entry: Entry
  note: string
}

/** What was entered wrong, on its way to be put right. */
export const useCorrection = defineStore('correction', () => {
  const county = useCounty()
  const theCase = useCase()
  const drafts = useDrafts<Correction>('corrections')
  /** the fields as they stood when the form was opened; null while it is not */
  const before = shallowRef<Entry | null>(null)
  const tried = ref(false)
  const saving = ref(false)
  const refused = shallowRef<ApiError | null>(null)

  watch([() => county.info?.code, () => theCase.id, () => theCase.asOf], close, { flush: 'sync' })

  const key = computed(() => `${county.info?.code}/${theCase.id}`)
  const draft = computed(() => drafts.value[key.value] ?? null)
  const faults = computed(() => (tried.value && before.value && draft.value && county.info ? correctionFaults(before.value, draft.value.entry, county.info.today) : {}))

  function begin(place: EntryPlace | null) {
    if (!theCase.detail) return
    before.value = entryOf(theCase.detail, place)
    if (!draft.value) keep({ entry: before.value, note: '' })
  }

  function keep(value: Correction | null) {
    const { [key.value]: _old, ...rest } = drafts.value
    drafts.value = value ? { ...rest, [key.value]: value } : rest
  }

  function change(part: Partial<Entry>) {
    if (draft.value) keep({ ...draft.value, entry: { ...draft.value.entry, ...part } })
    refused.value = null
  }

  function noteWhy(note: string) {
    if (draft.value) keep({ ...draft.value, note })
  }

  function close() {
    before.value = null
    tried.value = false
    refused.value = null
  }

  function discard() {
    keep(null)
    close()
  }

  /** True once it is put right. Somebody else's change meanwhile is shown beside the form, which can be sent again as it is. */
  async function save(): Promise<boolean> {
    if (!before.value || !draft.value || saving.value) return false
    tried.value = true
    if (Object.keys(faults.value).length > 0) return false
    const correction = correctionOf(before.value, draft.value.entry, draft.value.note)
    if (correction) {
      saving.value = true
      refused.value = await theCase.correct(correction).finally(() => (saving.value = false))
      if (refused.value) return false
    }
    discard()
    return true
  }

  return { before, draft, faults, saving, refused, begin, change, noteWhy, close, discard, save }
})
