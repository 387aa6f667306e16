import { isTold, type Count } from '../../../server/contract/withheld.ts'
import type { ToldYear } from '../../../server/cube/small/year.ts'
import { BY, indicesOf, menu, targets, type Cell, type SmallCounty, type Told } from './smallCounty.ts'

/** A number of the menu with what its mark says at most: 1 or 2; where others beside it are told, that it is neither, though it may be 0 where `none`. */
interface Bound {
  cell: Cell
  low: number
  high: number
  none?: boolean
}

/**
 * What each small number may be, in any county whose answers are these, numbers and marks alike: all distributions of
 * the cases over places and the terms of one breakdown are tried. For few places and cases only.
 */
export function possible(county: SmallCounty, answers: Pick<ToldYear, 'cases' | 'by'>, by: string): { cell: Cell; values: Set<number> }[] {
  const cells = menu(county, answers).filter(({ name }) => !name.includes(' ') || name.includes(` ${by} `))
  const bounds = boundsOf(county, cells, answers, by)
  const used = [...new Set(county.cases.map((one) => BY[by]!.terms.find((term) => BY[by]!.is(one, term))!))]
  const kinds = indicesOf(county.places).flatMap((place) => used.map((term) => kindOf(county, by, place, term)))
  const wanted = targets(county, cells).filter(({ name }) => !/, /.test(name) || name.includes(`, ${by} `)).map((cell) => ({ cell, values: new Set<number>() }))
  const root = answers.cases(0)
  for (const total of isTold(root) ? [root] : [1, 2]) {
    for (const world of worlds(kinds.length, total, bounds, kinds)) {
      for (const { cell, values } of wanted) values.add(sum(world, kinds, cell))
    }
  }
  return wanted
}

function kindOf({ cases }: SmallCounty, by: string, place: number, term: number): Told {
  return { ...cases.find((one) => BY[by]!.is(one, term))!, place }
}

function boundsOf({ places }: SmallCounty, cells: readonly Cell[], answers: Pick<ToldYear, 'cases' | 'by'>, by: string): Bound[] {
  const { breakdown } = BY[by]!
  return cells.map((cell) => {
    const place = Number(cell.name.split(' ')[0])
    if (isTold(cell.told)) return { cell, low: cell.told, high: cell.told }
    if (cell.told === 'small') return { cell, low: 1, high: 2 }
    // what a breakdown keeps silent may be small itself, but for the county's
    const beside: Count[] = cell.name.includes(' ')
      ? place === 0 ? answers.by(breakdown, place) : []
      : indicesOf(places).filter((one) => places.parent[one] === places.parent[place]).map((one) => answers.cases(one))
    return { cell, low: beside.some((one) => one !== 'complement') ? 3 : 0, high: Infinity, none: true }
  })
}

function sum(world: readonly number[], kinds: readonly Told[], cell: Cell): number {
  return kinds.reduce((total, kind, at) => total + (cell.counts(kind) ? world[at]! : 0), 0)
}

/** Distributions of a total over the kinds that keep all bounds. */
function* worlds(size: number, total: number, bounds: readonly Bound[], kinds: readonly Told[]): Generator<number[]> {
  const within = bounds.map(({ cell }) => kinds.map((kind) => cell.counts(kind)))
  const world = Array.from({ length: size }, () => 0)
  const sums = bounds.map(() => 0)
  const put = (at: number, by: number): boolean => {
    world[at]! += by
    let fits = true
    bounds.forEach(({ high }, k) => {
      if (within[k]![at]) sums[k]! += by
      if (sums[k]! > high) fits = false
    })
    return fits
  }
  function* fill(at: number, left: number): Generator<number[]> {
    if (at === size) {
      if (left === 0 && bounds.every(({ low, none }, k) => sums[k]! >= low || (none === true && sums[k] === 0))) yield world
      return
    }
    let placed = 0
    for (;;) {
      yield* fill(at + 1, left - placed)
      if (placed === left) break
      placed++
      if (!put(at, 1)) break
    }
    put(at, -placed)
  }
  yield* fill(0, total)
}
