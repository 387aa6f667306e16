import type { Ranks, RankChange, RankRow } from '../../../../server/contract/ranks.ts'

export type Against = 'before' | 'yearBefore'

export interface RiseRow {
  row: RankRow
  change: RankChange
}

/** Rows beside an earlier period, the surest rise first; those without a case in either period are left out. */
export function riseRows(ranks: Ranks, against: Against): RiseRow[] {
  const rows = ranks.rows.flatMap((row): RiseRow[] => {
    const change = row[against]
    return change && row.count + change.count > 0 ? [{ row, change }] : []
  })
  return rows.sort((a, b) => low(b) - low(a) || b.row.count - a.row.count)
}

/** What is shown of a long list: the head of it, every clear rise, and the clear falls, which stand at its end. */
export function shortened(rows: readonly RiseRow[], { first, most }: { first: number; most: number }): RiseRow[] {
  const rising = rows.filter(({ change }) => change.verdict === 'rising')
  const falling = rows.filter(({ change }) => change.verdict === 'falling')
  const kept = new Set([...rows.slice(0, first), ...rising.slice(0, most), ...falling.slice(-most)])
  return rows.filter((row) => kept.has(row))
}

function low({ change }: RiseRow): number {
  return change.low ?? -1
}

export interface RiseBar {
  /** shares of the widest, 0…1 */
  now: number
  before: number
  /** what now was to be expected from, by the interval of the ratio; null without a ratio */
  whisker: { from: number; to: number } | null
}

/** Bars on one scale from zero, on which the marks of before fit too, and the whiskers where they are shown. */
export function riseBars(rows: readonly RiseRow[], { whiskers }: { whiskers: boolean }): RiseBar[] {
  const reach = ({ change }: RiseRow): [number, number] => [change.count * (change.low ?? 0), change.count * (change.high ?? 0)]
  const most = Math.max(1, ...rows.flatMap((one) => [one.row.count, one.change.count, whiskers ? reach(one)[1] : 0]))
  return rows.map((one) => ({
    now: one.row.count / most,
    before: one.change.count / most,
    whisker: whiskers && one.change.low !== null && one.change.count > 0 ? { from: reach(one)[0] / most, to: reach(one)[1] / most } : null,
  }))
}
