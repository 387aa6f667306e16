import { orderText, type Order } from '../../contract/caseTable.ts'
import { AppError } from '../../contract/error.ts'
import type { Mark } from '../../cube/page.ts'

/** Where a page begins: right beyond a case (null: at the beginning, or backwards at the end). */
export interface Start {
  beyond: Mark | null
  backwards: boolean
}

export const BEGINNING: Start = { beyond: null, backwards: false }
export const END: Start = { beyond: null, backwards: true }

/** The address of a page as an opaque word: it tells the order that it is of, the case and the direction. */
export function cursorText(order: Order, { beyond, backwards }: Start): string {
  return Buffer.from(JSON.stringify([orderText(order), beyond && [beyond.value, beyond.id], backwards])).toString('base64url')
}

/** Throws `AppError` 400 for what is no cursor, and for one of another order. */
export function parseCursor(order: Order, text: string): Start {
  const parts = partsOf(text)
  if (!Array.isArray(parts) || parts.length !== 3) throw badCursor()
  const [sort, mark, backwards] = parts as unknown[]
  if (sort !== orderText(order) || typeof backwards !== 'boolean') throw badCursor()
  return { beyond: mark === null ? null : markOf(mark), backwards }
}

function partsOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return null
  }
}

function markOf(mark: unknown): Mark {
  const [value, id] = Array.isArray(mark) && mark.length === 2 ? (mark as unknown[]) : []
  const sound = (value === null || Number.isFinite(value)) && Number.isSafeInteger(id)
  if (!sound) throw badCursor()
  return { value: value as number | null, id: id as number }
}

function badCursor(): AppError {
  return new AppError('bad_cursor', {
    status: 400,
    field: 'cursor',
    say: { zh: '翻页标记与当前排序不符或已损坏，请从第一页重新开始', en: 'This mark of a page is broken or belongs to another order: begin again at the first page' },
  })
}
