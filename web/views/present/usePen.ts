import { computed, ref, shallowRef } from 'vue'
import type { Ink, Stroke } from './ink.ts'

export type Tool = 'pen' | 'eraser'

/** The pen in the hand, and what was drawn on each slide; it is gone with the presentation. `slide`: the one on show. */
export function usePen(slide: () => number) {
  const tool = ref<Tool | null>(null)
  const ink = ref<Ink>('alert')
  const sheets = shallowRef<ReadonlyMap<number, readonly (readonly Stroke[])[]>>(new Map())
  /** of the slide on show, each with what it was before the last stroke */
  const history = computed(() => sheets.value.get(slide()) ?? [])
  const strokes = computed(() => history.value.at(-1) ?? [])

  function put(next: readonly Stroke[]) {
    sheets.value = new Map(sheets.value).set(slide(), [...history.value, next])
  }

  return {
    tool, ink, strokes,
    undoable: computed(() => history.value.length > 0),
    dip: (next: Ink) => (ink.value = next),
    hold: (next: Tool) => (tool.value = tool.value === next ? null : next),
    draw: (stroke: Stroke) => put([...strokes.value, stroke]),
    erase: (gone: readonly Stroke[]) => gone.length > 0 && put(strokes.value.filter((one) => !gone.includes(one))),
    clear: () => strokes.value.length > 0 && put([]),
    undo: () => (sheets.value = new Map(sheets.value).set(slide(), history.value.slice(0, -1))),
  }
}
