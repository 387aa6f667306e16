import { computed } from 'vue'
import type { HotDensity, Hotspots } from '../../../server/contract/hotspots.ts'
import { HOT_METHODS, type HotMethod } from '../../../server/contract/hotTerms.ts'
import { hotClasses, hotTerms, wellFounded } from '../../areas/hot.ts'
import type { DensityScene } from '../../map/layers/density.ts'
import { hotLooks } from '../../map/layers/hotLooks.ts'
import type { Look } from '../../map/layers/looks.ts'
import type { ScanScene } from '../../map/layers/scan.ts'
import type { FigureSet } from '../../stores/figures.ts'
import { useFilter } from '../../stores/filter.ts'
import { useHotspots } from '../../stores/hotspots.ts'
import type { Palette } from '../../theme/palette.ts'

/** A hot-spot layer as the map shows it. */
export interface ShownLayer {
  answer: Hotspots
  looks: readonly Look[]
  classes: ReadonlyMap<number, number>
  scan: Omit<ScanScene, 'worded'> | null
}

/** The layer that the address names, as far as it is there and fits the figures on show. */
export function useHotLayer(set: () => FigureSet, palette: () => Palette) {
  const filter = useFilter()
  const hot = useHotspots()
  const layer = computed(() => filter.view.layer)
  const held = computed(() => (layer.value === null ? null : layer.value === 'density' ? hot.density : hot.map))

  /** after a failure the map goes back to the counts; while one waits for the next answer, the last one stays */
  const stands = computed(() => held.value?.state === 'done' || held.value?.state === 'working')

  const shown = computed<ShownLayer | null>(() => {
    const { answer } = hot.map
    const { ask, packVersion } = set()
    if (!answer || !stands.value || answer.method !== layer.value || answer.parameters.level !== ask.level || answer.packVersion !== packVersion) return null
    return answer.sufficiency.enough ? { answer, ...drawn(answer, palette()) } : { answer, looks: [], classes: new Map(), scan: null }
  })
  const density = computed<HotDensity | null>(() => {
    const { answer } = hot.density
    return layer.value === 'density' && stands.value && answer?.packVersion === set().packVersion ? answer : null
  })
  const densityScene = computed<DensityScene | null>(() => density.value)

  return { layer, held, shown, density, densityScene }
}

function drawn(answer: Hotspots, palette: Palette): Omit<ShownLayer, 'answer'> {
  const { method } = answer
  return {
    looks: looksOf(method, palette),
    classes: hotClasses(answer),
    scan: method === 'scan' ? { clusters: answer.clusters, founded: wellFounded } : null,
  }
}

export function looksOf(method: HotMethod, palette: Palette): Look[] {
  return hotLooks(method, hotTerms(method).map(({ code }) => code), palette)
}

/** The question that a method answers. */
export function whatOf(method: HotMethod) {
  return HOT_METHODS.row(method).what
}
