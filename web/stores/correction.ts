import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { CaseCorrection } from '../../server/contract/cases.ts'
import { correctionFaults, correctionOf, entryOf } from '../forms/correct.ts'
import type { Entry, EntryPlace } from '../forms/entry.ts'
import { changedMeanwhile } from '../api/cases.ts'
import type { ApiError } from '../api/client.ts'
import { useCase } from './case.ts'
import { caughtUp, markOf, newsSince, type Mark } from './caseNews.ts'
import { useCounty } from './county.ts'
import { useDrafts } from './drafts.ts'

/** What a person changed, and the case as it was when they began; the other fields are taken anew each time. */
interface Correction {
  touched: Partial<Entry>
  note: string
  on: Mark
}

/** What was entered wrong, on its way to be put right. */
export const useCorrection = defineStore('correction', () => {
  const county = useCounty()
  const theCase = useCase()
  const drafts = useDrafts<Correction>('correction')
  /** what the person had read when the form was begun; null while it is not open */
  const on = shallowRef<Mark | null>(null)
  /** the case's place, as the map names it */
  const place = shallowRef<EntryPlace | null>(null)
  const tried = ref(false)
  const saving = ref(false)
  const refused = shallowRef<ApiError | null>(null)

  watch([() => county.info?.code, () => theCase.id, () => theCase.asOf], close, { flush: 'sync' })
  watch(() => theCase.detail, (detail) => {
    if (detail && on.value) mark(caughtUp(on.value, detail))
  }, { flush: 'sync' })

  const key = computed(() => `${county.info?.code}/${theCase.id}`)
  const kept = computed(() => drafts.value[key.value] ?? null)
  const note = computed(() => kept.value?.note ?? '')
  /** the fields as the case has them now; null while the form is not open */
  const before = computed<Entry | null>(() => (on.value && theCase.detail ? entryOf(theCase.detail, place.value) : null))
  /** the fields with what was changed in them */
  const entry = computed<Entry | null>(() => before.value && { ...before.value, ...kept.value?.touched })
  const faults = computed(() => (tried.value && before.value && entry.value && county.info ? correctionFaults(before.value, entry.value, county.info.today) : {}))
  /** what others did to the case since the form was begun */
  const meanwhile = computed(() => (on.value && theCase.detail ? newsSince(on.value, theCase.detail) : []))
  const behind = computed(() => Boolean(on.value && theCase.detail && theCase.detail.version !== on.value.version))
  const changed = computed(() => behind.value && !saving.value)
  /** the case may still be corrected */
  const able = computed(() => Boolean(theCase.detail?.may.includes('correct')))

  function begin() {
    const { detail } = theCase
    if (!detail) return
    close()
    on.value = kept.value?.on ?? markOf(detail)
    mark(caughtUp(on.value, detail))
  }

  /** The form, and what was changed in it, are from now on of this state of the case. */
  function mark(now: Mark) {
    if (!on.value || on.value.version === now.version) return
    on.value = now
    if (kept.value) keep(kept.value)
  }

  function settle(found: EntryPlace | null) {
    place.value = found
  }

  function keep(value: Omit<Correction, 'on'>) {
    if (on.value) drafts.value = { ...drafts.value, [key.value]: { ...value, on: on.value } }
  }

  function forget(name: string) {
    const { [name]: _old, ...rest } = drafts.value
    drafts.value = rest
  }

  function change(part: Partial<Entry>) {
    keep({ touched: { ...kept.value?.touched, ...part }, note: note.value })
    refused.value = null
  }

  function noteWhy(text: string) {
    keep({ touched: kept.value?.touched ?? {}, note: text })
  }

  function close() {
    on.value = null
    tried.value = false
    refused.value = null
  }

  function discard() {
    forget(key.value)
    close()
  }

  /** The person has read what changed meanwhile, and goes on from there. */
  function goOn() {
    if (theCase.detail) mark(markOf(theCase.detail))
  }

  /** True once it is put right. What others changed meanwhile is read first. */
  async function save(): Promise<boolean> {
    if (!on.value || !before.value || !entry.value || behind.value || saving.value) return false
    tried.value = true
    if (Object.keys(faults.value).length > 0) return false
    const name = key.value
    const correction = correctionOf(before.value, entry.value, note.value)
    saving.value = true
    refused.value = null
    try {
      const why = correction && (await send(correction))
      if (!why) forget(name)
      if (name !== key.value) return false
      if (!why) close()
      else if (!behind.value) refused.value = why
      return !why
    } finally {
      saving.value = false
    }
  }

  /** What others did meanwhile that the correction is not about, such as adding a file, keeps it from nothing. */
  async function send(correction: Omit<CaseCorrection, 'version'>): Promise<ApiError | null> {
    const why = await theCase.correct(on.value!.version, correction)
    return why && changedMeanwhile(why) && on.value && !behind.value ? theCase.correct(on.value.version, correction) : why
  }

  return { on, before, entry, note, faults, saving, refused, meanwhile, changed, able, begin, settle, change, noteWhy, close, discard, goOn, save }
})
