import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { Say } from '../../../server/contract/error.ts'
import type { Ranks, VerdictCode } from '../../../server/contract/ranks.ts'
import type { TownCell } from '../../../server/contract/towns.ts'
import { changeBounds, changeClasses, changeFigures, judged, type ChangeBounds, type ChangeFigure } from '../../areas/change.ts'
import type { Breaks } from '../../areas/breaks.ts'
import { areaClasses, areaFigures, type AreaFigure } from '../../areas/figures.ts'
import { shareClass, SHARES, shareValue } from '../../areas/shares.ts'
import { lengthsOf, type Pair } from '../../panels/compare/pair.ts'
import { keyOf, useMeasuredFigures, type FigureSet, type FiguresAsk } from '../../stores/figures.ts'
import { useFilter } from '../../stores/filter.ts'
import { drawnMeasure, isRise, measured, RISES, type Rise } from '../../stores/measures.ts'
import { sameTowns, useRanks, type PlacesQuestion } from '../../stores/ranks.ts'
import { useSettings } from '../../stores/settings.ts'
import type { Measure } from '../../stores/view.ts'

/** What the map shows in place of all cases of the view. */
export interface MeasureMap {
  measure: Measure
  /** what the counts of the map are of: the view, or of its cases those that the measure is of */
  set: FigureSet
  figures: readonly AreaFigure[]
  classes: ReadonlyMap<number, number>
  breaks: Breaks | null
  /** of a change: both sides, and what lies between them; `listed`: what is unsure is so by the list beside the map */
  change: { pair: Pair; figures: readonly ChangeFigure[]; bounds: ChangeBounds; listed: boolean } | null
  /** of a rate: its numbers by index of the area, and the rate of all */
  share: { cells: ReadonlyMap<number, TownCell>; whole: number | null } | null
}

function placesOf({ ask, revision, info }: FigureSet): PlacesQuestion {
  return { county: ask.county, filter: ask.filter, by: ask.level, revision, today: info.today }
}

/** By index of the area. */
function verdictsOf({ rows }: Ranks, measure: Rise): Map<number, VerdictCode> {
  return new Map(rows.flatMap((row) => {
    const change = row[RISES[measure]]
    return change && row.index !== null ? [[row.index, change.verdict] as const] : []
  }))
}

/** The map of the measure that the address names, as far as it is there and fits the figures on show. `set`: those. */
export function useMeasure(set: () => FigureSet | null) {
  const filter = useFilter()
  const settings = useSettings()
  const other = useMeasuredFigures()
  const { mapped, places } = useRanks()

  const measure = computed(() => (filter.view.compare ? null : drawnMeasure(filter.view.measure, filter.view.filter, set()?.info.tiers[0]?.colour ?? null)))
  const taken = computed(() => {
    const now = set()
    if (!measure.value || !now) return null
    return measured(measure.value, now.ask.filter, { tier: now.info.tiers[0]!.colour, today: now.info.today, first: now.info.days?.first ?? null })
  })
  const asked = computed<FiguresAsk | null>(() => (taken.value?.filter ? { ...set()!.ask, filter: taken.value.filter } : null))
  /** cases that came in are in both or in neither; under a hand every step would count all cases twice */
  watch([asked, () => set()?.revision, () => set()?.info.today, () => filter.moving] as const, ([now, , , moving]) => now && !moving && void other.show(now), { immediate: true })

  const question = computed<PlacesQuestion | null>(() => {
    const now = set()
    return now && measure.value === 'resolved' ? placesOf(now) : null
  })
  watch([question, () => filter.moving] as const, ([now, moving]) => {
    if (now && !moving) mapped.show(now)
    else if (!now) mapped.leave()
  }, { immediate: true })
  onScopeDispose(() => {
    mapped.leave()
    other.set = null
  })

  /** the last map that was whole; it stays while the next one is on its way, as far as it is of the same measure and ground */
  const whole = shallowRef<MeasureMap | null>(null)
  const next = computed(() => {
    const now = set()
    if (!now || !measure.value) return null
    if (measure.value === 'resolved') return rates(now)
    const held = other.set
    if (!asked.value || !held || keyOf(held.ask) !== keyOf(asked.value) || held.packVersion !== now.packVersion) return null
    return isRise(measure.value) ? change(measure.value, now, held) : counts(measure.value, held)
  })
  watch(next, (now) => now && (whole.value = now), { immediate: true })
  const shown = computed<MeasureMap | null>(() => {
    const [map, now] = [whole.value, set()]
    const fits = map && now && why.value === null && map.measure === measure.value && map.set.ask.level === now.ask.level && map.set.packVersion === now.packVersion && map.set.ask.county === now.ask.county
    return fits ? map : null
  })

  function rowsOf(of: FigureSet): AreaFigure[] {
    return areaFigures(of.areas.rows, of.places, 'count', settings.named)
  }

  function counts(of: Measure, held: FigureSet): MeasureMap {
    const figures = rowsOf(held)
    return { measure: of, set: held, figures, ...areaClasses(figures, true), change: null, share: null }
  }

  function change(of: Rise, now: FigureSet, held: FigureSet): MeasureMap {
    const area = filter.area?.area ?? null
    const pair: Pair = { compare: { by: 'period', with: of === 'rise' ? 'before' : 'year' }, a: now, b: held, placeA: area, placeB: area }
    const figures = rowsOf(now)
    const list = listOf(now)
    const counted = changeFigures(figures, rowsOf(held), { metric: 'count', lengths: lengthsOf(pair) })
    const changes = list ? judged(counted, verdictsOf(list, of)) : counted
    const bounds = changeBounds(changes.flatMap(({ change: by }) => (by === null ? [] : [by])), true)
    return { measure: of, set: now, figures, classes: changeClasses(changes, bounds, true), breaks: null, change: { pair, figures: changes, bounds, listed: list !== null }, share: null }
  }

  /** The list of what rises, where it stands beside the map and is of the same cases and places. */
  function listOf(now: FigureSet): Ranks | null {
    const { answer, answered } = places
    return answer && answered && answer.packVersion === now.packVersion && sameTowns(placesOf(now), answered) ? answer : null
  }

  /** Rates as they are; where few cases leave open on which side of that of all one lies, it is hatched. */
  function rates(now: FigureSet): MeasureMap | null {
    const { answer, answered } = mapped
    if (!answer || !answered || answered.by !== now.ask.level || answer.packVersion !== now.packVersion || answered.county !== now.ask.county) return null
    const column = answer.columns.findIndex(({ measure: code }) => code === 'resolved')
    const cells = new Map(answer.rows.flatMap(({ index, cells: row }) => {
      const cell = row[column]
      return cell ? [[index, cell] as const] : []
    }))
    const figures = rowsOf(now).map((figure) => ({ ...figure, value: shareValue(cells.get(figure.index)) }))
    const all = now.summary.resolutionRate?.value ?? null
    const classes = new Map(figures.map(({ index }) => [index, shareClass(cells.get(index), all)]))
    return { measure: 'resolved', set: now, figures, breaks: SHARES, classes, change: null, share: { cells, whole: all } }
  }

  /** why what the address asks for cannot be drawn; null where it can */
  const why = computed<Say | null>(() => taken.value?.why ?? null)
  const error = computed(() => (measure.value === null || why.value ? null : measure.value === 'resolved' ? mapped.error : other.error))
  const waiting = computed(() => measure.value !== null && !why.value && !error.value && set() !== null
    && (measure.value === 'resolved' ? !ratesAreOf(question.value) : next.value === null))

  /** rates stay while a hand moves on, and are then those of another view */
  function ratesAreOf(now: PlacesQuestion | null): boolean {
    return mapped.state !== 'working' && now !== null && mapped.answered !== null && sameTowns(now, mapped.answered)
  }

  function again() {
    if (measure.value === 'resolved') mapped.again()
    else void other.reload()
  }

  /** not one case is of the measure: the map is blank and nothing is wrong */
  const none = computed(() => shown.value !== null && shown.value.change === null && shown.value.share === null && shown.value.set.summary.count === 0)

  return { measure, shown, waiting, why, error, none, again }
}
