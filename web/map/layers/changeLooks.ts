import type { ColourName, Palette } from '../../theme/palette.ts'
import { FILL_OPACITY, patterned, type Look, type PatternName } from './looks.ts'

/** Of one, two or three classes a side, from the least change on. */
const SHADES: readonly (readonly (1 | 2 | 3)[])[] = [[], [2], [1, 3], [1, 2, 3]]
const UNSURE_OPACITY = 0.32

/**
 * Looks of a change with so many classes a side: more from the greatest down, then fewer up to the greatest, each sure
 * and then unsure, as `changeClass` numbers them. Fewer is ruled, so that print in black and white keeps the two apart; what
 * chance may have brought is hatched and pale.
 */
export function changeLooks(palette: Palette, classes: number): Look[] {
  const shades = SHADES[classes]!
  const look = (name: ColourName, ruled: readonly PatternName[]): Look[] => [
    patterned({ colour: palette[name], opacity: FILL_OPACITY }, ruled, palette),
    patterned({ colour: palette[name], opacity: UNSURE_OPACITY }, ['slant'], palette),
  ]
  return [
    ...shades.toReversed().flatMap((shade) => look(`more-${shade}`, [])),
    ...shades.flatMap((shade) => look(`fewer-${shade}`, ['lines'])),
  ]
}
