import { maskText } from '../ledger/mask.ts'

const DATE = String.raw`(?:19|20)\d{2}(?:[-./年_]?(?:0?[1-9]|1[0-2])(?:[-./月_]?(?:0?[1-9]|[12]\d|3[01])日?|月)?|年)?`
/** Years, months, days and spans of them, such as 2024-202311-202410, with no further digit beside them. */
const PERIOD = new RegExp(String.raw`(?<![\d*][-_ ]?)(${DATE}(?:[-—–~_至到 ]+${DATE})*)(?![-_ ]?[\d*])`)

/**
 * A file's name as the list of imports keeps it: masked like any text, but its period and its ending stay, or nobody
 * could tell one ledger from another.
 */
export function maskedFileName(name: string): string {
  const at = name.search(/(\.[A-Za-z]{2,4}){1,2}$/)
  const [stem, ending] = at > 0 ? [name.slice(0, at), name.slice(at)] : [name, '']
  return stem.split(PERIOD).map((part, index) => (index % 2 === 1 ? part : maskText(part))).join('') + ending
}
