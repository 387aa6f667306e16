import { read, SSF, utils } from '@e965/xlsx'
import { dayOfNumber } from '../../../server/contract/day.ts'

type Cell = string | number | null

/** Cells of the first sheet, or of another, as a library of somebody else's reads them; days as `2024-03-05`, blank cells null. */
export function workbook(bytes: Uint8Array, at = 0): Cell[][] {
  const book = read(bytes, { cellNF: true })
  const sheet = book.Sheets[book.SheetNames[at]!]!
  const { e } = utils.decode_range(sheet['!ref'] ?? 'A1')
  return Array.from({ length: e.r + 1 }, (_, r) =>
    Array.from({ length: e.c + 1 }, (_cell, c): Cell => {
      const cell = sheet[utils.encode_cell({ r, c })]
      if (cell?.t === 'n') return typeof cell.z === 'string' && SSF.is_date(cell.z) ? dayOfNumber(cell.v as number - 25_569) : (cell.v as number)
      return cell?.t === 's' ? (cell.v as string) || null : null
    }),
  )
}
