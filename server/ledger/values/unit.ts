import { clean } from './text.ts'

const ORGANISATION =
  /^.*(?:局|所|委员会|委|会|室|办|中心|院|队|站|镇|乡|苏木|街道|村|社区|嘎查|公司|部|科|处|股|庭|政府|园区|开发区|集团|联社|联|团|学校|银行|厂|矿|单位|department|office|court|police|bureau|council|station|committee)/i

/** The organisations that a cell names, without the persons that clerks add (镇司法所 李四); null without one. */
export function unitOf(raw: string): string | null {
  const units: string[] = []
  for (const piece of clean(raw).split(/[、,，;；/\n]+|\s{1,}(?=[\u4e00-\u9fff])/)) {
    const unit = ORGANISATION.exec(piece.trim())?.[0].replace(/[(（:：].*$/, '')
    if (unit && unit.length >= 2 && unit.length <= 40 && !/\d{5}/.test(unit)) units.push(unit)
  }
  return units.length > 0 ? [...new Set(units)].join('、').slice(0, 80) : null
}
