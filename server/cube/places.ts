/** What the cube has to know of a pack's areas, which stand in depth-first order. */
export interface CubePlaces {
  /** index of the parent, -1 for the root */
  parent: ArrayLike<number>
  /** the subtree of area i is [i, end[i]) */
  end: ArrayLike<number>
  /** depth of the area's level, larger = narrower; equal ranks are one level */
  rank: ArrayLike<number>
}

/** For every area the index of its ancestor (or itself) at a level; -1 where it has none. */
export function ancestorsAt({ parent, rank }: CubePlaces, level: number): Int32Array {
  const ancestors = new Int32Array(parent.length)
  for (let at = 0; at < ancestors.length; at++) {
    ancestors[at] = rank[at] === level ? at : parent[at]! < 0 ? -1 : ancestors[parent[at]!]!
  }
  return ancestors
}

/** In the column of areas: place unknown. Below it stand the towns of cases that wait for their place. */
export const PLACELESS = -1

/** How the column of areas holds a case that waits for its place in a known town, given by index; its own inverse. */
export function waitingIn(town: number): number {
  return -2 - town
}

/** Index of the area that a case counts in: its own, else the town where it waits; -1 without any. */
export function countedIn(area: number): number {
  return area < PLACELESS ? waitingIn(area) : area
}
