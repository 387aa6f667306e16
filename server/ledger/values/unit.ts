import { isGiven } from '../persons/name.ts'
import { SURNAME } from '../persons/surnames.ts'
import { clean } from './text.ts'

const ORGANISATION =
  /^.*(?:局|所|委员会|委|会|室|办|中心|院|队|站|镇|乡|苏木|街道|村|社区|嘎查|公司|部|科|处|股|庭|政府|园区|开发区|集团|联社|合作社|联|团|学校|银行|厂|矿|单位|department|office|court|police|bureau|council|station|committee)/i
const POST = '(?:所长|主任|书记|镇长|乡长|村长|局长|站长|庭长|院长|队长|科长|部长|会长|组长|委员|干事|支书|文书|县长|调解员|网格[员长]|专干|同志)'
const TITLE = `(?:村|副|党委|支部|综治)*${POST}`
const POST_BEHIND = new RegExp(`${POST}(?:${SURNAME}[\\u4e00-\\u9fff]{1,2})?$`)
const HOLDER = new RegExp(`^(${SURNAME})([\\u4e00-\\u9fff]{1,2}?)${TITLE}`)
const NAME = new RegExp(`^${SURNAME}[\\u4e00-\\u9fff]{1,2}$`)

/** The organisations that a cell names, without the persons that clerks add (镇司法所 李四); null without one. */
export function unitOf(raw: string): string | null {
  const units: string[] = []
  for (const piece of clean(raw).split(/[、,，;；/\n()（）【】[\]:：]+|\s+(?=[\u4e00-\u9fff])/)) {
    const unit = organisation(piece.trim())
    if (unit) units.push(unit)
  }
  return units.length > 0 ? [...new Set(units)].join('、').slice(0, 80) : null
}

function organisation(piece: string): string | null {
  const holder = HOLDER.exec(piece)
  if (holder && isGiven(holder[2] as string)) return null
  const named = piece.replace(POST_BEHIND, '')
  const unit = ORGANISATION.exec(named)?.[0]
  if (!unit || unit.length < 2 || unit.length > 40 || /\d{5}/.test(unit)) return null
  const rest = named.slice(unit.length)
  return /[\u4e00-\u9fff]/.test(rest) && !NAME.test(rest) ? null : unit
}
