import type { Weights } from './weights.ts'

/** The same neighbours, each row's weights divided by their sum, so that a weighted sum becomes a mean. An island stays one. */
export function rowStandardised({ n, start, to, weight }: Weights): Weights {
  const share = new Float64Array(to.length)
  for (let i = 0; i < n; i++) {
    const [from, end] = [start[i]!, start[i + 1]!]
    let sum = 0
    for (let at = from; at < end; at++) sum += weight ? weight[at]! : 1
    for (let at = from; at < end; at++) share[at] = (weight ? weight[at]! : 1) / sum
  }
  return { n, start, to, weight: share }
}

/** The weights among those areas that `kept` names (by position, ascending) and nobody else, renumbered in that order. */
export function weightsAmong({ start, to, weight }: Weights, kept: ArrayLike<number>): Weights {
  const position = new Map(Array.from(kept, (area, at): [number, number] => [area, at]))
  const starts = new Uint32Array(kept.length + 1)
  const targets: number[] = []
  const values: number[] = []
  for (let at = 0; at < kept.length; at++) {
    for (let edge = start[kept[at]!]!; edge < start[kept[at]! + 1]!; edge++) {
      const target = position.get(to[edge]!)
      if (target === undefined) continue
      targets.push(target)
      if (weight) values.push(weight[edge]!)
    }
    starts[at + 1] = targets.length
  }
  return { n: kept.length, start: starts, to: Uint32Array.from(targets), weight: weight && Float64Array.from(values) }
}

/** Positions of the areas without a neighbour, ascending. */
export function islandsOf({ n, start }: Weights): number[] {
  const islands: number[] = []
  for (let i = 0; i < n; i++) if (start[i] === start[i + 1]) islands.push(i)
  return islands
}

/** Per area the sum of its weights and of their squares, itself included with the weight `self`. */
export function rowSums({ n, start, weight }: Weights, self = 0): { sum: Float64Array; squares: Float64Array } {
  const sum = new Float64Array(n)
  const squares = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const [from, end] = [start[i]!, start[i + 1]!]
    let [total, squared] = weight ? [self, self * self] : [self + end - from, self * self + end - from]
    if (weight) {
      for (let at = from; at < end; at++) {
        total += weight[at]!
        squared += weight[at]! ** 2
      }
    }
    sum[i] = total
    squares[i] = squared
  }
  return { sum, squares }
}

/** Per area Σ w(i,j) · values(j) over its neighbours, and the area itself with the weight `self` (1 for Gi*). */
export function neighbourSums(values: ArrayLike<number>, { n, start, to, weight }: Weights, self = 0): Float64Array {
  const sums = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const end = start[i + 1]!
    let sum = self === 0 ? 0 : self * values[i]!
    if (weight) for (let at = start[i]!; at < end; at++) sum += weight[at]! * values[to[at]!]!
    else for (let at = start[i]!; at < end; at++) sum += values[to[at]!]!
    sums[i] = sum
  }
  return sums
}

/** n Σw² − (Σw)², how unevenly a row weighs n areas: 0 where all weigh the same, whatever rounding leaves of it. */
export function spread(n: number, squares: number, sum: number): number {
  const left = n * squares - sum * sum
  return left > 1e-13 * n * squares ? left : 0
}
