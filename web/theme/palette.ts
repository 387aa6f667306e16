const NAMES = [
  'ground', 'surface', 'line', 'line-strong', 'ink', 'ink-soft', 'celadon', 'bar', 'ramp-1', 'ramp-2', 'ramp-3', 'ramp-4',
  'hot-1', 'hot-2', 'hot-3', 'hot-word', 'cold-1', 'cold-2', 'cold-3',
  'more-1', 'more-2', 'more-3', 'fewer-1', 'fewer-2', 'fewer-3',
  'map-ground', 'map-outside', 'map-shade', 'map-light', 'map-accent', 'map-water', 'map-river', 'map-water-name', 'map-ground-name', 'map-wood', 'map-road',
  'map-contour', 'map-boundary', 'map-inner', 'map-hatch', 'map-label', 'map-halo',
] as const
export type ColourName = (typeof NAMES)[number]

/** The tokens that map and charts paint with, because a canvas cannot read custom properties. */
export type Palette = Readonly<Record<ColourName, string>>

/** `read` gives the value of a custom property, such as that of the document's computed style. */
export function readPalette(read: (property: string) => string): Palette {
  return Object.fromEntries(NAMES.map((name) => [name, read(`--${name}`).trim()])) as Palette
}

export function rampStops(palette: Palette): string[] {
  return [palette['ramp-1'], palette['ramp-2'], palette['ramp-3'], palette['ramp-4']]
}
