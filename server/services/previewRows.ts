import type { AreaTree } from '../../geodata/place/tree.ts'
import type { AreaCode } from '../../geodata/place/area.ts'
import type { Say } from '../contract/error.ts'
import type { PreviewRow } from '../contract/imports.ts'
import type { LedgerRow, NotCase } from '../ledger/types.ts'
import { firstOutcomes } from '../store/staging.ts'
import type { Transaction } from '../store/transaction.ts'

export const PREVIEW_ROWS = 200

/** A row to show, of a case before it is known whether the case is new. */
export interface ShownRow {
  /** number among the case rows; null for other rows */
  seq: number | null
  area: AreaCode | null
  row: PreviewRow
}

const NOT_CASES: Record<NotCase, Say> = {
  title: { zh: '标题', en: 'Title' },
  header: { zh: '表头', en: 'Header' },
  subtotal: { zh: '小计、合计', en: 'Sub-total' },
  footer: { zh: '落款、说明', en: 'Footer' },
  nil: { zh: '零报告', en: 'Nil report' },
  blank: { zh: '空行', en: 'Blank row' },
}

const BLANK = { place: null, occurredOn: null, category: null, colour: null, state: null, summary: null }

export function shownRow(row: LedgerRow, seq: number): ShownRow {
  const at = { row: row.row, ...BLANK }
  if (row.outcome === 'notCase') return { seq: null, area: null, row: { ...at, outcome: 'notCases', say: NOT_CASES[row.what] } }
  if (row.outcome !== 'case') {
    return { seq: null, area: null, row: { ...at, outcome: row.outcome, say: row.say } }
  }
  const { draft } = row
  const told: PreviewRow = {
    row: row.row,
    outcome: 'accepted',
    place: draft.placeWords,
    occurredOn: draft.occurredOn,
    category: draft.category,
    colour: draft.colour,
    state: draft.state,
    summary: draft.summary,
  }
  return { seq, area: draft.area, row: told }
}

/** Names places and says of each case row whether it is new, an update or a duplicate. */
export async function finishPreview(tx: Transaction, shown: ShownRow[], tree: AreaTree): Promise<PreviewRow[]> {
  const last = shown.reduce((most, { seq }) => Math.max(most, seq ?? 0), 0)
  const outcomes = await firstOutcomes(tx, last)
  return shown.map(({ seq, area, row }) => ({
    ...row,
    outcome: seq === null ? row.outcome : (outcomes.get(seq) ?? 'accepted'),
    place: area === null ? null : placeName(tree, area),
  }))
}

function placeName(tree: AreaTree, area: AreaCode): string {
  const index = tree.indexOf(area)
  return index < 0 ? area : tree.path(index)
}
