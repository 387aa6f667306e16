import { FIELDS, type ColumnMapping, type ColumnPlan, type Field } from '../../../server/contract/imports.ts'

/** What stands chosen for a column: a field, or nothing of it is read. */
export function meaningOf(column: ColumnPlan, mapping: ColumnMapping): Field | 'ignore' {
  return mapping[column.header] ?? column.field ?? 'ignore'
}

/** Columns that a person has to decide before the file may come in. */
export function questions(columns: readonly ColumnPlan[], mapping: ColumnMapping): ColumnPlan[] {
  return columns.filter((column) => column.unsure.length > 0 && mapping[column.header] === undefined)
}

/**
 * The mapping with one column settled, and every other column as it now stands: the server guesses anew (or takes the
 * mapping saved for this header) for what a mapping leaves out, and what a person saw must not change by itself.
 * A field has one column: the one that had it before is ignored.
 */
export function settle(
  mapping: ColumnMapping, columns: readonly ColumnPlan[], header: string, meaning: Field | 'ignore',
): ColumnMapping {
  const next: ColumnMapping = {}
  for (const column of columns) {
    const twice = columns.some((other) => other !== column && other.header === column.header)
    if (column.refused || (twice && mapping[column.header] === undefined)) continue
    const stands = meaningOf(column, mapping)
    if (stands !== 'ignore' || mapping[column.header] !== undefined) next[column.header] = stands === meaning ? 'ignore' : stands
  }
  return { ...mapping, ...next, [header]: meaning }
}

/** Does the ledger carry points whose system no column states? Then a person may say which it is. */
export function wantsCrs(columns: readonly ColumnPlan[], mapping: ColumnMapping): boolean {
  const has = (field: Field) => columns.some((column) => !column.refused && meaningOf(column, mapping) === field)
  return has('lng') && has('lat') && !has('crs')
}

/** No column says what kind of dispute a row is. */
export function wantsCategory(columns: readonly ColumnPlan[], mapping: ColumnMapping): boolean {
  return !columns.some((column) => !column.refused && ['category', 'subcategory'].includes(meaningOf(column, mapping)))
}

/** Fields to choose from, those that other columns already give marked with the column's header. */
export function choices(columns: readonly ColumnPlan[], mapping: ColumnMapping, of: ColumnPlan): { field: Field; taken: string | null }[] {
  return FIELDS.codes.map((field) => {
    const other = columns.find((column) => column !== of && !column.refused && meaningOf(column, mapping) === field)
    return { field, taken: other?.header ?? null }
  })
}
