import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { AreaCode } from '../../server/contract/answers.ts'
import type { Category } from '../../server/contract/categories.ts'
import type { CaseRow, Likeness } from '../../server/contract/cases.ts'
import type { Colour } from '../../server/contract/colours.ts'
import type { Organisation } from '../../server/contract/organisations.ts'
import type { Presets } from '../../server/contract/presets.ts'
import type { Suggestions } from '../../server/contract/routing.ts'
import { casesApi, type LikenessAsk } from '../api/cases.ts'
import { ApiError } from '../api/client.ts'
import { useCounty } from './county.ts'

/** What forms choose from and begin with: organisations that are open, the county's terms, other cases. */
export const useLookup = defineStore('lookup', () => {
  const county = useCounty()
  const organisations = shallowRef<Organisation[] | null>(null)
  const presets = shallowRef<Presets | null>(null)
  const error = shallowRef<ApiError | null>(null)

  watch(() => county.info?.code, () => {
    organisations.value = null
    presets.value = null
    error.value = null
  }, { flush: 'sync' })

  /** tiers that demand a plan and a lead post */
  const planned = computed<readonly Colour[]>(() => presets.value?.tiers.filter(({ plan }) => plan).map(({ colour }) => colour) ?? [])
  /** working days that a call and a supervision get where nobody says otherwise; null where the county counts otherwise */
  const limits = computed(() => {
    const days = (what: 'whistle' | 'supervision') => {
      const term = presets.value?.deadlines[what]
      return term?.kind === 'working' ? term.count : null
    }
    return { whistle: days('whistle'), supervise: days('supervision') }
  })

  async function ensureOrganisations() {
    const code = county.info?.code
    if (!code || organisations.value) return
    error.value = null
    try {
      const answer = await casesApi.organisations(code)
      if (county.info?.code === code) organisations.value = answer.organisations
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (county.info?.code === code) error.value = cause
    }
  }

  /** Forms do without them: then nothing is filled in beforehand. */
  async function ensurePresets() {
    const code = county.info?.code
    if (!code || presets.value) return
    const answer = await casesApi.settings(code).catch(unknown)
    if (answer && county.info?.code === code) presets.value = answer.settings
  }

  /** Cases by code, number or words; rejects where the search itself failed. */
  async function findCases(words: string, signal: AbortSignal): Promise<CaseRow[]> {
    return (await casesApi.find(county.info?.code ?? '', words, { signal })).rows
  }

  async function alike(ask: LikenessAsk, signal?: AbortSignal): Promise<Likeness[]> {
    return (await casesApi.likeness(county.info?.code ?? '', ask, { signal })).cases
  }

  /** Whom the routing table proposes for a case; nobody where it cannot be asked. */
  async function suggested(category: Category, area: AreaCode | null): Promise<Suggestions> {
    return (await casesApi.suggestions(county.info?.code ?? '', category, area).catch(unknown)) ?? { handle: [], call: [] }
  }

  return { organisations, error, planned, limits, ensureOrganisations, ensurePresets, findCases, alike, suggested }
})

/** Nothing, for a refusal that costs no more than a convenience. */
function unknown(cause: unknown): null {
  if (cause instanceof ApiError) return null
  throw cause
}
