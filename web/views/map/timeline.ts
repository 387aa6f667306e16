import { useDebounceFn, useIntervalFn, usePreferredReducedMotion } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { filterQuery } from '../../../server/contract/filter.ts'
import { stepClasses, tally } from '../../areas/hot.ts'
import type { AreaFigure } from '../../areas/figures.ts'
import { areaClassesBy } from '../../areas/figures.ts'
import { breaksOver, figuresAt } from '../../areas/timeline.ts'
import { monthText, spanText } from '../../i18n/format.ts'
import type { FigureSet } from '../../stores/figures.ts'
import { useFilter } from '../../stores/filter.ts'
import { isOf, useHotspots, type HotQuestion } from '../../stores/hotspots.ts'
import { closedSpan } from '../../stores/periods.ts'
import { useSession } from '../../stores/session.ts'
import { useSettings } from '../../stores/settings.ts'
import { stepAt, stepEnd, timelineOf, type Timeline, type TimelineStep } from '../../stores/timeline.ts'
import { timeText, type TimeView } from '../../stores/view.ts'

const STEP_MS = 1000
/** so long the address waits for a hand that moves */
const STILL_MS = 200
const OPENED: TimeView = { step: 'month', cumulative: false, day: null }

/** The slider through the steps of the period: of counts from one answer for all steps, of hot-spots from the classes of each step. `thin`: too few cases to go through. */
export function useTimeline(set: () => FigureSet, figures: () => readonly AreaFigure[], thin: () => boolean) {
  const filter = useFilter()
  const hot = useHotspots()
  const session = useSession()
  const settings = useSettings()
  const motion = usePreferredReducedMotion()
  /** as the address has it, or is about to; it stands on a day, which more cases or other steps do not move */
  const time = shallowRef(filter.view.time)
  const told = () => filter.view.time && timeText(filter.view.time)
  watch(told, () => (time.value = filter.view.time))
  // whoever went on to another page is not called back
  let left = false
  const write = useDebounceFn(() => {
    if (!left && (time.value && timeText(time.value)) !== told()) void filter.change({ time: time.value })
  }, STILL_MS)
  function put(next: TimeView | null) {
    time.value = next
    void write()
  }
  function change(part: Partial<TimeView>) {
    if (time.value) put({ ...time.value, ...part })
  }
  const open = computed({ get: () => time.value !== null, set: (now) => put(now ? OPENED : null) })
  const step = computed<TimelineStep>({
    get: () => time.value?.step ?? OPENED.step,
    // who stands at the end of the months goes on at the end of the weeks
    set: (next) => change({ step: next, ...(at.value === starts.value.length - 1 && { day: null }) }),
  })
  const mode = computed<'window' | 'cumulative'>({
    get: () => (time.value?.cumulative ? 'cumulative' : 'window'),
    set: (next) => change({ cumulative: next === 'cumulative' }),
  })

  /** what the steps are of; null where the layer has none */
  const kind = computed<'counts' | 'hot' | null>(() => {
    // steps are of months and weeks of every place, which tell single cases
    if (session.onlyAggregates) return null
    const { layer, measure } = filter.view
    if (measure) return null
    if (layer === null) return 'counts'
    return layer === 'gistar' || layer === 'emerging' ? 'hot' : null
  })
  const held = computed(() => (kind.value === 'hot' ? hot.stepped : hot.counted))
  const on = computed(() => open.value && kind.value !== null && !thin())

  watch([on, kind, () => filter.hotQuestion, () => set().ask.level, step] as const, ([now, of, question, level, by]) => {
    if (!now || of !== 'hot') hot.stepped.leave()
    if (!now || of !== 'counts') hot.counted.leave()
    if (!now || !question) return
    if (of === 'hot') hot.stepped.show(question)
    else hot.counted.show({ ...question, level, step: by })
  }, { immediate: true })
  onScopeDispose(() => {
    left = true
    hot.stepped.leave()
    hot.counted.leave()
  })

  /** the last counts that fit the figures on show: they stay until both, the next counts and the next figures, are there */
  const fitting = shallowRef<{ of: HotQuestion; line: Timeline } | null>(null)
  watch([() => hot.counted.answer, set] as const, ([answer, shown]) => {
    const { answered } = hot.counted
    if (!answer || !answered) fitting.value = null
    else if (sameFigures(answered, shown)) fitting.value = { of: answered, line: timelineOf(answer, answered.step) }
  }, { immediate: true })
  const line = computed(() => (kind.value === 'counts' && fitting.value && sameFigures(fitting.value.of, set()) ? fitting.value.line : null))
  const cube = computed(() => {
    const { answer, answered } = hot.stepped
    const fits = isOf(hot.stepped, { code: set().ask.county, packVersion: set().packVersion }) && sameFigures(answered!, set())
    return kind.value === 'hot' && fits ? answer : null
  })
  const starts = computed(() => line.value?.starts ?? cube.value?.steps ?? [])
  const by = computed(() => line.value?.step ?? cube.value?.parameters.step ?? 'month')
  const at = computed(() => stepAt(starts.value, time.value?.day ?? null))

  const { pause, resume, isActive: playing } = useIntervalFn(() => {
    stand(at.value + 1)
    if (at.value >= starts.value.length - 1) pause()
  }, STEP_MS, { immediate: false })
  const moves = computed(() => motion.value !== 'reduce')
  watch([on, kind, moves, step], pause)

  /** Plays from where it stands, from the first step where it stands on the last; it ends there. */
  function play(now: boolean) {
    if (!now || !moves.value) return pause()
    if (at.value >= starts.value.length - 1) stand(0)
    resume()
  }
  function to(next: number) {
    pause()
    stand(next)
  }
  function stand(next: number) {
    change({ day: starts.value[Math.min(Math.max(next, 0), starts.value.length - 1)] ?? null })
  }

  const cumulative = computed(() => kind.value === 'counts' && mode.value === 'cumulative')
  const period = computed(() => {
    const start = starts.value[at.value]
    if (start === undefined) return ''
    const { from, to: until } = set().ask.filter
    const whole = stepEnd(start, by.value)
    const end = until && until < whole ? until : whole
    if (cumulative.value) return spanText({ from: from ?? starts.value[0]!, to: end }, settings.language)
    if (by.value === 'month' && end === whole) return monthText(start, settings.language)
    return spanText({ from: from && from > start && kind.value === 'counts' ? from : start, to: end }, settings.language)
  })

  const ready = computed(() => on.value && starts.value.length > 0)
  const playingOf = computed(() => ({ metric: filter.view.metric, cumulative: cumulative.value }))
  const breaks = computed(() => (line.value ? breaksOver(figures(), line.value, playingOf.value) : null))
  /** the counts of the step, to be shown in place of those of the whole period; null where the slider does not stand on counts */
  const counts = computed(() => {
    if (!ready.value || !line.value) return null
    const now = figuresAt(figures(), line.value, at.value, playingOf.value)
    return { figures: now, breaks: breaks.value, classes: areaClassesBy(now, breaks.value) }
  })
  /** the classes of the step; null where the slider does not stand on hot-spots */
  const classes = computed(() => (ready.value && cube.value ? stepClasses(cube.value.rows, at.value) : null))
  const hotCount = computed(() => {
    const areas = classes.value ? tally(classes.value) : new Map<number, number>()
    return [1, 2].reduce((sum, k) => sum + (areas.get(k) ?? 0), 0)
  })

  const state = computed<'working' | 'ready' | 'failed'>(() => {
    const { state: now, fresh, answered } = held.value
    if (now === 'failed') return 'failed'
    return starts.value.length > 0 || (fresh && answered && sameFigures(answered, set())) ? 'ready' : 'working'
  })

  return { open, on, kind, held, step, mode, at, starts, playing, moves, period, state, counts, cube, classes, hotCount, play, to }
}

/** Counts of steps add up to these figures, but for cases that came in between. */
function sameFigures(of: HotQuestion, { ask: { county, level, filter }, info: { days, today } }: Pick<FigureSet, 'ask' | 'info'>): boolean {
  const text = (one: Pick<HotQuestion, 'county' | 'level' | 'filter'>) => JSON.stringify([one.county, one.level, filterQuery(one.filter)])
  return text(of) === text({ county, level, filter: { ...filter, ...closedSpan(filter, days, today) } })
}
