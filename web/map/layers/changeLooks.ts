import type { Palette } from '../../theme/palette.ts'
import { FILL_OPACITY, patterned, type Look, type PatternName } from './looks.ts'

/** Of one, two or three classes a side, from the least change on. */
const SHADES: readonly (readonly (1 | 2 | 3)[])[] = [[], [2], [1, 3], [1, 2, 3]]
const UNSURE_OPACITY = 0.5

/**
 * Looks of a change with so many classes a side: more from the greatest down, then fewer up to the greatest, each sure
 * and then unsure, as `changeClass` numbers them. Fewer is ruled, so that print in black and white keeps the two apart; what
 * chance may have brought is hatched and pale, however great it is.
 */
export function changeLooks(palette: Palette, classes: number): Look[] {
  const shades = SHADES[classes]!
  const looks = (side: 'more' | 'fewer', shade: 1 | 2 | 3, ruled: readonly PatternName[]): Look[] => [
    patterned({ colour: palette[`${side}-${shade}`], opacity: FILL_OPACITY }, ruled, palette),
    patterned({ colour: palette[`${side}-1`], opacity: UNSURE_OPACITY }, ['slant'], palette),
  ]
  return [
    ...shades.toReversed().flatMap((shade) => looks('more', shade, [])),
    ...shades.flatMap((shade) => looks('fewer', shade, ['lines'])),
  ]
}
