import { shallowRef, watch, type ShallowRef } from 'vue'
import { useSettings } from '../stores/settings.ts'
import { readPalette, type Palette } from './palette.ts'

/** The palette of the theme in force. */
export function usePalette(): Readonly<ShallowRef<Palette>> {
  const settings = useSettings()
  const read = () => {
    const style = getComputedStyle(document.documentElement)
    return readPalette((name) => style.getPropertyValue(name))
  }
  const palette = shallowRef(read())
  watch(() => settings.theme, () => (palette.value = read()), { flush: 'post' })
  return palette
}
