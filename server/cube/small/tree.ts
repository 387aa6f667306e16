import { LEAST_TOLD } from '../../contract/withheld.ts'

/** What is told of a cell: its number, that it is small, or nothing. */
export const TOLD = 0
export const SMALL = 1
export const SILENT = 2
export type Telling = typeof TOLD | typeof SMALL | typeof SILENT

export const isSmall = (count: number): boolean => count > 0 && count < LEAST_TOLD

/** Counts of places within places; parents come before their children, and place 0 is the root. */
export interface PlaceCounts {
  /** by place: its children, in order */
  children: readonly (readonly number[])[]
  /** by place: cases in it and in all below */
  count: ArrayLike<number>
}

/**
 * What may be told of every place's count, so that no small one follows, neither by subtraction nor for somebody who knows this
 * rule and asks which counties it would tell so.
 *
 * Each place that is told is cut into its children and the rest (cases in none of them). Where one part is small, the small
 * parts are kept back and with them others, until together they hold so many that every mix of 1 and 2 is open. Which others,
 * does not hang on what they hold, zeros among them: a partner chosen for its number would tell by being chosen, and one that
 * was passed over as well. Whatever lies below a part that is kept back is silent. Where all parts together do not hold enough,
 * all of them are silent.
 */
export function tellPlaces({ children, count }: PlaceCounts): Uint8Array {
  const telling = new Uint8Array(children.length).fill(SILENT)
  telling[0] = isSmall(count[0]!) ? SMALL : TOLD
  for (let place = 0; place < children.length; place++) {
    const parts = children[place]!
    if (telling[place] !== TOLD || parts.length === 0) continue
    const values = parts.map((part) => count[part]!)
    const rest = count[place]! - values.reduce((sum, value) => sum + value, 0)
    const told = tellParts([...values, rest])
    parts.forEach((part, at) => (telling[part] = told[at]!))
  }
  return telling
}

/** Parts of a number that is told; the last is the rest, of which nothing is printed and which is kept back first. */
export function tellParts(values: readonly number[]): Telling[] {
  const small = values.filter(isSmall)
  if (small.length === 0) return values.map(() => TOLD)
  // whatever mix of 1 and 2 the small ones are, what is kept back beside them may hold the least that is told
  const enough = 2 * small.length + LEAST_TOLD
  const told: Telling[] = values.map((value) => (isSmall(value) ? SMALL : TOLD))
  let kept = small.reduce((sum, value) => sum + value, 0)
  for (let at = values.length - 1; at >= 0 && kept < enough; at--) {
    if (told[at] === SMALL) continue
    told[at] = SILENT
    kept += values[at]!
  }
  return kept < enough ? values.map(() => SILENT) : told
}
