import { watchDebounced } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { CaseDetail, Likeness } from '../../server/contract/cases.ts'
import type { Channel } from '../../server/contract/channels.ts'
import type { Role } from '../../server/contract/roles.ts'
import { CATEGORIES } from '../../server/contract/categories.ts'
import { parseDay } from '../../server/contract/day.ts'
import { casesApi, type LikenessAsk } from '../api/cases.ts'
import { ApiError } from '../api/client.ts'
import { useCounty } from './county.ts'
import { useDrafts } from './drafts.ts'
import { begun, emptyEntry, entryFaults, masked, newCase, type Entry, type EntryPlace } from '../forms/entry.ts'
import { useLookup } from './lookup.ts'
import { useSession } from './session.ts'

interface Draft {
  atMs: number
  entry: Entry
}

interface Saved {
  detail: CaseDetail
  /** the text that is kept differs from the one that was typed */
  masked: boolean
}

/** How most of what a post enters came to it; a centre looks for disputes itself. */
const CHANNEL_OF: Partial<Record<Role, Channel>> = { worker: 'grid', mediator: 'application' }
const CENTRE_CHANNEL: Channel = 'screening'
const SETTLE_MS = 250
const NOTHING = { place: null, point: null, occurredOn: '', category: '' }

/** A dispute on its way into the ledger. */
export const useEntry = defineStore('entry', () => {
  const county = useCounty()
  const session = useSession()
  const lookup = useLookup()
  /** where the post's own disputes happen, such as a grid worker's grid: the place to begin with */
  const home = shallowRef<EntryPlace | null>(null)
  /** by county */
  const drafts = useDrafts<Draft>('entry')
  const entry = shallowRef<Entry | null>(null)
  /** when the draft that was taken up again was typed; null where the page began empty */
  const restoredAtMs = ref<number | null>(null)
  const tried = ref(false)
  const saving = ref(false)
  const refused = shallowRef<ApiError | null>(null)
  const saved = shallowRef<Saved | null>(null)
  const likely = shallowRef<Likeness[]>([])
  let asking: AbortController | null = null

  const faults = computed(() => (tried.value && entry.value && county.info ? entryFaults(entry.value, county.info.today) : {}))
  const ask = computed<LikenessAsk | null>(() => {
    const { place, point, occurredOn, category } = entry.value ?? NOTHING
    const day = parseDay(occurredOn)
    if (!place || !day || saved.value) return null
    return { area: place.code, day, ...point, ...(CATEGORIES.is(category) && { category }) }
  })

  watch(() => county.info?.code, () => {
    entry.value = null
    saved.value = null
    restoredAtMs.value = null
    home.value = null
    likely.value = []
  }, { flush: 'sync' })
  watchDebounced(() => JSON.stringify(ask.value), () => void compare(), { debounce: SETTLE_MS })

  /** Takes up what was typed here before, or begins an empty one. */
  function begin() {
    const on = county.info
    if (!on || (entry.value && !saved.value)) return
    saved.value = null
    const left = drafts.value[on.code]
    if (left) {
      entry.value = left.entry
      restoredAtMs.value = left.atMs
    } else {
      blank(usual())
    }
  }

  function usual(): Channel {
    const role = session.session?.post?.role
    return (role && CHANNEL_OF[role]) ?? CENTRE_CHANNEL
  }

  function blank(channel: Channel) {
    const on = county.info
    if (!on) return
    entry.value = { ...emptyEntry(on.today, channel), place: home.value }
    keep(null)
    restoredAtMs.value = null
    tried.value = false
    refused.value = null
    likely.value = []
  }

  /** The post's own place: taken where nobody has chosen one yet. */
  function settle(place: EntryPlace | null) {
    home.value = place
    const typed = entry.value
    if (typed && !typed.place && !begun(typed, null)) entry.value = { ...typed, place }
  }

  function keep(draft: Draft | null) {
    const code = county.info?.code ?? ''
    const { [code]: _old, ...rest } = drafts.value
    drafts.value = draft ? { ...rest, [code]: draft } : rest
  }

  function change(part: Partial<Entry>, nowMs: number) {
    const on = county.info
    if (!entry.value || !on) return
    entry.value = { ...entry.value, ...part }
    refused.value = null
    keep(begun(entry.value, home.value) ? { atMs: nowMs, entry: entry.value } : null)
  }

  /** Cases that may be this one already. It is a hint: where it cannot be had, nothing is said. */
  async function compare() {
    asking?.abort()
    if (!ask.value) {
      likely.value = []
      return
    }
    const mine = new AbortController()
    asking = mine
    try {
      const found = await lookup.alike(ask.value, mine.signal)
      if (asking === mine) likely.value = found
    } catch (cause) {
      if (asking === mine && !mine.signal.aborted) likely.value = []
      if (!(cause instanceof ApiError) && !mine.signal.aborted) throw cause
    }
  }

  /** Enters it; true once the ledger has it. A refusal leaves everything in its field. */
  async function save(): Promise<boolean> {
    const on = county.info
    const typed = entry.value
    if (!on || !typed || saving.value || saved.value) return false
    tried.value = true
    if (Object.keys(faults.value).length > 0) return false
    saving.value = true
    refused.value = null
    try {
      const detail = await casesApi.enter(on.code, newCase(typed))
      if (county.info?.code !== on.code) return false
      saved.value = { detail, masked: masked(typed.summary, detail.summary) }
      keep(null)
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      refused.value = cause
      return false
    } finally {
      saving.value = false
    }
    void county.refresh()
    return true
  }

  /** The next one. The channel stays, for a clerk enters a pile from one source. */
  function another() {
    const channel = (entry.value?.channel ?? usual()) as Channel
    saved.value = null
    blank(channel)
  }

  function startOver() {
    blank((entry.value?.channel ?? usual()) as Channel)
  }

  return { entry, home, restoredAtMs, faults, saving, refused, saved, likely, begin, settle, change, save, another, startOver }
})
