import { AppError } from '../contract/error.ts'
import { parseWorkbook, type Workbook, type WorkbookKind } from '../ledger/read/workbook.ts'
import type { RawRow } from '../ledger/types.ts'

/** What this process is asked for. Rows go a batch at a time, so that neither side holds the sheets twice. */
export type Ask =
  | { ask: 'piece'; book: number; bytes: Uint8Array }
  | { ask: 'parse'; book: number; kind: WorkbookKind }
  | { ask: 'sheet'; book: number; sheet: string }
  | { ask: 'next'; cursor: number }
  | { ask: 'leave'; cursor: number }

/** A fault that a person is told of goes by its code; of any other one only the place, for its words may hold data. */
export type Reply = { id: number } & ({ answer: unknown } | { code: string } | { stack: string })

const pieces = new Map<number, Uint8Array[]>()
const books = new Map<number, Workbook>()
const cursors = new Map<number, AsyncIterator<RawRow[]>>()
let opened = 0

async function answer(asked: Ask): Promise<unknown> {
  switch (asked.ask) {
    case 'piece':
      pieces.set(asked.book, [...(pieces.get(asked.book) ?? []), asked.bytes])
      return null
    case 'parse': {
      const bytes = Buffer.concat(pieces.get(asked.book) ?? [])
      pieces.delete(asked.book)
      const book = await parseWorkbook(bytes, asked.kind)
      books.set(asked.book, book)
      return { sheets: book.sheets, hidden: book.hidden }
    }
    case 'sheet':
      cursors.set(++opened, (books.get(asked.book) as Workbook).rows(asked.sheet)[Symbol.asyncIterator]())
      return opened
    case 'next': {
      const next = await cursors.get(asked.cursor)?.next()
      return next && !next.done ? next.value : null
    }
    case 'leave':
      return cursors.delete(asked.cursor)
  }
}

function faultOf(error: unknown): { code: string } | { stack: string } {
  if (error instanceof AppError) return { code: error.code }
  const { name = 'Error', stack = '' } = (error ?? {}) as Error
  return { stack: [name, ...stack.split('\n').filter((line) => /^\s+at /.test(line))].join('\n') }
}

process.on('message', ({ id, ...asked }: Ask & { id: number }) => {
  const tell = (reply: object): void => void process.send?.({ id, ...reply })
  answer(asked as Ask).then(
    (given) => tell({ answer: given }),
    (error: unknown) => tell(faultOf(error)),
  )
})
process.on('disconnect', () => process.exit())
