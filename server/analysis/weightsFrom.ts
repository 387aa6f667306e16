import type { Weights } from './weights.ts'

/**
 * Binary weights from lists of neighbours, such as the queen or rook lists of a level.
 *
 * `areas` says which number each list's area has where the lists count areas otherwise than by position (as a pack
 * does); a neighbour that is not among them is left out, and so are an area itself and what a list names twice.
 * Throws RangeError where a list without `areas` names a position that there is not.
 */
export function listWeights(lists: readonly ArrayLike<number>[], { areas }: { areas?: ArrayLike<number> } = {}): Weights {
  const positions = areas && new Map(Array.from(areas, (area, position): [number, number] => [area, position]))
  const rows = lists.map((list, i) => {
    const row = new Set<number>()
    for (const named of Array.from(list)) {
      const j = positions ? positions.get(named) : named
      if (j === undefined || j === i) continue
      if (!Number.isInteger(j) || j < 0 || j >= lists.length) throw new RangeError(`area ${i} has the neighbour ${j} of ${lists.length}`)
      row.add(j)
    }
    return Uint32Array.from(row).sort()
  })
  return fromRows(rows)
}

/**
 * Binary weights of the `k` nearest, each area thus having exactly k neighbours (and not all of them having it in turn).
 * `axes` are the coordinates, one array an axis: x and y of a plane, or x, y and z in space. Of areas at equal distance
 * the one that stands earlier in the arrays comes first. Throws RangeError unless 1 ≤ k ≤ n − 1.
 */
export function nearestWeights(axes: readonly Float64Array[], k: number): Weights {
  const { n, sweep } = sorted(axes)
  if (!Number.isInteger(k) || k < 1 || k > n - 1) throw new RangeError(`${k} nearest of ${n} areas`)
  const near = new Uint32Array(k)
  const far = new Float64Array(k)
  const rows = Array.from({ length: n }, (_, i) => {
    let held = 0
    sweep(i, (j, squared) => {
      let at = held < k ? held++ : k
      if (at === k && !nearer(squared, j, far[k - 1]!, near[k - 1]!)) return far[k - 1]!
      if (at === k) at--
      while (at > 0 && nearer(squared, j, far[at - 1]!, near[at - 1]!)) {
        far[at] = far[at - 1]!
        near[at] = near[at - 1]!
        at--
      }
      far[at] = squared
      near[at] = j
      return held < k ? Infinity : far[k - 1]!
    })
    return near.slice().sort()
  })
  return fromRows(rows)
}

/**
 * Binary weights of all that lie no further than `radius` (in the unit of the axes). An area with nothing so near is an
 * island. `axes` as with the nearest. Throws RangeError unless the radius is a number above 0.
 */
export function bandWeights(axes: readonly Float64Array[], radius: number): Weights {
  if (!(radius > 0) || radius === Infinity) throw new RangeError(`a radius of ${radius}`)
  const { n, sweep } = sorted(axes)
  const limit = radius * radius
  const rows = Array.from({ length: n }, (_, i) => {
    const row: number[] = []
    sweep(i, (j, squared) => {
      if (squared <= limit) row.push(j)
      return limit
    })
    return Uint32Array.from(row).sort()
  })
  return fromRows(rows)
}

function nearer(squared: number, j: number, otherSquared: number, other: number): boolean {
  return squared < otherSquared || (squared === otherSquared && j < other)
}

/**
 * Visits the others outwards along the first axis, for which they are sorted once, and stops where the first axis alone
 * is further than what `visit` last gave (a squared distance).
 */
function sorted(axes: readonly Float64Array[]) {
  const first = axes[0] ?? new Float64Array(0)
  const n = first.length
  const order = Uint32Array.from(first.keys()).sort((a, b) => first[a]! - first[b]! || a - b)
  const place = new Uint32Array(n)
  for (let at = 0; at < n; at++) place[order[at]!] = at
  const squaredTo = (i: number, j: number): number => {
    let sum = 0
    for (const axis of axes) sum += (axis[i]! - axis[j]!) ** 2
    return sum
  }
  const sweep = (i: number, visit: (j: number, squared: number) => number): void => {
    let limit = Infinity
    let [down, up] = [place[i]! - 1, place[i]! + 1]
    const along = (at: number): number => (at < 0 || at >= n ? Infinity : (first[order[at]!]! - first[i]!) ** 2)
    for (;;) {
      const [below, above] = [along(down), along(up)]
      const next = Math.min(below, above)
      if (next === Infinity || next > limit) return
      const j = below <= above ? order[down--]! : order[up++]!
      limit = visit(j, squaredTo(i, j))
    }
  }
  return { n, sweep }
}

function fromRows(rows: Uint32Array[]): Weights {
  const start = new Uint32Array(rows.length + 1)
  rows.forEach((row, i) => (start[i + 1] = start[i]! + row.length))
  const to = new Uint32Array(start[rows.length]!)
  rows.forEach((row, i) => to.set(row, start[i]))
  return { n: rows.length, start, to, weight: null }
}
