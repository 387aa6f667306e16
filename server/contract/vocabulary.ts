import type { Say } from '../../geodata/place/say.ts'

export interface Term<Code extends string = string> {
  readonly code: Code
  readonly label: Say
}

/** One table per vocabulary: it gives the type, the parser, the labels, the colours and the order. */
export interface Vocabulary<Row extends Term> {
  readonly rows: readonly Row[]
  readonly codes: readonly Row['code'][]
  is(text: string): text is Row['code']
  row(code: Row['code']): Row
  /** position in the table, the small integer of the cube; -1 for what is not in it */
  index(code: string): number
}

export function vocabulary<const Row extends Term>(rows: readonly Row[]): Vocabulary<Row> {
  const positions = new Map<string, number>(rows.map((row, index) => [row.code, index]))
  return {
    rows,
    codes: rows.map((row) => row.code),
    is: (text): text is Row['code'] => positions.has(text),
    row: (code) => rows[positions.get(code) as number] as Row,
    index: (code) => positions.get(code) ?? -1,
  }
}

export type CodeOf<V> = V extends Vocabulary<infer Row> ? Row['code'] : never
