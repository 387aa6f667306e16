import { maskText } from './mask.ts'
import { isWholeName, type Places } from './persons/name.ts'
import { SURNAME } from './persons/surnames.ts'

/** 老李 and 张大妈 are what a room is known by: no register finds a person under them. */
const BRAND = new RegExp(`(?:老|小|阿)${SURNAME}|${SURNAME}(?:大妈|大姐|大爷|大叔|大哥|阿姨|婶|嫂|奶奶|爷爷|书记|法官|警官|律师|老师|医生|站长|主任)(?=[\\u4e00-\\u9fff])`, 'gu')
/** What an organisation is behind its own name: 王伟|调解室. */
const KIND = /(?:个人|品牌|人民|行业性|专业性|专业|法律|矛盾|纠纷|诉前|警民|说理|说事|议事|评理|和事|调处|调解|工作|服务|接待|律师|法律顾问|志愿者?)*(?:室|站|点|中心|坊|驿站|庭|所|事务所|调委会|委员会|团队|队|岗|小屋|院|之家)$/u
const QUOTES = /[“”"‘’'「」『』《》\s]/gu

/**
 * The name of an organisation with 某 in place of a person's: 王建国调解室 is 某调解室. A brand stays (老李说理工作室,
 * “和顺”调解室), and so do offices.
 */
export function maskOrganisation(name: string, places: Places | null = null): string {
  const brands: string[] = []
  const bare = name.replace(BRAND, (brand) => `\ue000${brands.push(brand) - 1}\ue000`)
  const masked = maskShort(maskText(bare, places), places)
  return masked.replace(/\ue000(\d+)\ue000/gu, (_, at: string) => brands[Number(at)] as string)
}

/** 王伟调解室, 柳河镇“李娜”工作室: short names that nothing but the kind of organisation stands behind. */
function maskShort(name: string, places: Places | null): string {
  const kind = KIND.exec(name)
  const own = (kind ? name.slice(0, kind.index) : name).replace(QUOTES, '')
  const person = [own, ...partsBehindPlaces(own)].find((part) => isWholeName(part, places))
  return person === undefined ? name : name.replace(person, '某')
}

/** What stands behind each end of a place in the words: 柳河镇东周村李娜 → 东周村李娜, 李娜. */
function partsBehindPlaces(words: string): string[] {
  return [...words.matchAll(/[省市县区旗镇乡村社街道]/gu)].map(({ index }) => words.slice(index + 1))
}
