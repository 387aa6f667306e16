import { computed, nextTick, onScopeDispose, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Slide } from '../../../server/contract/decks.ts'
import { ROLES } from '../../../server/contract/roles.ts'
import { useAhead } from '../../stores/ahead.ts'
import { useCounty } from '../../stores/county.ts'
import { useDecks } from '../../stores/decks.ts'
import { useSession } from '../../stores/session.ts'
import { topicsOf } from '../../stores/topics.ts'
import { USUAL_DECK, usualSlides } from '../../stores/usualDeck.ts'
import { parseView, PRESENTED, SLIDE_KEY, viewQuery, type View } from '../../stores/view.ts'

/** What stands on the screen: what to call the meeting, what earlier ones decided, a view, the record. */
export type Page = { kind: 'title' | 'actions' | 'end' } | { kind: 'view'; slide: Slide }

/** The deck of the address, and the page of it that is on show; the address holds its number and its view. `usual`: the name of the usual deck. */
export function useShow(usual: () => string) {
  const route = useRoute()
  const router = useRouter()
  const county = useCounty()
  const decks = useDecks()
  const session = useSession()
  const ahead = useAhead()
  /** until the deck's first page is in the address */
  const begun = shallowRef(false)
  let turn = 0
  /** the page that was asked for last, until it is on show: whoever presses again counts from it */
  let wished: number | null = null
  /** the last change of the address, which is never called off half-way */
  let arriving: Promise<unknown> = Promise.resolve()
  ahead.begin()
  onScopeDispose(() => {
    turn++
    ahead.leave()
  })

  const id = computed(() => String(route.params.deck))
  const deck = computed(() => {
    if (id.value === USUAL_DECK) return { name: usual(), slides: usualSlides(topicsOf(session.rights)), elsewhere: 0 }
    return decks.decks?.find((one) => one.id === id.value) ?? null
  })
  const unknown = computed(() => id.value !== USUAL_DECK && decks.decks !== null && deck.value === null)
  /** reads what meetings decided */
  const reads = computed(() => {
    const role = session.session?.post?.role
    return role !== undefined && ROLES.row(role).sees === 'area'
  })
  const pages = computed<Page[]>(() => (deck.value ? [
    { kind: 'title' },
    ...(reads.value ? [{ kind: 'actions' } as const] : []),
    ...deck.value.slides.map((slide) => ({ kind: 'view' as const, slide })),
    { kind: 'end' },
  ] : []))
  const at = computed(() => Math.min(Math.max(Number(route.query[SLIDE_KEY]) || 1, 1), Math.max(pages.value.length, 1)) - 1)
  const page = computed<Page | null>(() => pages.value[at.value] ?? null)

  /** The view of a page, or that which stands ready behind one that has none. */
  function viewAt(index: number): View | null {
    const views = pages.value.map((one) => (one.kind === 'view' ? one.slide : null))
    const slide = views.slice(index).find(Boolean) ?? views.findLast(Boolean)
    return slide ? { ...parseView(Object.fromEntries(new URLSearchParams(slide.query))).view, ...county.query } : null
  }

  /** Of several pages asked for the last is shown, however late the others come. */
  async function go(to: number) {
    const mine = ++turn
    const last = () => mine === turn
    const next = Math.min(Math.max(to, 0), pages.value.length - 1)
    wished = next
    try {
      // that it failed was told to whoever asked for it
      await arriving.catch(() => null)
      if (last()) await turnTo(next, last)
    } finally {
      if (last()) wished = null
    }
  }

  async function turnTo(next: number, last: () => boolean) {
    const view = viewAt(next)
    const same = begun.value && (next === at.value || !view)
    const kept = Object.fromEntries(['theme', 'lang'].flatMap((key) => (route.query[key] ? [[key, route.query[key]]] : [])))
    if (view && !same) await ahead.show(view, last)
    if (!last()) return
    arriving = router.replace({ name: PRESENTED, params: { deck: id.value }, query: { ...(view && viewQuery(view)), ...kept, [SLIDE_KEY]: String(next + 1) } })
    await arriving
    begun.value = true
    if (!last()) return
    wished = null
    await nextTick()
    const after = viewAt(next + 1)
    if (after) void ahead.read(after)
  }

  watch(pages, (now) => {
    if (begun.value || now.length === 0) return
    // an address that names a page may have gone on from its view
    begun.value = Boolean(route.query[SLIDE_KEY]) && Object.keys(route.query).some((key) => ![SLIDE_KEY, 'theme', 'lang'].includes(key))
    if (!begun.value) void go(at.value)
  }, { immediate: true })
  watch(() => county.info?.code, (code) => code && decks.decks === null && void decks.load(), { immediate: true })

  return { id, deck, unknown, reads, pages, at, page, begun, go, forth: () => go((wished ?? at.value) + 1), back: () => go((wished ?? at.value) - 1) }
}
