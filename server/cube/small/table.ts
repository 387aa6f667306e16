import { tellBlock, type TermRow } from './block.ts'
import { SILENT, tellParts } from './tree.ts'

/**
 * What may be told of every cell, row by row, so that no small one follows, neither by subtraction nor for somebody who knows this
 * rule and asks which tables it would tell so. Parents come before their children; the rows below one add up to it.
 *
 * The first row is cut into its terms as `tellPlaces` cuts a place into its parts. Then the rows below each row are told by
 * `tellBlock`, which leaves out what is not told above: whatever is open in a row is open below it as well.
 */
export function tellTerms(rows: readonly TermRow[]): Uint8Array[] {
  const below: number[][] = rows.map(() => [])
  rows.forEach(({ parent }, at) => parent >= 0 && below[parent]!.push(at))
  const told = rows.map(({ values }) => new Uint8Array(values.length).fill(SILENT))
  told[0]!.set(tellParts(Array.from(rows[0]!.values)))
  for (const [at, parts] of below.entries()) {
    if (parts.length === 0) continue
    for (const [k, marks] of tellBlock(parts.map((part) => rows[part]!), told[at]!).entries()) told[parts[k]!]!.set(marks)
  }
  return told
}
