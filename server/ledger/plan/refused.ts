import type { RefusedBecause } from '../../contract/imports.ts'
import { namesIn } from '../mask.ts'
import { isSurelyName } from '../persons/name.ts'
import { isNothing } from '../values/text.ts'

/** Columns that count persons and do not name them: 涉及人数(人), and not 当事人姓名及人数. */
const COUNT = /^(?!.*(?:姓名|名单|电话|手机|身份|住址|联系|[人方者员](?:及|和|与|、|\/)其?人?数))(?:.{0,10}(?:人数|户数|人次|件数|人员数)|.{0,6}(?:多少|几)[人户])(?:[(（].{0,6}[)）])?$/
/** 申请人民调解 has no 申请人, 人社局 no 责任人. */
const NO_PERSON = /人民|人社/g

/** In this order: a column for the control of persons is told as that, whatever it holds. */
const RULES: [RegExp, RefusedBecause][] = [
  [
    /重点(人|对象|群体|信访)|稳控|管控|包保|盯控|包稳|在控|失控|人员(类别|属性|性质|状态|轨迹|去向)|特殊人群|刑满|释放人员|精神(障碍|病)|吸毒|涉毒|社区矫正|矫正对象|信访(老户|人员)|上访(人员|史|情况)|越级|进京|五包|维稳|涉稳人员|流动人口|监控对象|高危|前科|肇事肇祸|易肇|精障|精神(状况|状态|异常)|心理(状态|状况|异常|问题)|刑释|社矫|缓刑|假释|服刑|两劳|戒毒|帮教|涉邪|邪教|涉恐|缠访|闹访|非访|扬言|极端(行为|倾向|人员)|现实表现|思想(动态|状况|状态)|轨迹|行踪|动向|活动(情况|规律)|列管|布控|在逃|犯罪(记录|史|前科)|违法(记录|史)|(关注|危险|风险|预警|监管|帮扶|盯防|看管)(人|对象)|[三四五六七八]失|人员积分|信用(分|等级)|社会关系|同行人|person.?control/i,
    'person_control',
  ],
  [/身份证|证件号|证号|公民身份|社会保障号|社保号|护照|户口(簿|本)号|national.?id|id.?number|id.?card|passport|\bssn\b/i, 'id_number'],
  [/电话|手机|联系方式|来电号码|主叫|被叫|手机号|微信|(^|[^a-z])qq([^a-z]|$)|邮箱|座机|^号码$|phone|mobile|telephone|^tel\.?$|e-?mail|contact (no|number)/i, 'phone'],
  [/住址|户籍|籍贯|住所|居住地|现住|家庭地址|联系地址|通讯地址|通信地址|身份证地址|门牌|home.?address|residence/i, 'address'],
  [/^民族$|民族$|个人(信息|情况|简况|资料)|^身份$|身份(信息|情况|类别|背景)|人员(身份|信息|情况)|^工作单位$|职务$|出生|性别|年龄|文化程度|政治面貌|婚姻状况|职业|学历|健康状况|宗教|车牌|银行卡|银行账|账号|户主信息|家庭成员|与当事人关系|照片|签名|签字|指纹|人脸|\bdob\b|birth|gender|^(suspect|victim)?.?(sex|age|race)$|ethnicity/i, 'personal_other'],
  [
    /姓名|名字|名单|花名册|(人|人员|者)(名称|信息|情况|姓名)?[\d一二三甲乙丙丁]?$|^(男方|女方|对方|双方|一方|另一方|夫妻双方|业主|房东|租客|租户|住户|农户|户名|伤员|家属|亲属|配偶|夫妻|父亲|母亲|子女|老板|包工头|司机|车主|店主|雇主|雇员|员工|职工|工人|村民|居民|群众|学生|老师|教师|医生|经手|经办|承办)(名称|信息|情况)?[\d一二三甲乙丙丁]?$|(队|组|专|成|信息|管理|联络|驾驶|服务|工作|值班|接线|话务|坐席|客服|督查|巡查|执法|录入|填报|操作)员$|当事人|来电人|联系人|申请人|投诉人|反映人|反应人|报案人|报警人|举报人|诉求人|信访人|来访人|来信人|受害人|嫌疑人|被害人|纠纷(双方|主体)|双方(人员|当事)|甲方|乙方|原告|被告|户主|(负责|责任|填表|审核|经办|承办|承包|受理|登记|记录|报送|填报|调解|化解|处理|处置|回访|接待|接警|签收|主办|协办|分管|牵头|包联|包片|包村|挂点|签发|制表|统计|联络)人(员)?|领导|主持人|调解员|网格(员|长)|法律明白人|包案|书记|主任|处警(民警|员)|民警|法官|律师(姓名)?$|(full|first|last|family|given|caller|victim|suspect|party|contact|complainant|reporter|officer)?[ _]?names?$|^(victim|suspect|complainant|caller|reporter|officer)$/i,
    'name',
  ],
]

/** Why the words of a header keep a column out; null when they do not. */
export function refusedByHeader(words: string): RefusedBecause | null {
  const plain = words.replace(NO_PERSON, '')
  for (const [pattern, because] of RULES) {
    if (pattern.test(plain) && (because === 'person_control' || !COUNT.test(words))) return because
  }
  return null
}

/** Identity numbers of 18 digits, of 15 (with the code of a province in front, or every order number is one), half hidden. */
const ID =
  /^\d{6}(18|19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])\d{3}[\dXx]$|^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])\d{4}\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])\d{3}$|^\d{6}\*{6,}[\dXx*]{3,4}$/
const PHONE = /^(\+?86)?1[3-9]\d[\d*]{4}\d{4}$|^0\d{2,3}\d{7,8}$/
/** Share of filled cells from which a column counts as one of identity or telephone numbers. */
const SHARE = 0.3

/** Why the values of a column keep it out, under whatever header. `values` are half-width, without blanks. */
export function refusedByContent(values: string[]): RefusedBecause | null {
  const filled = values.filter((value) => value !== '')
  if (filled.length === 0) return null
  const share = (pattern: RegExp) => filled.filter((value) => pattern.test(value)).length / filled.length
  const bare = filled.map((value) => value.replace(/[-–—·.()（）]/g, ''))
  if (share(ID) >= SHARE) return 'id_number'
  return bare.filter((value) => PHONE.test(value)).length / bare.length >= SHARE ? 'phone' : null
}

/** Share of filled cells from which a column counts as one of names; a text that is masked anyway holds them now and then. */
const NAMES_SHARE = { note: 0.5, text: 0.8 }

/** Do most cells of a column name persons, under a header that says nothing of it? 王某 and 无 tell neither way. */
export function holdsNames(cells: string[], kind: 'note' | 'text'): boolean {
  const told = cells.map((cell) => cell.trim()).filter((cell) => !isNothing(cell) && !/^[\u4e00-\u9fff]?某/.test(cell))
  const names = told.filter(isPersonCell)
  return names.length > 0 && names.length / told.length >= NAMES_SHARE[kind] && (names.length > 1 || (told.length === 1 && (told[0] as string).length > 2))
}

/** 王建国, 王建国、李红梅, 王建国(户主). */
export function isPersonCell(cell: string): boolean {
  const names = namesIn(cell)
  return names.length > 0 && names.every(isSurelyName)
}

export function looksLikeId(value: string): boolean {
  return ID.test(value)
}

export function looksLikePhone(value: string): boolean {
  return PHONE.test(value.replace(/[-–—·.()（）]/g, ''))
}
