import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { CaseCorrection, CaseDetail, Ring, Step } from '../../server/contract/cases.ts'
import type { Day } from '../../server/contract/day.ts'
import type { Ask, MoveCode } from '../../server/contract/moves.ts'
import { casesApi, changedMeanwhile } from '../api/cases.ts'
import { ApiError } from '../api/client.ts'
import { caughtUp, markOf, newsSince, type Mark } from './caseNews.ts'
import { useCounty } from './county.ts'
import { useDrafts } from './drafts.ts'
import { faultsIn, firstTyped, moveBody, type Beside, type Typed } from '../forms/move.ts'

/** A move that is being filled in, and the case that it was begun on. */
interface OpenForm {
  step: Step
  beside: Beside
  on: Mark
}

/** Fields that a person typed into, and the case as it was then; what stood in the others is taken anew each time. */
interface Draft {
  touched: Typed
  on: Mark
}

/** One case on its page, and the step that is being made with it. What is typed stays in the tab until it is sent or thrown away. */
export const useCase = defineStore('case', () => {
  const county = useCounty()
  const id = ref<number | null>(null)
  /** a past day; null for today */
  const asOf = ref<Day | null>(null)
  const detail = shallowRef<CaseDetail | null>(null)
  const loading = ref(false)
  const error = shallowRef<ApiError | null>(null)
  const form = shallowRef<OpenForm | null>(null)
  const drafts = useDrafts<Draft>('steps')
  const sending = ref(false)
  /** somebody tried to send the form: from then on its fields say what they lack */
  const tried = ref(false)
  const refused = shallowRef<ApiError | null>(null)
  let turn = 0

  const key = (move: MoveCode) => `${county.info?.code}/${id.value}/${move}`
  const begun = computed(() => (detail.value?.steps ?? []).map(({ move }) => move).filter((move) => drafts.value[key(move)]))
  /** the step as the case now offers it; the one that the form was opened with where it is offered no more */
  const step = computed(() => {
    const begunWith = form.value?.step
    return detail.value?.steps.find(({ move }) => move === begunWith?.move) ?? begunWith ?? null
  })
  const draft = computed(() => (form.value && drafts.value[key(form.value.step.move)]) ?? null)
  const typed = computed<Typed>(() => {
    const filled = form.value
    return filled && detail.value && step.value ? { ...firstTyped(step.value, detail.value, filled.beside), ...draft.value?.touched } : {}
  })
  const faults = computed(() => (tried.value && step.value ? faultsIn(step.value, typed.value) : {}))
  /** what others did to the case since the form was begun */
  const meanwhile = computed(() => (form.value && detail.value ? newsSince(form.value.on, detail.value) : []))
  const changed = computed(() => Boolean(form.value && detail.value && detail.value.version !== form.value.on.version))
  /** the case still waits for this step */
  const able = computed(() => Boolean(detail.value?.steps.some(({ move, blocked }) => move === form.value?.step.move && blocked.length === 0)))

  watch(() => county.info?.code, clear, { flush: 'sync' })

  function clear() {
    turn++
    id.value = null
    asOf.value = null
    detail.value = null
    loading.value = false
    error.value = null
    close()
  }

  function open(wanted: number, day: Day | null) {
    if (id.value !== wanted) clear()
    else if (asOf.value !== day) close()
    id.value = wanted
    asOf.value = day
    return load()
  }

  /** Reads the case; what is on show stays until the answer is there. */
  async function load() {
    const code = county.info?.code
    if (!code || id.value === null) return
    const mine = ++turn
    loading.value = true
    try {
      const answer = await casesApi.detail(code, id.value, asOf.value)
      if (mine === turn) take(answer)
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (mine === turn) error.value = cause
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  function take(next: CaseDetail) {
    detail.value = next
    error.value = null
    if (form.value) mark(caughtUp(form.value.on, next))
  }

  /** The open form, and what was typed into it, are from now on of this state of the case. */
  function mark(on: Mark) {
    const filled = form.value
    if (!filled || filled.on.version === on.version) return
    form.value = { ...filled, on }
    if (draft.value) keep(draft.value.touched)
  }

  function begin(move: MoveCode, beside: Beside) {
    const on = detail.value
    const chosen = on?.steps.find((one) => one.move === move)
    if (!on || !chosen) return
    form.value = { step: chosen, beside, on: caughtUp(drafts.value[key(move)]?.on ?? markOf(on), on) }
    tried.value = false
    refused.value = null
  }

  function keep(touched: Typed) {
    const filled = form.value
    if (filled) drafts.value = { ...drafts.value, [key(filled.step.move)]: { touched, on: filled.on } }
  }

  function type(ask: Ask, value: string | string[]) {
    keep({ ...draft.value?.touched, [ask]: value })
    if (refused.value?.problem?.field === ask) refused.value = null
  }

  /** Leaves the form; what was typed is there when it is opened again. */
  function close() {
    form.value = null
    tried.value = false
    refused.value = null
  }

  /** Leaves the form and what was typed into it. */
  function discard() {
    const filled = form.value
    if (!filled) return
    const { [key(filled.step.move)]: _gone, ...rest } = drafts.value
    drafts.value = rest
    close()
  }

  /** The person has read what changed meanwhile, and goes on from there. */
  function goOn() {
    if (detail.value) mark(markOf(detail.value))
    refused.value = null
  }

  /** Makes the move; true once it is made, with no case on show where it was handed on out of sight. A refusal, or a change by others, leaves the form as it is and says so. */
  async function send(again = false): Promise<boolean> {
    const filled = form.value
    const code = county.info?.code
    const target = id.value
    if (!filled || !step.value || !code || target === null || sending.value) return false
    tried.value = true
    if (Object.keys(faults.value).length > 0) return false
    const { move } = filled.step
    const sent = key(move)
    sending.value = true
    refused.value = null
    try {
      const answer = await casesApi.move(code, target, move, moveBody(step.value, typed.value, filled.on.version))
      const { [sent]: _sent, ...rest } = drafts.value
      drafts.value = rest
      if (id.value === target) {
        close()
        if (answer) take(answer)
        else clear()
      }
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (id.value !== target) return false
      const current = changedMeanwhile(cause)
      if (current) take(current)
      else refused.value = cause
      sending.value = false // the second try is one of its own
      return current && !changed.value && able.value && !again ? await send(true) : false
    } finally {
      sending.value = false
    }
    void county.refresh()
    return true
  }

  /** A change beside the moves: a correction, participants, files. Gives the refusal, or null. */
  async function amend(change: (code: string, target: number, version: number) => Promise<CaseDetail>): Promise<ApiError | null> {
    const code = county.info?.code
    const on = detail.value
    if (!code || !on) return null
    try {
      const answer = await change(code, on.id, on.version)
      if (id.value === on.id && !asOf.value) take(answer)
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      const current = changedMeanwhile(cause)
      if (current && id.value === on.id) take(current)
      return cause
    }
    void county.refresh()
    return null
  }

  /** `version`: of the case that the correction was begun on. */
  const correct = (version: number, correction: Omit<CaseCorrection, 'version'>) => amend((code, target) => casesApi.correct(code, target, { version, ...correction }))
  const join = (organisation: string, ring: Ring) => amend((code, target, version) => casesApi.join(code, target, { version, organisation, ring }))
  const leave = (organisation: string) => amend((code, target, version) => casesApi.leave(code, target, { version, organisation }))
  const attach = (file: File, progress: (share: number) => void) => amend((code, target) => casesApi.attach(code, target, file, progress))
  const detach = (attachment: string) => amend((code, target, version) => casesApi.detach(code, target, attachment, version))
  const fileAddress = (attachment: string) => casesApi.attachment(county.info?.code ?? '', id.value ?? 0, attachment)
  /** Says that a sensitive case is none, or blanks the earlier texts, with a reason. */
  const tidy = (version: number, what: 'lift' | 'clear', note: string) => correct(version, { note, ...(what === 'lift' ? { sensitive: false } : { clear: true }) })

  return {
    id, asOf, detail, loading, error, form, step, typed, faults, begun, sending, refused, meanwhile, changed, able,
    open, load, begin, type, close, discard, goOn, send, correct, join, leave, attach, detach, tidy, fileAddress,
  }
})
