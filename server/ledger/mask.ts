import { halfWidthWords } from './values/text.ts'

/** What stands where something was taken out. */
export const MASKED = '***'

const NEEDED = /[\d０-９*@]|人|者|姓名|户主|村民|居民|微信|QQ|qq|wechat|[与和跟同因]/

/**
 * A run of digits with what people put between them. Dates stay; any other run of eleven digits and stars or
 * more goes: identity numbers (15, 18, with X), mobile and bank numbers, whole or half hidden by stars.
 */
const RUN = /(?<![\d*])((?:19|20)\d{2}[-/.年]\s?(?:0?[1-9]|1[0-2])[-/.月]\s?(?:[12]\d|3[01]|0?[1-9])日?)(?![\d*])|(?:\+?86[-\s]?)?[\d*●×•](?:[\s\p{Pd}\p{Cf}·•.．。,_()（）/\\|~]{0,3}[\d*●×xX])+/gu
const LANDLINE = /(?<!\d)0\d{2,3}[-\s)）]{0,2}\d{7,8}(?!\d)/g
/** A short number is a telephone where the word before it says so. */
const CALLED = /((?:电话|手机|座机|号码|联系方式|热线|tel|phone)[^\d\n]{0,6})\d{5,10}/gi
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
const CHAT = /((?:微信号?|QQ号?|wechat|vx|wx)[^A-Za-z\d\n]{0,4})[A-Za-z\d][\w-]{4,}/gi
const PLATE = /[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新使领][A-HJ-NP-Z][·.\s]?[A-HJ-NP-Z\d]{4,5}[A-HJ-NP-Z\d挂学警港澳]/g
/** 7社29号 keeps the group, 3号楼2单元501室 keeps nothing below the estate. */
const HOUSE = /(?<=[社组村队路街巷道弄里苑院园区号镇乡])\s?第?\d{1,5}(?:-\d{1,4})?(?:号院|号楼|号|幢|栋|单元|室|户)(?:\s?\d{1,5}(?:-\d{1,4})?(?:号楼|号|幢|栋|单元|楼|层|室|户)?)*/g

const SINGLE =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利于呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由'
const DOUBLE = '(?:欧阳|司马|上官|诸葛|皇甫|令狐|东方|慕容|公孙|尉迟|司徒|夏侯|端木|百里|呼延|宇文|长孙|申屠)'
/** Surnames that are common words too: they need a colon before them. */
const WORDS = '于和应时从要都全连相成解方平向来位区由国公干但利来同与'
const PLAIN = `(?:${DOUBLE}|[${[...SINGLE].filter((char) => !WORDS.includes(char)).join('')}])`
const ROLE =
  '(?:当事人|联系人|来电人|来访人|申请人|被申请人|投诉人|反映人|报案人|报警人|举报人|诉求人|信访人|受害人|伤者|死者|被告|原告|甲方|乙方|户主|村民|居民|业主|租户|承租人|出租人|债权人|债务人|借款人|员工|职工|司机|驾驶员|患者|家属|老板|包工头|负责人|经办人|姓名|网格员|调解员)'
const STOP = '(?=[\\s,，。.;；:：、()（）]|$|\\d|[与和跟同因等反电家夫之诉要称将被在向对系的是因为未以到到就拖欠承认说把双]|[（(]|身份|手机|联系)'
/** 联系人:张三丰 — after a colon any short word is a name. */
const AFTER_COLON = new RegExp(`(${ROLE}(?:姓名)?\\s?[:：]\\s?)(?!某|[\\u4e00-\\u9fff]某)([\\u4e00-\\u9fff·]{2,4}?)${STOP}`, 'g')
const AFTER_ROLE = new RegExp(`(${ROLE}\\s?)(${PLAIN}(?!某)[\\u4e00-\\u9fff]{1,2})${STOP}`, 'g')
/** 联系人张三电话…: what stands between the two is a name, whatever it looks like. */
const BEFORE_PHONE = new RegExp(`(${ROLE}\\s?)(?![\\u4e00-\\u9fff]某)([\\u4e00-\\u9fff]{2,4}?[A-Za-z]?)(?=[,，\\s]?(?:联系电话|联系方式|电话|手机|身份证))`, 'g')
/** 张建国与李伟因…: two names joined, at the beginning of a sentence. */
const JOINED = new RegExp(
  `(^|[。；;，,\\n村组社])(${PLAIN}(?!某)[\\u4e00-\\u9fff]{1,2})([与和跟同、])(${PLAIN}(?!某)[\\u4e00-\\u9fff]{1,2})(?=因|之间|就|发生|为|等|两|二|的|在|双方|系|是|签|存在|产生)`,
  'g',
)

/**
 * Takes what points at a person out of free text: identity, telephone, bank and chat numbers, plates, mail
 * addresses, house numbers, and names after words such as 当事人. 王某 and 张某某 are anonymous and stay. The
 * group (7社) stays too: it is a place. Full-width letters and digits come out half-width.
 */
export function maskText(text: string): string {
  if (text === '' || !NEEDED.test(text)) return text
  let masked = halfWidthWords(text)
  if (/[\d*●×•]/.test(masked)) {
    if (/[@＠]/.test(masked)) masked = masked.replaceAll('＠', '@').replace(EMAIL, MASKED)
    masked = masked.replace(PLATE, MASKED).replace(LANDLINE, MASKED).replace(RUN, maskRun)
    masked = masked.replace(CALLED, `$1${MASKED}`).replace(HOUSE, '')
  } else if (masked.includes('@')) masked = masked.replace(EMAIL, MASKED)
  if (/微信|qq|wechat|vx|wx/i.test(masked)) masked = masked.replace(CHAT, `$1${MASKED}`)
  return masked.replace(AFTER_COLON, '$1某').replace(BEFORE_PHONE, '$1某').replace(AFTER_ROLE, '$1某').replace(JOINED, '$1某$3某')
}

function maskRun(run: string, date: string | undefined): string {
  if (date !== undefined) return run
  const digits = run.replace(/[^\d*●×xX•]/g, '')
  if (digits.length < 11 || !/\d/.test(digits)) return run
  return MASKED
}

/** Names that a refused column gives for a row, so that the same row's text can lose them. */
export function namesIn(cell: string): string[] {
  if (cell === '') return []
  return cell
    .split(/[、,，;；/\s\n及]+|(?<=[\u4e00-\u9fff]{2})和(?=[\u4e00-\u9fff]{2})/)
    .map((name) => name.replace(/[（(].*$|等.*$/g, '').trim())
    .filter((name) => name.length >= 2 && name.length <= 6 && !/某|^(匿名|无|不详|群众|村民|居民|业主|双方|当事人|本人|未知)$|\d{3}/.test(name))
}

/** Free text without the names that stand in the row's own columns of persons. */
export function maskNames(text: string, names: string[]): string {
  let masked = text
  for (const name of names) if (masked.includes(name)) masked = masked.replaceAll(name, '某某')
  return masked
}
