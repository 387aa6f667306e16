import { maskText } from '../ledger/mask.ts'
import { isWholeName, type Places } from '../ledger/persons/name.ts'
import { surnameLength } from '../ledger/persons/surnames.ts'
import { halfWidthWords } from '../ledger/values/text.ts'

const YEAR = String.raw`(?:199|20\d)\d`
const MONTH = '(?:0?[1-9]|1[0-2])'
const DAY = '(?:0?[1-9]|[12]\\d|3[01])'
/** Month and day without anything between have two digits each. */
const MM = '(?:0[1-9]|1[0-2])'
const DD = '(?:0[1-9]|[12]\\d|3[01])'
const DATE = String.raw`${YEAR}(?:${MM}(?:${DD})?|[-./_]${MONTH}(?:[-./_]${DAY})?|年\s?(?:${MONTH}月?\s?(?:${DAY}日)?)?)?`
/**
 * The second of an export: 20240305_153012. Without a mark between, of a year in which no mobile number can lie; four
 * digits behind a day could be the end of an identity number.
 */
const SECOND = String.raw`(?:${YEAR}[-./_]?${MM}[-./_]?${DD}[-_ T]{1,2}|20[2-9]\d${MM}${DD})[0-2]\d[-:.]?[0-5]\d[-:.]?[0-5]\d`
const TO = '[-—–~_至到. ]{1,3}'
/** What of the end of a span its beginning has said already is left out: 20240301-0331, 2024年1-3月. */
const SHORT = String.raw`(?:${YEAR}${MM}${DD}${TO}${MM}${DD}|${DATE}${TO}(?:${MONTH}[-./月]${DAY}日?|${DAY}[月日]?))`
const DAYS = `(?:${SHORT}|${DATE})`
const SPAN = `(?:${DAYS}(?:${TO}${DAYS}){0,3}|${SECOND}(?:${TO}${SECOND})?)`
/** A number in a series. With 13 to 19 in front of three digits, or as 010, it could begin a telephone number. */
const ORDINAL = '(?:\\d{1,2}|00\\d|1[0-2]\\d|[2-9]\\d\\d)'
const BETWEEN = String.raw`[\s\p{Pd}·.．。,_()（）~]`

/** Digits and hidden digits with what joins them: one telephone or identity number cannot lie in two of these. */
const RUN = /[\d*●×•](?:[\s\p{Pd}\p{Cf}·•.．。,_()（）/\\|~:年月日至到T]{0,3}[\d*●×•]|[xX](?![A-Za-z]))*[年月日]?/gu
const PERIOD = new RegExp(`^(?:${ORDINAL}${BETWEEN}{1,3}){0,2}${SPAN}(?:${BETWEEN}{1,3}${ORDINAL}){0,2}$`, 'u')
/** 幸福小区3-2001室 is no period. */
const ROOM_BEFORE = /(?:小区|花园|家园|公寓|新村|新城|苑|园|城|院|里|庄园|府)\s?$/
const YEAR_FIRST = new RegExp(`^${YEAR}`)
const ROOM_BEHIND = /^\s?(?:号|栋|幢|单元|室|户|楼|层)/

/** A word of Chinese characters in a file's name, between marks, digits and Latin letters. */
const WORD = /[\u4e00-\u9fff]+/gu
/** What an office calls the papers of one person: 王建国材料, 王建国信访件. */
const PAPERS = /^(?:的)?(?:材料|资料|情况|台账|档案|卷宗|案卷|案|案件|信访|上访|诉求|投诉|问题|汇报|报告|说明|登记|调解|协议|反映|纠纷|矛盾)/

/**
 * A file's name as the list of imports keeps it: masked like any text, and a whole word that is a name as well, but its
 * period, with a number in a series beside it, and its ending stay, or nobody could tell one ledger from another.
 */
export function maskedFileName(name: string, places: Places | null = null): string {
  const at = name.search(/(\.[A-Za-z]{2,4}){1,2}$/)
  const [stem, ending] = at > 0 ? [halfWidthWords(name.slice(0, at)), name.slice(at)] : [halfWidthWords(name), '']
  let masked = ''
  let from = 0
  for (const { 0: run, index } of stem.matchAll(RUN)) {
    if (!isPeriod(run, stem.slice(from, index), stem.slice(index + run.length))) continue
    masked += withoutPersons(stem.slice(from, index), places) + run
    from = index + run.length
  }
  return masked + withoutPersons(stem.slice(from), places) + ending
}

function withoutPersons(part: string, places: Places | null): string {
  return maskText(part, places).replace(WORD, (word) => {
    if (isWholeName(word, places)) return '某'
    const surname = surnameLength(word, 0)
    for (const length of surname > 0 ? [surname + 2, surname + 1] : []) {
      const [head, rest] = [word.slice(0, length), word.slice(length)]
      if (rest !== '' && PAPERS.test(rest) && isWholeName(head, places)) return `某${rest}`
    }
    return word
  })
}

function isPeriod(run: string, before: string, behind: string): boolean {
  const inHouse = ROOM_BEHIND.test(behind) || (ROOM_BEFORE.test(before) && !YEAR_FIRST.test(run))
  return !inHouse && PERIOD.test(run)
}
