import { cached } from '../values/cached.ts'
import { SURNAME } from './surnames.ts'

/** Words that tell of the county's places: a name that is one of them is no person. */
export interface Places {
  has(word: string): boolean
}

/** Characters that no given name has: functions, buildings, organisations, matters of a dispute. */
const NEVER =
  '某因与和跟同的了在是被把将向对于到就也都未不没要而则且或及之其此这那有无为以所等称诉说欠厂村镇乡县市区组社队街沟坝渠地场站局院校店户人家房屋墙费款债权者们业员工司会部办委纠纷矛盾问题争议租额补偿赔征收坟宅埂垛棚圈舍砖塘料路灯管网线车位库票证件物品号楼层室元方主头'
/** Ends of places: 王桥与李河 are villages unless they speak. */
const PLACE_END = /[庄寨堡屯营湾坪岭铺集寺庙圩堰岗咀岔坡洼垭塬峁洞井窑墩崖埠渡港滩桥河口行]$/
/** What stands behind a place or an organisation, never behind a person. */
const NOT_AFTER =
  /^(?:村|镇|乡|街|社区|小区|县|市(?!民)|厂|局|所|院|学校|公司|集团|合作社|超市|饭店|酒店|商店|水库|大桥|沟|湾|坪|庄|寨|组|队|路(?!边)|矿|煤业|物业|银行|医院|中心|花园|家园|广场|农场|养殖|种植|林场|站|河|山(?!上)|桥)/
/** Common words that begin like a name and that the dictionary of the segmenter lacks or cuts. */
const STOP = new Set(
  '高标 古树 石料 林权 红砖 万元 景区 鱼塘 温棚 祖坟 祖宅 白条 汤药 贺电 米面 毛石 何种 石桥 石坝 石墙 石碑 石磨 牛棚 牛圈 羊圈 羊舍 柴垛 麦秸 路障 路肩 车棚 房檐 苗木 花坛 沙坑 金矿 高压 高铁 高速 高空 老人 安装 易燃 明沟 明渠 明年 白灰 黄沙 黄牛 万亩 万余 双女 时任 项下 祖上 祖辈 毛路 毛坯 洪灾 关停 关于 单价 单元 文书 元月 云梯 信号 富余 富户 申诉 申请 成为 计划 计算 施工 施肥 包括 包地 包村 包片 封堵 封路 储水 储粮 盖房 盖章 修路 修建 支付 支架 查处 查看 印章 伏旱 宿舍 谈话 谈判 劳务 门前 门口 门窗 丰收 展开 植树 居住 元旦 初步 初一 初二 初三 池水 井水 江边 海边 湖边 边界 边墙 边坡 路边 管道 农药 农具 农机 张贴 张开 张罗 张挂 张望 张扬 陈旧 陈述 陈列 陈年 陈设 陈情 陈词 杜绝 李子 李树 王府 王国 王朝 王牌 孙女 孙子 孙辈 朱砂 吴江 吴中 韩国 韩城 宋体 宋代 沈阳 侯马 曹县 邓州 汪清 邹城 邱县 魏县 汪洋 卢布 车牌 车架'.split(' '),
)
/** Surnames with which hardly a common word begins: what the dictionary has of them are names. */
const PURE = '王李张刘陈赵吴孙朱郭曹邓蒋蔡彭袁魏薛闫谭韩冯宋崔邹邱侯尹邵郝龚覃贾姚沈潘杜吕卢廖汪樊聂阎翟詹'
/** Words of the dictionary that are names as well, where a person's verb follows. */
const NAMES = new Set('张三 李四 王五 赵六 高明 白雪 石磊 孔明 常青 林峰 方圆 明月 高峰 齐云 田园 金星 万里 江山 高洁 文静 安静 马超 关羽 李白 杜甫 苏轼 王安石 周瑜 刘备 孙权'.split(' '))

/** Only a person (or an office) does this. */
const SPEAKS =
  '反映|反应|诉(?![求讼])|自述|诉说|声称|称|说|投诉|举报|控告|要求|请求|来电|来访|来信|上访|信访|报警|报案|求助|申请|认为|不服|不满|不同意|拒绝|承认|表示|等\\s?(?:[\\d一二两三四五六七八九十百数多]+(?:余)?)?(?:[人户名位]|村民|农户|业主|居民|群众|工人|民工|农民工)|家(?=[与和跟同的里因门院房屋前后墙旁被将要隔]|附近|对面|东|西|南|北|地界|宅基|耕地|承包地|土地|$)|两[家户人口]|[二三四五两]人|两?(?:兄弟|姐妹|弟兄)|夫妻|夫妇|姐妹|父子|父女|母子|母女|一家|双方|之[子女妻夫父母]|的(?:儿子|女儿|妻子|丈夫|父亲|母亲|老伴|家属|院墙|房屋|宅基地|承包地|耕地|土地|工资)|先生|女士|同志|大爷|大妈|老汉|[（(]?(?:电话|手机|身份证|联系方式|住|男|女)|借(?=[了款给走])|(?:殴)?打伤|殴打|打架|辱骂|拖欠|欠|侵占|占用|霸占|私自|擅自|多次|未经'
/** What follows a name and many another word too. */
const FOLLOWS = '[与和跟同及因]|因为|由于|之间|向|将|把|被|在|对|于|到|就|、|[（(]|发生|出现|存在|给|系|是|不|未|拿|也|又|曾|承包|承租|租用|租赁|建房|修建|盖房|翻建|放|种|养|砍|挖|堵'
/** Between two. */
const TOGETHER = /^(?:争[吵执抢夺]|吵[架嘴]|口角|纠纷|打架|互殴|冲突|协商|签订|签了|产生|引发|两人|借|租|分家|离婚|结婚|邻里|相邻)/
const SPEAKS_HERE = new RegExp(`^(?:${SPEAKS})`)
const FOLLOWS_HERE = new RegExp(`^(?:${FOLLOWS})`)
const ENDS_HERE = /^(?:$|[\s,，。.;；:：、()（）!！?？"”'’》】\]/|*\d])/

const ROLE =
  '当事人|联系人|来电人|来访人|申请人|投诉人|反映人|报案人|报警人|举报人|诉求人|信访人|受害人|伤者|死者|被告|原告|甲方|乙方|户主|村民|居民|市民|群众|农户|业主|租户|租客|房东|承租人|承包人|出租人|债权人|债务人|借款人|雇主|员工|职工|工人|民工|农民工|司机|车主|驾驶员|患者|家属|老板|包工头|工头|负责人|经办人|姓名|网格员|网格长|调解员|夫妻|夫妇|兄弟|兄妹|姐妹|姐弟|父子|父女|母子|母女|婆媳|妯娌|丈夫|妻子|儿子|女儿|父亲|母亲|儿媳|女婿|邻居|同村|本村|亲属|亲戚|侄子|双方当事人|一方|另一方|对方|组长|村主任|村支书|支书|书记|镇长|所长|主任|医生|教师|老师|学生|店主|商户|法人|经理|经营者|户|贫困户|低保户|老人|男子|女子|妇女|嫌疑人|违法行为人'
/** A name may begin at the start, behind a mark, behind a role or a place, or behind what joins it to another. */
const AT = new RegExp(
  `([\\s,，。.;；:：、()（）!！?？"“'‘《【\\[/|*\\-]|\\d)|(${ROLE})|([村组社镇乡])|(某(?:[与和跟同及]|诉(?![求讼]))|[与和跟同及向欠被将把对找由给因、以]|诉(?![求讼]))`,
  'gu',
)
const SURNAME_HERE = new RegExp(`^${SURNAME}`)
const HAN = /^[\u4e00-\u9fff]$/

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const isWord = cached((text: string) => [...segmenter.segment(text)].length === 1)

type Behind = 'start' | 'role' | 'place' | 'joint' | 'name'

/**
 * Free text with 某 in place of names that stand where a person is spoken of: at the start or behind a role, a
 * place or a joining word, and before what a person does. Names elsewhere, and rare ones that read as a common
 * word (高明 and 于是 look alike), stay; so do anonymous ones (王某).
 */
export function maskPersons(text: string, places: Places | null = null): string {
  if (!/[\u4e00-\u9fff]{2}/.test(text)) return text
  let out = ''
  let at = 0
  const begins = beginnings(text)
  while (at < text.length) {
    const behind = begins[at]
    const length = behind === undefined ? 0 : nameLength(text, at, behind, places)
    if (length === 0) {
      out += text[at]
      at++
      continue
    }
    out += '某'
    at += length
    const joint = /^(?:[与和跟同及、]|诉(?![求讼]))/.exec(text.slice(at, at + 3))
    if (joint) begins[at + joint[0].length] = 'name'
  }
  return out
}

/** Words right before and right behind a number that was taken out, such as a telephone's. */
const BEFORE_NUMBER = /[\u4e00-\u9fff]{2,}(?=[\s,，、:：(（]{0,2}\*{3})/gu
const BEHIND_NUMBER = /(?<=\*{3}[\s,，、)）]{0,2})[\u4e00-\u9fff]{2,}/gu

/** A telephone or identity number stands beside its owner's name: 联系张三***, ***李四. */
export function maskBesideNumbers(text: string, places: Places | null = null): string {
  if (!text.includes('***')) return text
  const lengths = [4, 3, 2]
  const isPerson = (name: string): boolean => {
    const surname = SURNAME_HERE.exec(name.slice(0, 2))?.[0].length
    const given = surname ? name.slice(surname) : ''
    return surname !== undefined && given.length >= 1 && given.length <= 2 && isGiven(given) && isName(name, surname, false, places)
  }
  return text
    .replace(BEFORE_NUMBER, (words) => {
      const length = lengths.find((count) => count <= words.length && isPerson(words.slice(-count)))
      return length ? `${words.slice(0, -length)}某` : words
    })
    .replace(BEHIND_NUMBER, (words) => {
      const length = lengths.find((count) => isPerson(words.slice(0, count)) && endsThere(words.slice(count)))
      return length ? `某${words.slice(length)}` : words
    })
}

function endsThere(rest: string): boolean {
  return (ENDS_HERE.test(rest) || SPEAKS_HERE.test(rest) || FOLLOWS_HERE.test(rest)) && !NOT_AFTER.test(rest)
}

const JOINTS: Record<string, Behind> = { '、': 'start' }

/** For each index, what stands before it that a name may follow. */
function beginnings(text: string): (Behind | undefined)[] {
  const found: (Behind | undefined)[] = []
  for (const match of text.matchAll(AT)) {
    const end = match.index + match[0].length
    found[end] = match[2] ? 'role' : match[3] ? 'place' : match[4] ? JOINTS[match[4]] ?? (match[4].startsWith('某') ? 'name' : 'joint') : 'start'
  }
  found[0] ??= 'start'
  return found
}

/** How many characters from here on are a name; 0 for none. */
function nameLength(text: string, at: number, behind: Behind, places: Places | null): number {
  const surname = SURNAME_HERE.exec(text.slice(at, at + 2))?.[0].length
  if (!surname) return 0
  for (const given of [2, 1]) {
    const name = text.slice(at, at + surname + given)
    if (name.length < surname + given || !isGiven(name.slice(surname))) continue
    const rest = text.slice(at + name.length, at + name.length + 12)
    const speaks = SPEAKS_HERE.test(rest)
    // 刘洋|投诉 and not 刘洋投|诉
    if (/[投控起申上]$/.test(name) && rest.startsWith('诉')) continue
    if (NOT_AFTER.test(rest) && !speaks) continue
    if (!isName(name, surname, speaks, places)) continue
    if (speaks || follows(text, at + name.length, rest, behind)) return name.length
  }
  return behind === 'name' ? loneName(text, at, surname, places) : 0
}

function follows(text: string, end: number, rest: string, behind: Behind): boolean {
  if (rest.startsWith('、某')) return true
  if (rest.startsWith('、')) return behind === 'role' || behind === 'name' || SURNAME_HERE.test(text.slice(end + 1, end + 3)) && !NOT_AFTER.test(text.slice(end + 3, end + 7))
  if (/^[（(]/.test(rest)) return behind === 'role' || behind === 'name' || /^[（(](?:电话|手机|身份证|联系|住|男|女|\d)/.test(rest)
  if (FOLLOWS_HERE.test(rest) || (behind !== 'start' && TOGETHER.test(rest))) return true
  return (behind === 'role' || behind === 'name') && ENDS_HERE.test(rest)
}

/** 张建国与李伟邻里纠纷: nothing says where the second name ends but the words behind it. */
function loneName(text: string, at: number, surname: number, places: Places | null): number {
  const rest = text.slice(at + surname, at + surname + 8)
  const [first, second] = [...segmenter.segment(rest)].map((part) => part.segment)
  if (!first || !HAN.test(first[0] as string)) return 0
  const given = first.length === 2 ? first : first.length === 1 ? first + (second?.length === 1 && isGiven(second) ? second : '') : ''
  const name = text.slice(at, at + surname) + given
  if (given === '' || !isGiven(given) || NOT_AFTER.test(text.slice(at + name.length))) return 0
  return isName(name, surname, false, places) ? name.length : 0
}

/** May these characters be a given name? */
export function isGiven(given: string): boolean {
  return [...given].every((char) => HAN.test(char) && !NEVER.includes(char))
}

function isName(name: string, surname: number, speaks: boolean, places: Places | null): boolean {
  const head = name.slice(0, 2)
  if (STOP.has(head) || places?.has(name)) return false
  if (surname === 2) return true
  if (!speaks && PLACE_END.test(name)) return false
  if (NAMES.has(name) || NAMES.has(head)) return true
  if (PURE.includes(name[0] as string)) return true
  if (name.length === 2) return !isWord(name)
  return !isWord(name) && (speaks || !isWord(head))
}
