import { maskBesideNumbers, maskPersons, type Places } from './persons/names.ts'
import { halfWidthWords } from './values/text.ts'

/** What stands where something was taken out. */
export const MASKED = '***'

/**
 * A run of digits with what people put between them. Dates stay; any other run of eleven digits and stars or
 * more goes: identity numbers (15, 18, with X), mobile and bank numbers, whole or half hidden by stars.
 */
const RUN = /(?<![\d*])((?:19|20)\d{2}[-/.年]\s?(?:0?[1-9]|1[0-2])[-/.月]\s?(?:[12]\d|3[01]|0?[1-9])日?)(?![\d*])|(?:\+?86[-\s]?)?[\d*●×•](?:[\s\p{Pd}\p{Cf}·•.．。,_()（）/\\|~]{0,3}[\d*●×xX])+/gu
/** 138:1234:5678 */
const CLOCKED = /(?<!\d)(?:\+?86[-\s:：]?)?1[3-9](?:[\s:：-]{0,2}\d){9}(?![\s:：-]{0,2}\d)/g
const PASSPORT = /(?<![A-Za-z\d])(?:[A-Za-z]\d{8}|[A-Za-z]{2}\d{7})(?!\d)/g
const LANDLINE = /(?<!\d)0\d{2,3}[-\s)）]{0,2}\d{7,8}(?!\d)/g
/** A short number is a telephone where the word before it says so. */
const CALLED = /((?:电话|手机|座机|号码|联系方式|热线|tel|phone)[^\d\n]{0,6})\d{5,10}/gi
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+/g
const CHAT = /((?:微信号?|QQ号?|wechat|vx|wx)[^A-Za-z\d\n]{0,4})[A-Za-z\d][\w-]{4,}/gi
const PLATE = /[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新使领][A-HJ-NP-Z][·.\s]?[A-HJ-NP-Z\d]{4,5}[A-HJ-NP-Z\d挂学警港澳]/g
/** 7社29号 keeps the group, 3号楼2单元501室 keeps nothing below the estate. */
const HOUSE = /(?<=[社组村队路街巷道弄里苑院园区号镇乡])\s?第?\d{1,5}(?:-\d{1,4})?(?:号院|号楼|号|幢|栋|单元|室|户)(?:\s?\d{1,5}(?:-\d{1,4})?(?:号楼|号|幢|栋|单元|楼|层|室|户)?)*/g
/** 幸福小区3-2-501 */
const ROOM = /(?<=小区|花园|家园|公寓|新村|新城|苑|园|城|院|里|庄园|府)\s?\d{1,4}(?:\s?[-–—#/]\s?\d{1,5}){1,3}(?:号|室)?(?!\d)/g
/** 一三八零零一三八零零零, and numbers of which only a part is spelt so. A year has four of these. */
const SPELLED = /[零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖](?:[\s\p{Pd}·]{0,2}[零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]){6,}|(?<![\d零〇一二三四五六七八九幺])(?=\d*[零〇一二三四五六七八九幺])[\d零〇一二三四五六七八九幺]{11,}/gu
const MANY_SPELLED = /[\d零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖][\s\p{Pd}·]{0,2}[零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]/u
/** 三号楼二单元五零一室. 三号机井 and 二号路 are places of the village, 三户 are people. */
const HOUSE_SPELLED =
  /(?<=[社组村队路街巷道弄里苑院园区号镇乡])\s?第?[零〇一二三四五六七八九十百]{1,5}(?:号院|号楼|号(?![机井渠坝桥路线矿地田泵斗支闸塘库厂仓棚大温标点坑])|幢|栋|单元)(?:\s?[零〇一二三四五六七八九十百\d]{1,5}(?:号楼|号|幢|栋|单元|楼|层|室|户)|\s?[零〇一二三四五六七八九\d]{3,4}(?![年月日元万人户米亩]))*/g

const ROLE =
  '(?:当事人|联系人|来电人|来访人|申请人|被申请人|投诉人|反映人|报案人|报警人|举报人|诉求人|信访人|受害人|伤者|死者|被告|原告|甲方|乙方|户主|村民|居民|业主|租户|承租人|出租人|债权人|债务人|借款人|员工|职工|司机|驾驶员|患者|家属|老板|包工头|负责人|经办人|姓名|网格员|调解员)'
const STOP = '(?=[\\s,，。.;；:：、()（）]|$|\\d|[与和跟同因等反电家夫之诉要称将被在向对系的是因为未以到到就拖欠承认说把双]|[（(]|身份|手机|联系)'
/** 联系人:张三丰 — after a colon any short word is a name. */
const AFTER_COLON = new RegExp(`(${ROLE}(?:姓名)?\\s?[:：]\\s?)(?!某|[\\u4e00-\\u9fff]某)([\\u4e00-\\u9fff·]{2,4}?)${STOP}`, 'g')
/** 联系人张三电话…: what stands between the two is a name, whatever it looks like. */
const BEFORE_PHONE = new RegExp(`(${ROLE}\\s?)(?![\\u4e00-\\u9fff]某)([\\u4e00-\\u9fff]{2,4}?[A-Za-z]?)(?=[,，\\s]?(?:联系电话|联系方式|电话|手机|身份证))`, 'g')
/**
 * Takes what points at a person out of free text: identity, telephone, bank and chat numbers, plates, mail
 * addresses, house numbers, and names after words such as 当事人. 王某 and 张某某 are anonymous and stay. The
 * group (7社) stays too: it is a place. Full-width letters and digits come out half-width.
 */
export function maskText(text: string, places: Places | null = null): string {
  if (text === '') return text
  let masked = halfWidthWords(text)
  if (/[\d*●×•]/.test(masked)) {
    if (/[@＠]/.test(masked)) masked = masked.replaceAll('＠', '@').replace(EMAIL, MASKED)
    masked = masked.replace(PASSPORT, MASKED).replace(CLOCKED, MASKED).replace(PLATE, MASKED).replace(LANDLINE, MASKED).replace(RUN, maskRun)
    masked = masked.replace(CALLED, `$1${MASKED}`).replace(HOUSE, '').replace(ROOM, '')
  } else if (masked.includes('@')) masked = masked.replace(EMAIL, MASKED)
  if (MANY_SPELLED.test(masked)) masked = masked.replace(SPELLED, MASKED)
  if (/[零〇一二三四五六七八九十百](?:[号幢栋]|单元)/.test(masked)) masked = masked.replace(HOUSE_SPELLED, '')
  if (/微信|qq|wechat|vx|wx/i.test(masked)) masked = masked.replace(CHAT, `$1${MASKED}`)
  return maskPersons(maskBesideNumbers(masked.replace(AFTER_COLON, '$1某').replace(BEFORE_PHONE, '$1某'), places), places)
}

function maskRun(run: string, date: string | undefined): string {
  if (date !== undefined) return run
  const digits = run.replace(/[^\d*●×xX•]/g, '')
  if (digits.length < 11 || !/\d/.test(digits)) return run
  return MASKED
}

/** Place words without the person that a clerk put behind the village: 柳河村王建国 is 柳河村. */
export function maskPlaceWords(text: string, places: Places | null = null): string {
  const masked = maskText(text, places)
  return masked === text || /某\s*$/.test(text) ? masked : masked.replace(/(?:^|(?<=[村组社镇乡区苑庄屯沟寨队街室院/\s]))某\s*$/, '').replace(/[\s/]+$/, '')
}

/** Has what was masked nothing left to say? 某, 某与某. */
export function saysNothing(masked: string): boolean {
  return /^(?=.*[某*])[某*与和跟同及\s\p{P}]+$/u.test(masked)
}

/** What a column of persons holds all the same; texts may go on naming it. */
const ORGANISATION = /(?:公司|集团|委会|委员会|合作社|政府|物业|超市|饭店|工地|项目部|开发商|施工[方队]|[厂局站所院校矿镇乡])$/

/** Names that a refused column gives for a row, so that the same row's text can lose them. */
export function namesIn(cell: string): string[] {
  if (cell === '') return []
  return cell
    .split(/[、,，;；/\s\n及]+|(?<=[\u4e00-\u9fff]{2})和(?=[\u4e00-\u9fff]{2})/)
    .map((name) => name.replace(/[（(].*$|等.*$/g, '').trim())
    .filter((name) => name.length >= 2 && name.length <= 6 && !ORGANISATION.test(name) && !/某|^(匿名|无|不详|群众|村民|居民|业主|双方|当事人|本人|未知)$|\d{3}/.test(name))
}

/** Free text without the names that stand in the row's own columns of persons. */
export function maskNames(text: string, names: string[]): string {
  let masked = text
  for (const name of names) if (masked.includes(name)) masked = masked.replaceAll(name, '某某')
  return masked
}
