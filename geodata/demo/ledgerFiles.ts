import { utils, write } from '@e965/xlsx'
import type { Day } from '../place/area.ts'
import { dayNumber } from './calendar.ts'

/** Columns of the clerks' usual table. */
export const HEADER = [
  '编号',
  '乡镇',
  '村(社区)',
  '网格',
  '排查时间',
  '纠纷类型',
  '简要情况',
  '涉及人数',
  '涉及金额(万元)',
  '风险等级',
  '受理渠道',
  '责任单位',
  '化解时限',
  '化解结果',
  '办结时间',
  '协议形式',
  '司法确认',
  '回访情况',
  '经度',
  '纬度',
  '坐标系',
] as const

/** One year's table, as rows of cells. */
export interface Ledger {
  name: string
  rows: string[][]
}

/** UTF-8 with a byte order mark and CRLF, as spreadsheets write it. */
export function csvBytes({ rows }: Ledger): Uint8Array {
  const width = HEADER.length
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = rows.map((cells) =>
    [...cells, ...Array.from({ length: width - cells.length }, () => '')].map(cell).join(','),
  )
  return new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`)
}

const SERIAL_OF_1970 = 25_569
const DAY_COLUMNS = [4, 12, 14]
const NUMBER_COLUMNS = [7, 8, 18, 19]

/** A workbook with dates and numbers as such and the title merged over the table. */
export function xlsxBytes({ rows }: Ledger): Uint8Array {
  const sheet = utils.aoa_to_sheet(
    rows.map((cells, r) =>
      cells.map((text, c) => {
        if (r < 3 || text === '' || cells.length === 1) return text === '' ? null : text
        if (DAY_COLUMNS.includes(c)) return { t: 'n', v: dayNumber(text as Day) + SERIAL_OF_1970, z: 'yyyy/m/d' }
        return NUMBER_COLUMNS.includes(c) ? Number(text) : text
      }),
    ),
  )
  sheet['!merges'] = [0, 1].map((r) => ({ s: { r, c: 0 }, e: { r, c: HEADER.length - 1 } }))
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, '台账')
  return new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer)
}
