import { onBeforeUnmount, watch } from 'vue'
import { useFilter } from '../../stores/filter.ts'
import { useHotspots } from '../../stores/hotspots.ts'

/** Asks for the layer that the address names as long as its page is open, be there a map to show it on or a table and the list alone. */
export function askHotLayer(): void {
  const filter = useFilter()
  const hot = useHotspots()
  // a hand that draws would ask and withdraw an analysis at every step
  watch([() => filter.view.layer, () => filter.hotQuestion, () => filter.moving] as const, ([now, question, moving]) => {
    if (moving) return
    if (now !== 'density') hot.density.leave()
    if (now === null || now === 'density') hot.map.leave()
    if (now === null || !question) return
    if (now === 'density') hot.density.show(question)
    else hot.map.show({ ...question, method: now })
  }, { immediate: true })
  onBeforeUnmount(() => {
    hot.map.leave()
    hot.density.leave()
  })
}
