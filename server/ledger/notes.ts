import type { Say } from '../contract/error.ts'
import type { LedgerNote } from './types.ts'

const SENTENCES: Record<LedgerNote, (count: number) => Say> = {
  number_lost: (n) => ({
    zh: `${n} 行的编号被表格软件改成了科学计数（如 2.02401E+18），已按无编号处理`,
    en: `${n} rows: the case number was destroyed by a spreadsheet (such as 2.02401E+18) and is treated as lost`,
  }),
  number_refused: (n) => ({
    zh: `${n} 行的编号里有姓名、身份证号或电话，编号未采用`,
    en: `${n} rows: the case number holds a name, an identity or a telephone number and was not used`,
  }),
  cell_cut: (n) => ({
    zh: `${n} 行有超过 4000 字的单元格，只读前 4000 字`,
    en: `${n} rows: a cell holds more than 4,000 characters, only the first 4,000 were read`,
  }),
  point_swapped: (n) => ({ zh: `${n} 行的经度和纬度写反了，已对调`, en: `${n} rows: longitude and latitude were swapped and put right` }),
  point_outside: (n) => ({ zh: `${n} 行的坐标在县域之外，坐标未采用`, en: `${n} rows: the point lies outside the county and was not used` }),
  point_zero: (n) => ({ zh: `${n} 行的坐标为 0，坐标未采用`, en: `${n} rows: the point is 0 and was not used` }),
  point_elsewhere: (n) => ({
    zh: `${n} 行的坐标不在所写的地方，以地名为准，坐标未采用`,
    en: `${n} rows: the point does not lie in the place that the words name; the words count, the point was not used`,
  }),
  point_unreadable: (n) => ({ zh: `${n} 行的坐标无法识别`, en: `${n} rows: the point cannot be read` }),
  crs_unknown: (n) => ({
    zh: `${n} 行没有可用的坐标系，坐标未采用；请在导入时指定坐标系（页面“坐标系”，命令行 --crs）`,
    en: `${n} rows: no coordinate system that is known is declared, the point was not used; state one for the import (in the page, or --crs on the command line)`,
  }),
  crs_default: (n) => ({
    zh: `${n} 行没有写坐标系，按本次导入或本县预设的坐标系换算`,
    en: `${n} rows: no coordinate system is declared, the one preset for this import or county was used`,
  }),
  amount_read_as_yuan: (n) => ({
    zh: `${n} 行在“万元”列里填了 1000 以上的数，按“元”计`,
    en: `${n} rows: a figure of 1,000 or more in a column of 10,000 yuan was read as yuan`,
  }),
  amount_unreadable: (n) => ({ zh: `${n} 行的金额无法识别，按空白处理`, en: `${n} rows: the amount cannot be read and is left blank` }),
  people_unreadable: (n) => ({ zh: `${n} 行的人数无法识别，按空白处理`, en: `${n} rows: the number of people cannot be read and is left blank` }),
  colour_unknown: (n) => ({ zh: `${n} 行的风险等级无法识别，按未定色处理`, en: `${n} rows: the risk colour is not known and is left blank` }),
  state_unknown: (n) => ({
    zh: `${n} 行的办理结果无法识别，按有无办结日期判断`,
    en: `${n} rows: the status is not known; the closing date decides`,
  }),
  category_unknown: (n) => ({ zh: `${n} 行的类型不在对照表中，归入“其他”`, en: `${n} rows: the category is not in the table and counts as other` }),
  date_zero_lost: (n) => ({
    zh: `${n} 行的日期是数字（如 3.1），可能是 3.10 丢了末尾的 0，请核对`,
    en: `${n} rows: the date is a number such as 3.1 and may have been 3.10: check it`,
  }),
  due_unreadable: (n) => ({ zh: `${n} 行的时限无法识别，按本县预设天数计`, en: `${n} rows: the due date cannot be read, the county's preset counts` }),
  closed_unreadable: (n) => ({ zh: `${n} 行的办结日期无法识别，按空白处理`, en: `${n} rows: the closing date cannot be read and is left blank` }),
  closed_before_occurred: (n) => ({
    zh: `${n} 行的办结日期早于发生日期，办结日期未采用`,
    en: `${n} rows: the closing date lies before the case and was not used`,
  }),
  generalised: (n) => ({
    zh: `${n} 行涉及家庭暴力、未成年人等敏感情形，只记到村一级，不留坐标`,
    en: `${n} rows concern family violence, minors or the like: kept at village level, without a point`,
  }),
}

/** What a note means for so many rows, for the result of an import. */
export function noteSay(note: LedgerNote, count: number): Say {
  return SENTENCES[note](count)
}

/** The same of one row that is named beside it. */
export function rowNoteSay(note: LedgerNote): Say {
  const { zh, en } = SENTENCES[note](1)
  return { zh: zh.replace(/^1 行的?/, ''), en: en.replace(/^1 rows: /, '') }
}
