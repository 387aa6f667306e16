import type { Palette } from '../../theme/palette.ts'
import { blend, contrast, rampColours } from '../../theme/ramp.ts'
import { rampStops } from '../../theme/palette.ts'

/** What is drawn over a fill, so that classes can be told apart without their hue. `hatch` is kept for "no number here", `slant` for "may be chance". */
export type PatternName = 'hatch' | 'slant' | 'dots' | 'lines' | 'columns' | 'grid'
/** Ink or paper, whichever stands out from the fill. */
export type Tone = 'ink' | 'paper'

export interface Pattern {
  name: PatternName
  tone: Tone
}

/** How the areas of one class look. */
export interface Look {
  colour: string
  /** share of the fill's colour in what is seen; the rest is relief */
  opacity: number
  patterns: readonly Pattern[]
  /** of a line within the border, pixels; 0 for none */
  edge: number
}

/** Fills let the relief through, but no more than leaves the classes apart. The legend's swatches have it too. */
export const FILL_OPACITY = 0.8

/** What a pattern is called among the images of the map. */
export function patternId({ name, tone }: Pattern, dark: boolean): string {
  return `${name}-${tone}-${dark ? 'hall' : 'desk'}`
}

/** The colour of a pattern's lines. */
export function toneColour(tone: Tone, palette: Palette): string {
  return tone === 'ink' ? palette['map-label'] : palette['map-halo']
}

/** Classes of counts and rates: the ramp alone, whose steps are even in lightness. */
export function rampLooks(palette: Palette, classes: number): Look[] {
  return rampColours(rampStops(palette), classes).map((colour) => ({ colour, opacity: FILL_OPACITY, patterns: [], edge: 0 }))
}

/** A count below the least that is told has the first of many classes' colour, and lets more through. */
export const SMALL_OPACITY = 0.4
const MANY = 5

export function smallLook(palette: Palette): Look {
  return { colour: rampColours(rampStops(palette), MANY)[0]!, opacity: SMALL_OPACITY, patterns: [], edge: 0 }
}

/** The colour as it is seen upon the ground. */
export function laid({ colour, opacity }: Pick<Look, 'colour' | 'opacity'>, palette: Palette): string {
  return blend(colour, palette['map-ground'], opacity)
}

/** Classes of shares, and after them the same again for those that may be no other than that of all. */
export function shareLooks(palette: Palette, classes: number): Look[] {
  const looks = rampLooks(palette, classes)
  return [...looks, ...looks.map((look) => patterned(look, ['slant'], palette))]
}

/** A look with its patterns in the tone that can be seen on it. */
export function patterned(look: { colour: string; opacity?: number; edge?: number }, names: readonly PatternName[], palette: Palette): Look {
  const { colour, opacity = FILL_OPACITY, edge = 0 } = look
  const ground = laid({ colour, opacity }, palette)
  const clear = (tone: Tone) => contrast(toneColour(tone, palette), ground)
  const tone: Tone = clear('ink') >= clear('paper') ? 'ink' : 'paper'
  return { colour, opacity, edge, patterns: names.map((name) => ({ name, tone })) }
}
