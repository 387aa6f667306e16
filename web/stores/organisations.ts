import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { Coverage } from '../../server/contract/coverage.ts'
import type { NewOrganisation, Organisation, OrganisationChange, OrganisationDetail } from '../../server/contract/organisations.ts'
import type { Punctuality } from '../../server/contract/punctuality.ts'
import { ApiError } from '../api/client.ts'
import { organisationsApi } from '../api/organisations.ts'
import { useCounty } from './county.ts'
import { periodSpan, type PeriodName } from './periods.ts'

/** The organisations of the county, closed ones too, the one on the desk, how far they cover it, and how they follow calls. */
export const useOrganisations = defineStore('organisations', () => {
  const county = useCounty()
  const all = shallowRef<readonly Organisation[] | null>(null)
  const error = shallowRef<ApiError | null>(null)
  /** on the desk, with its checklist */
  const one = shallowRef<OrganisationDetail | null>(null)
  const oneError = shallowRef<ApiError | null>(null)
  const coverage = shallowRef<Coverage | null>(null)
  const coverageError = shallowRef<ApiError | null>(null)
  /** of the period that was asked for last */
  const punctuality = shallowRef<Punctuality | null>(null)
  const punctualityError = shallowRef<ApiError | null>(null)
  let period: PeriodName | null = null
  const saving = ref(false)
  /** why a change was not made */
  const refusal = shallowRef<ApiError | null>(null)
  let readAt: number | null = null
  let wanted: string | null = null

  watch(() => county.info?.code, () => {
    all.value = null
    error.value = null
    coverage.value = null
    coverageError.value = null
    punctuality.value = null
    punctualityError.value = null
    period = null
    readAt = null
    leave()
  }, { flush: 'sync' })

  /** Asks the county on show; what comes after it was left is dropped. */
  async function ask<Answer>(question: (code: string) => Promise<Answer>, failed: typeof error): Promise<Answer | null> {
    const code = county.info?.code
    if (!code) return null
    failed.value = null
    try {
      const answer = await question(code)
      return county.info?.code === code ? answer : null
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (county.info?.code === code) failed.value = cause
      return null
    }
  }

  async function load() {
    const revision = county.info?.revision ?? null
    const answer = await ask((code) => organisationsApi.list(code), error)
    if (!answer) return
    all.value = answer.organisations
    readAt = revision
  }

  async function ensure() {
    if (!all.value || readAt !== county.info?.revision) await load()
  }

  async function readCoverage() {
    coverage.value = (await ask((code) => organisationsApi.coverage(code), coverageError)) ?? coverage.value
  }

  async function readPunctuality(wished: PeriodName) {
    const today = county.info?.today
    if (!today) return
    if (wished !== period) punctuality.value = null
    period = wished
    const answer = await ask((code) => organisationsApi.punctuality(code, periodSpan(wished, today)), punctualityError)
    if (answer && period === wished) punctuality.value = answer
  }

  /** Puts one on the desk. */
  async function open(id: string) {
    if (one.value?.id !== id) one.value = null
    wanted = id
    refusal.value = null
    const found = await ask((code) => organisationsApi.detail(code, id), oneError)
    if (found && wanted === id) one.value = found
  }

  function leave() {
    wanted = null
    one.value = null
    oneError.value = null
    refusal.value = null
  }

  /** The organisation as the server then has it; null when it refused, which `refusal` tells. */
  async function act(change: (code: string) => Promise<OrganisationDetail>): Promise<OrganisationDetail | null> {
    if (saving.value) return null
    saving.value = true
    const done = await ask(change, refusal).finally(() => (saving.value = false))
    if (!done) return null
    wanted = done.id
    one.value = done
    const known = all.value ?? []
    all.value = known.some(({ id }) => id === done.id) ? known.map((old) => (old.id === done.id ? done : old)) : [...known, done]
    await county.refresh()
    return done
  }

  return {
    all, error, one, oneError, coverage, coverageError, punctuality, punctualityError, saving, refusal, load, ensure, readCoverage, readPunctuality, open, leave,
    add: (draft: NewOrganisation) => act((code) => organisationsApi.add(code, draft)),
    change: (id: string, part: OrganisationChange) => act((code) => organisationsApi.change(code, id, part)),
  }
})
