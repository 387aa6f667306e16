import type { TownCell, TownMeasure, Towns, TownUnit } from '../../../../server/contract/towns.ts'
import { exact, percent } from '../../../i18n/format.ts'

/** A figure as it is printed: 58.1 · 13.1% · ×1.15. */
export function figureText(value: number | null, unit: TownUnit): string {
  if (value === null) return '—'
  if (unit === 'share') return percent(value)
  if (unit === 'ratio') return `×${exact(value, 2)}`
  return exact(value, value >= 100 ? 0 : 1)
}

/** The cells of one measure by row; null for what cannot be worked out. */
export function columnOf({ columns, rows }: Towns, measure: TownMeasure): (TownCell | null)[] {
  const at = columns.findIndex((column) => column.measure === measure)
  return rows.map(({ cells }) => cells[at] ?? null)
}

/** Rows with a warning, those with most of them first. */
export function flagged({ rows }: Towns): Towns['rows'] {
  const flags = ({ cells }: Towns['rows'][number]): number => cells.filter((cell) => cell?.flag).length
  return rows.filter((row) => flags(row) > 0).sort((a, b) => flags(b) - flags(a))
}
