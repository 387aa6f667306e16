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
 * What may be told of every place's count, so that no small one follows.
 *
 * Each place that is told is cut into its children and the rest (cases in none of them). Where one part is small, the
 * small parts and, unless their sum leaves open which is 1 and which is 2, one larger part are kept back. One case may
 * then be moved between two kept parts, and nothing told changes: neither a number nor a mark. What lies below a part
 * that is kept back is silent, so nothing below speaks of the move. Where no such partner is there, all parts are silent.
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

/** Parts of a number that is told; the last is the rest, of which nothing is printed and which costs least to keep back. */
function tellParts(values: readonly number[]): Telling[] {
  const small = values.filter(isSmall)
  const sum = small.reduce((total, value) => total + value, 0)
  const mark = (kept: number): Telling[] => values.map((value, at) => (isSmall(value) ? SMALL : at === kept ? SILENT : TOLD))
  if (small.length === 0 || (sum > small.length && sum < 2 * small.length)) return mark(-1)
  const partner = partnerOf(values, small.length, sum)
  return partner < 0 ? values.map(() => SILENT) : mark(partner)
}

/**
 * The part to keep back beside the small ones: it must be able to give or take one case and still be no small part
 * (sum + value ≥ parts + 4); better one that leaves every mix of 1 and 2 open. The rest before all others, then the least.
 */
function partnerOf(values: readonly number[], parts: number, sum: number): number {
  const last = values.length - 1
  const cost = (at: number): number =>
    (sum + values[at]! >= 2 * parts + LEAST_TOLD ? 0 : 2 ** 40) + (at === last ? 0 : 2 ** 35) + values[at]!
  let best = -1
  for (let at = last; at >= 0; at--) {
    if (values[at]! < LEAST_TOLD || sum + values[at]! < parts + LEAST_TOLD + 1) continue
    if (best < 0 || cost(at) <= cost(best)) best = at
  }
  return best
}
