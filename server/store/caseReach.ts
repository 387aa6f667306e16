import type { AreaCode } from '../../geodata/place/area.ts'

/** Which cases of a county somebody sees. */
export interface CaseReach {
  /** codes of areas whose cases are seen, waiting ones by their town; null = every case of the county; empty = none by place */
  codes: readonly AreaCode[] | null
  /** cases that this organisation entered, holds, was given, takes part in or was called to are seen wherever they lie */
  organisation: string | null
  /** and those that this account entered */
  account: string | null
}

/**
 * The condition on `dispute d` joined with `dispute_life l`; its parameters begin at `$from` and are these values.
 * Fields of one case are judged by `maySee` of the ledger room, which says the same.
 */
export function reachSql({ codes, organisation, account }: CaseReach, from: number): { sql: string; values: unknown[] } {
  if (codes === null) return { sql: 'TRUE', values: [] }
  const [area, own, self] = [`$${from}`, `$${from + 1}`, `$${from + 2}`]
  return {
    sql: `(d.area = ANY(${area}::text[]) OR d.area IS NULL AND d.town = ANY(${area}::text[]) OR l.id IS NOT NULL AND (
      l.holder = ${own} OR l.escalated_to = ${own} OR l.entered_by = ${own} OR l.entered_account = ${self}
      OR EXISTS (SELECT 1 FROM participation p WHERE p.county = d.county AND p.case_id = d.id AND p.organisation = ${own})
      OR EXISTS (SELECT 1 FROM whistle w WHERE w.county = d.county AND w.case_id = d.id AND w.department = ${own} AND w.withdrawn_on IS NULL)))`,
    values: [codes, organisation, account],
  }
}
