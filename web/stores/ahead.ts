import { defineStore } from 'pinia'
import { watch } from 'vue'
import type { CountyInfo } from '../../server/contract/answers.ts'
import { ApiError } from '../api/client.ts'
import { hotspotsApi } from '../api/hotspots.ts'
import { useCounty } from './county.ts'
import { useCube } from './cube.ts'
import { fetchFigures, keyOf, MovingError, useFigures, type FiguresAsk, type FigureSet } from './figures.ts'
import { useFilter } from './filter.ts'
import { hotLevel, shownLevel } from './levels.ts'
import { stepFor } from './periods.ts'
import { viewFilter, type View } from './view.ts'

/** Figures of so many views stay, the latest: those of a deck. */
const MOST = 60

/** Figures of views that were read before they were looked at, or that were looked at before: they are there without a network. */
export const useAhead = defineStore('ahead', () => {
  const county = useCounty()
  const figures = useFigures()
  const filter = useFilter()
  const cube = useCube()
  const held = new Map<string, FigureSet>()
  /** somebody goes from view to view: at the desk nothing is kept, as a hand that brushes goes through hundreds */
  let on = false

  watch(() => figures.set, (set) => set && on && hold(set))
  watch(() => county.info?.code, () => held.clear())

  function hold(set: FigureSet) {
    const key = keyOf(set.ask)
    held.delete(key)
    held.set(key, set)
    for (const old of held.keys()) if (held.size > MOST) held.delete(old)
  }

  /** What the board asks for to show a view; null where its county is not there. */
  async function askOf(view: View): Promise<FiguresAsk | null> {
    const { info, levels } = county
    if (!info) return null
    const code = view.filter.area ?? county.part
    const detail = code && code !== info.code ? await county.detail(code) : null
    const area = detail?.area ?? null
    const children = levels.find((one) => detail?.children.some((child) => child.level === one)) ?? null
    const counted = viewFilter(view, info.today, filter.fallback)
    const layered = view.layer !== null && view.layer !== 'density'
    const level = layered ? hotLevel(view.level, { levels, area }, county.areas) : shownLevel(view, { levels, area, children, bbox: info.bbox })
    return { county: info.code, filter: counted, level, step: stepFor(counted, info.days) }
  }

  /** Reads what a view shows, for when it is looked at; what fails is asked for again then. */
  async function read(view: View): Promise<void> {
    try {
      const ask = await askOf(view)
      const info = county.info
      if (!ask || !info) return
      await Promise.all([county.ensure(ask.level), figuresOf(ask, info)])
      // the server keeps what it worked out
      if (view.layer && view.layer !== 'density') await hotspotsApi.answer(ask, view.layer, {})
    } catch (cause) {
      if (!(cause instanceof ApiError || cause instanceof MovingError)) throw cause
      if (cause instanceof ApiError && cause.kind === 'offline') county.offline = true
    }
  }

  /** Figures that the browser counts by itself need no asking. */
  async function figuresOf(ask: FiguresAsk, info: CountyInfo): Promise<void> {
    const known = held.get(keyOf(ask))
    if (cube.current?.county === ask.county || (known?.revision === info.revision && known.packVersion === info.packVersion && known.info.today === info.today)) return
    const [set, places] = await Promise.all([fetchFigures(ask, Date.now), county.ensure(ask.level)])
    if (county.info?.code === ask.county && set.packVersion === county.info.packVersion) hold({ ...set, info: county.info, places })
  }

  /** Puts what is held of a view on show, unless it is no longer wanted; false where nothing is. */
  async function show(view: View, wanted: () => boolean): Promise<boolean> {
    const ask = await askOf(view).catch(() => null)
    const set = ask && held.get(keyOf(ask))
    if (!set || !wanted() || set.packVersion !== county.info?.packVersion) return false
    figures.set = set
    return true
  }

  function begin() {
    on = true
    if (figures.set) hold(figures.set)
  }

  function leave() {
    on = false
    held.clear()
  }

  return { begin, leave, read, show }
})
