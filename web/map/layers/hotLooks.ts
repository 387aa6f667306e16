import type { EmergingClass, HotClass, HotMethod, LisaClass } from '../../../server/contract/hotTerms.ts'
import type { ColourName, Palette } from '../../theme/palette.ts'
import { patterned, type Look, type PatternName } from './looks.ts'

interface Sketch {
  colour: ColourName
  patterns?: readonly PatternName[]
  edge?: number
  opacity?: number
}
type Sketches<Code extends string> = Record<Exclude<Code, 'none'>, Sketch>

/** Cold places are ruled like water on an old map; the surer a place is hot, the heavier its edge; dots are for one unlike those around it. */
const GISTAR: Sketches<HotClass> = {
  hot99: { colour: 'hot-3', edge: 2 },
  hot95: { colour: 'hot-2', edge: 1.2 },
  hot90: { colour: 'hot-1', edge: 0.7 },
  itself: { colour: 'hot-2', patterns: ['dots'], edge: 2 },
  cold90: { colour: 'cold-1', patterns: ['lines'] },
  cold95: { colour: 'cold-2', patterns: ['lines'], edge: 1.2 },
  cold99: { colour: 'cold-3', patterns: ['lines'], edge: 2 },
}

/** Dots: unlike all around it. */
const LISA: Sketches<LisaClass> = {
  'high-high': { colour: 'hot-3', edge: 2 },
  'high-low': { colour: 'hot-2', patterns: ['dots'] },
  'low-high': { colour: 'cold-2', patterns: ['lines', 'dots'] },
  'low-low': { colour: 'cold-3', patterns: ['lines'], edge: 2 },
}

/** Dark is hot now and for good, light is hot at times or was; dots began or ended, columns rise or fall; where it swung over, both. */
const EMERGING: Sketches<EmergingClass> = {
  'new-hot': { colour: 'hot-3', patterns: ['dots'], edge: 2 },
  'consecutive-hot': { colour: 'hot-2', edge: 1.2 },
  'intensifying-hot': { colour: 'hot-3', patterns: ['columns'], edge: 2 },
  'persistent-hot': { colour: 'hot-3', edge: 2 },
  'diminishing-hot': { colour: 'hot-2', patterns: ['columns'] },
  'sporadic-hot': { colour: 'hot-1', edge: 0.7 },
  'oscillating-hot': { colour: 'hot-1', patterns: ['columns', 'dots'] },
  'historical-hot': { colour: 'hot-1', patterns: ['dots'] },
  'new-cold': { colour: 'cold-3', patterns: ['lines', 'dots'], edge: 2 },
  'consecutive-cold': { colour: 'cold-2', patterns: ['lines'], edge: 1.2 },
  'intensifying-cold': { colour: 'cold-3', patterns: ['grid'], edge: 2 },
  'persistent-cold': { colour: 'cold-3', patterns: ['lines'], edge: 2 },
  'diminishing-cold': { colour: 'cold-2', patterns: ['grid'] },
  'sporadic-cold': { colour: 'cold-1', patterns: ['lines'] },
  'oscillating-cold': { colour: 'cold-1', patterns: ['grid'] },
  'historical-cold': { colour: 'cold-1', patterns: ['lines', 'dots'] },
}

/** A place within a burst: marked, while the circle says the rest. */
const IN_CLUSTER: Sketches<'in'> = { in: { colour: 'hot-1', opacity: 0.5, edge: 0.7 } }

const OF: Record<HotMethod, Record<string, Sketch>> = { gistar: GISTAR, lisa: LISA, emerging: EMERGING, scan: IN_CLUSTER }

/** Looks of the classes of a method, in the order of `codes`. */
export function hotLooks(method: HotMethod, codes: readonly string[], palette: Palette): Look[] {
  return codes.map((code) => {
    const { colour, patterns = [], ...rest } = OF[method][code]!
    return patterned({ ...rest, colour: palette[colour] }, patterns, palette)
  })
}
