import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { AreaCode, Level } from '../../server/contract/answers.ts'
import { ROLES } from '../../server/contract/roles.ts'
import {
  levelOf, MEETING_KINDS, type ActionChange, type ActionList, type ActionState, type MeetingCalendar, type MeetingChange, type MeetingDetail, type MeetingKind, type MeetingList, type NewAction,
  type NewMeeting,
} from '../../server/contract/meetings.ts'
import { ApiError } from '../api/client.ts'
import { meetingsApi } from '../api/meetings.ts'
import { typed, type MeetingForm } from '../forms/meeting.ts'
import { useCounty } from './county.ts'
import { useDrafts } from './drafts.ts'
import { useSession } from './session.ts'

/** Meetings of a list that are shown at once. */
const PAGE = 50
/** Action items that are shown at once. */
const ITEMS = 200

interface Draft {
  form: MeetingForm
  /** version of the meeting that is changed; null for a new one */
  version: number | null
}

/** The meetings of the county: who held theirs, what was written down, and what somebody has to carry out. */
export const useMeetings = defineStore('meetings', () => {
  const county = useCounty()
  const session = useSession()
  const calendar = shallowRef<MeetingCalendar | null>(null)
  const calendarError = shallowRef<ApiError | null>(null)
  const list = shallowRef<MeetingList | null>(null)
  const listError = shallowRef<ApiError | null>(null)
  const actions = shallowRef<ActionList | null>(null)
  const actionsError = shallowRef<ApiError | null>(null)
  /** on the desk */
  const one = shallowRef<MeetingDetail | null>(null)
  const oneError = shallowRef<ApiError | null>(null)
  /** of what the post sees; null until it is known */
  const rootLevel = shallowRef<Level | null>(null)
  const saving = ref(false)
  /** why something was not done */
  const refusal = shallowRef<ApiError | null>(null)
  /** by county and meeting, `new` for one that is not there yet */
  const drafts = useDrafts<Draft>('meeting')
  const turns = new Map<object, number>()
  /** the places that the answers are of */
  const places = new Map<object, AreaCode | undefined>()

  watch(() => county.info?.code, () => {
    for (const answer of [calendar, list, actions, one]) answer.value = null
    for (const error of [calendarError, listError, actionsError, oneError, refusal]) error.value = null
  }, { flush: 'sync' })

  const role = computed(() => session.session?.post?.role)
  /** reads minutes: a mediator organisation sees its own cases alone */
  const reads = computed(() => role.value !== undefined && ROLES.row(role.value).sees === 'area')
  const writes = computed(() => reads.value && (session.may('direct') || session.may('supervise')))
  /** kinds that are held in what the post sees */
  const kinds = computed<MeetingKind[]>(() => {
    const { levels } = county
    const top = rootLevel.value === null ? levels.length : levels.indexOf(rootLevel.value)
    return MEETING_KINDS.codes.filter((kind) => levels.includes(levelOf(kind)) && levels.indexOf(levelOf(kind)) >= top)
  })

  /** A post of a part begins at the level of that part. */
  watch([() => county.info?.code, () => county.part], async ([code, part]) => {
    rootLevel.value = part === null ? (county.levels[0] ?? null) : null
    if (code === undefined || part === null) return
    try {
      const { area } = await county.detail(part)
      if (county.part === part) rootLevel.value = area.level
    } catch (cause) {
      // the page says with its other questions that the server is silent
      if (!(cause instanceof ApiError)) throw cause
    }
  }, { immediate: true })

  /** Asks the county on show; of several questions of one sort the last is answered. */
  async function ask<Answer>(sort: object, question: (code: string) => Promise<Answer>, failed: typeof refusal): Promise<Answer | null> {
    const code = county.info?.code
    if (!code) return null
    const turn = (turns.get(sort) ?? 0) + 1
    turns.set(sort, turn)
    const late = () => turns.get(sort) !== turn || county.info?.code !== code
    try {
      const answer = await question(code)
      if (late()) return null
      failed.value = null
      return answer
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (!late()) failed.value = cause
      return null
    }
  }

  async function readCalendar(kind: MeetingKind, area?: AreaCode) {
    if (calendar.value && (calendar.value.kind !== kind || places.get(calendar) !== area)) calendar.value = null
    places.set(calendar, area)
    calendar.value = (await ask(calendar, (code) => meetingsApi.calendar(code, { kind, area }), calendarError)) ?? calendar.value
  }

  async function readList(kind?: MeetingKind, area?: AreaCode) {
    list.value = (await ask(list, (code) => meetingsApi.list(code, { kind, area, limit: PAGE }), listError)) ?? list.value
  }

  /** Adds the next meetings to those that are there. */
  async function readMore(kind?: MeetingKind, area?: AreaCode) {
    const known = list.value
    if (!known) return
    const more = await ask(list, (code) => meetingsApi.list(code, { kind, area, limit: PAGE, offset: known.meetings.length }), listError)
    if (more) list.value = { ...more, meetings: [...known.meetings, ...more.meetings] }
  }

  async function readActions(status: ActionState | 'all' = 'open', area?: AreaCode) {
    if (places.get(actions) !== area) actions.value = null
    places.set(actions, area)
    actions.value = (await ask(actions, (code) => meetingsApi.actions(code, { status, area, limit: ITEMS }), actionsError)) ?? actions.value
  }

  /** Puts one on the desk. */
  async function open(id: string) {
    if (one.value?.id !== id) one.value = null
    refusal.value = null
    const found = await ask(one, (code) => meetingsApi.detail(code, id), oneError)
    if (found) one.value = found
  }

  function leave() {
    turns.set(one, (turns.get(one) ?? 0) + 1)
    one.value = null
    oneError.value = null
    refusal.value = null
  }

  /** True when it was done; `refusal` tells why not. */
  async function act<Answer>(deed: (code: string) => Promise<Answer>, done: (answer: Answer) => void | Promise<void>): Promise<boolean> {
    const code = county.info?.code
    if (!code || saving.value) return false
    saving.value = true
    refusal.value = null
    try {
      const answer = await deed(code)
      if (county.info?.code !== code) return false
      await done(answer)
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

  function take(answer: MeetingDetail) {
    one.value = answer
  }

  async function changeAction(id: string, change: ActionChange): Promise<boolean> {
    return act((code) => meetingsApi.changeAction(code, id, change), (item) => {
      const put = <Item extends { id: string }>(items: Item[]) => items.map((known) => (known.id === item.id ? { ...known, ...item } : known))
      if (one.value) one.value = { ...one.value, actions: put(one.value.actions) }
      if (actions.value) actions.value = { ...actions.value, items: put(actions.value.items) }
    })
  }

  const draftName = (id: string) => `${county.info?.code ?? ''} ${id}`
  function draftOf(id: string): Draft | null {
    return drafts.value[draftName(id)] ?? null
  }

  /** What is typed stays in this tab until it is saved or thrown away. */
  function keep(id: string, form: MeetingForm | null, version: number | null = null) {
    const { [draftName(id)]: _old, ...rest } = drafts.value
    drafts.value = form && (version !== null || typed(form)) ? { ...rest, [draftName(id)]: { form, version } } : rest
  }

  return {
    calendar, calendarError, list, listError, actions, actionsError, one, oneError, saving, refusal, reads, writes, kinds,
    readCalendar, readList, readMore, readActions, open, leave, changeAction, draftOf, keep,
    enter: (draft: NewMeeting) => act((code) => meetingsApi.enter(code, draft), take),
    change: (id: string, change: MeetingChange) => act((code) => meetingsApi.change(code, id, change), take),
    remove: (id: string) => act((code) => meetingsApi.remove(code, id), leave),
    addAction: (id: string, action: NewAction) => act((code) => meetingsApi.addAction(code, id, action), take),
  }
})
