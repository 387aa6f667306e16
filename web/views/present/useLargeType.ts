import { useWindowSize } from '@vueuse/core'
import { computed, onScopeDispose, watch } from 'vue'

const DESK_PX = 16
/** of a screen of 1920 × 1080 on which figures have 45 px and text 22 */
const FACTOR = 1.6

/** Size of letters of a window, as a factor on those at a desk: read from the far end of a meeting table, whatever the screen. */
export function largeType(width: number, height: number): number {
  return Math.max(1, FACTOR * Math.min(width / 1920, height / 1080))
}

/** Sets the page in large type as long as its caller is there; gives the factor. */
export function useLargeType() {
  const { width, height } = useWindowSize()
  const factor = computed(() => largeType(width.value, height.value))
  const root = document.documentElement
  watch(factor, (by) => root.style.setProperty('font-size', `${DESK_PX * by}px`), { immediate: true, flush: 'sync' })
  onScopeDispose(() => root.style.removeProperty('font-size'))
  return factor
}
