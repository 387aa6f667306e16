import type { RefusedBecause } from '../../contract/imports.ts'

/** Columns that count or name units and not persons, whatever else their header says. */
const HARMLESS = /人数|户数|人次|件数|人员数|责任单位|责任部门|承办单位|主办单位|人民调解委员会|申请人民|人社/

/** In this order: a column for the control of persons is told as that, whatever it holds. */
const RULES: [RegExp, RefusedBecause][] = [
  [
    /重点(人|对象|群体|信访)|稳控|管控|包保|盯控|包稳|在控|失控|人员(类别|属性|性质|状态|轨迹|去向)|特殊人群|刑满|释放人员|精神(障碍|病)|吸毒|涉毒|社区矫正|矫正对象|信访(老户|人员)|上访(人员|史|情况)|越级|进京|五包|维稳|涉稳人员|流动人口|监控对象|person.?control/i,
    'person_control',
  ],
  [/身份证|证件号|证号|公民身份|社会保障号|社保号|护照|户口(簿|本)号|national.?id|id.?number|id.?card|passport|\bssn\b/i, 'id_number'],
  [/电话|手机|联系方式|来电号码|主叫|被叫|手机号|微信|(^|[^a-z])qq([^a-z]|$)|邮箱|座机|^号码$|phone|mobile|telephone|^tel\.?$|e-?mail|contact (no|number)/i, 'phone'],
  [/住址|户籍|籍贯|住所|居住地|现住|家庭地址|联系地址|通讯地址|通信地址|身份证地址|门牌|home.?address|residence/i, 'address'],
  [/^民族$|民族$|出生|性别|年龄|文化程度|政治面貌|婚姻状况|职业|学历|健康状况|宗教|车牌|银行卡|银行账|账号|户主信息|家庭成员|与当事人关系|照片|签名|签字|指纹|人脸|\bdob\b|birth|gender|^(suspect|victim)?.?(sex|age|race)$|ethnicity/i, 'personal_other'],
  [
    /姓名|当事人|来电人|联系人|申请人|投诉人|反映人|反应人|报案人|报警人|举报人|诉求人|信访人|来访人|来信人|受害人|嫌疑人|被害人|纠纷(双方|主体)|双方(人员|当事)|甲方|乙方|原告|被告|户主|(负责|责任|填表|审核|经办|承办|承包|受理|登记|记录|报送|填报|调解|化解|处理|处置|回访|接待|接警|签收|主办|协办|分管|牵头|包联|包片|包村|挂点|签发|制表|统计|联络)人(员)?|领导|主持人|调解员|网格(员|长)|法律明白人|包案|书记|主任|处警(民警|员)|民警|法官|律师(姓名)?$|(full|first|last|family|given|caller|victim|suspect|party|contact|complainant|reporter|officer)?[ _]?names?$|^(victim|suspect|complainant|caller|reporter|officer)$/i,
    'name',
  ],
]

/** Why the words of a header keep a column out; null when they do not. */
export function refusedByHeader(words: string): RefusedBecause | null {
  for (const [pattern, because] of RULES) {
    if (pattern.test(words) && (because === 'person_control' || !HARMLESS.test(words))) return because
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

export function looksLikeId(value: string): boolean {
  return ID.test(value)
}

export function looksLikePhone(value: string): boolean {
  return PHONE.test(value.replace(/[-–—·.()（）]/g, ''))
}
