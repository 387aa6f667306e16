import { parseDay, type Day } from '../contract/day.ts'
import { AppError, type Say } from '../contract/error.ts'
import type { HolidayYear } from '../contract/presets.ts'

/** A year of public holidays as the State Council announces it: days off and shifted working days. */
export interface HolidayFile extends HolidayYear {
  year: number
}

const REST = new Set(['休', '放假', '休息', '节假日', 'rest', 'off', 'holiday'])
const WORK = new Set(['班', '上班', '调休上班', '补班', 'work', 'workday'])
/** `2027-1`, `1月1`, `270101`: a line that somebody meant as a day. */
const DAY_LIKE = /\d\s*[-/.年月]\s*\d|\d{6}/
/** No year has so many. */
const MOST_DAYS = 60

/**
 * Reads `{ "year": 2027, "rest": ["2027-01-01", …], "work": […] }`, or lines such as `2027-01-01,休` and `2027-01-04 班`
 * with or without a heading, which holds no day. Throws `AppError` 400 that says which day or line is at fault.
 */
export function readHolidayFile(text: string): HolidayFile {
  const plain = text.replace(/^\uFEFF/, '').trim()
  if (plain === '') throw bad({ zh: '文件是空的', en: 'The file is empty' })
  const read = plain.startsWith('{') ? fromJson(plain) : fromLines(plain)
  const { year, rest, work } = read
  const stray = [...rest, ...work].find((day) => !day.startsWith(`${year}-`))
  if (stray) throw bad({ zh: `${stray} 不在 ${year} 年；跨年的假期请分两年写`, en: `${stray} is not in ${year}: write holidays over New Year into both years` })
  const both = rest.find((day) => work.includes(day))
  if (both) throw bad({ zh: `${both} 既写了休又写了班`, en: `${both} is both off and worked` })
  if (rest.length === 0) throw bad({ zh: '没有一天放假', en: 'No day is off' })
  if (rest.length + work.length > MOST_DAYS) throw bad({ zh: `日期超过 ${MOST_DAYS} 天，只写法定节假日和调休，不写平常的周末`, en: `More than ${MOST_DAYS} days: write public holidays and shifted days, no ordinary weekends` })
  return { year, rest: tidy(rest), work: tidy(work) }
}

function fromJson(text: string): HolidayFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw bad({ zh: '不是完好的 JSON，请核对括号、引号和逗号', en: 'This is no sound JSON: check brackets, quotes and commas' }, cause)
  }
  const { year, rest, work = [], ...more } = value as { year?: unknown; rest?: unknown; work?: unknown }
  const stranger = Object.keys(more)[0]
  if (stranger !== undefined) throw bad({ zh: `没有“${stranger}”这一项，只有 year、rest、work`, en: `There is no "${stranger}": year, rest and work are all` })
  if (!Number.isInteger(year)) throw bad({ zh: 'year 须是年份，如 2027', en: 'year must be a year, such as 2027' })
  return { year: year as number, rest: daysOf(rest, 'rest'), work: daysOf(work, 'work') }
}

function daysOf(list: unknown, name: string): Day[] {
  if (!Array.isArray(list)) throw bad({ zh: `${name} 须是日期的列表`, en: `${name} must be a list of days` })
  return list.map((one, k) => {
    const day = readDay(one)
    if (!day) throw bad({ zh: `${name} 的第 ${k + 1} 个不是日期：${shown(one)}`, en: `No ${k + 1} of ${name} is no day: ${shown(one)}` })
    return day
  })
}

function fromLines(text: string): HolidayFile {
  const rest: Day[] = []
  const work: Day[] = []
  text.split(/\r?\n/).forEach((line, k) => {
    const [first = '', second = '', ...more] = line.trim().split(/\s*[,，;；]\s*|\s+/)
    if (first === '' && second === '') return
    const day = readDay(first)
    if (!day && k === 0 && !DAY_LIKE.test(line)) return // its heading
    if (!day) throw badLine(k + 1, { zh: `不是日期：${shown(first)}`, en: `no day: ${shown(first)}` })
    const kind = second.toLowerCase()
    if (REST.has(kind)) rest.push(day)
    else if (WORK.has(kind)) work.push(day)
    else throw badLine(k + 1, { zh: `第二列须是“休”或“班”，不是 ${shown([second, ...more].join())}`, en: `the second column says 休 (rest) or 班 (work), not ${shown([second, ...more].join())}` })
  })
  const first = rest[0] ?? work[0]
  if (!first) throw bad({ zh: '没有读到日期；每行写一天，如 2027-01-01,休', en: 'There are no days: write one a line, such as 2027-01-01,休' })
  return { year: Number(first.slice(0, 4)), rest, work }
}

/** `2027-01-01`, `2027/1/1`, `2027年1月1日`, `20270101`. */
function readDay(value: unknown): Day | null {
  const match = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(String(value).trim())
  if (!match) return null
  return parseDay([match[1], match[2] ?? match[4], match[3] ?? match[5]].map((part) => part!.padStart(2, '0')).join('-'))
}

const tidy = (days: Day[]): Day[] => [...new Set(days)].toSorted()
const shown = (value: unknown): string => `“${String(value).slice(0, 20)}”`

function badLine(line: number, { zh, en }: Say): AppError {
  return bad({ zh: `第 ${line} 行${zh}`, en: `Line ${line}: ${en}` })
}

function bad(say: Say, cause?: unknown): AppError {
  return new AppError('bad_holidays', { status: 400, field: 'holidays', say, cause })
}
