import { useEventListener } from '@vueuse/core'
import { useFilter } from '../stores/filter.ts'

/** Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y; ⌘ on a Mac) take the view back and forth. In a field they are the field's. */
export function useTrailKeys(on: () => boolean): void {
  const filter = useFilter()
  useEventListener(window, 'keydown', (event) => {
    const wants = stepOf(event)
    if (wants === null || !on() || writes(event.target)) return
    event.preventDefault()
    void filter.retrace(wants)
  })
}

function stepOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): -1 | 1 | null {
  if (!(ctrlKey || metaKey) || altKey) return null
  const letter = key.toLowerCase()
  if (letter === 'z') return shiftKey ? 1 : -1
  return letter === 'y' && !shiftKey ? 1 : null
}

function writes(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
}
