import { useDebounceFn } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter, type RouteLocationRaw } from 'vue-router'
import type { AreaCode, AreaDetail, Level } from '../../server/contract/answers.ts'
import { dayNumber, dayOfNumber } from '../../server/contract/day.ts'
import type { Say } from '../../server/contract/error.ts'
import { anyStanding, KINDS, type Filter, type LISTS } from '../../server/contract/filter.ts'
import { TOLD_METHODS } from '../../server/contract/hotTerms.ts'
import { ApiError } from '../api/client.ts'
import { useCounty } from './county.ts'
import type { HotQuestion } from './hotspots.ts'
import { hotLevel as hotLevelOf, shownLevel } from './levels.ts'
import { useSession } from './session.ts'
import { pictured } from './nextFrame.ts'
import { Trail } from './trail.ts'
import { closedSpan, defaultPeriod, type PeriodName } from './periods.ts'
import { askQuery, CURSOR_KEY, LEDGER_KEYS, OVERDUE_ASK } from './ledgerAsk.ts'
import {
  changedView, EMPTY_VIEW, filterPage, frozenView, pageQuery, pageView, parseView, plainQuery, PRESENTED, SLIDE_KEY, toggled, viewFilter, viewQuery, type Query, type View,
} from './view.ts'

function sameView(a: View, b: View): boolean {
  return JSON.stringify(viewQuery(a)) === JSON.stringify(viewQuery(b))
}

/** so long the address waits for a hand that moves, once what it moved is seen */
const STILL_MS = 200

/** Beside the filter in the address, and no business of it. */
const KEPT: readonly string[] = ['theme', 'lang', SLIDE_KEY, ...LEDGER_KEYS]

/** The one filter, of the map as of the ledger. Panels change it here and nowhere else; the URL holds it. */
export const useFilter = defineStore('filter', () => {
  const route = useRoute()
  const router = useRouter()
  const county = useCounty()
  const session = useSession()
  const view = shallowRef<View>(EMPTY_VIEW)
  /** what the address asked for and could not be had */
  const notes = shallowRef<Say[]>([])
  /** the chosen area with its path; null for the whole county, or until it is read */
  const area = shallowRef<AreaDetail | null>(null)
  const ready = ref(false)
  /** the chosen area could not be read, so the page cannot follow the address */
  const error = shallowRef<ApiError | null>(null)
  /** the page takes a place out of the address, and that is not to take back why */
  let leavesOut = false
  let turn = 0
  const trail = new Trail()
  const undoable = ref(false)
  const redoable = ref(false)
  /** a hand is drawing: what waits for the server waits for its end */
  const moving = ref(false)
  let moves = 0

  const page = computed(() => filterPage(route.name))
  /** the county on show is the one that the address stands for; false while that one is on its way */
  const there = computed(() => {
    if (!page.value || county.counties.length === 0) return county.info !== null
    return county.meant(view.value.county)?.code === county.info?.code
  })
  const fallback = computed<PeriodName>(() => {
    const info = county.info
    return info ? defaultPeriod(info.today, info.days, session.onlyAggregates) : 'last12m'
  })
  const period = computed(() => view.value.period ?? fallback.value)
  const filter = computed<Filter>(() => {
    const today = county.info?.today
    return today ? viewFilter(view.value, today, fallback.value) : {}
  })
  /** the level on which hot-spots are looked for, which may be narrower than that of the figures */
  const hotLevel = computed<Level>(() => hotLevelOf(view.value.level, { levels: county.levels, area: area.value?.area ?? null }, county.areas))
  const level = computed<Level>(() => {
    // the density is of points: the areas are those that the figures would have
    if (view.value.layer && view.value.layer !== 'density') return hotLevel.value
    const used = county.levels
    // a town may hold grid cells of its own beside its villages: the widest level counts
    const children = used.find((one) => area.value?.children.some((child) => child.level === one)) ?? null
    return shownLevel(view.value, { levels: used, area: area.value?.area ?? null, children, bbox: county.info?.bbox ?? null })
  })
  /** what is asked about hot-spots; null until place and level are known */
  const hotQuestion = computed<HotQuestion | null>(() => {
    const asked = view.value.filter.area
    if (!county.info || !ready.value || !there.value || (asked && area.value?.area.code !== asked)) return null
    // who sees aggregates only is told of the usual window alone
    const { code, days, today } = county.info
    return { county: code, filter: session.onlyAggregates ? {} : { ...anyStanding(filter.value), ...closedSpan(filter.value, days, today) }, level: hotLevel.value, revision: county.info.revision }
  })

  watch(() => (page.value ? route.query : null), (query) => query && read(plainQuery(query)), { immediate: true })
  // who goes to another page has let go; its address is not to be replaced by that of the map
  watch(() => route.name, () => (moving.value = false))
  watch(() => county.info?.code, () => {
    trail.clear()
    note()
  })
  watch([there, () => county.info?.code, () => county.info?.packVersion, () => county.part, () => view.value.filter.area], settle, { immediate: true })

  function read(query: Query) {
    const { view: next, notes: told } = parseView(query)
    if (session.onlyAggregates && next.layer && !TOLD_METHODS.includes(next.layer)) {
      next.layer = null
      told.push({ zh: '这一图层由单件案件画成，不向本岗位显示，已改看件数', en: 'This layer is drawn from single cases and not shown to your post: the map shows counts' })
    }
    if (session.onlyAggregates && next.measure) {
      next.measure = null
      told.push({ zh: '这张图由案件当前的情况画成，不向本岗位显示，已改看件数', en: 'This map is drawn from how cases stand and not shown to your post: it shows counts' })
    }
    const conditions = KINDS.filter((key) => next.filter[key])
    if (session.onlyAggregates && conditions.length > 0) {
      for (const key of conditions) delete next.filter[key]
      told.push({ zh: '本岗位只看汇总数，类型、等级、时限等条件已略去', en: 'Your post sees aggregates only: conditions by kind were left out' })
    }
    if (session.onlyAggregates && next.place) {
      next.place = null
      told.push({ zh: '地点卡上是确切件数，不向本岗位显示', en: 'Cards of places are made of exact numbers and not shown to your post' })
    }
    if (next.compare && session.onlyAggregates) {
      next.compare = null
      told.push({ zh: '对比不向本岗位显示，已略去', en: 'Comparisons are not shown to your post and were left out' })
    } else if (next.compare && (next.layer || next.measure)) {
      next.layer = next.measure = null
      told.push({ zh: '对比时图上看件数或每万人件数，热点等图层已略去', en: 'A comparison shows counts or rates: the layer was left out' })
    }
    // two maps in one address: the layer is the one that a person chose
    if (next.layer) next.measure = null
    const shown = pageView(page.value ?? 'map', next, view.value)
    if (!leavesOut || told.length > 0 || !sameView(shown, view.value)) notes.value = told
    leavesOut = false
    // what this page wrote itself is no news
    if (sameView(shown, view.value)) return
    view.value = shown
    note()
  }

  /** Reads the chosen area; one that this county does not have is told and left out. */
  async function settle() {
    const mine = ++turn
    const asked = view.value.filter.area
    const on = county.info
    // to a post that sees a part of the county that part is the whole
    const code = asked ?? county.part
    // an area of the county that is on its way must not be looked for in the one that is left
    if (!on || !there.value) return
    error.value = null
    if (!code || code === on.code) {
      area.value = null
      ready.value = true
      return
    }
    const left = () => mine !== turn || !there.value || county.info?.code !== on.code || view.value.filter.area !== asked
    try {
      const found = await county.detail(code)
      if (left()) return
      area.value = found
      if (asked && found.area.code !== asked) void change({ filter: { ...view.value.filter, area: found.area.code } })
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (left()) return
      if (cause.kind === 'offline' || cause.status >= 500) {
        error.value = cause
        return
      }
      notes.value = [{ zh: `本县没有代码为“${code}”的地点，已显示全县`, en: `This county has no place with the code "${code}": the whole county is shown` }]
      area.value = null
      const { area: _gone, ...rest } = view.value.filter
      leavesOut = true
      void change({ filter: rest })
    }
    ready.value = true
  }

  /**
   * A change of the view. A drill is a step that the back key undoes; the rest replaces the address in place.
   * While another county is on its way, what is on show is being left, and a change of it would call that county off.
   * Changes of one `gesture` follow the hand: together they are one step to undo, and the address waits until it rests.
   */
  async function change(part: Partial<View>, options: { step?: boolean; gesture?: symbol } = {}) {
    if (!there.value) return
    view.value = changedView(view.value, { ...part, ...county.query })
    note(options.gesture)
    if (!options.gesture) return write(options)
    moving.value = true
    const mine = ++moves
    await pictured()
    if (mine === moves) await writeAtRest(mine)
  }

  async function write({ step = false }: { step?: boolean } = {}) {
    moving.value = false
    const held = page.value ?? 'map'
    const name = route.name === PRESENTED ? PRESENTED : held
    const query = { ...pageQuery(held, view.value), ...kept(KEPT) }
    await (step ? router.push({ name, query }) : router.replace({ name, query }))
  }
  /** where pictures take longer than a hand rests, it has moved on before its last one is seen */
  const writeAtRest = useDebounceFn((mine: number) => {
    if (mine !== moves) return
    if (moving.value && page.value) return write()
    moving.value = false
  }, STILL_MS)

  function note(gesture?: symbol) {
    trail.note(view.value, gesture ?? null)
    tellTrail()
  }

  function tellTrail() {
    undoable.value = trail.back
    redoable.value = trail.forth
  }

  /** Back to the view before, or forth again; where nothing is left to take back, nothing happens. */
  async function retrace(by: -1 | 1) {
    if (!there.value) return
    const found = trail.step(by)
    if (!found) return
    const same = found.filter.area === view.value.filter.area
    view.value = { ...found, camera: same ? view.value.camera : found.camera }
    tellTrail()
    await write()
  }

  function kept(keys: readonly string[]) {
    return Object.fromEntries(keys.flatMap((key) => (route.query[key] ? [[key, route.query[key]]] : [])))
  }

  /** The address of another page: with this filter, where it has one. */
  function to(name: string): RouteLocationRaw {
    const held = filterPage(name)
    return { name, query: held ? pageQuery(held, { ...view.value, ...county.query }) : {} }
  }

  /** The address of the overdue cases in the ledger: those that the filter counts, or those that occurred before its period. */
  function overdue({ before }: { before: boolean }): RouteLocationRaw {
    const { from } = filter.value
    const held: View = before && from ? { ...view.value, period: 'custom', span: { to: dayOfNumber(dayNumber(from) - 1) } } : view.value
    return { name: 'ledger', query: { ...pageQuery('ledger', { ...held, ...county.query }), ...askQuery(OVERDUE_ASK) } }
  }

  /** The address of the cases of one place and time in the ledger, with the rest of the filter. */
  function casesOf(place: AreaCode, { from, to: until }: View['span']): RouteLocationRaw {
    const span = { ...(from && { from }), ...(until && { to: until }) }
    const held: View = { ...view.value, ...county.query, filter: { ...view.value.filter, area: place }, period: 'custom', span }
    return { name: 'ledger', query: pageQuery('ledger', held) }
  }

  /** Goes to an area, or to the whole county; the map then fits it. */
  function drill(code: string | null) {
    const { area: _old, ...rest } = view.value.filter
    const whole = code === null || code === county.info?.code || code === county.part
    return change({ filter: whole ? rest : { ...rest, area: code as NonNullable<Filter['area']> }, camera: null, level: null }, { step: true })
  }

  /** Adds a condition or takes it off. */
  function toggle(key: keyof typeof LISTS, code: string) {
    return change({ filter: toggled(view.value.filter, key, code) })
  }

  /** One level up, if there is one. */
  function up() {
    const path = area.value?.path ?? []
    const parent = path[path.length - 2]
    if (view.value.filter.area) void drill(parent?.code ?? null)
  }

  /** The address of this view with its days written out. */
  function link(): string {
    const info = county.info
    const frozen = info ? frozenView(view.value, info.today, fallback.value) : view.value
    const name = page.value ?? 'map'
    const query = { ...pageQuery(name, { ...frozen, county: info?.code, level: level.value }), ...kept([...LEDGER_KEYS, CURSOR_KEY]) }
    return new URL(router.resolve({ name, query }).href, window.location.href).href
  }

  return { view, notes, area, ready, there, moving, undoable, redoable, error, period, fallback, filter, level, hotLevel, hotQuestion, settle, change, toggle, retrace, drill, up, to, overdue, casesOf, link }
})
